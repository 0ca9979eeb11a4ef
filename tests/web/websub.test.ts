import { request } from 'node:http'
import { once } from 'node:events'
import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createHandler } from '../../src/web/handler.ts'
import { startServer } from '../../src/web/server.ts'
import { sourceStates, syncSources } from '../../src/store/sources.ts'
import {
  insertSubscription,
  subscriptionOfSource,
  takeRechecks,
  type Subscription
} from '../../src/store/subscriptions.ts'
import { signed } from '../support/hub.ts'
import { createInbox } from '../support/inbox.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { openWeb, willow } from './hand-made.ts'

const NOW = new Date('2026-11-23T01:00:00Z')
const MINUTE_MS = 60_000
const DAY_MS = 1440 * MINUTE_MS
const later = (ms: number): Date => new Date(NOW.getTime() + ms)

const TOKEN = 'Zq3v0b2L8sYt5nR1wXc7kPd9eGh4jMf6uAi-BoT_lCE'
const PATH = `/websub/${TOKEN}`
const TOPIC = 'https://daily.example/rss'
const SECRET = 'k4hWb1'
const NEWS = '<rss version="2.0"><channel><title>柳溪日报</title></channel></rss>'

const ACTIVE: Subscription = {
  sourceId: 'daily',
  topic: TOPIC,
  hubs: ['https://hub.example/'],
  hub: 'https://hub.example/',
  callback: `https://news.example${PATH}`,
  secret: SECRET,
  status: 'active',
  attempts: 0,
  leaseUntil: later(DAY_MS),
  nextAttemptAt: later(DAY_MS),
  failure: null
}

/** A site that hubs can reach, with one subscription and its source due in an hour. */
const openPushed = async (changes: Partial<Subscription> = {}) => {
  const clock = createManualClock(NOW)
  const woken = createInbox<null>()
  const lines: string[] = []
  const log = pino({ base: undefined }, { write: (line: string) => void lines.push(line) })
  const push = { clock, wake: () => woken.put(null) }
  const web = await openWeb({ push, log })
  const { db } = web.store
  await syncSources(db, [{ id: 'daily', url: TOPIC }], later(60 * MINUTE_MS))
  await insertSubscription(db, { ...ACTIVE, ...changes }, NOW)
  const dueAt = async (): Promise<Date> => (await sourceStates(db))[0]!.nextCheckAt
  const stored = () => subscriptionOfSource(db, 'daily')
  const setSource = (values: Record<string, number | null>) =>
    db.updateTable('source_state').set(values).execute()
  const post = (
    body: string | ReadableStream<Uint8Array>,
    headers: Record<string, string>,
    path = PATH
  ) => web.ask(path, { method: 'POST', body, headers, duplex: 'half' })
  return { ...web, clock, woken, lines, log, push, dueAt, stored, setSource, post }
}

const query = (fields: Record<string, string>): string =>
  `?${new URLSearchParams({ 'hub.topic': TOPIC, 'hub.challenge': 'c-1', ...fields }).toString()}`
const SUBSCRIBE = query({ 'hub.mode': 'subscribe', 'hub.lease_seconds': '86400' })

test('a hub that asks whether we meant it gets its challenge back, as plain text', async () => {
  const { ask, stored } = await openPushed({ status: 'pending', leaseUntil: null, attempts: 1 })
  const page = `<script>alert(1)</script>`
  const response = await ask(
    PATH + query({ 'hub.mode': 'subscribe', 'hub.challenge': page, 'hub.lease_seconds': '86400' })
  )
  expect([response.status, await response.text()]).toEqual([200, page])
  expect(response.headers.get('content-type')).toMatch(/^text\/plain/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  // Renewed when four fifths of the lease are over.
  expect(await stored()).toEqual({ ...ACTIVE, nextAttemptAt: later(0.8 * DAY_MS) })
})

test.each([
  ['a foreign topic', PATH, { 'hub.mode': 'subscribe', 'hub.topic': 'https://else.example/' }],
  ['a guessed token', `${PATH.slice(0, -1)}F`, { 'hub.mode': 'subscribe' }],
  ['an unknown mode', PATH, { 'hub.mode': 'publish' }],
  ['an end that nobody asked for', PATH, { 'hub.mode': 'unsubscribe' }],
  ['a denial of a foreign topic', PATH, { 'hub.mode': 'denied', 'hub.topic': 'x' }]
])('%s is not found and changes nothing', async (_, path, fields) => {
  const { ask, stored } = await openPushed()
  const response = await ask(path + query(fields))
  expect([response.status, (await response.text()).includes('c-1')]).toEqual([404, false])
  expect(await stored()).toEqual(ACTIVE)
})

test('a hub that says no is left alone for a day, and an old confirmation does not undo that', async () => {
  const { ask, stored } = await openPushed()
  const reason = { 'hub.mode': 'denied', 'hub.reason': 'the topic is private' }
  expect((await ask(PATH + query(reason))).status).toBe(200)
  const denied = {
    ...ACTIVE,
    status: 'denied',
    leaseUntil: null,
    nextAttemptAt: later(DAY_MS),
    failure: 'the topic is private'
  }
  expect(await stored()).toEqual(denied)
  expect((await ask(PATH + SUBSCRIBE)).status).toBe(404)
  expect(await stored()).toEqual(denied)
})

test('a hub may end what we are leaving, and nothing is delivered there any more', async () => {
  const { ask, stored, post } = await openPushed({ status: 'ending' })
  expect((await ask(PATH + SUBSCRIBE)).status).toBe(404)
  expect((await post(NEWS, signed(NEWS, SECRET))).status).toBe(410)
  const response = await ask(PATH + query({ 'hub.mode': 'unsubscribe' }))
  expect([response.status, await response.text()]).toEqual([200, 'c-1'])
  expect(await stored()).toBe(null)
  expect((await post(NEWS, signed(NEWS, SECRET))).status).toBe(410)
})

test.each(['HEAD', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
  '%s is refused and changes nothing',
  async (method) => {
    const { ask, stored } = await openPushed()
    const fields = { 'hub.mode': 'denied', 'hub.reason': 'no' }
    const response = await ask(PATH + query(fields), { method })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST'])
    expect(await stored()).toEqual(ACTIVE)
  }
)

test('news makes the source due now, wakes the worker and plans a second look', async () => {
  const { post, dueAt, woken, store } = await openPushed()
  const response = await post(NEWS, signed(NEWS, SECRET))
  expect(response.status).toBe(202)
  expect(await dueAt()).toEqual(NOW)
  expect(woken.waiting).toHaveLength(1)
  expect(await takeRechecks(store.db, later(MINUTE_MS - 1))).toEqual([])
  expect(await takeRechecks(store.db, later(MINUTE_MS))).toEqual(['daily'])
})

test.each(['sha1', 'sha384', 'sha512'])('news may be signed with %s', async (method) => {
  const { post, dueAt } = await openPushed()
  expect((await post(NEWS, signed(NEWS, SECRET, method))).status).toBe(202)
  expect(await dueAt()).toEqual(NOW)
})

test('what is pushed never becomes an entry', async () => {
  const { post, read } = await openPushed()
  const item = '<item><title>柳溪产业园伪造的消息</title><guid>1</guid></item>'
  const feed = `<rss version="2.0"><channel><title>f</title>${item}</channel></rss>`
  expect((await post(feed, signed(feed, SECRET))).status).toBe(202)
  expect(await read('/feeds/all.rss')).not.toContain('伪造')
})

test.each([
  ['without a signature', {}],
  ['signed with another secret', signed(NEWS, 'guess')],
  ['signed for another body', signed(`${NEWS} `, SECRET)],
  ['signed in another way', { 'x-hub-signature': `md5=${'0'.repeat(32)}` }],
  [
    'signed under a wrong name',
    { 'x-hub-signature': signed(NEWS, SECRET)['x-hub-signature']!.replace('sha256', 'sha512') }
  ]
])('news %s is thanked for and ignored', async (_, headers) => {
  const { post, dueAt, woken, store } = await openPushed()
  const response = await post(NEWS, headers)
  expect([response.status, await response.text()]).toEqual([202, 'accepted'])
  expect(await dueAt()).toEqual(later(60 * MINUTE_MS))
  expect(woken.waiting).toEqual([])
  expect(await takeRechecks(store.db, later(DAY_MS))).toEqual([])
})

test.each([
  ['a source read within the last minute is not asked again', { checked_at: later(-59_000) }],
  ['a server that asked us to wait is not asked', { wait_until: later(1) }],
  ['a source that is due already stays due as it was', { next_check_at: later(-5000) }]
])('news or not, %s', async (_, values) => {
  const { post, dueAt, woken, setSource } = await openPushed()
  await setSource(Object.fromEntries(Object.entries(values).map(([k, v]) => [k, v.getTime()])))
  const before = await dueAt()
  expect((await post(NEWS, signed(NEWS, SECRET))).status).toBe(202)
  expect(await dueAt()).toEqual(before)
  expect(woken.waiting).toEqual([])
})

test('a flood of news has the source read once', async () => {
  const { post, woken } = await openPushed()
  await Promise.all(Array.from({ length: 20 }, () => post(NEWS, signed(NEWS, SECRET))))
  expect(woken.waiting).toHaveLength(1)
})

test.each(['pending', 'denied', 'failed'] as const)(
  'news for a subscription that is %s is turned away for good',
  async (status) => {
    const { post, dueAt } = await openPushed({ status })
    expect((await post(NEWS, signed(NEWS, SECRET))).status).toBe(410)
    expect(await dueAt()).toEqual(later(60 * MINUTE_MS))
  }
)

const MEGABYTE = Buffer.alloc(1024 * 1024)

test('a body over 10 MB is refused by what it says of itself, and otherwise by what it is', async () => {
  const { post, dueAt } = await openPushed()
  const headers = signed(NEWS, SECRET)
  const large = String(10 * 1024 * 1024 + 1)
  expect((await post(NEWS, { ...headers, 'content-length': large })).status).toBe(413)
  let sent = 0
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      sent += 1
      controller.enqueue(MEGABYTE)
    }
  })
  expect((await post(endless, headers)).status).toBe(413)
  expect(sent).toBeLessThan(15)
  expect(await dueAt()).toEqual(later(60 * MINUTE_MS))
})

test('a body that does not end is given up after ten seconds', async () => {
  const { post, clock } = await openPushed()
  const asked = createInbox<null>()
  const slow = new ReadableStream<Uint8Array>({ pull: () => asked.put(null) })
  const answer = post(slow, signed(NEWS, SECRET))
  await asked.next()
  while (clock.pending === 0) await new Promise(setImmediate)
  clock.advance(10_000)
  expect((await answer).status).toBe(408)
  expect(clock.pending).toBe(0)
})

test('over a real connection 50 MB cost a refusal, and the server goes on', async () => {
  const { store, log, push } = await openPushed()
  const handler = createHandler({
    store,
    parks: [willow],
    sources: [],
    baseUrl: 'https://news.example',
    log,
    readiness: () => Promise.resolve({}),
    push
  })
  const server = await startServer(handler, 0)
  onTestFinished(() => server.stop())
  const send = async (chunks: readonly Uint8Array[], headers: Record<string, string>) => {
    const client = request({ port: server.port, path: PATH, method: 'POST', headers })
    // The server may hang up once it has answered.
    client.on('error', () => undefined)
    const response = once(client, 'response') as Promise<[{ statusCode: number }]>
    for (const chunk of chunks) client.write(chunk)
    client.end()
    return (await response)[0].statusCode
  }
  const fifty = Array.from({ length: 50 }, () => MEGABYTE)
  expect(await send(fifty, signed(NEWS, SECRET))).toBe(413)
  expect(await send(fifty, {})).toBe(202)
  expect(await send([Buffer.from(NEWS)], signed(NEWS, SECRET))).toBe(202)
  expect(push.clock.pending).toBe(0)
})

test('neither the token nor the secret reaches the log, also when the store is away', async () => {
  const { ask, post, lines, store } = await openPushed()
  await post(NEWS, signed(NEWS, SECRET))
  await post(NEWS, {})
  await store.close()
  expect((await ask(PATH + SUBSCRIBE)).status).toBe(500)
  expect(lines).toHaveLength(3)
  expect(lines.join('')).not.toContain(TOKEN)
  expect(lines.join('')).not.toContain(SECRET)
})

test('where no hub can reach us there is nothing to call', async () => {
  const { ask } = await openWeb()
  expect((await ask(PATH + SUBSCRIBE)).status).toBe(404)
  expect((await ask(PATH, { method: 'POST', body: NEWS })).status).toBe(404)
})
