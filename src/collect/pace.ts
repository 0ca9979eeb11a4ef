import type { Clock } from '../jobs/clock.ts'

export type Pace = {
  /** Runs `task` when its host is free. Rejects with the signal's reason when the wait is called off. */
  run<T>(host: string, task: () => Promise<T>, signal: AbortSignal): Promise<T>
  /** Hosts that are remembered right now: busy ones, and those inside their gap. */
  hostCount(): number
}

type Lane = { tail: Promise<void>; users: number; freeAtMs: number }

/** One request at a time to a host, with `gapMs` from the end of one to the start of the next. */
export const createPace = (gapMs: number, clock: Clock): Pace => {
  const lanes = new Map<string, Lane>()
  const nowMs = (): number => clock.now().getTime()

  const waitFor = async (lane: Lane, before: Promise<void>, signal: AbortSignal): Promise<void> => {
    await unlessAborted(before, signal)
    // A clock set back must not turn a gap of a second into one of hours.
    const waitMs = Math.min(lane.freeAtMs - nowMs(), gapMs)
    if (waitMs > 0) await pause(clock, waitMs, signal)
  }

  return {
    run: async (host, task, signal) => {
      forgetIdle(lanes, nowMs())
      const lane = laneOf(lanes, host)
      const turn = Promise.withResolvers<void>()
      const before = lane.tail
      lane.tail = before.then(() => turn.promise)
      lane.users += 1
      try {
        await waitFor(lane, before, signal)
        return await task().finally(() => (lane.freeAtMs = nowMs() + gapMs))
      } finally {
        lane.users -= 1
        turn.resolve()
      }
    },
    hostCount: () => lanes.size
  }
}

const laneOf = (lanes: Map<string, Lane>, host: string): Lane => {
  const lane = lanes.get(host) ?? { tail: Promise.resolve(), users: 0, freeAtMs: 0 }
  lanes.set(host, lane)
  return lane
}

/** Any web page can name new hosts, so nothing may be kept for good. */
const forgetIdle = (lanes: Map<string, Lane>, nowMs: number): void => {
  for (const [host, lane] of lanes) {
    if (lane.users === 0 && lane.freeAtMs <= nowMs) lanes.delete(host)
  }
}

const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  const cancel = clock.after(ms, resolve)
  return unlessAborted(promise, signal).finally(cancel)
}

const unlessAborted = (wait: Promise<void>, signal: AbortSignal): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const giveUp = (): void => reject(signal.reason as Error)
  if (signal.aborted) giveUp()
  signal.addEventListener('abort', giveUp, { once: true })
  wait.then(resolve, reject)
  return promise.finally(() => signal.removeEventListener('abort', giveUp))
}
