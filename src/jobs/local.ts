import { type Clock, MAX_TIMER_MS, systemClock } from './clock.ts'
import { JOB_TIMEOUT_MS, RETRY_DELAY_MS, RETRY_LIMIT, STOP_GRACE_MS } from './limits.ts'
import type { EnqueueOptions, JobHandler, Json, OnJobError, Queue } from './queue.ts'

/** Keys of finished jobs that are remembered: a slot every ten minutes for two months, in about 1 MB. */
export const MAX_KEYS = 10_000

export type LocalQueueOptions = { readonly onError: OnJobError; readonly clock?: Clock }

/**
 * The queue of a single process. It lives in memory: jobs and keys are gone with the process, so who
 * starts it enqueues the latest slot again and relies on the store for what was already done.
 */
export const createLocalQueue = ({ onError, clock = systemClock }: LocalQueueOptions): Queue =>
  new LocalQueue(onError, clock)

type Job = {
  readonly name: string
  readonly key: string | null
  /** Written down at once, as on Postgres: later changes to the data do not reach the handler. */
  readonly json: string
  readonly retries: number
}
type Run = { readonly controller: AbortController; readonly ended: Promise<void> }

class LocalQueue implements Queue {
  readonly #onError: OnJobError
  readonly #clock: Clock
  readonly #handlers = new Map<string, JobHandler>()
  /** Jobs that are due, by name, oldest first. */
  readonly #due = new Map<string, Job[]>()
  /** The job in hand, by name. */
  readonly #running = new Map<string, Run>()
  /** What cancels the wait of each job that is not due yet. */
  readonly #waiting = new Set<() => void>()
  readonly #openKeys = new Set<string>()
  readonly #doneKeys = new Set<string>()
  #state: 'idle' | 'started' | 'stopping' | 'stopped' = 'idle'

  constructor(onError: OnJobError, clock: Clock) {
    this.#onError = onError
    this.#clock = clock
  }

  handle(name: string, handler: JobHandler): Promise<void> {
    if (this.#handlers.has(name)) {
      return Promise.reject(new Error(`jobs: "${name}" has a handler already`))
    }
    this.#handlers.set(name, handler)
    this.#takeNext(name)
    return Promise.resolve()
  }

  enqueue(name: string, data: Json, options: EnqueueOptions = {}): Promise<boolean> {
    if (this.#state === 'stopped') {
      return Promise.reject(new Error(`jobs: "${name}" came after the queue was stopped`))
    }
    const key = options.key === undefined ? null : JSON.stringify([name, options.key])
    if (key !== null && (this.#openKeys.has(key) || this.#doneKeys.has(key))) {
      return Promise.resolve(false)
    }
    if (key !== null) this.#openKeys.add(key)
    const dueAt = options.startAfter ?? this.#clock.now()
    this.#putAt(dueAt.getTime(), { name, key, json: JSON.stringify(data), retries: 0 })
    return Promise.resolve(true)
  }

  start(): Promise<void> {
    this.#state = 'started'
    for (const name of this.#handlers.keys()) this.#takeNext(name)
    return Promise.resolve()
  }

  async stop(graceMs = STOP_GRACE_MS): Promise<void> {
    this.#state = 'stopping'
    for (const cancel of this.#waiting) cancel()
    const ended = Promise.all([...this.#running.values()].map((run) => run.ended))
    await this.#within(graceMs, ended)
    for (const { controller } of this.#running.values()) {
      controller.abort(new Error('jobs: the queue was stopped'))
    }
    this.#state = 'stopped'
  }

  /** `dueAt` in epoch milliseconds. */
  #putAt(dueAt: number, job: Job): void {
    const waitMs = dueAt - this.#clock.now().getTime()
    if (waitMs > 0) {
      const cancel = this.#clock.after(Math.min(waitMs, MAX_TIMER_MS), () => {
        this.#waiting.delete(cancel)
        this.#putAt(dueAt, job)
      })
      this.#waiting.add(cancel)
      return
    }
    const jobs = this.#due.get(job.name)
    if (jobs) jobs.push(job)
    else this.#due.set(job.name, [job])
    this.#takeNext(job.name)
  }

  #takeNext(name: string): void {
    const handler = this.#handlers.get(name)
    if (this.#state !== 'started' || !handler || this.#running.has(name)) return
    const job = this.#due.get(name)?.shift()
    if (!job) return
    const controller = new AbortController()
    const ended = this.#run(job, handler, controller).finally(() => {
      this.#running.delete(name)
      this.#takeNext(name)
    })
    this.#running.set(name, { controller, ended })
  }

  async #run(job: Job, handler: JobHandler, controller: AbortController): Promise<void> {
    const cancel = this.#clock.after(JOB_TIMEOUT_MS, () =>
      controller.abort(new Error(`jobs: "${job.name}" took longer than ${JOB_TIMEOUT_MS} ms`))
    )
    // Not within the call of whoever enqueued it.
    await Promise.resolve()
    try {
      await handler(JSON.parse(job.json) as Json, controller.signal)
      this.#settle(job)
    } catch (error) {
      this.#onError(job.name, error)
      this.#retry(job)
    } finally {
      cancel()
    }
  }

  #retry(job: Job): void {
    if (job.retries === RETRY_LIMIT) return this.#settle(job)
    if (this.#state !== 'started') return
    const delayMs = RETRY_DELAY_MS * 2 ** job.retries
    this.#putAt(this.#clock.now().getTime() + delayMs, { ...job, retries: job.retries + 1 })
  }

  #settle({ key }: Job): void {
    if (key === null) return
    this.#openKeys.delete(key)
    this.#doneKeys.add(key)
    for (const oldest of this.#doneKeys) {
      if (this.#doneKeys.size <= MAX_KEYS) return
      this.#doneKeys.delete(oldest)
    }
  }

  async #within(ms: number, work: Promise<unknown>): Promise<void> {
    let cancel = (): void => {}
    const late = new Promise<void>((resolve) => (cancel = this.#clock.after(ms, resolve)))
    await Promise.race([work, late])
    cancel()
  }
}
