import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Parser from 'rss-parser'
import { test } from 'vitest'
import { feed as kind } from '../../src/collect/kinds/feed.ts'
import type { Source } from '../../src/model.ts'
import { toEntry } from '../../src/normalize/entry.ts'

/** 30 items of Chinese press, the size of most feeds. */
const items = readFileSync(join(import.meta.dirname, '../../config/sample/press/ycwb.xml'), 'utf8')
  .split(/(?=<item>)/)
  .filter((part) => part.startsWith('<item>'))
  .map((part) => part.replace(/<\/item>[^]*/, '</item>'))
const feed = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>云川晚报</title>
  ${Array.from({ length: 30 }, (_, index) => items[index % items.length]?.replace(/(<guid[^>]*>)/, `$1${index}-`)).join('\n')}
  </channel></rss>`
const bytes = new TextEncoder().encode(feed)
const now = new Date('2026-03-02T08:00:00Z')
const source: Source = {
  id: 'ycwb',
  kind: 'feed',
  title: '云川晚报',
  url: 'https://www.ycwb.example/rss.xml',
  everyMs: 1_800_000,
  zone: 'Asia/Shanghai',
  trust: 'press',
  filter: 'relevance',
  options: {}
}

const toEntries = async (): Promise<void> => {
  const parsed = await kind.parse(
    { url: source.url, contentType: 'application/rss+xml', bytes },
    {},
    { zone: source.zone, now }
  )
  for (const raw of parsed.entries) toEntry(raw, source, now)
}

test('a feed of 30 items, from bytes to entries that can be matched', async ({ bench }) => {
  await bench.compare(
    bench('rss-parser alone', async () => {
      await new Parser().parseString(new TextDecoder().decode(bytes))
    }),
    bench('decode, parse, dates, repair, sanitize', toEntries)
  )
})
