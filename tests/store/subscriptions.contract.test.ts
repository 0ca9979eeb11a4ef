import { describe, expect, test } from 'vitest'
import {
  activeAt,
  changeSubscription,
  confirmEnd,
  confirmSubscription,
  denySubscription,
  dropSubscription,
  insertSubscription,
  planRecheck,
  pushedSources,
  subscriptionOfSource,
  subscriptions,
  takeRechecks,
  type Subscription
} from '../../src/store/subscriptions.ts'
import { stores } from '../support/stores.ts'
import { minutesAfter, NOW } from './sample.ts'

const PENDING: Subscription = {
  sourceId: 'ycrb',
  topic: 'https://ycrb.example/rss',
  hubs: ['https://hub.example/', 'https://hub2.example/'],
  hub: 'https://hub.example/',
  callback: 'https://news.example/websub/one',
  secret: 'quiet',
  status: 'pending',
  attempts: 1,
  leaseUntil: null,
  nextAttemptAt: minutesAfter(60),
  failure: null
}
const { callback, topic } = PENDING
const LEASE = { leaseUntil: minutesAfter(600), renewAt: minutesAfter(480), now: NOW }

describe.each(stores)('subscriptions on $engine', ({ useStore }) => {
  const bench = useStore()
  const insert = (changes: Partial<Subscription> = {}): Promise<void> =>
    insertSubscription(bench.store.db, { ...PENDING, ...changes }, NOW)
  const stored = (): Promise<Subscription | null> => subscriptionOfSource(bench.store.db, 'ycrb')

  test('what is written down is read again, the first one of a source stays', async () => {
    await insert()
    await insert({ callback: 'https://news.example/websub/two' })
    expect(await stored()).toEqual(PENDING)
    expect(await subscriptions(bench.store.db)).toEqual([PENDING])
    expect(await subscriptionOfSource(bench.store.db, 'haixia')).toBe(null)
  })

  test('a hub confirms what we asked for: pending or active, at this callback, for this topic', async () => {
    await insert({ failure: 'did not answer' })
    const confirm = (called: Partial<typeof PENDING>): Promise<boolean> =>
      confirmSubscription(bench.store.db, { callback, topic, ...called }, LEASE)
    expect(await confirm({ topic: 'https://ycrb.example/other' })).toBe(false)
    expect(await confirm({ callback: 'https://news.example/websub/two' })).toBe(false)
    expect(await stored()).toMatchObject({ status: 'pending' })
    expect(await confirm({})).toBe(true)
    const active: Subscription = {
      ...PENDING,
      status: 'active',
      attempts: 0,
      leaseUntil: minutesAfter(600),
      nextAttemptAt: minutesAfter(480)
    }
    expect(await stored()).toEqual(active)
    expect(await confirm({})).toBe(true)
    expect(await activeAt(bench.store.db, callback)).toEqual(active)
    expect(await activeAt(bench.store.db, 'https://news.example/websub/two')).toBe(null)
  })

  test.each(['denied', 'failed', 'ending'] as const)(
    'a hub confirms nothing and denies nothing that is %s',
    async (status) => {
      await insert({ status })
      const denial = { reason: 'no', retryAt: minutesAfter(1440), now: NOW }
      expect(await confirmSubscription(bench.store.db, { callback, topic }, LEASE)).toBe(false)
      expect(await denySubscription(bench.store.db, { callback, topic }, denial)).toBe(false)
      expect(await stored()).toEqual({ ...PENDING, status })
      expect(await activeAt(bench.store.db, callback)).toBe(null)
    }
  )

  test('a hub may deny what it has confirmed, for the topic it names only', async () => {
    await insert()
    await confirmSubscription(bench.store.db, { callback, topic }, LEASE)
    const denial = { reason: 'topic is private', retryAt: minutesAfter(1440), now: NOW }
    const other = { callback, topic: 'https://ycrb.example/other' }
    expect(await denySubscription(bench.store.db, other, denial)).toBe(false)
    expect(await denySubscription(bench.store.db, { callback, topic }, denial)).toBe(true)
    expect(await stored()).toEqual({
      ...PENDING,
      status: 'denied',
      attempts: 0,
      nextAttemptAt: minutesAfter(1440),
      failure: 'topic is private'
    })
  })

  test('a hub may end only what we are leaving', async () => {
    await insert()
    expect(await confirmEnd(bench.store.db, { callback, topic })).toBe(false)
    const next: Subscription = { ...PENDING, status: 'ending' }
    await changeSubscription(bench.store.db, { was: PENDING, next }, NOW)
    expect(await confirmEnd(bench.store.db, { callback, topic: 'https://else.example/' })).toBe(
      false
    )
    expect(await confirmEnd(bench.store.db, { callback, topic })).toBe(true)
    expect(await stored()).toBe(null)
  })

  test('of two workers that take the same attempt one gets it', async () => {
    await insert()
    const other = bench.connect()
    const next: Subscription = { ...PENDING, attempts: 2, nextAttemptAt: minutesAfter(120) }
    const taken = await Promise.all(
      [bench.store, other, bench.store, other].map(({ db }) =>
        changeSubscription(db, { was: PENDING, next }, NOW)
      )
    )
    expect(taken.filter(Boolean)).toHaveLength(1)
    expect(await stored()).toEqual(next)
  })

  test.each([
    ['status', { status: 'active' }],
    ['callback', { callback: 'https://news.example/websub/two' }],
    ['next attempt', { nextAttemptAt: minutesAfter(61) }]
  ] as const)('nothing is changed under another %s', async (_, changes) => {
    await insert(changes)
    const next: Subscription = { ...PENDING, status: 'failed' }
    expect(await changeSubscription(bench.store.db, { was: PENDING, next }, NOW)).toBe(false)
    expect(await stored()).toEqual({ ...PENDING, ...changes })
  })

  test('a source is pushed while its subscription is active and the lease runs', async () => {
    const pushed = async (minutes: number): Promise<string[]> => [
      ...(await pushedSources(bench.store.db, minutesAfter(minutes)))
    ]
    await insert()
    expect(await pushed(0)).toEqual([])
    await confirmSubscription(bench.store.db, { callback, topic }, LEASE)
    expect([await pushed(0), await pushed(599), await pushed(600)]).toEqual([
      ['ycrb'],
      ['ycrb'],
      []
    ])
  })

  test('a second look is planned once, however often the hub calls, and given out once', async () => {
    await insert()
    await planRecheck(bench.store.db, 'ycrb', minutesAfter(1))
    await planRecheck(bench.store.db, 'ycrb', minutesAfter(2))
    expect(await takeRechecks(bench.store.db, NOW)).toEqual([])
    expect(await takeRechecks(bench.store.db, minutesAfter(1))).toEqual(['ycrb'])
    expect(await takeRechecks(bench.store.db, minutesAfter(2))).toEqual([])
  })

  test('a change by the worker leaves the planned look as it is', async () => {
    await insert()
    await planRecheck(bench.store.db, 'ycrb', minutesAfter(1))
    await changeSubscription(bench.store.db, { was: PENDING, next: PENDING }, NOW)
    expect(await takeRechecks(bench.store.db, minutesAfter(1))).toEqual(['ycrb'])
  })

  test('one that is dropped is gone', async () => {
    await insert()
    await dropSubscription(bench.store.db, PENDING)
    expect(await subscriptions(bench.store.db)).toEqual([])
  })
})
