import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import type { PlacedStory } from '../../src/model.ts'
import { ingest, type Desk } from '../../src/pipeline/ingest.ts'
import { insertDigest } from '../../src/store/digests.ts'
import { entriesOfStory, type StoredEntry } from '../../src/store/entries.ts'
import { placedStories, relevanceOfStory } from '../../src/store/stories.ts'
import { minutesAfter, NOW, PARK } from '../store/sample.ts'
import { stores } from '../support/stores.ts'
import { deskOf, HOUR_MS, newsFrom, secondJudge, sourceOf, TEXT, TITLE } from './desk.ts'

const [YCRB, HAIXIA] = [sourceOf('ycrb'), sourceOf('haixia')]
const ADDED = { added: 1, changed: 0, refused: [] }
const CHANGED = { added: 0, changed: 1, refused: [] }
const NOTHING = { added: 0, changed: 0, refused: [] }
/** Other news: neither title, text nor address in common. */
const OTHER = {
  title: '澄湖新材料产业园幼儿园下月开园',
  text: '可容纳三百名职工子女的园区幼儿园已通过验收，报名从下周一开始，招生对象是园内企业职工的孩子，首批设九个班。'
}
const ELSEWHERE = {
  title: '南港物流园新码头开工建设',
  text: '南港物流园新码头昨日开工，工期两年。'
}

describe.each(stores)('what a source gave, on $engine:', ({ engine, useStore }) => {
  const bench = useStore()
  const desk = (changes?: Partial<Desk>): Desk => deskOf(bench.store, changes)
  const placed = (parkId = PARK): Promise<PlacedStory[]> =>
    placedStories(bench.store.db, { parkId, limit: 10 })
  const onlyStory = async (): Promise<PlacedStory> => {
    const stories = await placed()
    expect(stories).toHaveLength(1)
    return stories[0]!
  }
  const entriesOf = (story: PlacedStory): Promise<StoredEntry[]> =>
    entriesOfStory(bench.store.db, story.id)
  const waiting = (parkId = PARK) =>
    bench.store.db
      .selectFrom('digest_story')
      .select(['digest_name', 'story_id', 'queued_at'])
      .where('park_id', '=', parkId)
      .where('digest_id', 'is', null)
      .orderBy('digest_name')
      .execute()
  const count = async (table: 'entry' | 'story' | 'match_key' | 'relevance' | 'placement') => {
    const row = await bench.store.db
      .selectFrom(table)
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow()
    return row.count
  }

  describe('one story, once', () => {
    test.each([
      [
        'address',
        'url',
        { url: 'https://m.paper.example/a?from=app', title: '三大项目落户', text: '短讯' },
        { url: 'https://www.paper.example/a' }
      ],
      ['text', 'text', { title: '三个项目昨日集中签约' }, {}],
      ['title', 'title', { text: '详见今日本报二版' }, {}]
    ])('copies of one %s are one story', async (_, by, copy, first) => {
      expect(await ingest(desk(), YCRB, [newsFrom('ycrb', '1', first)])).toEqual(ADDED)
      const second = newsFrom('haixia', '2', { publishedAt: minutesAfter(5), ...copy })
      expect(await ingest(desk(), HAIXIA, [second])).toEqual(ADDED)

      const story = await onlyStory()
      expect(story.title).toBe(TITLE)
      expect(story.copies.map(({ entryId }) => entryId)).toEqual(['ycrb-1', 'haixia-2'])
      expect((await entriesOf(story)).map(({ match }) => [match.by, match.entryId])).toEqual([
        ['new', null],
        [by, 'ycrb-1']
      ])
    })

    test('copies in one document are one story as well', async () => {
      const copies = ['1', '2', '3'].map((guid) => newsFrom('ycrb', guid))
      expect(await ingest(desk(), YCRB, copies)).toEqual({ added: 3, changed: 0, refused: [] })
      expect((await onlyStory()).copies).toHaveLength(3)
    })

    test('other news is another story', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1'), newsFrom('ycrb', '2', OTHER)])
      expect(await placed()).toHaveLength(2)
    })

    test('a second outlet moves the change, and neither the id nor the date', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1', { publishedAt: minutesAfter(-5) })])
      const before = await onlyStory()
      expect(before).toMatchObject({ publishedAt: minutesAfter(-5), changedAt: NOW })
      const earlier = { publishedAt: minutesAfter(-30), seenAt: minutesAfter(10) }
      await ingest(desk(), HAIXIA, [newsFrom('haixia', '2', earlier)])
      expect(await onlyStory()).toMatchObject({
        id: before.id,
        publishedAt: minutesAfter(-5),
        firstSeenAt: NOW,
        changedAt: minutesAfter(10)
      })
    })

    test('an entry is stored once, however often it is given', async () => {
      const entries = [newsFrom('ycrb', '1'), newsFrom('ycrb', '2', OTHER)]
      await ingest(desk(), YCRB, entries)
      const before = await placed()
      const again = entries.map((entry) => ({ ...entry, seenAt: minutesAfter(60) }))
      expect(await ingest(desk(), YCRB, again)).toEqual(NOTHING)
      expect(await ingest(desk(), YCRB, [again[0]!, again[0]!])).toEqual(NOTHING)
      expect(await placed()).toEqual(before)
    })

    test('what has not changed needs no transaction', async () => {
      const entries = [newsFrom('ycrb', '1'), newsFrom('ycrb', '2', OTHER)]
      await ingest(desk(), YCRB, entries)
      const write = () => Promise.reject(new Error('nothing is to be written'))
      const again = desk({ store: { ...bench.store, write } })
      expect(await ingest(again, YCRB, entries)).toEqual(NOTHING)
    })

    test('of two items under one guid the last one counts, reading after reading', async () => {
      const entries = [newsFrom('ycrb', '1', OTHER), newsFrom('ycrb', '1')]
      for (const outcome of [
        { added: 1, changed: 1 },
        { added: 0, changed: 2 }
      ]) {
        expect(await ingest(desk(), YCRB, entries)).toMatchObject(outcome)
        expect((await entriesOf(await onlyStory())).map(({ text }) => text)).toEqual([TEXT])
      }
    })

    test('an entry is stored once, though its guid changes at every reading', async () => {
      const fields = { url: 'https://ycrb.example/a' }
      await ingest(desk(), YCRB, [newsFrom('ycrb', 'session-1', fields)])
      const again = newsFrom('ycrb', 'session-2', { ...fields, seenAt: minutesAfter(60) })
      expect(await ingest(desk(), YCRB, [again])).toEqual(NOTHING)
      expect((await onlyStory()).copies).toHaveLength(1)
    })

    test('two items of one document under one address and title stay two, reading after reading', async () => {
      const fields = { url: 'https://ycrb.example/', title: TITLE }
      const entries = [
        newsFrom('ycrb', '1', fields),
        newsFrom('ycrb', '2', { ...OTHER, ...fields })
      ]
      expect(await ingest(desk(), YCRB, entries)).toMatchObject({ added: 2 })
      expect(await ingest(desk(), YCRB, entries)).toEqual(NOTHING)
    })

    test('nothing is nothing', async () => {
      expect(await ingest(desk(), YCRB, [])).toEqual(NOTHING)
    })
  })

  describe('edits', () => {
    test('bring new content, move the change, and keep ids and the first date', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1', { publishedAt: minutesAfter(-60) })])
      const before = await onlyStory()
      const edit = newsFrom('ycrb', '1', {
        title: `${TITLE}（更正）`,
        summary: '更正后的摘要',
        text: `${TEXT}更正：投产时间为明年冬天。`,
        publishedAt: minutesAfter(20),
        seenAt: minutesAfter(30)
      })
      expect(await ingest(desk(), YCRB, [edit])).toEqual(CHANGED)

      const after = await onlyStory()
      expect(after).toEqual({
        ...before,
        title: `${TITLE}（更正）`,
        summary: '更正后的摘要',
        changedAt: minutesAfter(30),
        copies: [{ ...before.copies[0], title: `${TITLE}（更正）` }]
      })
      expect((await entriesOf(after))[0]).toMatchObject({
        id: 'ycrb-1',
        text: edit.text,
        publishedAt: minutesAfter(-60),
        match: { by: 'new' }
      })
      expect(await ingest(desk(), YCRB, [edit])).toEqual(NOTHING)
    })

    test('are what later copies are compared with', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1')])
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1', OTHER)])
      await ingest(desk(), HAIXIA, [newsFrom('haixia', '2', OTHER)])
      expect((await onlyStory()).copies).toHaveLength(2)
      await ingest(desk(), HAIXIA, [newsFrom('haixia', '3')])
      expect(await placed()).toHaveLength(2)
    })

    test('can take a story out of the park, and into another section', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1')])
      const edit = newsFrom('ycrb', '1', { title: '澄湖新材料产业园人才办法今日公布' })
      await ingest(desk(), YCRB, [edit])
      expect((await onlyStory()).section).toBe('policy')
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1', { title: '今日要闻五则', text: '略' })])
      expect(await placed()).toEqual([])
    })

    test('are known for edits, though the guid changes at every reading', async () => {
      const fields = { url: 'https://ycrb.example/a' }
      await ingest(desk(), YCRB, [newsFrom('ycrb', 'session-1', { ...fields, text: '快讯' })])
      expect(await ingest(desk(), YCRB, [newsFrom('ycrb', 'session-2', fields)])).toEqual(CHANGED)
      const [entry, ...others] = await entriesOf(await onlyStory())
      expect(entry).toMatchObject({ id: 'ycrb-session-1', guid: 'session-1', text: TEXT })
      expect(others).toEqual([])
      expect(await count('relevance')).toBe(1)
    })
  })

  describe('who leads', () => {
    const mirror = sourceOf('mirror', { trust: 'mirror' })
    const copy = newsFrom('mirror', 'm', {
      title: '澄湖新材料產業園簽下三個項目',
      isMirror: true,
      repair: { verdict: 'toned', damaged: false }
    })

    test('a clean copy takes over from a mirror, and no mirror takes over', async () => {
      await ingest(desk(), mirror, [copy])
      const before = await onlyStory()
      expect(before).toMatchObject({ leadEntryId: 'mirror-m', url: null, title: copy.title })

      const clean = newsFrom('ycrb', '1', { publishedAt: minutesAfter(5) })
      await ingest(desk(), YCRB, [clean])
      const story = await onlyStory()
      expect(story).toMatchObject({
        id: before.id,
        leadEntryId: 'ycrb-1',
        title: TITLE,
        url: 'https://ycrb.example/1'
      })

      const later = { ...copy, id: 'mirror-n', guid: 'n', publishedAt: minutesAfter(-60) }
      await ingest(desk(), mirror, [later])
      expect(await onlyStory()).toMatchObject({ leadEntryId: 'ycrb-1', title: TITLE })
    })

    test('the park speaks for itself before the press', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1')])
      const official = sourceOf('park', { trust: 'official' })
      const own = { publishedAt: minutesAfter(30), title: `${TITLE}！` }
      await ingest(desk(), official, [newsFrom('park', '1', own)])
      expect(await onlyStory()).toMatchObject({ leadEntryId: 'park-1', title: `${TITLE}！` })
    })
  })

  describe('where a story stands', () => {
    test.each([
      ['accepted', {}, 'accept', 1],
      ['left to a person', { title: '云川市三个新材料项目落户' }, 'review', 0],
      ['rejected', ELSEWHERE, 'reject', 0]
    ])('%s', async (_, fields, verdict, shown) => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1', fields)])
      expect(await placed()).toHaveLength(shown)
      expect(await waiting()).toHaveLength(shown)
      const rows = await bench.store.db.selectFrom('placement').select('verdict').execute()
      expect(rows).toEqual([{ verdict }])
    })

    test('every decision keeps its reasons', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1')])
      expect(await relevanceOfStory(bench.store.db, (await onlyStory()).id)).toEqual([
        {
          parkId: PARK,
          entryId: 'ycrb-1',
          verdict: 'accept',
          score: 60,
          section: 'news',
          reasons: [{ term: '澄湖新材料产业园', where: 'title', weight: 60 }]
        }
      ])
    })

    test('all that a source without a filter gives counts', async () => {
      const open = sourceOf('park', { filter: 'none' })
      await ingest(desk(), open, [newsFrom('park', '1', ELSEWHERE)])
      const story = await onlyStory()
      expect((await relevanceOfStory(bench.store.db, story.id))[0]?.reasons.at(-1)?.term).toBe(
        'filter: none'
      )
    })

    const OFFICIAL = sourceOf('park', { trust: 'official' })
    const POLICY = { title: '澄湖新材料产业园招商办法见效' }

    test('one accepted copy is enough, and of several the first names the section', async () => {
      const vague = newsFrom('park', '1', { title: '云川市三个新材料项目落户' })
      await ingest(desk(), OFFICIAL, [vague])
      expect(await placed()).toEqual([])
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1', POLICY)])
      expect(await onlyStory()).toMatchObject({ leadEntryId: 'park-1', section: 'policy' })
      expect(await waiting()).toHaveLength(1)
      await ingest(desk(), HAIXIA, [newsFrom('haixia', '2', { publishedAt: minutesAfter(-1) })])
      expect(await onlyStory()).toMatchObject({ leadEntryId: 'park-1', section: 'news' })
    })

    test('the lead names the section, where it is accepted itself', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1', POLICY)])
      expect(await onlyStory()).toMatchObject({ section: 'policy' })
      await ingest(desk(), OFFICIAL, [newsFrom('park', '1', { publishedAt: minutesAfter(9) })])
      expect(await onlyStory()).toMatchObject({ leadEntryId: 'park-1', section: 'news' })
    })

    test('each park decides for itself', async () => {
      const parks = desk()
      const judges = new Map([...parks.judges, ['nangang', secondJudge]])
      const digests = [PARK, 'nangang'].map((parkId) => ({
        parkId,
        name: 'daily',
        maxAgeMs: HOUR_MS
      }))
      const both = { ...OTHER, title: '澄湖新材料产业园与南港物流园结对' }
      await ingest({ ...parks, judges, digests }, YCRB, [
        newsFrom('ycrb', '1'),
        newsFrom('ycrb', '2', both)
      ])
      expect((await placed()).map(({ title }) => title).sort()).toEqual([both.title, TITLE].sort())
      expect((await placed('nangang')).map(({ title }) => title)).toEqual([both.title])
      expect(await waiting('nangang')).toHaveLength(1)
      expect(await waiting()).toHaveLength(2)
    })
  })

  describe('which digests it waits for', () => {
    test('those of its park that take its section', async () => {
      const digest = { parkId: PARK, maxAgeMs: HOUR_MS }
      const digests = [
        { ...digest, name: 'all' },
        { ...digest, name: 'news', sections: ['news'] },
        { ...digest, name: 'policy', sections: ['policy', 'risk'] },
        { ...digest, name: 'elsewhere', parkId: 'nangang' }
      ]
      await ingest(desk({ digests }), YCRB, [newsFrom('ycrb', '1')])
      const { id } = await onlyStory()
      expect(await waiting()).toEqual([
        { digest_name: 'all', story_id: id, queued_at: NOW.getTime() },
        { digest_name: 'news', story_id: id, queued_at: NOW.getTime() }
      ])
    })

    test.each([
      ['just young enough', -60, 1],
      ['too old', -60.001, 0]
    ])('a story that is %s when it is found', async (_, minutes, expected) => {
      const digests = [{ parkId: PARK, name: 'daily', maxAgeMs: HOUR_MS }]
      const entry = newsFrom('ycrb', '1', { publishedAt: minutesAfter(minutes) })
      await ingest(desk({ digests }), YCRB, [entry])
      expect(await placed()).toHaveLength(1)
      expect(await waiting()).toHaveLength(expected)
    })

    test('none while it is only a headline beside another article, then as any story', async () => {
      await ingest(desk(), HAIXIA, [newsFrom('haixia', '1', { isUndated: true })])
      expect(await placed()).toHaveLength(1)
      expect(await waiting()).toEqual([])
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1')])
      expect((await onlyStory()).leadEntryId).toBe('ycrb-1')
      expect(await waiting()).toHaveLength(1)
    })

    test('none again when it has stood in one, whatever joins or changes', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1')])
      const { id } = await onlyStory()
      const text = { subject: 's', html: 'h', text: 't', storyCount: 1 }
      const slot = { slotAt: NOW, createdAt: NOW, ...text }
      await insertDigest(bench.store.db, { id: 'd', parkId: PARK, name: 'daily', ...slot }, [id])
      await ingest(desk(), HAIXIA, [newsFrom('haixia', '2')])
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1', { title: `${TITLE}！` })])
      expect((await onlyStory()).copies).toHaveLength(2)
      expect(await waiting()).toEqual([])
    })
  })

  describe('when something breaks', () => {
    test.each([
      ['the store refuses', { publishedBy: 'rumour' as 'seen' }, /check/i],
      ['has no date', { publishedAt: new Date('?') }, /NaN cannot be a SQL value/]
    ])('an entry that %s is reported, and all others are stored', async (_, fields, reason) => {
      const poison = newsFrom('ycrb', 'poison', { ...OTHER, ...fields })
      const entries = [newsFrom('ycrb', '1'), poison, newsFrom('ycrb', '2')]
      expect(await ingest(desk(), YCRB, entries)).toEqual({
        added: 2,
        changed: 0,
        refused: [{ guid: 'poison', reason: expect.stringMatching(reason) as string }]
      })
      expect((await onlyStory()).copies).toHaveLength(2)
      expect(await count('story')).toBe(1)
      expect(await ingest(desk(), YCRB, [poison])).toMatchObject({
        added: 0,
        refused: [{ guid: 'poison' }]
      })
    })

    test('an edit that is refused leaves the entry as it was', async () => {
      await ingest(desk(), YCRB, [newsFrom('ycrb', '1')])
      const before = await onlyStory()
      const edit = newsFrom('ycrb', '1', { ...OTHER, seenAt: new Date('?') })
      expect(await ingest(desk(), YCRB, [edit])).toMatchObject({ changed: 0, refused: [{}] })
      expect(await onlyStory()).toEqual(before)
      expect((await entriesOf(before))[0]?.text).toBe(TEXT)
    })

    test('at the very end, the entry, its story and its decisions go as one', async () => {
      const digests = [{ parkId: PARK, name: undefined as unknown as string, maxAgeMs: HOUR_MS }]
      const broken = desk({ digests })
      expect(await ingest(broken, YCRB, [newsFrom('ycrb', '1')])).toMatchObject({
        added: 0,
        refused: [{ guid: '1' }]
      })
      for (const table of ['entry', 'story', 'match_key', 'relevance', 'placement'] as const) {
        expect([table, await count(table)]).toEqual([table, 0])
      }
    })

    test('a store that takes nothing fails the visit, and is no fault of the entries', async () => {
      await setReadOnly('on')
      try {
        const store = engine === 'sqlite' ? bench.store : bench.connect()
        const [first, ...others] = [newsFrom('ycrb', '1'), newsFrom('ycrb', '2')]
        for (const entries of [[first], [first, ...others]]) {
          await expect(ingest({ ...desk(), store }, YCRB, entries)).rejects.toMatchObject({
            code: 'store',
            message: 'store: entries cannot be stored',
            cause: { message: expect.stringMatching(/read-?only/) as string }
          })
        }
      } finally {
        await setReadOnly('off')
      }
    })

    /** Of Postgres, new connections follow; SQLite's own one does. */
    const setReadOnly = (state: 'on' | 'off') => {
      const name = new URL(bench.url).pathname.slice(1)
      return (
        engine === 'sqlite'
          ? sql`pragma query_only = ${sql.raw(state)}`
          : sql`alter database ${sql.id(name)} set default_transaction_read_only = ${sql.raw(state)}`
      ).execute(bench.store.db)
    }
  })

  test('a large document leaves its process time for pages, timers and signals', async () => {
    const entries = Array.from({ length: 130 }, (_, i) =>
      newsFrom('ycrb', String(i), { title: `第${i}号公告`, text: `${i}` })
    )
    let storedAtFirstTurn: unknown
    setImmediate(() => void count('entry').then((stored) => (storedAtFirstTurn = stored)))
    expect(await ingest(desk(), YCRB, entries)).toEqual({ added: 130, changed: 0, refused: [] })
    expect(Number(storedAtFirstTurn)).toBeLessThan(130)
  })

  test('two workers that read the copies of a story at the same moment end with one story', async () => {
    const texts = Array.from({ length: 10 }, (_, i) => ({
      title: `澄湖新材料产业园第${i}号公告`,
      text: `${i}`.repeat(9) + TEXT.slice(i)
    }))
    const read = (sourceId: string) =>
      ingest(
        deskOf(bench.connect()),
        sourceOf(sourceId),
        texts.map((fields, i) => newsFrom(sourceId, String(i), fields))
      )
    const results = await Promise.all(['ycrb', 'haixia', 'park'].map(read))
    expect(results).toEqual(results.map(() => ({ added: 10, changed: 0, refused: [] })))
    const stories = await placed()
    expect(stories.map(({ copies }) => copies.length)).toEqual(Array.from(texts, () => 3))
    expect(await count('story')).toBe(10)
  })

  test('two workers that read the same source at the same moment store each entry once', async () => {
    const read = () => ingest(deskOf(bench.connect()), YCRB, [newsFrom('ycrb', '1')])
    const results = await Promise.all([read(), read(), read()])
    expect(results.map(({ added }) => added).sort()).toEqual([0, 0, 1])
    expect((await onlyStory()).copies).toHaveLength(1)
  })
})
