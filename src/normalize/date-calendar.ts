/** A day of the Gregorian calendar. `month` counts from 1. */
export type Day = { readonly year: number; readonly month: number; readonly day: number }

export const DAY_MS = 86_400_000

/** The day of an instant in UTC. */
export const dayOf = (utcMs: number): Day => {
  const at = new Date(utcMs)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
}

/** False for 30 February, and for the years up to 99, which `Date.UTC` takes for 1900 to 1999. */
export const exists = ({ year, month, day }: Day): boolean => {
  const real = dayOf(Date.UTC(year, month - 1, day))
  return real.year === year && real.month === month && real.day === day
}

/** Day 1 to 366 of a year; undefined when the year has no such day. */
export const ordinalDay = (year: number, ordinal: number): Day | undefined => {
  const day = dayOf(Date.UTC(year, 0, ordinal))
  return day.year === year ? day : undefined
}

/** ISO 8601 week date, Monday being 1; undefined when the year has no such week. */
export const weekDay = (year: number, week: number, weekday: number): Day | undefined => {
  if (weekday < 1 || weekday > 7) return undefined
  // 4 January is always in week 1, and a week belongs to the year of its Thursday.
  const fourth = Date.UTC(year, 0, 4)
  const monday = fourth - mondayDistance(fourth) * DAY_MS + (week - 1) * 7 * DAY_MS
  return dayOf(monday + 3 * DAY_MS).year === year
    ? dayOf(monday + (weekday - 1) * DAY_MS)
    : undefined
}

const mondayDistance = (utcMs: number): number => (new Date(utcMs).getUTCDay() + 6) % 7

/** Two and three digits as in RFC 2822 §4.3: 24 is 2024, 99 is 1999, 124 is 2024. */
export const yearOf = (digits: string): number => {
  const year = Number(digits)
  if (digits.length > 3) return year
  return year + (digits.length === 2 && year < 50 ? 2000 : 1900)
}
