import { describe, expect, test } from 'vitest'
import type { Db } from '../../src/store/db.ts'
import { prepared } from '../../src/store/prepared.ts'
import { stores } from '../support/stores.ts'

type Story = { readonly id: string; readonly at: number }

describe.each(stores)('a prepared query on $engine', ({ useStore }) => {
  const bench = useStore()
  const insert = (onBuild?: () => void) =>
    prepared((db, ...rows: Story[]) => {
      onBuild?.()
      return db.insertInto('story').values(
        rows.map(({ id, at }) => ({
          id,
          lead_entry_id: 'constant',
          published_at: at,
          first_seen_at: at,
          changed_at: at
        }))
      )
    })
  const stored = (db: Db) =>
    db.selectFrom('story').select(['id', 'lead_entry_id', 'changed_at']).orderBy('id').execute()

  test('runs with the values of each call, and with its own constants', async () => {
    const insertStories = insert()
    await insertStories(bench.store.db, { id: 'a', at: 1 })
    await insertStories(bench.store.db, { id: 'b', at: 2 }, { id: 'c', at: 3 })
    expect(await stored(bench.store.db)).toEqual([
      { id: 'a', lead_entry_id: 'constant', changed_at: 1 },
      { id: 'b', lead_entry_id: 'constant', changed_at: 2 },
      { id: 'c', lead_entry_id: 'constant', changed_at: 3 }
    ])
  })

  test('answers with rows', async () => {
    await insert()(bench.store.db, { id: 'a', at: 1 }, { id: 'b', at: 2 })
    const since = prepared((db, { at }: { at: number }) =>
      db.selectFrom('story').select('id').where('published_at', '>=', at)
    )
    expect(await since(bench.store.db, { at: 2 })).toEqual([{ id: 'b' }])
    expect(await since(bench.store.db, { at: 3 })).toEqual([])
  })

  test('is built once for a number of rows, also where each call has a transaction of its own', async () => {
    let builds = 0
    const insertStories = insert(() => builds++)
    await insertStories(bench.store.db, { id: 'a', at: 1 })
    await bench.store.write((db) => insertStories(db, { id: 'b', at: 1 }))
    await bench.store.write((db) => insertStories(db, { id: 'c', at: 1 }))
    expect(builds).toBe(1)
    await insertStories(bench.store.db, { id: 'd', at: 1 }, { id: 'e', at: 1 })
    expect(builds).toBe(2)
  })

  test('takes what stands for a value in it as text like any other', async () => {
    const text = '(value of at in row 0)'
    await insert()(bench.store.db, { id: text, at: 7 })
    expect(await stored(bench.store.db)).toMatchObject([{ id: text, changed_at: 7 }])
  })

  test('refuses what cannot be a SQL value', async () => {
    await expect(insert()(bench.store.db, { id: 'a', at: Number.NaN })).rejects.toThrow(
      'NaN cannot be a SQL value'
    )
  })
})
