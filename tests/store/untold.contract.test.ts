import { describe, expect, test } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { recordCheck, sourceStates, syncSources, type Health } from '../../src/store/sources.ts'
import { claimUntold, markTold } from '../../src/store/untold.ts'
import { stores } from '../support/stores.ts'
import { minutesAfter, NOW } from './sample.ts'

const check = ({ db }: Store, health: Health, at = NOW): Promise<void> =>
  recordCheck(
    db,
    'council',
    {
      outcome: health === 'broken' ? 'failed' : 'ok',
      message: health === 'broken' ? 'no list' : null,
      nextCheckAt: minutesAfter(60),
      waitUntil: null,
      health
    },
    at
  )

describe.each(stores)('what the operator is owed on $engine', ({ useStore }) => {
  const bench = useStore()
  const setUp = (): Promise<void> =>
    syncSources(bench.store.db, [{ id: 'council', url: 'https://council.example/' }], NOW)
  const untold = (at = NOW) => claimUntold(bench.store.db, at)

  test('nothing about a source that is well', async () => {
    await setUp()
    await check(bench.store, 'good')
    expect(await untold()).toEqual([])
  })

  test('a message about one that broke, since when it first did', async () => {
    await setUp()
    await check(bench.store, 'broken')
    await check(bench.store, 'broken', minutesAfter(60))
    expect(await untold(minutesAfter(61))).toEqual([
      { sourceId: 'council', brokenAt: NOW, message: 'no list' }
    ])
  })

  test('of two that ask at once, one gets it; after a while another may', async () => {
    await setUp()
    await check(bench.store, 'broken')
    const claims = await Promise.all([untold(), claimUntold(bench.connect().db, NOW)])
    expect(claims.flat()).toHaveLength(1)
    expect(await untold(minutesAfter(30))).toHaveLength(1)
  })

  test('told once, it is not told again while it stays broken', async () => {
    await setUp()
    await check(bench.store, 'broken')
    await markTold(bench.store.db, 'council', NOW)
    await check(bench.store, 'broken', minutesAfter(60))
    expect(await untold(minutesAfter(90))).toEqual([])
  })

  test('one that has worked in between and breaks again is told again', async () => {
    await setUp()
    await check(bench.store, 'broken')
    await markTold(bench.store.db, 'council', NOW)
    await check(bench.store, 'good', minutesAfter(60))
    expect((await sourceStates(bench.store.db))[0]?.brokenAt).toBeNull()
    await check(bench.store, 'broken', minutesAfter(120))
    expect(await untold(minutesAfter(121))).toMatchObject([{ brokenAt: minutesAfter(120) }])
  })
})
