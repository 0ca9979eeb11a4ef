/** A reading of a calendar and a wall clock, without the zone they hang in. `month` counts from 1. */
export type WallTime = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const DAY_MS = 86_400_000
const OFFSET = /^([+-])(\d{2}):(\d{2})$/

/**
 * The instant at which clocks in `zone` (an IANA name or `+08:00`) show `wall`. Fields may overflow:
 * day 0 is the last day of the month before. A time that daylight saving skips moves on by the
 * length of the gap; of a time that it repeats, the first is meant (as Temporal's `compatible`).
 */
export const instantOf = (wall: WallTime, zone: string): Date => {
  const utc = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second)
  // No zone changes its offset twice within two days, so these are the only offsets in question.
  const before = utc - offsetMsAt(new Date(utc - DAY_MS), zone)
  const after = utc - offsetMsAt(new Date(utc + DAY_MS), zone)
  if (before === after) return new Date(before)
  const real = [before, after].filter((at) => at + offsetMsAt(new Date(at), zone) === utc)
  return new Date(real.length > 0 ? Math.min(...real) : before)
}

/** What calendar and clock in `zone` show at an instant. Throws `RangeError` for an unknown zone. */
export const wallTimeOf = (at: Date, zone: string): WallTime => {
  const shifted = new Date(at.getTime() + offsetMsAt(at, zone))
  return {
    year: shifted.getUTCFullYear(),
    month: shifted.getUTCMonth() + 1,
    day: shifted.getUTCDate(),
    hour: shifted.getUTCHours(),
    minute: shifted.getUTCMinutes(),
    second: shifted.getUTCSeconds()
  }
}

/** How far clocks in `zone` are ahead of UTC at an instant. */
export const offsetMsAt = (at: Date, zone: string): number => {
  const fixed = OFFSET.exec(zone)
  if (fixed)
    return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3])) * 60_000
  const day = Math.floor(at.getTime() / DAY_MS)
  const known = offsetOfDay(day, zone)
  return known ?? computeOffsetMs(at.getTime(), zone)
}

// Asking Intl takes fifty times as long as a look into a map, and the dates of a feed share few days.
const offsetsOfDays = new Map<string, Map<number, number | undefined>>()
/** Some 2 MB. A text from outside may name any day, so the memory starts afresh when it is full. */
const MAX_DAYS = 20_000
let daysKept = 0

/** The offset that holds from one midnight in UTC to the next; undefined when it changes between. */
const offsetOfDay = (day: number, zone: string): number | undefined => {
  const kept = offsetsOfDays.get(zone)
  if (kept?.has(day)) return kept.get(day)
  const first = computeOffsetMs(day * DAY_MS, zone)
  const offset = first === computeOffsetMs((day + 1) * DAY_MS, zone) ? first : undefined
  if (daysKept >= MAX_DAYS) {
    offsetsOfDays.clear()
    daysKept = 0
  }
  const days = offsetsOfDays.get(zone) ?? new Map<number, number | undefined>()
  offsetsOfDays.set(zone, days.set(day, offset))
  daysKept += 1
  return offset
}

const computeOffsetMs = (at: number, zone: string): number => {
  const part: Record<string, number> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part
  const wholeSecond = Math.floor(at / 1000) * 1000
  return Date.UTC(year, month - 1, day, hour, minute, second) - wholeSecond
}

// Making a formatter takes a hundred times as long as using it. Zones come from the configuration
// and from a closed list (zone-name.ts), never straight from a text, so the map stays small.
const formatters = new Map<string, Intl.DateTimeFormat>()

const formatterOf = (zone: string): Intl.DateTimeFormat => {
  const known = formatters.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  })
  formatters.set(zone, made)
  return made
}
