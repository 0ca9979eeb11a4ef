import Parser from 'rss-parser'
import { describe, test } from 'vitest'
import { parseFeed } from '../../src/collect/parse-feed.ts'
import { feedOf, FIRST, ITEMS } from './park-news.ts'

/**
 * Bytes to facts: decoding, repair, dates, absolute links and safe HTML, against the library that only
 * parses. Its snippets are part of it, as everybody has them who uses it.
 */
describe.each([30, 500, 10_000])('a feed of %i Chinese items', (count) => {
  const bytes = new TextEncoder().encode(longFeed(count))
  const url = 'https://news.example/rss.xml'

  test(`${(bytes.length / 1e6).toFixed(2)} MB`, { timeout: 300_000 }, async ({ bench }) => {
    await bench.compare(
      bench('rss-parser alone', async () => {
        await new Parser().parseString(new TextDecoder().decode(bytes))
      }),
      bench('parseFeed', async () => {
        await parseFeed(bytes, 'application/rss+xml', url, { zone: 'Asia/Shanghai' })
      })
    )
  })
})

/** The items of as many feeds of the farm as it takes. */
function longFeed(count: number): string {
  const now = new Date('2026-03-02T08:00:00Z')
  const feeds = Array.from({ length: Math.ceil(count / ITEMS) }, (_, feed) =>
    feedOf(feed, FIRST, now)
  )
  const items = feeds.flatMap((feed) => feed.match(/<item>[^]*?<\/item>/g) ?? [])
  return feeds[0]!.replace(/<item>[^]*<\/item>/, () => items.slice(0, count).join('\n'))
}
