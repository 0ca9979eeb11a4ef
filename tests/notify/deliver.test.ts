import { createServer, type AddressInfo } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { sql } from 'kysely'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLogger } from '../../src/log.ts'
import type { Digest } from '../../src/model.ts'
import type { OpenChannel } from '../../src/notify/channel.ts'
import { email } from '../../src/notify/channels/email.ts'
import { deliverDue, type Deliverer } from '../../src/notify/deliver.ts'
import type { Store } from '../../src/store/db.ts'
import { deliveriesOfDigest, insertDeliveries } from '../../src/store/deliveries.ts'
import { insertDigest } from '../../src/store/digests.ts'
import { startMailServer } from '../support/mail-server.ts'
import { stores } from '../support/stores.ts'

const START = new Date('2026-03-02T00:30:00Z')
const MINUTE_MS = 60_000

const digest = (id: string): Digest => ({
  id,
  parkId: 'willow',
  name: 'daily',
  slotAt: new Date(START.getTime() + id.charCodeAt(1)),
  createdAt: START,
  storyCount: 1,
  subject: `柳溪每日简报 ${id}`,
  html: '<p>mail</p>',
  text: 'mail'
})

/** A closed digest that is due to each of `names` @willow.example. */
const queue = async ({ db }: Store, names: readonly string[], id = 'd1'): Promise<void> => {
  await insertDigest(db, digest(id), [])
  const deliveries = names.map((name) => ({
    id: `${id}-${name}`,
    digestId: id,
    channel: 'email',
    address: `${name}@willow.example`,
    messageId: `<${id}-${name}@willow.example>`,
    attempts: 0
  }))
  await insertDeliveries(db, deliveries, START)
}

/** What became of each delivery: status, attempts, minutes until the next try, failure. */
const statesOf = async ({ db }: Store, id = 'd1') =>
  (await deliveriesOfDigest(db, id)).map(
    ({ address, status, attempts, nextAttemptAt, failure }) => [
      address.split('@')[0],
      status,
      attempts,
      (nextAttemptAt.getTime() - START.getTime()) / MINUTE_MS,
      failure
    ]
  )

const silent = createLogger('silent')

/** A deliverer with a clock that stands until it is moved. */
const delivererFor = (store: Store, smtp: string, deadlineMs?: number) => {
  const settings = { smtp, from: 'news@willow.example', mailDir: '/nowhere' }
  const channel = email.open({ ...settings, ...(deadlineMs === undefined ? {} : { deadlineMs }) })
  onTestFinished(() => channel.close())
  let now = START.getTime()
  const deliverer: Deliverer = {
    store,
    channels: new Map([['email', channel]]),
    clock: () => new Date(now),
    log: silent
  }
  return { deliverer, wait: (minutes: number) => void (now += minutes * MINUTE_MS) }
}

describe.each(stores)('delivery on $engine', ({ useStore }) => {
  const bench = useStore()

  test('each subscriber gets one message, and a second round has nothing to do', async () => {
    const server = await startMailServer()
    await queue(bench.store, ['a', 'b', 'c', 'd', 'e', 'f'])
    const { deliverer, wait } = delivererFor(bench.store, server.url)
    expect(await deliverDue(deliverer)).toEqual({ sent: 6, failed: 0 })
    wait(24 * 60)
    expect(await deliverDue(deliverer)).toEqual({ sent: 0, failed: 0 })
    expect(server.received.map(({ to }) => to).toSorted()).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => `${name}@willow.example`)
    )
    expect(await statesOf(bench.store)).toEqual(
      ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => [name, 'sent', 1, 0, null])
    )
  })

  test('a mailbox that is busy is tried again after a minute, with the same message', async () => {
    let tries = 0
    const server = await startMailServer({
      refuseMessage: () => (++tries === 1 ? '451 greylisted' : undefined)
    })
    await queue(bench.store, ['a'])
    const { deliverer, wait } = delivererFor(bench.store, server.url)
    expect(await deliverDue(deliverer)).toEqual({ sent: 0, failed: 1 })
    expect(await statesOf(bench.store)).toEqual([
      ['a', 'due', 1, 1, expect.stringContaining('451 greylisted')]
    ])
    wait(0.9)
    expect(await deliverDue(deliverer)).toEqual({ sent: 0, failed: 0 })
    wait(0.1)
    expect(await deliverDue(deliverer)).toEqual({ sent: 1, failed: 0 })
    expect(await statesOf(bench.store)).toEqual([['a', 'sent', 2, 1, null]])
    expect(server.received.map(({ mail }) => mail.messageId)).toEqual(
      Array(2).fill('<d1-a@willow.example>')
    )
    expect(new Set(server.received.map(({ raw }) => raw)).size).toBe(1)
  })

  test('the waits grow, and after five days it is set aside', async () => {
    const server = await startMailServer({ refuse: () => '450 greylisted' })
    await queue(bench.store, ['a'])
    const { deliverer, wait } = delivererFor(bench.store, server.url)
    const dueAt: unknown[] = []
    for (const minutes of [0, 1, 5, 15, 60, 120]) {
      wait(minutes)
      await deliverDue(deliverer)
      dueAt.push((await statesOf(bench.store))[0]![3])
    }
    expect(dueAt).toEqual([1, 6, 21, 81, 201, 321])
    wait(5 * 24 * 60)
    expect(await deliverDue(deliverer)).toEqual({ sent: 0, failed: 1 })
    expect((await statesOf(bench.store))[0]!.slice(0, 3)).toEqual(['a', 'failed', 7])
  })

  test('one that is refused for good is set aside and holds up nobody', async () => {
    const server = await startMailServer({
      refuse: (address) => (address.startsWith('b') ? '550 no such user' : undefined)
    })
    await queue(bench.store, ['a', 'b', 'c'])
    const { deliverer, wait } = delivererFor(bench.store, server.url)
    expect(await deliverDue(deliverer)).toEqual({ sent: 2, failed: 1 })
    wait(24 * 60)
    expect(await deliverDue(deliverer)).toEqual({ sent: 0, failed: 0 })
    expect(await statesOf(bench.store)).toEqual([
      ['a', 'sent', 1, 0, null],
      ['b', 'failed', 1, 0, expect.stringContaining('550 no such user')],
      ['c', 'sent', 1, 0, null]
    ])
  })

  test('a server that is down or hangs leaves everything due', async () => {
    const hanging = createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((resolve) => hanging.once('listening', resolve))
    onTestFinished(() => void hanging.close())
    const { port } = hanging.address() as AddressInfo
    await queue(bench.store, ['a', 'b'])
    const { deliverer } = delivererFor(bench.store, `smtp://127.0.0.1:${port}`, 100)
    expect(await deliverDue(deliverer)).toEqual({ sent: 0, failed: 2 })
    expect(await statesOf(bench.store)).toEqual([
      ['a', 'due', 1, 1, 'the server took longer than 0.1 s'],
      ['b', 'due', 1, 1, 'the server took longer than 0.1 s']
    ])
  })

  test('two that deliver at once send each message once', async () => {
    const server = await startMailServer()
    const names = Array.from({ length: 20 }, (_, index) => `reader${index}`)
    await queue(bench.store, names)
    const one = delivererFor(bench.store, server.url)
    const other = delivererFor(bench.connect(), server.url)
    const reports = await Promise.all([deliverDue(one.deliverer), deliverDue(other.deliverer)])
    expect(reports[0].sent + reports[1].sent).toBe(20)
    expect(new Set(server.received.map(({ to }) => to)).size).toBe(20)
    expect(server.received).toHaveLength(20)
  })

  test('only what was asked for is sent, and only what is due', async () => {
    const server = await startMailServer()
    await queue(bench.store, ['a'], 'd1')
    await queue(bench.store, ['a'], 'd2')
    const { deliverer, wait } = delivererFor(bench.store, server.url)
    wait(-1)
    expect(await deliverDue(deliverer)).toEqual({ sent: 0, failed: 0 })
    wait(1)
    expect(await deliverDue(deliverer, { digestId: 'd2' })).toEqual({ sent: 1, failed: 0 })
    expect(server.received.map(({ mail }) => mail.subject)).toEqual(['柳溪每日简报 d2'])
    expect(await statesOf(bench.store, 'd1')).toEqual([['a', 'due', 0, 0, null]])
  })

  test('a round that was told to stop begins no message', async () => {
    const server = await startMailServer()
    await queue(bench.store, ['a'])
    const { deliverer } = delivererFor(bench.store, server.url)
    const report = await deliverDue(deliverer, { signal: AbortSignal.abort() })
    expect(report).toEqual({ sent: 0, failed: 0 })
    expect(await deliverDue(deliverer)).toEqual({ sent: 1, failed: 0 })
  })

  test('a channel that no longer exists is named and given up', async () => {
    await queue(bench.store, ['a'])
    const { deliverer } = delivererFor(bench.store, 'smtp://127.0.0.1:1')
    const report = await deliverDue({ ...deliverer, channels: new Map() })
    expect(report).toEqual({ sent: 0, failed: 1 })
    expect(await statesOf(bench.store)).toEqual([
      ['a', 'failed', 1, 0, 'no channel is called email']
    ])
  })

  test('a channel that breaks is a bug of ours: logged, tried again, the others go on', async () => {
    await queue(bench.store, ['a', 'b'])
    const { deliverer } = delivererFor(bench.store, 'smtp://127.0.0.1:1')
    const breaking: OpenChannel = {
      send: (address) =>
        address.startsWith('a')
          ? Promise.reject(new TypeError('not a function'))
          : Promise.resolve({ outcome: 'sent' }),
      close: () => Promise.resolve()
    }
    const report = await deliverDue({ ...deliverer, channels: new Map([['email', breaking]]) })
    expect(report).toEqual({ sent: 1, failed: 1 })
    expect(await statesOf(bench.store)).toEqual([
      ['a', 'due', 1, 1, 'internal error, see the log'],
      ['b', 'sent', 1, 0, null]
    ])
  })
})

describe('a store that fails in the middle of a round', () => {
  const bench = stores[0].useStore()

  test('is reported only when the messages in hand have ended', async () => {
    await queue(bench.store, ['a', 'b'])
    await sql`create trigger full before update of sent_at on delivery
      when new.id = 'd1-a' begin select raise(abort, 'disk full'); end`.execute(bench.store.db)
    onTestFinished(async () => void (await sql`drop trigger full`.execute(bench.store.db)))
    const { deliverer } = delivererFor(bench.store, 'smtp://127.0.0.1:1')
    let isReported = false
    const reportedBeforeTheEnd: boolean[] = []
    const channel: OpenChannel = {
      send: async (address) => {
        // Many turns of the event loop: the first one has long failed to be marked.
        if (address.startsWith('b')) for (let turn = 0; turn < 100; turn++) await setImmediate()
        reportedBeforeTheEnd.push(isReported)
        return { outcome: 'sent' }
      },
      close: () => Promise.resolve()
    }
    const round = deliverDue({ ...deliverer, channels: new Map([['email', channel]]) })
    await expect(round.finally(() => (isReported = true))).rejects.toThrow('disk full')
    expect(reportedBeforeTheEnd).toEqual([false, false])
    expect((await statesOf(bench.store)).map((state) => state[1])).toEqual(['due', 'sent'])
  })
})
