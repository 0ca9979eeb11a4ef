import { spawnSync } from 'node:child_process'
import { hostname } from 'node:os'
import { describe, expect, test } from 'vitest'
import {
  claimSources,
  holdClaim,
  releaseSources,
  type ClaimedSource
} from '../../src/store/source-claims.ts'
import {
  makeDue,
  recordCheck,
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
  const claim = async (now = NOW, { db } = bench.store): Promise<ClaimedSource | null> =>
    (await claimSources(db, ['ycrb'], now))[0] ?? null

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
      waitUntil: null,
      health: 'good',
      movedTo: null,
      movedCount: 0,
      advice: null,
      recent: [],
      shape: null,
      reshapedAt: null,
      sample: [],
      brokenAt: null
    })
    expect((await sourceStates(bench.store.db)).map((one) => one.sourceId).sort()).toEqual([
      'haixia',
      'ycrb'
    ])
  })

  test('a visit is recorded, and the same configuration changes nothing', async () => {
    await sync()
    const found = {
      health: 'stale',
      movedTo: 'https://ycrb.example/new',
      movedCount: 2,
      advice: { everyMs: 3_600_000, skipHours: [0, 1] },
      recent: [minutesAfter(-5), minutesAfter(-90)],
      shape: '{"at":"ul"}',
      reshapedAt: minutesAfter(-30),
      sample: [{ title: '澄湖签约', url: null }]
    } as const
    await recordCheck(bench.store.db, 'ycrb', { ...OK, ...found, waitUntil: minutesAfter(45) }, NOW)
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
      waitUntil: minutesAfter(45),
      brokenAt: null,
      ...found
    })
    await recordCheck(bench.store.db, 'ycrb', FAILED, minutesAfter(60))
    expect(await state()).toMatchObject(found)
  })

  test('another address drops all that was known of the old one, and is due at once', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', OK, NOW)
    const gone = {
      ...FAILED,
      waitUntil: minutesAfter(90),
      health: 'gone',
      movedTo: 'https://ycrb.example/new',
      movedCount: 3,
      advice: { everyMs: 3_600_000 },
      shape: '{}',
      sample: [{ title: '澄湖签约', url: null }],
      recent: [NOW]
    } as const
    await recordCheck(bench.store.db, 'ycrb', gone, NOW)
    await sync('https://ycrb.example/feed', minutesAfter(1))
    expect(await state()).toMatchObject({
      etag: null,
      lastModified: null,
      nextCheckAt: minutesAfter(1),
      failures: 0,
      waitUntil: null,
      health: 'good',
      movedTo: null,
      movedCount: 0,
      advice: null,
      shape: null,
      sample: [],
      recent: [NOW]
    })
  })

  test.each([
    ['kind', { kind: 'page' }],
    ['options', { options: { item: '.news li' } }],
    ['zone', { zone: 'UTC' }]
  ])(
    'another %s at the same address is read anew: validators go, the rest stays',
    async (_, to) => {
      const source = { ...SOURCE, kind: 'feed', options: {}, zone: 'Asia/Shanghai' }
      await syncSources(bench.store.db, [source], NOW)
      await recordCheck(bench.store.db, 'ycrb', OK, NOW)
      await recordCheck(bench.store.db, 'ycrb', { ...FAILED, health: 'gone' }, NOW)
      await syncSources(bench.store.db, [{ ...source, ...to }], minutesAfter(1))
      expect(await state()).toMatchObject({
        etag: null,
        lastModified: null,
        nextCheckAt: minutesAfter(1),
        failures: 1,
        health: 'gone'
      })
    }
  )

  test('what an older release has stored keeps its validators until something changes', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', OK, NOW)
    await bench.store.db.updateTable('source_state').set({ reading_hash: null }).execute()
    await sync(SOURCE.url, minutesAfter(1))
    expect(await state()).toMatchObject({ etag: '"v1"', nextCheckAt: minutesAfter(30) })
    await syncSources(bench.store.db, [{ ...SOURCE, zone: 'UTC' }], minutesAfter(2))
    expect(await state()).toMatchObject({ etag: null, nextCheckAt: minutesAfter(2) })
  })

  test('twelve hundred sources get their rows, and are claimed and given back', async () => {
    const many = Array.from({ length: 1200 }, (_, index) => ({ ...SOURCE, id: `s${index}` }))
    const ids = many.map(({ id }) => id)
    await syncSources(bench.store.db, many, NOW)
    expect(await claimSources(bench.store.db, ids, NOW)).toHaveLength(1200)
    expect(await claimSources(bench.store.db, ids, NOW)).toEqual([])
    await releaseSources(bench.store.db, ids)
    expect(await claimSources(bench.store.db, ids, NOW)).toHaveLength(1200)
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
    expect(await claimSources(bench.store.db, ['unknown'], NOW)).toEqual([])
  })

  test('with onlyDue neither what is due later nor what is gone is claimed', async () => {
    const ids = ['due', 'later', 'gone', 'unasked']
    await syncSources(
      bench.store.db,
      ids.map((id) => ({ ...SOURCE, id })),
      NOW
    )
    await recordCheck(bench.store.db, 'later', OK, NOW)
    await recordCheck(bench.store.db, 'gone', { ...FAILED, health: 'gone' }, NOW)
    const claimed = async (now: Date, options = {}): Promise<string[]> =>
      (await claimSources(bench.store.db, ids.slice(0, 3), now, options))
        .map(({ sourceId }) => sourceId)
        .sort()
    expect(await claimed(minutesAfter(29), { onlyDue: true })).toEqual(['due'])
    expect(await claimed(minutesAfter(60), { onlyDue: true })).toEqual(['due', 'later'])
    expect(await claimed(minutesAfter(60))).toEqual(['gone'])
  })

  test('what a clock that was years ahead has put off is due again', async () => {
    await sync()
    const years = new Date('2036-01-01T00:00:00Z')
    await recordCheck(
      bench.store.db,
      'ycrb',
      { ...OK, nextCheckAt: years, waitUntil: years },
      years
    )
    const [claimed] = await claimSources(bench.store.db, ['ycrb'], NOW, { onlyDue: true })
    expect(claimed).toMatchObject({ nextCheckAt: NOW, waitUntil: null, checkedAt: null })
  })

  test.each([
    ['a recorded visit', () => recordCheck(bench.store.db, 'ycrb', OK, NOW).then(() => undefined)],
    ['giving it back', () => releaseSources(bench.store.db, ['ycrb'])]
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
    await releaseSources(bench.store.db, ['ycrb'])
    expect(await state()).toEqual(before)
  })

  test('what another process has taken is not ours to give back', async () => {
    await sync()
    const theirs = { claimed_by: `not-${hostname()}:1:0`, claimed_until: minutesAfter(5).getTime() }
    await bench.store.db.updateTable('source_state').set(theirs).execute()
    await releaseSources(bench.store.db, ['ycrb'])
    await recordCheck(bench.store.db, 'ycrb', OK, NOW)
    expect(await claim()).toBeNull()
  })

  test('a claim runs out after five minutes', async () => {
    await sync()
    await claim()
    expect(await claim(new Date(minutesAfter(5).getTime() - 1))).toBeNull()
    expect(await claim(minutesAfter(5))).not.toBeNull()
    expect(await claim(minutesAfter(5))).toBeNull()
  })

  test('a claim with time left is held as it is, an old one starts anew', async () => {
    await sync()
    const first = (await claim())!
    expect(first.claimedUntil).toEqual(minutesAfter(5))
    expect(await holdClaim(bench.store.db, first, minutesAfter(1))).toBe(first)
    const renewed = (await holdClaim(bench.store.db, first, minutesAfter(2)))!
    expect(renewed.claimedUntil).toEqual(minutesAfter(7))
    expect(await claim(minutesAfter(6))).toBeNull()
    expect(await claim(minutesAfter(7))).not.toBeNull()
  })

  test('a claim that ran out and was given to somebody else cannot be held', async () => {
    await sync()
    const first = (await claim())!
    expect(await claim(minutesAfter(5))).not.toBeNull()
    expect(await holdClaim(bench.store.db, first, minutesAfter(5))).toBeNull()
  })

  test.each([
    ['a free source', NOW],
    ['one whose claim has run out', minutesAfter(5)]
  ])('of eight connections that want %s at the same moment one gets it', async (_, now) => {
    await sync()
    if (now !== NOW) await claim()
    const claims = await Promise.all(Array.from({ length: 8 }, () => claim(now, bench.connect())))
    expect(claims.filter((one) => one !== null)).toHaveLength(1)
  })

  test('a source may be made due before its time, but not right after a visit', async () => {
    const soon = (notSince: number): Promise<boolean> =>
      makeDue(bench.store.db, 'ycrb', { now: minutesAfter(5), notSince: minutesAfter(notSince) })
    expect(await soon(5)).toBe(false)
    await sync()
    // Due already, since it was never read.
    expect(await soon(5)).toBe(false)
    await recordCheck(bench.store.db, 'ycrb', OK, NOW)
    expect(await soon(-1)).toBe(false)
    expect(await soon(0)).toBe(true)
    expect(await state()).toMatchObject({ nextCheckAt: minutesAfter(5), etag: '"v1"' })
    expect(await soon(5)).toBe(false)
  })

  test('a source whose server asked us to wait is not made due', async () => {
    await sync()
    await recordCheck(bench.store.db, 'ycrb', { ...OK, waitUntil: minutesAfter(6) }, NOW)
    const soon = (minutes: number): Promise<boolean> =>
      makeDue(bench.store.db, 'ycrb', { now: minutesAfter(minutes), notSince: NOW })
    expect([await soon(5), await soon(6)]).toEqual([false, true])
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
    expect(await claimSources(bench.store.db, ['ycrb'], NOW)).toHaveLength(isFree ? 1 : 0)
  })
})
