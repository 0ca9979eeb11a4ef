import { fieldsOf, hasElements, type Fields, type Node } from './element.ts'
import { imagesIn } from './images.ts'
import type { ItemField, ItemFields } from './item-fields.ts'
import { addressIn, enclosureIn, readingLinks } from './links.ts'
import { webAddress, type LooseItem, type Wording } from './loose.ts'
import { wordingOf } from './wording-of.ts'
import type { Element } from './xml.ts'

/**
 * @param strings what an element without `type` holds: HTML in RSS, text (in theory) in Atom
 * @param inherited names that stand for the author where the item has none
 */
export const itemFrom = (
  item: Element,
  { all, first }: ItemFields,
  { strings, inherited }: { strings: 'html' | 'guess'; inherited: readonly string[] }
): LooseItem => {
  const texts = (...names: readonly ItemField[]): string[] => all(...names).map(({ _ }) => _)
  const said = (...names: readonly ItemField[]): Wording | undefined =>
    wordingOf(first(...names), strings)

  const about = item.attributes['rdf:about'] ?? item.attributes['about']
  const guid = first('guid', 'id', 'atom:id')?._
  const isPermaLink = first('guid')?.$['ispermalink']?.toLowerCase() !== 'false'
  const summary = said(...SUMMARIES) ?? wordingOf(mediaText(all), 'guess')
  const links = all('link', 'atom:link')
  return {
    id: guid ?? about ?? first('dc:identifier')?._,
    title: said('title', 'dc:title', 'media:title'),
    links: [
      ...readingLinks(links),
      ...all('content', 'atom:content').map(({ $, element }) => addressIn(element, $['src'])),
      isPermaLink ? webAddress(guid) : { href: undefined },
      webAddress(about),
      addressIn(item, item.attributes['href'])
    ],
    published: texts(...PUBLISHED),
    updated: [...texts(...UPDATED), item.attributes['lastmod']],
    content: contentIn(all(...CONTENTS), strings) ?? summary,
    summary,
    authors: firstNonEmpty(
      all('dc:creator', 'dc:author').map(personIn),
      all('author', 'atom:author').map(personIn),
      texts('itunes:author'),
      all('source', 'atom:source').flatMap(({ element }) => authorsOf(fieldsOf(element))),
      inherited
    ),
    outlet: outletIn(first('source', 'atom:source', 'news:source')),
    categories: firstNonEmpty(
      all('category', 'atom:category').map(({ _, $ }) => $['label'] ?? $['term'] ?? _),
      texts('dc:subject')
    ),
    enclosures: [...all('enclosure'), ...links].flatMap(enclosureIn),
    images: imagesIn({ all, first })
  }
}

const PUBLISHED = [
  ...(['pubdate', 'published', 'issued', 'atom:published', 'dcterms:issued', 'dc:date'] as const),
  ...(['dcterms:created', 'created'] as const)
] as const
/** Dublin Core's date is that of any event in an item's life: it stands for both where none is told apart. */
const UPDATED = ['updated', 'modified', 'atom:updated', 'dcterms:modified', 'dc:date'] as const
const CONTENTS = [
  ...(['content:encoded', 'content', 'atom:content', 'xhtml:body', 'body', 'xhtml:div'] as const),
  'fullitem'
] as const
const SUMMARIES = [
  ...(['description', 'summary', 'atom:summary', 'dc:description', 'abstract'] as const),
  'itunes:summary'
] as const

/** The people that `author` elements of a feed or an Atom source name. */
export const authorsOf = ({ all }: Fields): string[] =>
  all('author', 'atom:author', 'dc:creator')
    .map(personIn)
    .filter((name) => name !== '')

/** Atom's persons have parts (RFC 4287 §3.2), those of RSS are a line. */
const personIn = ({ _, element }: Node): string =>
  hasElements(element)
    ? (fieldsOf(element).first('name', 'atom:name', 'email', 'atom:email')?._ ?? '')
    : _

const outletIn = (source: Node | undefined): string | undefined =>
  source && hasElements(source.element)
    ? wordingOf(fieldsOf(source.element).first('title', 'atom:title'), 'guess')?.value
    : source?._

/** What a video platform says of its video, for itself or in a group. */
const mediaText = (all: ItemFields['all']): Node | undefined =>
  all('media:description')[0] ??
  all('media:group', 'media:content')
    .map(({ element }) => fieldsOf(element).first('media:description'))
    .find((node) => node !== undefined)

/** Of several contents the one in HTML, as Atom allows for other media beside it. */
const contentIn = (nodes: readonly Node[], strings: 'html' | 'guess'): Wording | undefined => {
  const worded = nodes.flatMap((node) => wordingOf(node, strings) ?? [])
  return worded.find(({ as }) => as === 'html') ?? worded[0]
}

const firstNonEmpty = (...lists: readonly (readonly string[])[]): readonly string[] =>
  lists.map((list) => list.filter((text) => text !== '')).find((list) => list.length > 0) ?? []
