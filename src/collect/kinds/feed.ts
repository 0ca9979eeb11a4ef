import { z } from 'zod'
import type { RawEntry } from '../../model.ts'
import type { SourceKind } from '../kind.ts'
import { parseFeed, type FeedItem } from '../parse-feed.ts'

export const feed = {
  name: 'feed',
  description: 'RSS 2.0, RSS 1.0, Atom or JSON Feed',
  example: {
    id: 'city-news',
    kind: 'feed',
    title: 'City News',
    url: 'https://news.example/rss.xml',
    every: '30m'
  },
  options: z.strictObject({}),
  parse: async (page, _options, context) => {
    const { title, items } = await parseFeed(
      page.bytes,
      page.contentType ?? undefined,
      page.url,
      context
    )
    const shared = sharedIds(items)
    return { title, entries: items.map((item) => entryOf(item, shared)) }
  }
} satisfies SourceKind

/** Ids that items with different links share, such as a site that gives every item its home page. */
const sharedIds = (items: readonly FeedItem[]): ReadonlySet<string> => {
  const linkOf = new Map<string, string>()
  const shared = new Set<string>()
  for (const { id, link } of items) {
    if (id === null || link === null) continue
    if (linkOf.has(id) && linkOf.get(id) !== link) shared.add(id)
    linkOf.set(id, link)
  }
  return shared
}

const entryOf = (item: FeedItem, shared: ReadonlySet<string>): RawEntry => ({
  guid: item.id === null || shared.has(item.id) ? undefined : item.id,
  url: item.link ?? undefined,
  title: item.title ?? undefined,
  summary: item.summary ?? undefined,
  contentHtml: item.contentHtml ?? undefined,
  author: item.author ?? undefined,
  outlet: item.outlet ?? undefined,
  published: item.published ?? undefined,
  updated: item.updated ?? undefined
})
