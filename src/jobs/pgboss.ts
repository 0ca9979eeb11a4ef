import { createHash } from 'node:crypto'
import { PgBoss, type SendOptions } from 'pg-boss'
import { JOB_TIMEOUT_MS, RETRY_DELAY_MS, RETRY_LIMIT, STOP_GRACE_MS } from './limits.ts'
import type { EnqueueOptions, JobHandler, Json, OnJobError, Queue } from './queue.ts'

/**
 * pg-boss deletes a finished job after this time and then knows its key no more. Longer than a month,
 * so that the start of a process does not repeat the last firing of a monthly schedule.
 */
const KEEP_SECONDS = 40 * 86_400

/**
 * A worker that has not called for this long is dead, and its job goes to another one when pg-boss next
 * looks (every minute). Shorter, and a busy event loop would pass for death.
 */
const HEARTBEAT_SECONDS = 60

/** How long a job from another process may lie; jobs of this process are taken at once. */
const POLL_SECONDS = 2

/** pg-boss' own connections, beside the store's pool: one for each query of its workers and its upkeep. */
const POOL_SIZE = 4

export type PgBossQueueOptions = {
  /** `postgres://…` */
  readonly url: string
  readonly onError: OnJobError
  /** Created when missing. */
  readonly schema?: string
  /** At least 0.5. */
  readonly pollSeconds?: number
  readonly retryDelayMs?: number
}

/**
 * The queue of many processes on one Postgres. Connects, and creates or upgrades pg-boss' tables.
 *
 * @throws when the database cannot be reached
 */
export const openPgBossQueue = async (options: PgBossQueueOptions): Promise<Queue> => {
  const boss = new PgBoss({
    connectionString: options.url,
    application_name: 'parkwire jobs',
    schema: options.schema ?? 'pgboss',
    max: POOL_SIZE,
    // node-cron says when.
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false }
  })
  // Unheard, an `error` event would end the process.
  boss.on('error', (error) => options.onError('pg-boss', asError(error)))
  try {
    await boss.start()
  } catch (error) {
    await boss.stop({ graceful: false })
    throw error
  }
  return new PgBossQueue(boss, options)
}

/** pg-boss keeps objects only. */
type Envelope = { readonly value: Json }

class PgBossQueue implements Queue {
  readonly #boss: PgBoss
  readonly #options: PgBossQueueOptions
  readonly #handlers = new Map<string, JobHandler>()
  readonly #workerIds = new Map<string, string>()
  readonly #created = new Map<string, Promise<void>>()
  #started = false

  constructor(boss: PgBoss, options: PgBossQueueOptions) {
    this.#boss = boss
    this.#options = options
  }

  async handle(name: string, handler: JobHandler): Promise<void> {
    if (this.#handlers.has(name)) throw new Error(`jobs: "${name}" has a handler already`)
    this.#handlers.set(name, handler)
    if (this.#started) await this.#work(name, handler)
  }

  async enqueue(name: string, data: Json, options: EnqueueOptions = {}): Promise<boolean> {
    await this.#create(name)
    const envelope: Envelope = { value: data }
    const id = await this.#boss.send(name, envelope, this.#sendOptions(name, options))
    if (id === null) return false
    this.#wake(name)
    return true
  }

  async start(): Promise<void> {
    this.#started = true
    for (const [name, handler] of this.#handlers) await this.#work(name, handler)
  }

  /** pg-boss waits a second at least, unless `graceMs` is 0. A job cut off here is retried by another process. */
  async stop(graceMs = STOP_GRACE_MS): Promise<void> {
    await this.#boss.stop({ graceful: graceMs > 0, timeout: graceMs })
  }

  /**
   * Policy `singleton`: a unique index allows one active job a queue and singletonKey, whatever process
   * holds it, and any number of queued ones. The other policies either let jobs overlap (`standard`,
   * `short`) or turn a second queued job away (`stately`, `exclusive`). pg-boss never changes a policy
   * after creation, so every queue has the same one and lanes are singletonKeys.
   */
  #create(name: string): Promise<void> {
    const known = this.#created.get(name)
    if (known) return known
    const created = this.#boss.createQueue(name, { policy: 'singleton' })
    this.#created.set(name, created)
    created.catch(() => this.#created.delete(name))
    return created
  }

  /** Given with each job rather than with its queue: an existing queue would keep the values of an old release. */
  #sendOptions(name: string, { key, startAfter, lane }: EnqueueOptions): SendOptions {
    return {
      retryLimit: RETRY_LIMIT,
      retryDelay: (this.#options.retryDelayMs ?? RETRY_DELAY_MS) / 1000,
      retryBackoff: true,
      expireInSeconds: JOB_TIMEOUT_MS / 1000,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      retentionSeconds: KEEP_SECONDS,
      deleteAfterSeconds: KEEP_SECONDS,
      ...(key !== undefined && { id: idOf(name, key) }),
      ...(startAfter !== undefined && { startAfter }),
      ...(lane !== undefined && { singletonKey: lane })
    }
  }

  async #work(name: string, handler: JobHandler): Promise<void> {
    await this.#create(name)
    const options = { pollingIntervalSeconds: this.#options.pollSeconds ?? POLL_SECONDS }
    const workerId = await this.#boss.work<Envelope>(name, options, async ([job]) => {
      if (!job) return
      try {
        await handler(job.data.value, job.signal)
      } catch (error) {
        this.#options.onError(name, error)
        throw error
      } finally {
        this.#wake(name)
      }
    })
    this.#workerIds.set(name, workerId)
  }

  /** Left alone, a worker sleeps out its interval after every single job. */
  #wake(name: string): void {
    const workerId = this.#workerIds.get(name)
    if (workerId !== undefined) this.#boss.notifyWorker(workerId)
  }
}

/** One id a name and key (UUID version 8, RFC 9562 §5.8), so that inserting the second job conflicts. */
const idOf = (name: string, key: string): string => {
  const hash = createHash('sha256')
    .update(JSON.stringify([name, key]))
    .digest()
  hash[6] = (hash[6]! & 0x0f) | 0x80
  hash[8] = (hash[8]! & 0x3f) | 0x80
  const hex = hash.toString('hex')
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32)
  ].join('-')
}

/** pg-boss' workers emit a bare object with a message. */
const asError = (error: { readonly message: string }): Error =>
  error instanceof Error ? error : new Error(error.message, { cause: error })
