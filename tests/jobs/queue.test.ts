import { randomUUID } from 'node:crypto'
import { PgBoss } from 'pg-boss'
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from 'vitest'
import { messageOf } from '../../src/errors.ts'
import { RETRY_DELAY_MS } from '../../src/jobs/limits.ts'
import { createLocalQueue, MAX_KEYS } from '../../src/jobs/local.ts'
import { openPgBossQueue } from '../../src/jobs/pgboss.ts'
import type { Json, OnJobError, Queue } from '../../src/jobs/queue.ts'
import { createInbox } from '../support/inbox.ts'
import { createManualClock } from '../support/manual-clock.ts'
import { createDatabase, runSql, type Database } from '../support/postgres.ts'

type Bench = {
  readonly queue: Queue
  readonly now: () => Date
  /** Lets the manual clock catch up; the clock of a database goes by itself. */
  readonly pass: (ms: number) => void
}

const START = new Date('2026-11-23T00:00:00Z')
const noPostgres = inject('postgresUrl') === null
const opened: Queue[] = []
let database: Database

beforeAll(async () => {
  if (!noPostgres) database = await createDatabase()
})

afterAll(async () => {
  if (!noPostgres) await database.drop()
})

afterEach(async () => {
  await Promise.all(opened.splice(0).map((queue) => queue.stop(0)))
})

const openLocal = (onError: OnJobError): Promise<Bench> => {
  const clock = createManualClock(START)
  return Promise.resolve({
    queue: createLocalQueue({ onError, clock }),
    now: () => clock.now(),
    pass: (ms) => clock.advance(ms)
  })
}

const openOnPostgres = async (onError: OnJobError, schema = newSchema()): Promise<Bench> => {
  const options = { url: database.url, schema, pollSeconds: 0.5, retryDelayMs: 1_000 }
  const queue = await openPgBossQueue({ ...options, onError })
  opened.push(queue)
  return { queue, now: () => new Date(), pass: () => {} }
}

const newSchema = (): string => `jobs_${randomUUID().replaceAll('-', '')}`
const failTest: OnJobError = (name, error) => {
  throw new Error(`${name} failed`, { cause: error })
}
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const queues = [
  { name: 'the in-process queue', open: openLocal, missing: false },
  { name: 'the queue on Postgres', open: openOnPostgres, missing: noPostgres }
]

describe.each(queues)('$name', ({ open, missing }) => {
  describe.skipIf(missing)('keeps the contract:', () => {
    test('a job runs once, with its data', async () => {
      const { queue } = await open(failTest)
      const seen = createInbox<Json>()
      await queue.handle('digest', (data) => Promise.resolve(seen.put(data)))
      await queue.start()

      expect(await queue.enqueue('digest', { id: 'd1', parts: [1, null, '要闻'] })).toBe(true)
      expect(await seen.next()).toEqual({ id: 'd1', parts: [1, null, '要闻'] })
      await queue.enqueue('digest', 'second')
      expect(await seen.next()).toBe('second')
      await queue.enqueue('digest', null)
      expect(await seen.next()).toBeNull()
    })

    test('what was enqueued before the start and before its handler waits for both, in order', async () => {
      const { queue } = await open(failTest)
      const seen = createInbox<Json>()
      const see = (data: Json): Promise<void> => Promise.resolve(seen.put(data))
      await queue.enqueue('early', 1)
      await queue.enqueue('early', 2)
      await queue.enqueue('handled', 'others go on')
      await queue.handle('handled', see)
      await queue.start()

      expect(await seen.next()).toBe('others go on')
      await queue.handle('early', see)
      expect([await seen.next(), await seen.next()]).toEqual([1, 2])
    })

    test('a key is taken once, also when its job is done', async () => {
      const { queue } = await open(failTest)
      const seen = createInbox<Json>()
      await queue.handle('digest', (data) => Promise.resolve(seen.put(data)))
      await queue.handle('collect', (data) => Promise.resolve(seen.put(data)))
      const key = '2026-11-23T00:00:00.000Z'

      expect(await queue.enqueue('digest', 'first', { key })).toBe(true)
      expect(await queue.enqueue('digest', 'while it waits', { key })).toBe(false)
      await queue.start()
      expect(await seen.next()).toBe('first')
      await queue.enqueue('digest', 'no key')
      expect(await seen.next()).toBe('no key')
      expect(await queue.enqueue('digest', 'when it is done', { key })).toBe(false)
      expect(await queue.enqueue('collect', 'another name', { key })).toBe(true)
      expect(await seen.next()).toBe('another name')
      expect(await queue.enqueue('digest', 'another key', { key: `${key}+` })).toBe(true)
      expect(await seen.next()).toBe('another key')
    })

    test('a failing job is reported and tried again, while others go on', async () => {
      const failures = createInbox<[string, unknown]>()
      const { queue, pass } = await open((name, error) => failures.put([name, error]))
      const seen = createInbox<Json>()
      const refusal = new Error('mailbox refused')
      let attempts = 0
      await queue.handle('deliver', (data) => {
        if (data === 'bad' && ++attempts === 1) throw refusal
        return Promise.resolve(seen.put(data))
      })
      await queue.start()
      await queue.enqueue('deliver', 'bad', { key: 'k' })
      await queue.enqueue('deliver', 'good')

      expect(await failures.next()).toEqual(['deliver', refusal])
      expect(await seen.next()).toBe('good')
      expect(await queue.enqueue('deliver', 'bad', { key: 'k' })).toBe(false)
      pass(RETRY_DELAY_MS)
      expect(await seen.next()).toBe('bad')
      expect(failures.waiting).toEqual([])
    })

    test('jobs of one name run one after the other, jobs of another name beside them', async () => {
      const { queue } = await open(failTest)
      const steps = createInbox<string>()
      const gate = Promise.withResolvers<void>()
      await queue.handle('collect', async (data) => {
        steps.put(`${data as string} begins`)
        if (data === 'a') await gate.promise
        steps.put(`${data as string} ends`)
      })
      await queue.handle('digest', () => Promise.resolve(steps.put('digest')))
      await queue.start()
      await queue.enqueue('collect', 'a')
      await queue.enqueue('collect', 'b', { lane: 'its own' })

      expect(await steps.next()).toBe('a begins')
      await queue.enqueue('digest', null)
      expect(await steps.next()).toBe('digest')
      gate.resolve()
      expect(await steps.next()).toBe('a ends')
      expect(await steps.next()).toBe('b begins')
    })

    test('a job waits for its time, and others do not wait for it', async () => {
      const { queue, now, pass } = await open(failTest)
      const seen = createInbox<Json>()
      const soon = new Date(now().getTime() + 700)
      const seenAt: Date[] = []
      await queue.handle('digest', (data) => {
        seenAt.push(now())
        return Promise.resolve(seen.put(data))
      })
      await queue.start()
      await queue.enqueue('digest', 'tomorrow', { startAfter: new Date(now().getTime() + 864e5) })
      await queue.enqueue('digest', 'soon', { startAfter: soon })
      await queue.enqueue('digest', 'late', { startAfter: new Date(now().getTime() - 1) })

      expect(await seen.next()).toBe('late')
      pass(700)
      expect(await seen.next()).toBe('soon')
      expect(seenAt[1]!.getTime()).toBeGreaterThanOrEqual(soon.getTime())
      expect(seen.waiting).toEqual([])
    })

    test('a stop waits for the job in hand and takes no other', async () => {
      const { queue } = await open(failTest)
      const steps = createInbox<string>()
      const gate = Promise.withResolvers<void>()
      await queue.handle('collect', async (data, signal) => {
        steps.put(`${data as string} begins`)
        await gate.promise
        for (let i = 0; i < 5; i++) await turn()
        steps.put(`${data as string} ends, ${signal.aborted ? 'cut off' : 'in peace'}`)
      })
      await queue.start()
      await queue.enqueue('collect', 'a')
      await queue.enqueue('collect', 'b')
      expect(await steps.next()).toBe('a begins')

      const stopping = queue.stop(20_000).then(() => steps.put('stopped'))
      // Takes longer, on Postgres, than a stop that does not wait.
      await open(failTest)
      gate.resolve()
      await stopping
      expect(steps.waiting).toEqual(['a ends, in peace', 'stopped'])
      await expect(queue.enqueue('collect', 'c')).rejects.toThrow()
    })

    test('a stop that may not wait aborts the signal of the job in hand', async () => {
      const { queue, pass } = await open(() => {})
      const signals = createInbox<AbortSignal>()
      await queue.handle('collect', (_, signal) => {
        signals.put(signal)
        return new Promise(() => {})
      })
      await queue.start()
      await queue.enqueue('collect', null)
      const signal = await signals.next()
      expect(signal.aborted).toBe(false)

      const stopping = queue.stop(0)
      pass(0)
      await stopping
      expect(signal.aborted).toBe(true)
    })

    test('a name has one handler', async () => {
      const { queue } = await open(failTest)
      await queue.handle('collect', () => Promise.resolve())
      await expect(queue.handle('collect', () => Promise.resolve())).rejects.toThrow(
        'jobs: "collect" has a handler already'
      )
    })
  })
})

describe('the in-process queue', () => {
  const clockedQueue = (onError: OnJobError) => {
    const clock = createManualClock(START)
    return { clock, queue: createLocalQueue({ onError, clock }) }
  }

  test('retries after 30, 60 and 120 seconds, then gives up and still knows the key', async () => {
    const failures = createInbox<unknown>()
    const { clock, queue } = clockedQueue((_, error) => failures.put(error))
    let attempts = 0
    await queue.handle('deliver', () => Promise.reject(new Error(`attempt ${++attempts}`)))
    await queue.start()
    await queue.enqueue('deliver', null, { key: 'k' })
    await failures.next()

    const tried: number[] = []
    for (const seconds of [29, 1, 59, 1, 119, 1, 3600]) {
      clock.advance(seconds * 1000)
      await turn()
      tried.push(attempts)
    }
    expect(tried).toEqual([1, 2, 2, 3, 3, 4, 4])
    expect(await queue.enqueue('deliver', null, { key: 'k' })).toBe(false)
  })

  test('aborts a handler after an hour', async () => {
    const { clock, queue } = clockedQueue(failTest)
    const signals = createInbox<AbortSignal>()
    await queue.handle('collect', (_, signal) => {
      signals.put(signal)
      return new Promise(() => {})
    })
    await queue.start()
    await queue.enqueue('collect', null)
    const signal = await signals.next()
    clock.advance(3_599_999)
    expect(signal.aborted).toBe(false)
    clock.advance(1)
    expect(signal.aborted).toBe(true)
  })

  test('waits longer than a timer of Node can', async () => {
    const { clock, queue } = clockedQueue(failTest)
    const seenAt = createInbox<string>()
    await queue.handle('digest', () => Promise.resolve(seenAt.put(clock.now().toISOString())))
    await queue.start()
    await queue.enqueue('digest', null, { startAfter: new Date('2027-01-23T00:00:00Z') })
    clock.advance(100 * 864e5)
    expect(await seenAt.next()).toBe('2027-03-03T00:00:00.000Z')
  })

  test('forgets the oldest key of a finished job past ten thousand, never one that waits', async () => {
    const { queue } = clockedQueue(failTest)
    const last = Promise.withResolvers<void>()
    await queue.handle('slot', (data) =>
      Promise.resolve(data === MAX_KEYS ? last.resolve() : undefined)
    )
    await queue.start()
    const startAfter = new Date('2027-01-01T00:00:00Z')
    await queue.enqueue('slot', null, { key: 'waiting', startAfter })
    for (let i = 0; i <= MAX_KEYS; i++) await queue.enqueue('slot', i, { key: String(i) })
    await last.promise
    await turn()

    expect(await queue.enqueue('slot', null, { key: 'waiting' })).toBe(false)
    expect(await queue.enqueue('slot', null, { key: '1' })).toBe(false)
    expect(await queue.enqueue('slot', null, { key: '0' })).toBe(true)
  })

  test('leaves no timer behind that would keep the process from ending', async () => {
    const failures = createInbox<string>()
    const { clock, queue } = clockedQueue((name) => failures.put(name))
    const gate = Promise.withResolvers<void>()
    await queue.handle('retried', () => Promise.reject(new Error('refused')))
    await queue.handle('in hand', () => gate.promise)
    await queue.start()
    await queue.enqueue('deferred', null, { startAfter: new Date('2027-01-01T00:00:00Z') })
    await queue.enqueue('in hand', null)
    await queue.enqueue('retried', null)
    expect(await failures.next()).toBe('retried')
    await turn()
    expect(clock.pending).toBe(3)

    const stopping = queue.stop()
    gate.reject(new Error('fails at the last moment'))
    await stopping
    expect(failures.waiting).toEqual(['in hand'])
    expect(clock.pending).toBe(0)
  })
})

describe.skipIf(noPostgres)('the queue on Postgres', () => {
  test('two processes share the jobs, run each once, and never two of one lane at a time', async () => {
    const schema = newSchema()
    const steps = createInbox<string>()
    const gate = Promise.withResolvers<void>()
    const join = async (process: string): Promise<Queue> => {
      const { queue } = await openOnPostgres(failTest, schema)
      await queue.handle('collect', async (data) => {
        steps.put(`${process} ${data as string}`)
        if (data === 'a1') await gate.promise
      })
      return queue
    }
    const [one, two] = [await join('one'), await join('two')]
    await one.start()
    await one.enqueue('collect', 'a1', { lane: 'a', key: 'a1' })
    expect(await steps.next()).toBe('one a1')

    expect(await two.enqueue('collect', 'again', { lane: 'a', key: 'a1' })).toBe(false)
    await two.enqueue('collect', 'a2', { lane: 'a' })
    await two.enqueue('collect', 'b1', { lane: 'b' })
    await two.start()
    expect(await steps.next()).toBe('two b1')
    await two.enqueue('collect', 'b2', { lane: 'b' })
    expect(await steps.next()).toBe('two b2')
    expect(steps.waiting).toEqual([])

    gate.resolve()
    expect(await steps.next()).toMatch(/^(one|two) a2$/)
    await one.enqueue('collect', 'end')
    expect(await steps.next()).toMatch(/^(one|two) end$/)
  })

  test('a worker with jobs at hand does not sleep between them', async () => {
    const options = { url: database.url, schema: newSchema(), pollSeconds: 3_600 }
    const queue = await openPgBossQueue({ ...options, onError: failTest })
    opened.push(queue)
    const seen = createInbox<Json>()
    await queue.handle('collect', (data) => Promise.resolve(seen.put(data)))
    await queue.enqueue('collect', 1)
    await queue.enqueue('collect', 2)
    await queue.start()
    expect([await seen.next(), await seen.next()]).toEqual([1, 2])
    // Meanwhile the worker has found nothing and gone to sleep.
    await openOnPostgres(failTest)
    await queue.enqueue('collect', 3)
    expect(await seen.next()).toBe(3)
  })

  test('a job cut off by the stop of one process is run again by another', async () => {
    const schema = newSchema()
    const taken = createInbox<Json>()
    const first = await openOnPostgres(() => {}, schema)
    await first.queue.handle('collect', (data) => {
      taken.put(data)
      return new Promise(() => {})
    })
    await first.queue.start()
    await first.queue.enqueue('collect', 'round 7')
    expect(await taken.next()).toBe('round 7')
    await first.queue.stop(0)

    const second = await openOnPostgres(failTest, schema)
    const done = createInbox<Json>()
    await second.queue.handle('collect', (data) => Promise.resolve(done.put(data)))
    await second.queue.start()
    expect(await done.next()).toBe('round 7')
  })

  test('a job is written down with its limits, and its key outlasts a month', async () => {
    const schema = newSchema()
    const queue = await openPgBossQueue({ url: database.url, schema, onError: failTest })
    opened.push(queue)
    await queue.enqueue('digest', 'data', { key: '2026-11-23T00:00:00.000Z' })

    const boss = await new PgBoss({ connectionString: database.url, schema, max: 1 }).start()
    const jobs = await boss.findJobs('digest')
    await boss.stop({ graceful: false })
    expect(jobs).toMatchObject([
      {
        id: '4df3cadc-8644-81e5-aad6-1d77c01114dc',
        data: { value: 'data' },
        policy: 'singleton',
        retryLimit: 3,
        retryDelay: 30,
        retryBackoff: true,
        expireInSeconds: 3_600,
        heartbeatSeconds: 60,
        deleteAfterSeconds: 3_456_000
      }
    ])
  })

  test('broken connections are reported, and the queue goes on with new ones', async () => {
    const failures = createInbox<[string, unknown]>()
    const { queue, now } = await openOnPostgres((...failure) => failures.put(failure))
    const seen = createInbox<Json>()
    await queue.handle('collect', (data) => Promise.resolve(seen.put(data)))
    await queue.enqueue('collect', 'later', { startAfter: new Date(now().getTime() + 500) })

    await runSql(
      database.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'parkwire jobs'`
    )
    const [name, error] = await failures.next()
    expect([name, messageOf(error)]).toEqual([
      'pg-boss',
      'terminating connection due to administrator command'
    ])
    await queue.start()
    expect(await seen.next()).toBe('later')
  })

  test('a worker that cannot ask for jobs says so', async () => {
    const schema = newSchema()
    const failures = createInbox<[string, unknown]>()
    const { queue } = await openOnPostgres((...failure) => failures.put(failure), schema)
    await queue.handle('collect', () => Promise.resolve())
    await queue.start()
    await runSql(database.url, `alter schema ${schema} rename to ${schema}_gone`)

    let said = ''
    while (!said.includes('Queue: collect')) {
      const [name, error] = await failures.next()
      expect(name).toBe('pg-boss')
      expect(error).toBeInstanceOf(Error)
      said = messageOf(error)
    }
    expect(said).toMatch(/does not exist/)
  })

  test('a database that cannot be reached is told by the opening', async () => {
    const url = database.url.replace(/\/[^/]*$/, '/there_is_no_such_database')
    await expect(openPgBossQueue({ url, onError: () => {} })).rejects.toThrow('does not exist')
  })
})
