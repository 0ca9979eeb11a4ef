/** What a job carries and every queue can write down: ids and instants, not things. */
export type Json =
  null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }

/** `signal` is aborted when the job outlives `JOB_TIMEOUT_MS` or the queue stops without waiting any longer. */
export type JobHandler = (data: Json, signal: AbortSignal) => Promise<void>

/**
 * Who does what the schedule calls for. A handler that throws is called again (`limits.ts`) and never
 * stops the queue. A job runs at least once: a process that dies with a job in hand may run it twice.
 */
export type Queue = {
  /**
   * Registers the one handler of a job name (letters, digits, `_ - . /`). Jobs of one name run one
   * after the other, over all processes; jobs of different names do not wait for each other.
   */
  handle(name: string, handler: JobHandler): Promise<void>

  /**
   * Jobs are taken in the order they came. A job whose name has no handler waits for one.
   *
   * @returns false when a job of this name and key is already known (queued, running, done or failed),
   *   so that firing twice is harmless.
   */
  enqueue(name: string, data: Json, options?: EnqueueOptions): Promise<boolean>

  /** Begins to take jobs. A process that only enqueues need not call it. */
  start(): Promise<void>

  /** Takes no new job and waits for those in hand, at most `graceMs`; then aborts their signals. */
  stop(graceMs?: number): Promise<void>
}

export type EnqueueOptions = {
  /** Name of the slot this job stands for, such as the instant of a firing. */
  readonly key?: string
  readonly startAfter?: Date
  /**
   * Jobs of one name in different lanes may run at the same time, each in another process. Within one
   * process jobs of a name still run one after the other.
   */
  readonly lane?: string
}

/** Told of every failed attempt, and with the queue's own name of trouble behind the scenes. */
export type OnJobError = (name: string, error: unknown) => void
