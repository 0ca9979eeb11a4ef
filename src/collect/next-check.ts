import type { Advice } from './kind.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** News is in at most so much later than it appeared, measured in the source's own gaps. */
const VISITS_A_GAP = 8
/** See `rhythmicMs`. */
const LONGEST_FOR_RHYTHM_MS = 2 * HOUR_MS
const SLOWER = 8
const PUSHED_SLOWER = 4
const PUSHED_MS = 6 * HOUR_MS
/** Many sites let a server in front of them stamp every answer with a day. */
const FRESH_AT_MOST_MS = 6 * HOUR_MS
const JITTER = 0.1

export type VisitEnd = {
  readonly now: Date
  /** `every` of the source: what its rhythm varies. */
  readonly everyMs: number
  /** A file costs nobody anything: `every` as it stands, back-off after failures, nothing else. */
  readonly isFile?: boolean
  /** Failures in a row, this visit's included; 0 after a success. */
  readonly failures: number
  /** Between two news, from `usualGapMs`. */
  readonly gapMs?: number | null
  readonly isStale?: boolean
  /** What the document asks for. */
  readonly advice?: Advice | null | undefined
  /** How long the answer said it stays the same. */
  readonly freshMs?: number | undefined
  readonly retryAfterMs?: number | undefined
  /** The outlet tells us of news by itself (WebSub): reading is only the safety net. */
  readonly isPushed?: boolean
  /** From 0 to below 1. */
  readonly random: number
}

/**
 * When to come again.
 *
 * After a success at the source's own rhythm around `every`; later where the document (`ttl`, update
 * period) or the answer (`max-age`, `Expires`) says that coming sooner is no use, the one believed for a
 * day at most and the other for six hours. After failures twice as late each time up to a day. Never before the server allowed it
 * (`Retry-After`, RFC 9110 §10.2.3). Never in an hour or on a day in which the outlet asks not to be
 * read. A tenth earlier or later by chance, so that sources do not march in step.
 */
export const nextCheck = (visit: VisitEnd): Date => {
  const { now, everyMs, failures, random } = visit
  const backOffMs = Math.min(everyMs * 2 ** Math.max(0, failures - 1), DAY_MS)
  const retryAfterMs = visit.retryAfterMs ?? 0
  const freshMs = Math.min(visit.freshMs ?? 0, FRESH_AT_MOST_MS)
  if (visit.isFile) return new Date(now.getTime() + (failures === 0 ? everyMs : backOffMs))
  const ownMs = failures > 0 ? backOffMs : visit.isPushed ? pushedMs(everyMs) : rhythmicMs(visit)
  const askedMs = failures > 0 ? 0 : Math.max(visit.advice?.everyMs ?? 0, freshMs)
  const waitMs = Math.max(
    ownMs * (1 - JITTER + 2 * JITTER * random),
    Math.min(askedMs, DAY_MS) * (1 + JITTER * random),
    retryAfterMs * (1 + JITTER * random)
  )
  return allowedHour(new Date(now.getTime() + Math.round(waitMs)), visit.advice ?? {}, random)
}

/**
 * An eighth of the usual gap: one with a post a week is read less often than `every`; more often, up to
 * twice, only a source with more than one news in that time. Never less often than every two hours
 * unless `every` itself is longer: whoever writes `every: 30m` for the park's own site, which has
 * two posts a week, wants what stands there at half past eight in the briefing of half past ten.
 * A source that has gone stale waits as long as any.
 */
const rhythmicMs = ({ everyMs, gapMs = null, isStale = false }: VisitEnd): number => {
  const longest = Math.min(everyMs * SLOWER, Math.max(everyMs, LONGEST_FOR_RHYTHM_MS))
  if (isStale) return longest
  if (gapMs === null) return everyMs
  const shortest = gapMs < everyMs ? Math.max(everyMs / 2, MINUTE_MS) : everyMs
  return Math.min(Math.max(gapMs / VISITS_A_GAP, shortest), longest)
}

const pushedMs = (everyMs: number): number =>
  Math.max(everyMs, Math.min(Math.max(everyMs * PUSHED_SLOWER, PUSHED_MS), DAY_MS))

const HOURS_A_WEEK = 7 * 24

/** RSS 2.0 skipHours and skipDays, in UTC. A source that skips the whole week is not believed. */
const allowedHour = (at: Date, { skipHours = [], skipDays = [] }: Advice, random: number): Date => {
  const isAllowed = (time: Date): boolean =>
    !skipHours.includes(time.getUTCHours()) && !skipDays.includes(time.getUTCDay())
  if (isAllowed(at)) return at
  const hourMs = at.getTime() - (at.getTime() % HOUR_MS)
  for (let hours = 1; hours <= HOURS_A_WEEK; hours++) {
    const start = new Date(hourMs + hours * HOUR_MS)
    if (isAllowed(start)) return new Date(start.getTime() + Math.round(HOUR_MS * JITTER * random))
  }
  return at
}
