const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

/** Enough for two batches of a paper that puts a whole issue on its site at once. */
const MAX_INSTANTS = 40
/** Below that nobody can tell a habit from a coincidence. */
const MIN_INSTANTS = 5
/** What one editor sends out in one go counts once. */
const SLOT_MS = 10 * MINUTE_MS

/** Nobody is dead after a weekend, however fast he writes on other days. */
const SHORTEST_SILENCE_MS = 3 * DAY_MS
/** A year's longest holiday is nine days, for those who write on every working day. */
const USUAL_GAPS = 10
const LONGEST_GAPS = 3
/** All that is known may be one batch of a source that comes once a month. */
const FEW_DAYS = 3
const SILENCE_AFTER_FEW_DAYS_MS = 45 * DAY_MS

/**
 * When a source had news: those that it dates, or the visits that found something new where it dates
 * nothing. The newest first, at most 40, one per ten minutes. What lies in the future counts as now.
 */
export const withNews = (
  recent: readonly Date[],
  news: readonly Date[],
  now: Date
): readonly Date[] => {
  const bySlot = new Map<number, number>()
  for (const date of [...recent, ...news]) {
    const ms = Math.min(date.getTime(), now.getTime())
    const slot = Math.floor(ms / SLOT_MS)
    bySlot.set(slot, Math.max(bySlot.get(slot) ?? ms, ms))
  }
  return [...bySlot.values()]
    .toSorted((a, b) => b - a)
    .slice(0, MAX_INSTANTS)
    .map((ms) => new Date(ms))
}

/** The median time between two news; null while too few are known. `recent` as `withNews` gives it. */
export const usualGapMs = (recent: readonly Date[]): number | null => {
  if (recent.length < MIN_INSTANTS) return null
  const gaps = gapsOf(recent).toSorted((a, b) => a - b)
  return gaps[Math.floor(gaps.length / 2)]!
}

/**
 * Whether a source that answers has been silent for far longer than its own rhythm explains: feeds stay
 * up for years after the newsroom behind them has left. A source that writes once a month is given most
 * of a year, one that writes every hour three days.
 */
export const isStale = (recent: readonly Date[], now: Date): boolean => {
  const gapMs = usualGapMs(recent)
  if (gapMs === null) return false
  const days = new Set(recent.map((date) => Math.floor(date.getTime() / DAY_MS))).size
  const allowedMs = Math.max(
    SHORTEST_SILENCE_MS,
    USUAL_GAPS * gapMs,
    LONGEST_GAPS * Math.max(...gapsOf(recent)),
    days < FEW_DAYS ? SILENCE_AFTER_FEW_DAYS_MS : 0
  )
  return now.getTime() - recent[0]!.getTime() > allowedMs
}

const gapsOf = (recent: readonly Date[]): number[] =>
  recent.slice(1).map((date, index) => recent[index]!.getTime() - date.getTime())
