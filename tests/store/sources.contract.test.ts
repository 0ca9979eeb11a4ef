import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { describe, expect, test } from 'vitest'
import {
  claimSource,
  recordCheck,
  releaseSource,
  sourceStates,
  syncSources,
  type Check,
  type SourceState
} from '../../src/store/sources.ts'
import { stores } from '../support/stores.ts'
import { startProcess } from './other-process.ts'
import { minutesAfter, NOW } from './sample.ts'

const SOURCE = { id: 'ycrb', url: 'https://ycrb.example/rss' }
const OK: Check = {
  outcome: 'ok',
  message: null,
  nextCheckAt: minutesAfter(30),
  waitUntil: null,
  etag: '"v1"',
  lastModified: 'Mon, 23 Nov 2026 00:00:00 GMT'
}
const FAILED: Check = {
  outcome: 'failed',
  message: 'HTTP 503',
  nextCheckAt: minutesAfter(60),
  waitUntil: null
}

describe.each(stores)('sources on $engine', ({ useStore }) => {
  const bench = useStore()
  const state = async (id = 'ycrb'): Promise<SourceState | undefined> =>
    (await sourceStates(bench.store.db)).find((one) => one.sourceId === id)
  const sync = (url = SOURCE.url, now = NOW): Promise<void> =>
    syncSources(bench.store.db, [{ ...SOURCE, url }], now)
  const claim = (now = NOW): Promise<SourceState | null> => claimSource(bench.store.db, 'ycrb', now)

  test('a source of the configuration is due at once', async () => {
    await syncSources(bench.store.db, [SOURCE, { id: 'haixia', url: 'file:haixia.xml' }], NOW)
    expect(await state()).toEqual({
      sourceId: 'ycrb',
      etag: null,
      lastModified: null,
      nextCheckAt: NOW,
      checkedAt: null,
      succeededAt: null,
      outcome: 'never',
      message: null,
      failures: 0,
      waitUntil: null
    })
    expect((await sourceStates(bench.store.db)).map((one) => one.sourceId).sort()).toEqual([
      'haixia',
      'ycrb'
    ])
  })

  test('a visit is recorded, and the same configuration changes nothing', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', { ...OK, waitUntil: minutesAfter(45) }, NOW)
    await sync(SOURCE.url, minutesAfter(10))
    expect(await state()).toEqual({
      sourceId: 'ycrb',
      etag: '"v1"',
      lastModified: 'Mon, 23 Nov 2026 00:00:00 GMT',
      nextCheckAt: minutesAfter(30),
      checkedAt: NOW,
      succeededAt: NOW,
      outcome: 'ok',
      message: null,
      failures: 0,
      waitUntil: minutesAfter(45)
    })
  })

  test('another address drops the validators, the wait and the failures, and is due at once', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', OK, NOW)
    await recordCheck(bench.store.db, 'ycrb', { ...FAILED, waitUntil: minutesAfter(90) }, NOW)
    await sync('https://ycrb.example/feed', minutesAfter(1))
    expect(await state()).toMatchObject({
      etag: null,
      lastModified: null,
      nextCheckAt: minutesAfter(1),
      failures: 0,
      waitUntil: null
    })
  })

  test('validators that a visit does not speak of stay, those it takes back go', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', OK, NOW)
    await recordCheck(bench.store.db, 'ycrb', FAILED, minutesAfter(30))
    expect(await state()).toMatchObject({ etag: '"v1"', lastModified: OK.lastModified })
    const { outcome, message, nextCheckAt, waitUntil } = OK
    const notModified: Check = { outcome: 'not-modified', message, nextCheckAt, waitUntil }
    await recordCheck(bench.store.db, 'ycrb', notModified, minutesAfter(60))
    expect(await state()).toMatchObject({ etag: '"v1"', lastModified: OK.lastModified })
    const without: Check = { outcome, message, nextCheckAt, waitUntil, etag: null }
    await recordCheck(bench.store.db, 'ycrb', without, minutesAfter(90))
    expect(await state()).toMatchObject({ etag: null, lastModified: OK.lastModified })
  })

  test('failures count until a visit succeeds, and the last success is remembered', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', OK, NOW)
    await recordCheck(bench.store.db, 'ycrb', FAILED, minutesAfter(30))
    await recordCheck(bench.store.db, 'ycrb', FAILED, minutesAfter(60))
    expect(await state()).toMatchObject({
      outcome: 'failed',
      message: 'HTTP 503',
      failures: 2,
      checkedAt: minutesAfter(60),
      succeededAt: NOW
    })
    await recordCheck(
      bench.store.db,
      'ycrb',
      { outcome: 'not-modified', message: null, nextCheckAt: minutesAfter(120), waitUntil: null },
      minutesAfter(90)
    )
    expect(await state()).toMatchObject({
      outcome: 'not-modified',
      message: null,
      failures: 0,
      succeededAt: minutesAfter(90)
    })
  })

  test('a message that a server has filled with rubbish can be recorded', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', { ...FAILED, message: 'bad \0 \udc00' }, NOW)
    expect(await state()).toMatchObject({ message: 'bad \ufffd \ufffd' })
  })

  test('a claim gives what is known, and is given once', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', OK, NOW)
    expect(await claim()).toMatchObject({ sourceId: 'ycrb', etag: '"v1"', failures: 0 })
    expect(await claim()).toBeNull()
    expect(await claimSource(bench.store.db, 'unknown', NOW)).toBeNull()
  })

  test.each([
    ['a recorded visit', () => recordCheck(bench.store.db, 'ycrb', OK, NOW).then(() => undefined)],
    ['giving it back', () => releaseSource(bench.store.db, 'ycrb')]
  ])('%s ends the claim', async (_, end) => {
    await sync()
    await claim()
    await end()
    expect(await claim()).not.toBeNull()
  })

  test('giving it back leaves the record of the last visit', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', FAILED, NOW)
    const before = await state()
    await claim()
    await releaseSource(bench.store.db, 'ycrb')
    expect(await state()).toEqual(before)
  })

  test('a claim runs out after five minutes', async () => {
    await sync()
    await claim()
    expect(await claim(new Date(minutesAfter(5).getTime() - 1))).toBeNull()
    expect(await claim(minutesAfter(5))).not.toBeNull()
    expect(await claim(minutesAfter(5))).toBeNull()
  })

  test.each([
    ['a free source', NOW],
    ['one whose claim has run out', minutesAfter(5)]
  ])('of eight connections that want %s at the same moment one gets it', async (_, now) => {
    await sync()
    if (now !== NOW) await claim()
    const claims = await Promise.all(
      Array.from({ length: 8 }, () => claimSource(bench.connect().db, 'ycrb', now))
    )
    expect(claims.filter((one) => one !== null)).toHaveLength(1)
  })

  test('what a live process holds waits for it; when it is killed the next one goes on at once', async () => {
    await sync()
    const holder = await startProcess('claim', bench.url)
    expect(holder.result).toBe(true)
    expect(await claim(new Date())).toBeNull()
    await holder.kill()
    expect(await claim(new Date())).not.toBeNull()
  })
})

describe.each(stores)('claimants on $engine', ({ useStore }) => {
  const bench = useStore()
  const gone = spawnSync(process.execPath, ['-e', '']).pid

  test.each([
    ['a process that has ended', `${hostname()}:${gone}:0123456789ab`, true],
    ['an earlier process with our id, as in a container', `${hostname()}:${process.pid}:0`, true],
    ['a process that lives', `${hostname()}:${process.ppid}:0123456789ab`, false],
    ['a process of another machine', `not-${hostname()}:${gone}:0123456789ab`, false]
  ])('%s', async (_, claimant, isFree) => {
    await syncSources(bench.store.db, [SOURCE], NOW)
    await bench.store.db
      .updateTable('source_state')
      .set({ claimed_by: claimant, claimed_until: minutesAfter(5).getTime() })
      .execute()
    expect((await claimSource(bench.store.db, 'ycrb', NOW)) !== null).toBe(isFree)
  })
})
