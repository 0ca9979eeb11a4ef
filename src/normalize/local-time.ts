import { wallTimeOf } from './zone.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-03-02`, as a calendar in `zone` shows it. Spelled by hand: a locale's spelling changes with ICU. */
export const localDate = (at: Date, zone: string): string => {
  const { year, month, day } = wallTimeOf(at, zone)
  return `${year}-${two(month)}-${two(day)}`
}

/** `2026-03-02 09:30` in `zone`. */
export const localTime = (at: Date, zone: string): string => {
  const { hour, minute } = wallTimeOf(at, zone)
  return `${localDate(at, zone)} ${two(hour)}:${two(minute)}`
}

/**
 * When something was published: `2026-03-02 09:30` in `zone`, and the day alone at midnight sharp,
 * which is how a date without a time is kept.
 */
export const publishedTime = (at: Date, zone: string): string => {
  const { hour, minute, second } = wallTimeOf(at, zone)
  return hour + minute + second === 0 ? localDate(at, zone) : localTime(at, zone)
}

/** `03-02 09:30` in `zone`: for what is read within days. */
export const shortTime = (at: Date, zone: string): string => localTime(at, zone).slice(5)

/** `publishedTime` without its year. */
export const shortPublishedTime = (at: Date, zone: string): string =>
  publishedTime(at, zone).slice(5)
