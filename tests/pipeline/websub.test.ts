import { describe, expect, onTestFinished, test } from 'vitest'
import { createHttpClient } from '../../src/collect/fetch.ts'
import { parseAllowHosts } from '../../src/collect/guard.ts'
import type { HubOffer } from '../../src/collect/websub.ts'
import { createLogger } from '../../src/log.ts'
import { keepSubscriptions, noteOffer, type Subscriber } from '../../src/pipeline/websub.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { sourceStates, syncSources } from '../../src/store/sources.ts'
import {
  planRecheck,
  pushedSources,
  subscriptionOfSource,
  subscriptions
} from '../../src/store/subscriptions.ts'
import { createHandler } from '../../src/web/handler.ts'
import { redirect, silent, status } from '../support/http-server.ts'
import { startHub, type Hub } from '../support/hub.ts'
import { createManualClock } from '../support/manual-clock.ts'

const NOW = new Date('2026-11-23T01:00:00Z')
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const TOPIC = 'https://ycrb.example/rss'
const SOURCES = [{ id: 'ycrb', url: TOPIC }]

type HubOptions = Omit<Parameters<typeof startHub>[0], 'send'>
type Setting = {
  readonly hubs?: readonly HubOptions[]
  readonly allowed?: boolean
  readonly deadlineMs?: number
}

/** A subscriber with its callbacks, and hubs that reach them; the clock stands until it is moved. */
const open = async (setting: Setting = {}) => {
  const { hubs: wanted = [{}], allowed = true, deadlineMs = 5000 } = setting
  const clock = createManualClock(NOW)
  const store = openStore('sqlite::memory:', () => undefined)
  await migrate(store)
  await syncSources(store.db, SOURCES, NOW)
  const baseUrl = 'https://news.example/park'
  const log = createLogger('silent')
  const readiness = () => Promise.resolve({})
  const push = { clock, wake: () => undefined }
  const handler = createHandler({ store, parks: [], sources: [], baseUrl, log, readiness, push })
  // As the proxy in front of it would do.
  const send = (request: Request): Promise<Response> =>
    handler(new Request(request.url.replace('/park/', '/'), request))
  const hubs: Hub[] = []
  for (const one of wanted) hubs.push(await startHub({ send, ...one }))
  const http = createHttpClient({
    userAgent: 'test',
    deadlineMs,
    maxBytes: 1_000_000,
    maxRedirects: 5,
    hostGapMs: 0,
    allowHosts: allowed ? parseAllowHosts(hubs.map(({ host }) => host).join()) : []
  })
  onTestFinished(async () => {
    await http.close()
    await store.close()
  })
  let count = 0
  const random = (): string => `random-${++count}`
  const subscriber: Subscriber = { store, http, baseUrl, random, clock: clock.now, log }
  const offer: HubOffer = { topic: TOPIC, hubs: hubs.map(({ url }) => url) }
  const round = (): Promise<boolean> => keepSubscriptions(subscriber, SOURCES)
  const note = (one: HubOffer | null = offer): Promise<void> => noteOffer(subscriber, 'ycrb', one)
  const stored = () => subscriptionOfSource(store.db, 'ycrb')
  const callbacks = new Map<string, string>()
  /** The requests of a hub so far, its callbacks called A, B … in the order in which they came. */
  const asked = (hub = hubs[0]!): string[] =>
    hub.asked.map(({ mode, callback }) => {
      const name = callbacks.get(callback) ?? String.fromCharCode(65 + callbacks.size)
      callbacks.set(callback, name)
      return `${mode} ${name}`
    })
  return { clock, store, subscriber, hub: hubs[0]!, hubs, offer, round, note, stored, asked }
}

describe('a topic with a hub', () => {
  test('is subscribed to, confirmed, and renewed at four fifths of the lease at the same callback', async () => {
    const { hub, round, note, stored, clock, asked, store } = await open()
    await note()
    await round()
    await hub.settled()
    expect(hub.asked).toEqual([
      {
        mode: 'subscribe',
        topic: TOPIC,
        callback: 'https://news.example/park/websub/random-3',
        lease: '864000',
        secret: 'random-4'
      }
    ])
    expect(await stored()).toMatchObject({ status: 'active', attempts: 0, failure: null })
    expect([...(await pushedSources(store.db, NOW))]).toEqual(['ycrb'])
    clock.advance(8 * DAY_MS - 1)
    await round()
    expect(asked()).toHaveLength(1)
    clock.advance(1)
    await round()
    await hub.settled()
    expect(asked()).toEqual(['subscribe A', 'subscribe A'])
    expect(await stored()).toMatchObject({
      status: 'active',
      attempts: 0,
      nextAttemptAt: new Date(NOW.getTime() + 16 * DAY_MS)
    })
  })

  test('may be confirmed while we still wait for the answer, which then changes nothing', async () => {
    const { round, note, stored } = await open({
      hubs: [{ verifies: 'before', answer: status(500) }]
    })
    await note()
    await round()
    expect(await stored()).toMatchObject({
      status: 'active',
      nextAttemptAt: new Date(NOW.getTime() + 8 * DAY_MS),
      failure: null
    })
  })

  test('is asked for once by two workers that come at the same moment', async () => {
    const { round, note, asked } = await open()
    await note()
    await Promise.all([round(), round()])
    expect(asked()).toHaveLength(1)
  })

  test('that is read again changes nothing', async () => {
    const { hub, round, note, stored, asked } = await open()
    await note()
    await round()
    await hub.settled()
    const before = await stored()
    await note()
    await round()
    expect(await stored()).toEqual(before)
    expect(asked()).toHaveLength(1)
  })
})

describe('a hub that does not', () => {
  test.each([
    ['answer well', status(500), /^127\.0\.0\.1:\d+ answered 500/],
    ['want us', status(403), /answered 403/],
    ['stay', redirect('https://elsewhere.example/', 308), /redirects a POST/],
    ['answer at all', silent, /did not finish within 0\.2 s/]
  ])('%s is asked again after an hour, then twice as late, elsewhere', async (_, answer, why) => {
    const { round, note, stored, clock, asked } = await open({
      hubs: [{ answer }],
      deadlineMs: answer === silent ? 200 : 5000
    })
    await note()
    await round()
    expect(await stored()).toMatchObject({ status: 'failed', attempts: 1 })
    expect((await stored())?.failure).toMatch(why)
    clock.advance(HOUR_MS - 1)
    await round()
    expect(asked()).toEqual(['subscribe A'])
    clock.advance(1)
    await round()
    clock.advance(2 * HOUR_MS - 1)
    await round()
    // Every request but a renewal has a callback of its own.
    expect(asked()).toEqual(['subscribe A', 'subscribe B'])
    clock.advance(1)
    await round()
    expect(asked()).toHaveLength(3)
  })

  test('confirm is asked again after an hour, and a late confirmation of the first request is refused', async () => {
    const { hub, round, note, stored, clock, asked, store } = await open({
      hubs: [{ verifies: 'never' }]
    })
    await note()
    await round()
    const first = await hub.settled()
    expect(await stored()).toMatchObject({ status: 'pending', failure: null })
    expect([...(await pushedSources(store.db, NOW))]).toEqual([])
    clock.advance(HOUR_MS)
    await round()
    const second = await hub.settled()
    expect(asked()).toEqual(['subscribe A', 'subscribe B'])
    expect((await hub.verify(first)).status).toBe(404)
    expect((await hub.verify(second)).status).toBe(200)
    expect(await stored()).toMatchObject({ status: 'active' })
  })

  test('answer in time for its Retry-After is asked no earlier than that', async () => {
    const { round, note, stored } = await open({
      hubs: [{ answer: status(503, { 'retry-after': '7200' }) }]
    })
    await note()
    await round()
    expect((await stored())?.nextAttemptAt).toEqual(new Date(NOW.getTime() + 2 * HOUR_MS))
  })

  test('stand on the public web is refused by the guard before anything is sent', async () => {
    const { round, note, stored, asked } = await open({ allowed: false })
    await note()
    await round()
    expect(asked()).toEqual([])
    expect(await stored()).toMatchObject({ status: 'failed' })
    expect((await stored())?.failure).toMatch(/is not on the public web/)
  })

  test('work gives way to the next hub in the next round, with another callback', async () => {
    const { hubs, round, note, stored, asked } = await open({
      hubs: [{ answer: status(500) }, {}]
    })
    await note()
    await round()
    await round()
    await hubs[1]!.settled()
    expect([asked(hubs[0]), asked(hubs[1])]).toEqual([['subscribe A'], ['subscribe B']])
    expect(await stored()).toMatchObject({ status: 'active', hub: hubs[1]!.url })
  })

  test('renew keeps its subscription while the lease runs, then the next hub is asked', async () => {
    let isDown = false
    const { hubs, hub, round, note, stored, clock, asked } = await open({
      hubs: [{ answer: (response) => void response.writeHead(isDown ? 503 : 202).end() }, {}]
    })
    await note()
    await round()
    await hub.settled()
    isDown = true
    clock.advance(8 * DAY_MS)
    await round()
    await hub.settled()
    expect(await stored()).toMatchObject({ status: 'active', attempts: 1, hub: hub.url })
    expect((await stored())?.failure).toMatch(/answered 503/)
    expect(await hub.publish(TOPIC, '<rss/>')).toEqual([202])
    clock.advance(2 * DAY_MS)
    await round()
    await hubs[1]!.settled()
    expect([asked(hub), asked(hubs[1])]).toEqual([['subscribe A', 'subscribe A'], ['subscribe B']])
    expect(await stored()).toMatchObject({ status: 'active', hub: hubs[1]!.url })
  })

  test('allow us is asked again after a day', async () => {
    const { hub, round, note, stored, clock, asked, store } = await open()
    await note()
    await round()
    const first = await hub.settled()
    expect((await hub.deny(first, 'the topic is private')).status).toBe(200)
    expect(await stored()).toMatchObject({ status: 'denied', failure: 'the topic is private' })
    expect([...(await pushedSources(store.db, NOW))]).toEqual([])
    expect((await hub.verify(first)).status).toBe(404)
    clock.advance(DAY_MS - 1)
    await round()
    expect(asked()).toHaveLength(1)
    clock.advance(1)
    await round()
    await hub.settled()
    expect(await stored()).toMatchObject({ status: 'active', failure: null })
  })
})

test('a shutdown of ours blames no hub', async () => {
  const { subscriber, round, note, stored } = await open()
  await note()
  const before = await stored()
  await subscriber.http.close()
  await round()
  const { status: state, attempts, nextAttemptAt, failure } = (await stored())!
  expect({ state, attempts, nextAttemptAt, failure }).toEqual({
    state: 'pending',
    attempts: 0,
    nextAttemptAt: before!.nextAttemptAt,
    failure: null
  })
})

describe('a topic that has left its feed', () => {
  test('is left: the hub asks whether we meant it, and nothing remains', async () => {
    const { hub, round, note, stored, asked } = await open()
    await note()
    await round()
    await hub.settled()
    await note(null)
    expect(await stored()).toMatchObject({ status: 'ending' })
    await note(null)
    await round()
    await hub.settled()
    expect(asked()).toEqual(['subscribe A', 'unsubscribe A'])
    expect(hub.subscribers.size).toBe(0)
    expect(await stored()).toBe(null)
  })

  test('is forgotten at once when it was never confirmed', async () => {
    const { note, stored } = await open()
    await note()
    await note(null)
    expect(await stored()).toBe(null)
  })

  test('is forgotten at the end of its lease when the hub does not answer', async () => {
    const { hub, round, note, stored, clock, store } = await open()
    await note()
    await round()
    await hub.settled()
    await store.db.updateTable('subscription').set({ hub: 'http://127.0.0.1:1/' }).execute()
    await note(null)
    await round()
    expect(await stored()).toMatchObject({ status: 'ending', attempts: 1 })
    clock.advance(10 * DAY_MS)
    await round()
    expect(await stored()).toBe(null)
  })

  test('is subscribed to anew, an hour later, when it comes back', async () => {
    const { hub, round, note, clock, asked } = await open()
    await note()
    await round()
    await hub.settled()
    await note(null)
    await note()
    clock.advance(HOUR_MS)
    await round()
    await hub.settled()
    expect(asked()).toEqual(['subscribe A', 'subscribe B'])
  })
})

test('another topic has another callback, and the old one is told that nobody is there', async () => {
  const { hub, round, note, clock, asked, offer } = await open()
  await note()
  await round()
  await hub.settled()
  await note({ ...offer, topic: `${TOPIC}?v2` })
  expect(await hub.publish(TOPIC, '<rss/>')).toEqual([410])
  clock.advance(HOUR_MS)
  await round()
  await hub.settled()
  expect(asked()).toEqual(['subscribe A', 'subscribe B'])
  expect(await hub.publish(`${TOPIC}?v2`, '<rss/>')).toEqual([202])
})

test('a feed that names another topic at every reading is never subscribed to again', async () => {
  const { hub, round, note, clock, asked, offer } = await open()
  await note()
  await round()
  await hub.settled()
  for (let visit = 1; visit <= 5; visit++) {
    clock.advance(30 * MINUTE_MS)
    await note({ ...offer, topic: `${TOPIC}?session=${visit}` })
    await round()
  }
  expect(asked()).toHaveLength(1)
})

test('another list of hubs is taken down, and a hub that is still on it goes on', async () => {
  const { hub, round, note, stored, asked, offer } = await open()
  await note()
  await round()
  await hub.settled()
  const hubs = ['https://second.example/', ...offer.hubs]
  await note({ ...offer, hubs })
  await round()
  expect(await stored()).toMatchObject({ status: 'active', hub: hub.url, hubs })
  expect(asked()).toHaveLength(1)
})

test('under another base address everything is subscribed to again at once', async () => {
  const { hub, round, note, stored, subscriber, asked } = await open()
  await note()
  await round()
  await hub.settled()
  const moved = { ...subscriber, baseUrl: 'https://moved.example' }
  await keepSubscriptions(moved, SOURCES)
  await keepSubscriptions(moved, SOURCES)
  expect(asked()).toEqual(['subscribe A', 'subscribe B'])
  expect((await stored())?.callback).toMatch(/^https:\/\/moved\.example\/websub\/random-\d$/)
})

test('the subscription of a source that was taken out ends with its lease', async () => {
  const { hub, round, note, clock, asked, store, subscriber } = await open()
  await note()
  await round()
  await hub.settled()
  clock.advance(8 * DAY_MS)
  await keepSubscriptions(subscriber, [])
  expect(await subscriptions(store.db)).toEqual([])
  expect(asked()).toHaveLength(1)
})

test('a second look that is due makes the source due, also right after a visit', async () => {
  const { store, round, note, clock } = await open()
  await note()
  await planRecheck(store.db, 'ycrb', new Date(NOW.getTime() + MINUTE_MS))
  const tomorrow = NOW.getTime() + DAY_MS
  const visit = (at: Date) =>
    store.db
      .updateTable('source_state')
      .set({ checked_at: at.getTime(), next_check_at: tomorrow })
      .execute()
  const dueAt = async (): Promise<Date> => (await sourceStates(store.db))[0]!.nextCheckAt
  await visit(NOW)
  expect(await round()).toBe(false)
  expect(await dueAt()).toEqual(new Date(tomorrow))
  clock.advance(MINUTE_MS)
  await visit(clock.now())
  expect(await round()).toBe(true)
  expect(await dueAt()).toEqual(clock.now())
})
