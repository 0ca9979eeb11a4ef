/** Time that a request may spend on the wire, all redirects together. */
export type Deadline = {
  /** Runs `task` against what is left; `onExpired` fires once when nothing is left. */
  during<T>(task: () => Promise<T>, onExpired: () => void): Promise<T>
}

/** A stopwatch: it runs only during tasks, so that waiting for one's turn at a host costs nothing. */
export const createDeadline = (totalMs: number): Deadline => {
  let leftMs = totalMs
  return {
    during: async (task, onExpired) => {
      const startedAt = performance.now()
      const timer = setTimeout(onExpired, leftMs)
      try {
        return await task()
      } finally {
        clearTimeout(timer)
        leftMs -= performance.now() - startedAt
      }
    }
  }
}
