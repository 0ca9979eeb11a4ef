import { type Clock, MAX_TIMER_MS } from '../../src/jobs/clock.ts'

export type ManualClock = Clock & {
  /** Moves on and calls what has come due on the way, in order. */
  advance(ms: number): void
  /** How many timers are set. */
  readonly pending: number
}

/** A clock that stands until a test moves it. Timers overflow as those of Node do. */
export const createManualClock = (start: Date): ManualClock => {
  let now = start.getTime()
  const timers = new Set<{ readonly at: number; readonly callback: () => void }>()
  const firstUntil = (end: number) =>
    [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0]
  return {
    get pending() {
      return timers.size
    },
    now: () => new Date(now),
    after: (ms, callback) => {
      const timer = { at: now + (ms > MAX_TIMER_MS ? 1 : ms), callback }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (ms) => {
      const end = now + ms
      for (let timer = firstUntil(end); timer; timer = firstUntil(end)) {
        timers.delete(timer)
        now = timer.at
        timer.callback()
      }
      now = end
    }
  }
}
