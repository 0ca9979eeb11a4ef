import { createTask, type ScheduledTask } from 'node-cron'

export type ScheduleEntry = {
  readonly name: string
  /** Five fields, checked by `validateCron`. */
  readonly cron: string
  /** IANA name of the zone whose wall clock `cron` reads. */
  readonly zone: string
}

export type Schedule = {
  start(): void
  /** Fires no more and waits for the firings in hand. */
  stop(): Promise<void>
}

export type ScheduleOptions = {
  readonly entries: readonly ScheduleEntry[]
  /**
   * `slotAt` is the whole minute that was due, however late the timer came: every process that fires
   * gives the same one, so it makes the key of the job. While a firing of an entry is in hand, its next
   * one is left out.
   */
  readonly onFire: (name: string, slotAt: Date) => Promise<void>
  readonly onError: (name: string, error: unknown) => void
}

/** Says when; who does it is the queue's affair. */
export const createSchedule = ({ entries, onFire, onError }: ScheduleOptions): Schedule => {
  const inHand = new Set<Promise<void>>()
  const fire = (name: string, slotAt: Date): Promise<void> => {
    const firing = onFire(name, slotAt)
      .catch((error: unknown) => onError(name, error))
      .finally(() => inHand.delete(firing))
    inHand.add(firing)
    return firing
  }
  const tasks = entries.map((entry) => taskOf(entry, fire, onError))
  return {
    start: () => tasks.forEach((task) => void task.start()),
    stop: async () => {
      for (const task of tasks) await task.destroy()
      await Promise.all(inHand)
    }
  }
}

const taskOf = (
  { name, cron, zone }: ScheduleEntry,
  fire: (name: string, slotAt: Date) => Promise<void>,
  onError: (name: string, error: unknown) => void
): ScheduledTask => {
  const task = createTask(cron, ({ date }) => fire(name, date), {
    name,
    timezone: zone,
    noOverlap: true,
    // A machine that slept or a busy process fires the latest slot late; node-cron would drop it.
    missedExecutionTolerance: Infinity,
    suppressMissedWarning: true,
    logger: SILENT
  })
  task.on('execution:overlap', ({ date }) =>
    onError(name, new Error(`slot ${date.toISOString()} left out: the one before is still in hand`))
  )
  return task
}

/** node-cron prints in colours of its own; what matters reaches `onError`. */
const SILENT = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {} }
