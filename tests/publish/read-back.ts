import { decodeHTML } from 'entities'
import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import Parser from 'rss-parser'
import type { FeedFormat } from '../../src/publish/format.ts'

/** What a reader has understood of one item. */
export type ReadItem = {
  readonly id: string | undefined
  readonly title: string | undefined
  readonly link: string | undefined
  readonly published: string | undefined
  readonly updated: string | undefined
  readonly html: string | undefined
}

const iso = (date: string | undefined) => date && new Date(date).toISOString()

/** feedsmith, the tolerant parser, for every format. */
export const readItems: Record<FeedFormat['name'], (body: string) => ReadItem[]> = {
  rss: (body) =>
    (parseRssFeed(body).items ?? []).map((item) => ({
      id: item.guid?.value,
      title: item.title,
      link: item.link,
      published: iso(item.pubDate),
      updated: item.atom?.updated,
      html: item.description
    })),
  atom: (body) =>
    (parseAtomFeed(body).entries ?? []).map((entry) => ({
      id: entry.id,
      title: decodeHTML(entry.title?.value ?? ''),
      link: entry.links?.[0]?.href,
      published: entry.published,
      updated: entry.updated,
      html: entry.content?.value
    })),
  json: (body) =>
    (parseJsonFeed(body).items ?? []).map((item) => ({
      id: item.id,
      title: item.title,
      link: item.url,
      published: item.date_published,
      updated: item.date_modified,
      html: item.content_html
    }))
}

/** rss-parser, whose XML parser is the strict one: text that is not well-formed throws. */
export const readStrictly = async (format: 'rss' | 'atom', body: string) => {
  const { items } = await new Parser<object, { id?: string }>().parseString(body)
  return items.map((item) => ({
    id: format === 'rss' ? item.guid : item.id,
    title: format === 'rss' ? item.title : decodeHTML(item.title ?? ''),
    link: item.link
  }))
}

/** sax lets these pass even when strict; XML 1.0 §2.2 does not. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/u

export const hasForbiddenCharacter = (xml: string): boolean => FORBIDDEN.test(xml)
