import { hash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { Key } from '../../src/match/keys.ts'
import type { Entry } from '../../src/model.ts'
import {
  contentHashes,
  countBySource,
  entriesOfStory,
  entriesWithKeys,
  findEntry,
  insertEntry,
  replaceKeys,
  updateEntry
} from '../../src/store/entries.ts'
import { stores } from '../support/stores.ts'
import { entryFrom, minutesAfter, NO_MATCH, NOW, storeStory } from './sample.ts'

const ALONE = new Set<string>()
const key = (kind: Key['kind'], value: string): Key => ({ kind, value })

describe.each(stores)('entries on $engine', ({ useStore }) => {
  const bench = useStore()
  const store = (story: string, ...entries: [Entry, ...Entry[]]): Promise<void> =>
    storeStory(bench.store.db, story, entries)
  const find = async (entry: Entry, beside: ReadonlySet<string> = ALONE) =>
    (await findEntry(bench.store.db, entry, beside))?.id
  const storedUnder = async (story: string, guid: string) =>
    (await entriesOfStory(bench.store.db, story)).find((one) => one.guid === guid)

  test('come back as they were stored, with their place', async () => {
    const entry: Entry = {
      id: 'e1',
      sourceId: 'ycrb',
      guid: 'tag:ycrb.example,2026:1',
      url: null,
      title: '澄湖新材料产业园“双十一”签约 🏭 — É',
      summary: 'line\none',
      html: '<p title="a\'b">\\ % _ $1 ? :x</p>',
      text: '',
      author: '记者 王',
      outlet: '云川日报',
      publishedAt: new Date('1990-01-01T00:00:00.001Z'),
      publishedBy: 'seen',
      dateDoubt: 'future',
      isUndated: false,
      seenAt: NOW,
      contentHash: 'h',
      repair: { verdict: 'toned', damaged: true },
      isMirror: true
    }
    await store('s1', entryFrom('haixia', 'lead'))
    const match = { verdict: 'same', storyId: 's1', entryId: 'haixia-lead', by: 'title' } as const
    await insertEntry(bench.store.db, entry, {
      storyId: 's1',
      trust: 'mirror',
      match: { ...match, score: 0.91, reason: 'same title, 91 % of the text in common' }
    })
    expect(await storedUnder('s1', entry.guid)).toEqual({
      ...entry,
      trust: 'mirror',
      storyId: 's1',
      match: {
        by: 'title',
        entryId: 'haixia-lead',
        score: 0.91,
        reason: 'same title, 91 % of the text in common'
      }
    })
  })

  test('the first of a story says that it matched nothing', async () => {
    const entry = entryFrom('ycrb', '1')
    await store('s1', entry)
    expect(await storedUnder('s1', '1')).toMatchObject({
      author: null,
      isMirror: false,
      repair: { verdict: 'clean', damaged: false },
      match: { by: 'new', entryId: null, score: 0, reason: 'nothing alike' }
    })
  })

  test('text that no engine can hold is stored as far as it can be', async () => {
    const entry = entryFrom('ycrb', 'a\0b\ud83c', { title: '题\0目', text: '\udfed 正文' })
    await store('s1', entry)
    expect(await find(entry)).toBe('ycrb-a\ufffdb\ufffd')
    expect(await storedUnder('s1', 'a\ufffdb\ufffd')).toMatchObject({
      guid: 'a\ufffdb\ufffd',
      title: '题\ufffd目',
      text: '\ufffd 正文'
    })
  })

  test('may have an address longer than an index of Postgres takes', async () => {
    const random = Array.from({ length: 40 }, (_, i) => hash('sha512', `${i}`)).join('')
    const entry = entryFrom('ycrb', '1', { url: `https://ycrb.example/?${random}` })
    await store('s1', entry)
    expect(await find({ ...entry, guid: '2' })).toBe('ycrb-1')
  })

  test('are found by their guid', async () => {
    await store('s1', entryFrom('ycrb', '1'), entryFrom('ycrb', '2'))
    expect(await find(entryFrom('ycrb', '2', { title: '改过的题目', url: null }))).toBe('ycrb-2')
    expect(await find(entryFrom('ycrb', '3'))).toBeUndefined()
  })

  test('are found with what tells whether they have changed', async () => {
    const entry = entryFrom('ycrb', '1', { contentHash: 'before' })
    await store('s1', entry)
    const changed = { ...entry, contentHash: 'after' }
    expect(await findEntry(bench.store.db, changed, ALONE)).toEqual({
      id: 'ycrb-1',
      storyId: 's1',
      contentHash: 'before'
    })
  })

  test('their hashes are known by guid, those of their own source only', async () => {
    await store('s1', entryFrom('ycrb', '1', { contentHash: 'one' }))
    await store('s2', entryFrom('ycrb', '2', { contentHash: 'two' }))
    await store('s3', entryFrom('haixia', '3', { contentHash: 'three' }))
    expect(await contentHashes(bench.store.db, 'ycrb', ['1', '3', '4'])).toEqual(
      new Map([['1', 'one']])
    )
  })

  test('are found by address and title when the guid changes at every reading', async () => {
    const entry = entryFrom('ycrb', 'session-1', { url: 'https://ycrb.example/a', title: '题目' })
    await store('s1', entry)
    expect(await find({ ...entry, guid: 'session-2' })).toBe('ycrb-session-1')
    expect(await find({ ...entry, guid: 'session-2', title: '另一题目' })).toBeUndefined()
    expect(
      await find({ ...entry, guid: 'session-2', url: 'https://ycrb.example/b' })
    ).toBeUndefined()
  })

  test('without an address are found by their guid only', async () => {
    const entry = entryFrom('ycrb', '1', { url: null, title: '题目' })
    await store('s1', entry)
    expect(await find({ ...entry, guid: '2' })).toBeUndefined()
  })

  test('the guid says more than address and title', async () => {
    const same = { url: 'https://ycrb.example/a', title: '题目' }
    await store('s1', entryFrom('ycrb', '1', { ...same, seenAt: minutesAfter(9) }))
    await store('s2', entryFrom('ycrb', '2'))
    expect(await find(entryFrom('ycrb', '2', same))).toBe('ycrb-2')
  })

  test('two that stand in one document under one address and title are two', async () => {
    const same = { url: 'https://ycrb.example/', title: '每周通报' }
    await store('s1', entryFrom('ycrb', '1', same))
    expect(await find(entryFrom('ycrb', '2', same), new Set(['1', '2']))).toBeUndefined()
    expect(await find(entryFrom('ycrb', '2', same), new Set(['2', '3']))).toBe('ycrb-1')
  })

  test('of another source are never found', async () => {
    const entry = entryFrom('ycrb', '1', { url: 'https://paper.example/a', title: '题目' })
    await store('s1', entry)
    expect(await find({ ...entry, sourceId: 'haixia' })).toBeUndefined()
  })

  test('a guid stands once in a source, and once in each of two sources', async () => {
    await store('s1', entryFrom('ycrb', '1'), entryFrom('haixia', '1'))
    const twin = insertEntry(bench.store.db, entryFrom('ycrb', '1', { id: 'other' }), {
      storyId: 's1',
      trust: 'press',
      match: NO_MATCH
    })
    await expect(twin).rejects.toThrow(/unique/i)
  })

  test('an edit brings new content and keeps identity, first date, place and reason', async () => {
    const first = entryFrom('ycrb', '1', { author: '王', publishedAt: minutesAfter(-60) })
    await store('s1', first)
    const edit = entryFrom('ycrb', 'session-2', {
      id: 'unused',
      url: 'https://ycrb.example/moved',
      title: '改过的题目',
      summary: '新摘要',
      html: '<p>新正文</p>',
      text: '新正文',
      outlet: '云川日报',
      publishedAt: minutesAfter(5),
      publishedBy: 'seen',
      seenAt: minutesAfter(10),
      repair: { verdict: 'toneless', damaged: true },
      isMirror: true
    })
    await updateEntry(bench.store.db, 'ycrb-1', edit)
    expect(await entriesOfStory(bench.store.db, 's1')).toEqual([
      {
        ...edit,
        id: 'ycrb-1',
        guid: '1',
        publishedAt: minutesAfter(-60),
        publishedBy: 'source',
        seenAt: NOW,
        trust: 'press',
        storyId: 's1',
        match: { by: 'new', entryId: null, score: 0, reason: 'nothing alike' }
      }
    ])
    const row = await bench.store.db.selectFrom('entry').select('changed_at').executeTakeFirst()
    expect(row).toEqual({ changed_at: minutesAfter(10).getTime() })
  })

  test('of a story come in order of publication, then of their ids', async () => {
    await store(
      's1',
      entryFrom('ycrb', 'c', { publishedAt: minutesAfter(1) }),
      entryFrom('ycrb', 'b'),
      entryFrom('ycrb', 'a')
    )
    await store('s2', entryFrom('ycrb', 'd'))
    const entries = await entriesOfStory(bench.store.db, 's1')
    expect(entries.map(({ guid }) => guid)).toEqual(['a', 'b', 'c'])
  })

  test('are counted by source', async () => {
    expect(await countBySource(bench.store.db)).toEqual(new Map())
    await store('s1', entryFrom('ycrb', '1'), entryFrom('ycrb', '2'), entryFrom('haixia', '1'))
    expect(await countBySource(bench.store.db)).toEqual(
      new Map([
        ['ycrb', 2],
        ['haixia', 1]
      ])
    )
  })
})

describe.each(stores)('match keys on $engine', ({ useStore }) => {
  const bench = useStore()
  const store = async (guid: string, publishedAt: Date, keys: readonly Key[]): Promise<void> => {
    await storeStory(bench.store.db, `s${guid}`, [entryFrom('ycrb', guid, { publishedAt })])
    await replaceKeys(bench.store.db, `ycrb-${guid}`, keys)
  }
  const holders = async (...keys: Key[]) =>
    (await entriesWithKeys(bench.store.db, keys, NOW)).map(({ guid, keys }) => ({ guid, keys }))

  test('find the entries that hold one of them, the nearest in time first, each with those it shares', async () => {
    await store('old', minutesAfter(-60), [key('url', 'u'), key('title', 't')])
    await store('new', NOW, [key('title', 't'), key('text', 'x')])
    await store('other', NOW, [key('text', 'y')])
    expect(await holders(key('url', 'u'), key('title', 't'), key('text', 'none'))).toEqual([
      { guid: 'new', keys: [key('title', 't')] },
      { guid: 'old', keys: [key('title', 't'), key('url', 'u')] }
    ])
  })

  test('of one kind say nothing about another, and no key finds nothing', async () => {
    await store('1', NOW, [key('title', 'v')])
    expect(await holders(key('text', 'v'))).toEqual([])
    expect(await holders()).toEqual([])
  })

  test('are replaced as a whole, of one entry', async () => {
    await store('1', NOW, [key('title', 't'), key('text', 'x')])
    await store('2', NOW, [key('title', 't')])
    await replaceKeys(bench.store.db, 'ycrb-1', [key('title', 'new')])
    expect(await holders(key('title', 't'), key('text', 'x'), key('title', 'new'))).toEqual([
      { guid: '1', keys: [key('title', 'new')] },
      { guid: '2', keys: [key('title', 't')] }
    ])
    await replaceKeys(bench.store.db, 'ycrb-1', [])
    expect(await holders(key('title', 'new'))).toEqual([])
  })

  test('held by very many find the two hundred nearest in time', async () => {
    await bench.store.write(async (db) => {
      for (let i = 0; i < 203; i++) {
        const entry = entryFrom('ycrb', String(i), { publishedAt: minutesAfter(i - 3) })
        await storeStory(db, `s${i}`, [entry])
        await replaceKeys(db, entry.id, [key('title', 't')])
      }
    })
    const found = await holders(key('title', 't'))
    expect(found).toHaveLength(200)
    expect(found.slice(0, 8).map(({ guid }) => guid)).toEqual([
      '3',
      '2',
      '4',
      '1',
      '5',
      '0',
      '6',
      '7'
    ])
    expect(found[199]?.guid).toBe('199')
  })

  test('come with all that matching reads', async () => {
    await store('1', NOW, [key('url', 'u')])
    expect(await entriesWithKeys(bench.store.db, [key('url', 'u')], NOW)).toEqual([
      {
        ...entryFrom('ycrb', '1'),
        trust: 'press',
        storyId: 's1',
        match: { by: 'new', entryId: null, score: 0, reason: 'nothing alike' },
        keys: [key('url', 'u')]
      }
    ])
  })
})
