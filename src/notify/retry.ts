const MINUTE_MS = 60_000
/** 1, 5, 15, 60 minutes, then every two hours: greylisting passes at the second try, an outage of a night is slept over. */
const STEPS_MS = [1, 5, 15, 60, 120].map((minutes) => minutes * MINUTE_MS)
/** RFC 5321 §4.5.4.1 asks for four to five days before giving up. */
const GIVE_UP_MS = 5 * 24 * 60 * MINUTE_MS

/** When to try again after `attempts` failures, or null when it is time to give up. */
export const nextAttempt = (attempts: number, createdAt: Date, now: Date): Date | null => {
  if (now.getTime() - createdAt.getTime() >= GIVE_UP_MS) return null
  const step = STEPS_MS[Math.min(attempts, STEPS_MS.length) - 1] ?? MINUTE_MS
  return new Date(now.getTime() + step)
}
