import { createRequire } from 'node:module'
import Parser from 'rss-parser'
import { webAddress, wording, type LooseFeed, type LooseItem } from './loose.ts'

// rss-parser makes a plain-text snippet of every description with a quadratic regular expression:
// 120 KB of '<div' hold the process for more than 20 s. Nothing here reads the snippet, and no option
// turns it off, so the function that makes it is replaced for the whole process.
const libraryUtils = createRequire(import.meta.url)('rss-parser/lib/utils') as {
  getSnippet: (html: string) => string
}
libraryUtils.getSnippet = () => ''

/**
 * RSS 2.0, 0.9x and 1.0 through rss-parser. Undefined: it would read this document wrongly, so
 * another parser must. Rejects when it refuses the document.
 */
export const readRss = async (text: string, root: string): Promise<LooseFeed | undefined> => {
  if (!ROOTS.has(root) || hasOtherPrefixes(text) || hasOtherCase(text)) return undefined
  const feed = await new Parser<ChannelNodes, ItemNodes>(OPTIONS).parseString(text)
  if (feed.items.length === 0 && /<item[\s>]/.test(text)) return undefined
  if (feed.items.some(hasMarkup) || isMarkup(feed.titles?.[0])) return undefined
  return {
    title: wording(textOf(feed.titles), 'html'),
    link: addressOf(feed.links),
    bases: [feed.attributes?.['xml:base']],
    items: feed.items.map(itemOf)
  }
}

const itemOf = (item: ItemNodes): LooseItem => {
  const guid = textOf(item.guids)
  const isPermaLink = attributesOf(item.guids?.[0])['isPermaLink']?.toLowerCase() !== 'false'
  const description = wording(textOf(item.descriptions), 'html')
  return {
    id: guid ?? item.attributes?.['rdf:about'],
    title: wording(textOf(item.titles), 'html'),
    links: [
      addressOf(item.links),
      atomLink(item.atomLinks),
      isPermaLink ? webAddress(guid) : undefined,
      webAddress(item.attributes?.['rdf:about'])
    ],
    bases: [item.attributes?.['xml:base']],
    published: [
      ...textsOf(item.pubDates),
      ...textsOf(item.dcDates),
      ...textsOf(item.atomPublished)
    ],
    updated: [...textsOf(item.atomUpdated), ...textsOf(item.modified)],
    content: wording(textOf(item.encoded), 'html') ?? description,
    summary: description,
    authors: firstKnown(item.creators, item.authors, item.itunesAuthors),
    outlet: textOf(item.sources) ?? textOf(item.newsSources),
    categories: firstKnown(item.categoryNodes, item.subjects),
    enclosures: (item.enclosures ?? []).map((node) => {
      const { url, type, length } = attributesOf(node)
      return { url, type, length }
    })
  }
}

/** xml2js gives a string for an element of text alone, otherwise an object that has lost the order of its children. */
type Node = string | { readonly _?: string; readonly $?: Attributes }
type Attributes = { readonly [name: string]: string | undefined }
type Nodes = readonly Node[] | undefined

/** The elements read, each under a name that rss-parser itself does not use. */
const CHANNEL = { titles: 'title', links: 'link' } as const
const ITEM = {
  titles: 'title',
  links: 'link',
  atomLinks: 'atom:link',
  guids: 'guid',
  pubDates: 'pubDate',
  dcDates: 'dc:date',
  atomPublished: 'atom:published',
  atomUpdated: 'atom:updated',
  modified: 'dcterms:modified',
  descriptions: 'description',
  encoded: 'content:encoded',
  creators: 'dc:creator',
  authors: 'author',
  itunesAuthors: 'itunes:author',
  sources: 'source',
  newsSources: 'News:Source', // Bing News search
  categoryNodes: 'category',
  subjects: 'dc:subject',
  enclosures: 'enclosure'
} as const
type ChannelNodes = { [field in keyof typeof CHANNEL]?: Nodes } & { attributes?: Attributes }
type ItemNodes = { [field in keyof typeof ITEM]?: Nodes } & { attributes?: Attributes }

/** Raw nodes, because the library's own fields keep the first enclosure only and drop attributes. */
const rawFields = (elements: { readonly [field: string]: string }) =>
  Object.entries({ ...elements, attributes: '$' }).map(([field, element]) => [
    element,
    field,
    { keepArray: true }
  ])

const OPTIONS: object = { customFields: { feed: rawFields(CHANNEL), item: rawFields(ITEM) } }

/** Never Atom: one bad date costs it the whole feed, and it reorders XHTML. */
const ROOTS = new Set(['rss', 'rdf:RDF'])

/** The prefixes that rss-parser goes by; it does not look at namespaces. */
const PREFIXES: { readonly [namespace: string]: string } = {
  'http://purl.org/rss/1.0/modules/content/': 'content',
  'http://purl.org/dc/elements/1.1/': 'dc',
  'http://purl.org/dc/terms/': 'dcterms',
  'http://www.w3.org/2005/Atom': 'atom',
  'http://www.itunes.com/dtds/podcast-1.0.dtd': 'itunes'
}

const hasOtherPrefixes = (text: string): boolean =>
  [...text.slice(0, 65_536).matchAll(/\sxmlns:([\w.-]+)\s*=\s*["']([^"'<>]*)["']/g)].some(
    ([, prefix, namespace]) => (PREFIXES[namespace!] ?? prefix) !== prefix
  )

/** `<Title>` beside `<item>`: rss-parser would pass over it without a word. */
const hasOtherCase = (text: string): boolean => {
  for (const [, name] of text.matchAll(ANY_CASE)) if (!ELEMENTS.has(name!)) return true
  return false
}

const ANY_CASE = /<(title|link|description|pubdate|guid|item|author)[\s/>]/gi
const ELEMENTS = new Set(['title', 'link', 'description', 'pubDate', 'guid', 'item', 'author'])

const hasMarkup = (item: ItemNodes): boolean =>
  [item.titles, item.descriptions, item.encoded].some((nodes) => isMarkup(nodes?.[0]))

const isMarkup = (node: Node | undefined): boolean =>
  typeof node === 'object' && Object.keys(node).some((key) => key !== '_' && key !== '$')

const attributesOf = (node: Node | undefined): Attributes =>
  typeof node === 'object' ? (node.$ ?? {}) : {}

const textsOf = (nodes: Nodes): string[] =>
  (nodes ?? []).flatMap((node) => {
    const text = (typeof node === 'string' ? node : (node._ ?? '')).trim()
    return text === '' ? [] : [text]
  })

const textOf = (nodes: Nodes): string | undefined => textsOf(nodes)[0]

const firstKnown = (...sets: readonly Nodes[]): string[] =>
  sets.map(textsOf).find((texts) => texts.length > 0) ?? []

/**
 * `<link>` with text, or as some write it, with `href`. An item without elements comes as a string,
 * and the `link` that rss-parser finds there is the old method of strings.
 */
const addressOf = (nodes: Nodes): string | undefined =>
  typeof nodes === 'object' ? (textOf(nodes) ?? attributesOf(nodes[0])['href']) : undefined

const atomLink = (nodes: Nodes): string | undefined =>
  (nodes ?? []).map(attributesOf).find(({ rel }) => rel === undefined || rel === 'alternate')?.[
    'href'
  ]
