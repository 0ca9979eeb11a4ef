import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { sourceStates, syncSources } from '../../src/store/sources.ts'
import { insertStory } from '../../src/store/stories.ts'
import { stores } from '../support/stores.ts'
import { runProcess } from './other-process.ts'
import { entryFrom, NOW, storeStory } from './sample.ts'

const story = (id: string) => ({ id, leadEntryId: id, publishedAt: NOW, seenAt: NOW })

describe.each(stores)('the store on $engine', ({ engine, useStore }) => {
  const bench = useStore()
  const storyIds = async (): Promise<string[]> => {
    const rows = await bench.store.db.selectFrom('story').select('id').orderBy('id').execute()
    return rows.map((row) => row.id)
  }

  test('says what it runs on', () => {
    expect(bench.store.engine).toBe(engine)
  })

  test('a write gives its result and keeps what it did', async () => {
    const { store } = bench
    const result = await store.write(async (db) => {
      await store.lockStories(db)
      await insertStory(db, story('a'))
      return 'done'
    })
    expect(result).toBe('done')
    expect(await storyIds()).toEqual(['a'])
  })

  test('an exception in a write leaves nothing of it', async () => {
    const failure = new Error('in the middle')
    const write = bench.store.write(async (db) => {
      await insertStory(db, story('a'))
      throw failure
    })
    await expect(write).rejects.toBe(failure)
    expect(await storyIds()).toEqual([])
  })

  test('a refused statement ends its write, says why, and leaves nothing of it', async () => {
    const write = bench.store.write(async (db) => {
      await insertStory(db, story('a'))
      await insertStory(db, story('b'))
      await insertStory(db, story('b'))
    })
    await expect(write).rejects.toThrow(/unique/i)
    expect(await storyIds()).toEqual([])
  })

  test('the next write is none the worse for it', async () => {
    await bench.store.write(() => Promise.reject(new Error('no'))).catch(() => {})
    await bench.store.write((db) => insertStory(db, story('a')))
    expect(await storyIds()).toEqual(['a'])
  })

  test('what a write has done nobody else sees before it ends', async () => {
    const { store } = bench
    const other = bench.connect()
    await store.write(async (db) => {
      await insertStory(db, story('a'))
      expect(await other.db.selectFrom('story').select('id').execute()).toEqual([])
    })
    expect(await other.db.selectFrom('story').select('id').execute()).toEqual([{ id: 'a' }])
  })

  test('of two connections that decide about stories one waits for the other', async () => {
    const steps: string[] = []
    const begun = Promise.withResolvers<void>()
    const decide = async (name: string, work: () => Promise<unknown>): Promise<void> => {
      const store = bench.connect()
      await store.write(async (db) => {
        await store.lockStories(db)
        steps.push(`${name} begins`)
        await work()
        steps.push(`${name} ends`)
      })
    }
    const first = decide('first', async () => {
      begun.resolve()
      // Longer than the second one, which has nothing to do, would take.
      for (let i = 0; i < 5; i++) await storyIds()
    })
    await begun.promise
    await Promise.all([first, decide('second', () => Promise.resolve())])
    expect(steps).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  })

  test('three processes that read and then write lose nothing', async () => {
    await syncSources(bench.store.db, [{ id: 'ycrb', url: 'https://ycrb.example/rss' }], NOW)
    await Promise.all([1, 2, 3].map(() => runProcess('count', bench.url)))
    expect((await sourceStates(bench.store.db))[0]?.failures).toBe(150)
  })

  test.each([
    ['a Date', NOW],
    ['an object', { at: 1 }],
    ['undefined', undefined],
    ['no number', NaN]
  ])('a query with %s for a value is refused', async (_, value) => {
    const { db } = bench.store
    await expect(
      db
        .selectFrom('story')
        .select('id')
        .where('published_at', '=', value as number)
        .execute()
    ).rejects.toThrow(TypeError)
    await expect(sql`select ${value} as value`.execute(db)).rejects.toThrow(TypeError)
  })

  test('numbers come back as numbers, counts of rows and instants past 32 bits included', async () => {
    const { db } = bench.store
    await storeStory(db, 's', [entryFrom('ycrb', 'a'), entryFrom('ycrb', 'b')])
    const row = await db
      .selectFrom('entry')
      .select(({ fn }) => [fn.countAll().as('count'), fn.max('seen_at').as('last')])
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ count: 2, last: 1795395600000 })
  })

  test('bigints and booleans go in as numbers', async () => {
    const { db } = bench.store
    await db
      .insertInto('story')
      .values({
        id: 's',
        lead_entry_id: 'e',
        published_at: 1795395600000n as unknown as number,
        first_seen_at: true as unknown as number,
        changed_at: false as unknown as number
      })
      .execute()
    expect(await db.selectFrom('story').selectAll().execute()).toEqual([
      {
        id: 's',
        lead_entry_id: 'e',
        published_at: 1795395600000,
        first_seen_at: 1,
        changed_at: 0
      }
    ])
  })
})
