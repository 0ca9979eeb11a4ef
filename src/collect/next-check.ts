const DAY_MS = 86_400_000

/**
 * When to come again: after the source's own interval, after failures twice as late each time up to a
 * day, and never before the server allowed it (`Retry-After`, RFC 9110 §10.2.3).
 */
export const nextCheck = (visit: {
  now: Date
  everyMs: number
  /** Failures in a row, this visit's included; 0 after a success. */
  failures: number
  retryAfterMs?: number | undefined
}): Date => {
  const backOffMs = Math.min(visit.everyMs * 2 ** Math.max(0, visit.failures - 1), DAY_MS)
  const waitMs = Math.max(visit.failures === 0 ? visit.everyMs : backOffMs, visit.retryAfterMs ?? 0)
  return new Date(visit.now.getTime() + waitMs)
}
