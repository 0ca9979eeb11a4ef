/** Time for what waits in this process: the local queue, the pace of requests. Tests move it by hand. */
export type Clock = {
  now(): Date
  /** Calls back once after `ms` (at most `MAX_TIMER_MS`). @returns what cancels it. */
  after(ms: number, callback: () => void): () => void
}

/** 24.8 days: a longer setTimeout overflows and fires at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1

export const systemClock: Clock = {
  now: () => new Date(),
  after: (ms, callback) => {
    const timer = setTimeout(callback, ms)
    return () => clearTimeout(timer)
  }
}
