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
    const { title, items, advice } = await parseFeed(
      page.bytes,
      page.contentType ?? undefined,
      page.url,
      context
    )
    const shared = sharedIds(items)
    return {
      title,
      entries: items.map((item) => entryOf(item, shared)),
      ...(advice ? { advice } : {})
    }
  }
} satisfies SourceKind

/**
 * What tells no items apart: an id that items with different links have, such as that of a site which
 * gives every item its home page, and a link that several items without an id have.
 */
const sharedIds = (items: readonly FeedItem[]): ReadonlySet<string> => {
  const firstWith = new Map<string, FeedItem>()
  const shared = new Set<string>()
  for (const item of items) {
    const identity = item.id ?? item.link
    if (identity === null) continue
    const first = firstWith.get(identity)
    if (!first) firstWith.set(identity, item)
    else if (differ(first, item)) shared.add(identity)
  }
  return shared
}

const differ = (a: FeedItem, b: FeedItem): boolean =>
  a.id === null ? a.title !== b.title : b.link !== null && a.link !== null && a.link !== b.link

const entryOf = (item: FeedItem, shared: ReadonlySet<string>): RawEntry => ({
  guid: guidOf(item, shared),
  url: item.link ?? undefined,
  title: item.title ?? undefined,
  summary: item.summary ?? undefined,
  contentHtml: item.contentHtml ?? undefined,
  author: item.author ?? undefined,
  outlet: item.outlet ?? undefined,
  published: item.published ?? undefined,
  updated: item.updated ?? undefined
})

const guidOf = ({ id, link, title }: FeedItem, shared: ReadonlySet<string>): string | undefined => {
  if (id !== null) return shared.has(id) ? undefined : id
  return link !== null && shared.has(link) ? `${link} ${title ?? ''}` : undefined
}
