import { expect, onTestFinished, test } from 'vitest'
import { createRecorder } from '../../src/pipeline/recorder.ts'
import type { Store } from '../../src/store/db.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { claimSources } from '../../src/store/source-claims.ts'
import { sourceStates, syncSources } from '../../src/store/sources.ts'
import { sourceOf } from './desk.ts'

const NOW = new Date('2026-03-02T01:00:00Z')
const check = { outcome: 'ok', message: null, nextCheckAt: NOW, waitUntil: null } as const

/** A store with claimed sources, and how often it was written to since. */
const claimedStore = async () => {
  const store = openStore('sqlite::memory:', () => undefined)
  onTestFinished(() => store.close())
  await migrate(store)
  const ids = ['a', 'b', 'c']
  await syncSources(
    store.db,
    ids.map((id) => sourceOf(id)),
    NOW
  )
  await claimSources(store.db, ids, NOW)
  let writes = 0
  const counted: Store = {
    ...store,
    write: (work) => {
      writes += 1
      return store.write(work)
    }
  }
  return { store: counted, writes: () => writes }
}

test('visits that end together are one write, with those that were not made', async () => {
  const { store, writes } = await claimedStore()
  const recorder = createRecorder(store)
  recorder.record({ sourceId: 'a', check, at: NOW })
  recorder.record({ sourceId: 'b', check, at: NOW })
  recorder.release('c')
  await recorder.end()
  expect(writes()).toBe(1)
  const states = await sourceStates(store.db)
  expect(states.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'never'])
  expect(await claimSources(store.db, ['a', 'b', 'c'], NOW)).toHaveLength(3)
})

test('a round without visits writes nothing', async () => {
  const { store, writes } = await claimedStore()
  await createRecorder(store).end()
  expect(writes()).toBe(0)
})

test('a write that fails is told at the end', async () => {
  const { store } = await claimedStore()
  const recorder = createRecorder({ ...store, write: () => Promise.reject(new Error('disk full')) })
  recorder.record({ sourceId: 'a', check, at: NOW })
  await expect(recorder.end()).rejects.toThrow('disk full')
})

test('one that the store refuses costs the others nothing, and is told at the end', async () => {
  const { store } = await claimedStore()
  const recorder = createRecorder(store)
  recorder.record({ sourceId: 'a', check, at: NOW })
  recorder.record({ sourceId: 'b', check: { ...check, nextCheckAt: new Date(NaN) }, at: NOW })
  recorder.release('c')
  await expect(recorder.end()).rejects.toThrow(/NaN/)
  const states = await sourceStates(store.db)
  expect(states.map(({ outcome }) => outcome)).toEqual(['ok', 'never', 'never'])
  expect(await claimSources(store.db, ['a', 'b', 'c'], NOW)).toHaveLength(2)
})
