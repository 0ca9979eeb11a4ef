/**
 * Bytes to facts, side by side in one run: decoding, repair, dates, absolute links and safe HTML in
 * `parseFeed`, against rss-parser, which only parses, snippets included as everybody has them. The two
 * take turns; processor time, the one in the middle counts.
 *   node tests/bench/parse.ts
 */
import Parser from 'rss-parser'
import { parseFeed } from '../../src/collect/parse-feed.ts'
import { kindNamed } from '../../src/collect/kinds/index.ts'
import type { Source } from '../../src/model.ts'
import { toEntry } from '../../src/normalize/entry.ts'
import { machineLine } from './machine.ts'
import { feedOf, FIRST, ITEMS } from './park-news.ts'

const NOW = new Date('2026-03-02T08:00:00Z')
const ZONE = 'Asia/Shanghai'
const URL = 'https://news.example/rss.xml'
/** Turns of each that count, and how often it reads the feed in one. */
const TURNS = 41
const readsOf = (items: number): number => Math.max(1, Math.round(600 / items))

const print = (line: string): void => void process.stdout.write(`${line}\n`)

/** The items of as many feeds of the farm as it takes. */
const longFeed = (count: number): string => {
  const feeds = Array.from({ length: Math.ceil(count / ITEMS) }, (_, feed) =>
    feedOf(feed, FIRST, NOW)
  )
  const items = feeds.flatMap((feed) => feed.match(/<item>[^]*?<\/item>/g) ?? [])
  return feeds[0]!.replace(/<item>[^]*<\/item>/, () => items.slice(0, count).join('\n'))
}

const source: Source = {
  id: 'bench',
  kind: 'feed',
  title: '云川日报',
  url: URL,
  everyMs: 1_800_000,
  zone: ZONE,
  trust: 'press',
  filter: 'relevance',
  text: 'listed',
  options: {}
}

const readers = (bytes: Uint8Array) => ({
  'rss-parser': async () => {
    await new Parser().parseString(new TextDecoder().decode(bytes))
  },
  parseFeed: async () => {
    await parseFeed(bytes, 'application/rss+xml', URL, { zone: ZONE })
  },
  /** What the reading process does for a source. */
  entries: async () => {
    const document = { url: URL, contentType: null, bytes }
    const parsed = await kindNamed('feed')!.parse(document, {}, { zone: ZONE, now: NOW })
    for (const raw of parsed.entries) toEntry(raw, source, NOW)
  }
})

/** Milliseconds of processor time for one reading. */
const cost = async (read: () => Promise<void>, reads: number): Promise<number> => {
  const before = process.cpuUsage()
  for (let i = 0; i < reads; i++) await read()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / reads
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1]!

const race = async (items: number): Promise<void> => {
  const bytes = new TextEncoder().encode(longFeed(items))
  const entrants = Object.entries(readers(bytes))
  const turns = items > 1000 ? 9 : TURNS
  const costs = new Map(entrants.map(([name]) => [name, [] as number[]]))
  for (let turn = -5; turn < turns; turn++) {
    for (const [name, read] of turn % 2 === 0 ? entrants : entrants.toReversed()) {
      const ms = await cost(read, readsOf(items))
      if (turn >= 0) costs.get(name)!.push(ms)
    }
  }
  const [rssParser, facts, entries] = entrants.map(([name]) => median(costs.get(name)!)) as [
    number,
    number,
    number
  ]
  const shown = [items, (bytes.length / 1e6).toFixed(2), rssParser.toFixed(2), facts.toFixed(2)]
  const ratios = [facts, entries].map((ms) => `× ${(ms / rssParser).toFixed(2)}`)
  print(
    [...shown, ratios[0], entries.toFixed(2), ratios[1]]
      .map((cell) => String(cell).padStart(12))
      .join('')
  )
}

print(machineLine(null))
print(
  ['items', 'MB', 'rss-parser', 'parseFeed', 'ratio', 'to entries', 'ratio']
    .map((cell) => cell.padStart(12))
    .join('')
)
for (const items of [30, 500, 10_000]) await race(items)
