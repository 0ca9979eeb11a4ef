import {
  parseAtomFeed,
  parseJsonFeed,
  parseRdfFeed,
  parseRssFeed,
  type AtomFeed,
  type JsonFeed,
  type RdfFeed,
  type RssFeed
} from 'feedsmith'
import { webAddress, wording, type LooseFeed, type LooseItem, type Wording } from './loose.ts'

/** Atom and JSON Feed, and RSS that rss-parser refuses or would misread, through feedsmith. Throws when it refuses too. */
export const readWithFeedsmith = (
  format: 'rss' | 'rdf' | 'atom' | 'json',
  text: string
): LooseFeed => {
  switch (format) {
    case 'rss':
      return fromRss(parseRssFeed(withoutPersons(text)))
    case 'rdf':
      return fromRdf(parseRdfFeed(text))
    case 'atom':
      return fromAtom(parseAtomFeed(text))
    case 'json':
      return fromJson(parseJsonFeed(text))
  }
}

/**
 * feedsmith takes the persons of RSS apart in quadratic time: 40 KB of `(` as author hold it for 4 s.
 * Under another name it reads their text and no more.
 */
const withoutPersons = (text: string): string =>
  text
    .replace(/(<\/?)author(?=[\s/>])/gi, '$1itunes:author')
    .replace(/(<\/?)(?=(?:managingeditor|webmaster)[\s/>])/gi, '$1x-')

const fromRss = (feed: RssFeed.Feed<string>): LooseFeed => ({
  title: wording(feed.title, 'html'),
  link: feed.link ?? alternate(feed.atom?.links),
  bases: [],
  items: (feed.items ?? []).map((item) => {
    const description = wording(item.description, 'html')
    const guid = item.guid?.value
    return {
      id: guid,
      title: wording(item.title, 'html'),
      links: [
        item.link,
        alternate(item.atom?.links),
        item.guid?.isPermaLink === false ? undefined : webAddress(guid)
      ],
      bases: [item.xml?.base],
      published: [item.pubDate, ...(item.dc?.dates ?? []), item.atom?.published],
      updated: [item.atom?.updated, ...(item.dcterms?.modified ?? [])],
      content: wording(item.content?.encoded, 'html') ?? description,
      summary: description,
      authors: item.dc?.creators ?? [item.itunes?.author],
      outlet: item.source?.title,
      categories: item.categories?.map(({ name }) => name) ?? item.dc?.subjects ?? [],
      enclosures: (item.enclosures ?? []).map(({ url, type, length }) => ({ url, type, length }))
    }
  })
})

const fromRdf = (feed: RdfFeed.Feed<string>): LooseFeed => ({
  title: wording(feed.title, 'html'),
  link: feed.link,
  bases: [],
  items: (feed.items ?? []).map((item) => {
    const description = wording(item.description, 'html')
    return {
      id: item.rdf?.about,
      title: wording(item.title, 'html'),
      links: [item.link, webAddress(item.rdf?.about)],
      bases: [item.xml?.base],
      published: [...(item.dc?.dates ?? []), item.atom?.published],
      updated: [item.atom?.updated, ...(item.dcterms?.modified ?? [])],
      content: wording(item.content?.encoded, 'html') ?? description,
      summary: description,
      authors: item.dc?.creators ?? [],
      outlet: undefined,
      categories: item.dc?.subjects ?? [],
      enclosures: []
    }
  })
})

const fromAtom = (feed: AtomFeed.Feed<string>): LooseFeed => ({
  title: typed(feed.title),
  link: alternate(feed.links),
  bases: [],
  items: (feed.entries ?? []).map((entry) => fromEntry(entry, feed))
})

const fromEntry = (entry: AtomFeed.Entry<string>, feed: AtomFeed.Feed<string>): LooseItem => {
  const summary = typed(entry.summary)
  return {
    id: entry.id,
    title: typed(entry.title),
    links: [alternate(entry.links), entry.content?.src, webAddress(entry.id)],
    bases: [entry.xml?.base],
    published: [entry.published, ...(entry.dc?.dates ?? [])],
    updated: [entry.updated],
    content: typed(entry.content) ?? summary,
    summary,
    // RFC 4287, 4.2.1: an entry without author has that of its source, or else of the feed.
    authors: (entry.authors ?? entry.source?.authors ?? feed.authors ?? []).map(nameOf),
    outlet: typed(entry.source?.title)?.value,
    categories: (entry.categories ?? []).map(({ label, term }) => label ?? term),
    enclosures: (entry.links ?? [])
      .filter(({ rel }) => rel === 'enclosure')
      .map(({ href, type, length }) => ({ url: href, type, length }))
  }
}

const fromJson = (feed: JsonFeed.Feed<string>): LooseFeed => ({
  title: wording(feed.title, 'guess'),
  link: feed.home_page_url,
  bases: [],
  items: (feed.items ?? []).map((item) => {
    const summary = wording(item.summary, 'guess')
    return {
      id: item.id,
      title: wording(item.title, 'guess'),
      links: [item.url, item.external_url, webAddress(item.id)],
      bases: [],
      published: [item.date_published],
      updated: [item.date_modified],
      content: wording(item.content_html, 'html') ?? wording(item.content_text, 'text') ?? summary,
      summary,
      authors: (item.authors ?? feed.authors ?? []).map(({ name }) => name),
      outlet: undefined,
      categories: item.tags ?? [],
      enclosures: (item.attachments ?? []).map(({ url, mime_type, size_in_bytes }) => ({
        url,
        type: mime_type,
        length: size_in_bytes
      }))
    }
  })
})

/** RFC 4287, 3.1.1 and 4.1.3.3. Content of another type, an image for one, has no wording. */
const typed = (text: AtomFeed.Content | undefined): Wording | undefined => {
  switch (text?.type?.toLowerCase()) {
    case undefined:
      return wording(text?.value, 'guess')
    case 'text':
    case 'text/plain':
      return wording(text?.value, 'text')
    case 'html':
    case 'text/html':
    case 'xhtml':
    case 'application/xhtml+xml':
      return wording(text?.value, 'html')
    default:
      return undefined
  }
}

/** The address that a reader would open: never `self` or an enclosure. */
const alternate = (links: readonly AtomFeed.Link<string>[] | undefined): string | undefined => {
  const alternates = (links ?? []).filter(({ rel }) => rel === undefined || rel === 'alternate')
  return (alternates.find(({ type }) => type === undefined || /html/i.test(type)) ?? alternates[0])
    ?.href
}

const nameOf = ({ name, email }: { name?: string; email?: string }): string | undefined =>
  name ?? email
