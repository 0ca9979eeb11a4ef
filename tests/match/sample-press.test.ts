import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { kindNamed } from '../../src/collect/kinds/index.ts'
import { keysOf } from '../../src/match/keys.ts'
import { chooseLead } from '../../src/match/lead.ts'
import { matchEntry, type Candidate } from '../../src/match/match.ts'
import { outletsOf } from '../../src/match/outlets.ts'
import { acceptAll, createJudge } from '../../src/match/relevance.ts'
import type { Entry, Source } from '../../src/model.ts'
import { isUsable, toEntry } from '../../src/normalize/entry.ts'
import { fold } from '../../src/normalize/text.ts'
import { SAMPLE, samplePark } from './park.ts'

/** Noon in the park. At other hours 昨天 and 2小时前 stand in another order. */
const NOON = new Date('2026-03-05T12:00:00+08:00')

type Expected = {
  readonly stories: readonly {
    readonly title: string
    readonly outlets: readonly string[]
    readonly mirrors: number
    readonly section: string
    readonly entries: readonly string[]
  }[]
  readonly notAboutThePark: readonly string[]
}
const expected = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../journeys/sample.expected.json'), 'utf8')
) as Expected

type Row = Pick<Source, 'id' | 'kind' | 'title' | 'url'> & Partial<Source> & { timezone?: string }

const sources = (
  parse(readFileSync(`${SAMPLE}/sources.yaml`, 'utf8')) as { sources: Row[] }
).sources.map((row): Source => ({
  trust: 'press',
  filter: 'relevance',
  text: 'listed',
  everyMs: 900_000,
  zone: row.timezone ?? samplePark.timezone,
  // Each kind reads its own keys among those of the row.
  options: kindNamed(row.kind)!.options.strip().parse(row),
  ...row
}))
const sourceOf = new Map(sources.map((source) => [source.id, source]))
const outlets = sources.map(({ title }) => title)

const readSource = async (source: Source, now: Date): Promise<Entry[]> => {
  const path = `${SAMPLE}/${source.url.replace('file:', '')}`
  const paths = path.endsWith('/') ? readdirSync(path).map((name) => path + name) : [path]
  const context = { zone: source.zone, now, outlets }
  const entries: Entry[] = []
  for (const file of paths) {
    const page = { url: `file://${file}`, contentType: null, bytes: readFileSync(file) }
    const parsed = await kindNamed(source.kind)!.parse(page, source.options, context)
    entries.push(...parsed.entries.map((raw) => toEntry(raw, source, now)).filter(isUsable))
  }
  return entries
}

/** All entries in the order in which the outlets published them. */
const readPress = async (now: Date): Promise<Entry[]> =>
  (await Promise.all(sources.map((source) => readSource(source, now))))
    .flat()
    .sort((a, b) => a.publishedAt.getTime() - b.publishedAt.getTime())

type Known = Entry & Candidate

/** What the pipeline does with a store: each entry joins the story of what it equals, or begins one. */
const foldIntoStories = (entries: readonly Entry[]): Known[][] => {
  const known: Known[] = []
  for (const entry of entries) {
    const keys = keysOf(entry, outlets)
    const match = matchEntry(entry, keys, known)
    known.push({ ...entry, keys, storyId: match.verdict === 'same' ? match.storyId : entry.id })
  }
  return [...Map.groupBy(known, ({ storyId }) => storyId).values()]
}

const nameOf = ({ sourceId, guid }: Entry): string => `${sourceId}#${guid}`

const partitionOf = (stories: readonly Known[][]): string[] =>
  stories.map((entries) => entries.map(nameOf).sort().join(' ')).sort()

const expectedPartition = [
  ...expected.stories.map(({ entries }) => [...entries].sort().join(' ')),
  ...expected.notAboutThePark
].sort()

/** The same order for the same seed (Park and Miller's generator). */
const shuffled = <T>(list: readonly T[], seed: number): T[] => {
  let state = seed
  return list
    .map((one) => ({ one, rank: (state = (state * 48_271) % 2_147_483_647) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ one }) => one)
}

const entries = await readPress(NOON)

describe('the sample press', () => {
  test('is read whole', () => {
    const all = [...expected.stories.flatMap((story) => story.entries), ...expected.notAboutThePark]
    expect(entries.map(nameOf).sort()).toEqual(all.sort())
  })

  test('becomes the stories that it tells', () => {
    expect(partitionOf(foldIntoStories(entries))).toEqual(expectedPartition)
  })

  test.each([1, 2, 3])('becomes the same stories in shuffled order %i', (seed) => {
    const order = shuffled(entries, seed)
    expect(order).not.toEqual(entries)
    expect(partitionOf(foldIntoStories(order))).toEqual(expectedPartition)
  })

  test.each(['00:05', '06:30', '18:00', '23:55'])(
    'becomes the same stories at %s',
    async (clock) => {
      const press = await readPress(new Date(`2026-03-05T${clock}:00+08:00`))
      expect(partitionOf(foldIntoStories(press))).toEqual(expectedPartition)
    }
  )
})

describe('the sample park', () => {
  const judge = createJudge(samplePark)
  const judged = (entry: Entry) =>
    sourceOf.get(entry.sourceId)?.filter === 'none' ? acceptAll(judge(entry)) : judge(entry)

  test('accepts what is about it, copy by copy, and rejects the rest', () => {
    const rejected = entries.filter((entry) => judged(entry).verdict !== 'accept')
    expect(rejected.map(nameOf).sort()).toEqual([...expected.notAboutThePark].sort())
    expect(rejected.map((entry) => judged(entry).verdict)).not.toContain('review')
  })

  test('would accept what its own site tells without being told to', () => {
    const own = entries.filter(({ sourceId }) => sourceId === 'park-site')
    expect(own.filter((entry) => judge(entry).verdict !== 'accept').map(nameOf)).toEqual([])
  })

  test.each(expected.stories.map((story) => [story.title, story] as const))(
    'shows %s',
    (_, story) => {
      const copies = entries
        .filter((entry) => story.entries.includes(nameOf(entry)))
        .map((entry) => ({
          ...entry,
          entryId: entry.id,
          trust: sourceOf.get(entry.sourceId)!.trust
        }))
      const lead = chooseLead(copies as [(typeof copies)[number]])
      expect({
        // Outlets punctuate one headline in their own ways.
        title: fold(lead.title),
        section: judge(lead).section,
        mirrors: copies.filter(({ isMirror }) => isMirror).length,
        outlets: outletsOf(copies).map(({ outlet }) => outlet)
      }).toEqual({
        title: fold(story.title),
        section: story.section,
        mirrors: story.mirrors,
        outlets: story.outlets
      })
    }
  )
})
