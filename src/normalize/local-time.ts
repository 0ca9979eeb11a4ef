import { wallTimeOf } from './zone.ts'

const two = (value: number): string => String(value).padStart(2, '0')

/** `2026-03-02`, as a calendar in `zone` shows it. Spelled by hand: a locale's spelling changes with ICU. */
export const localDate = (at: Date, zone: string): string => {
  const { year, month, day } = wallTimeOf(at, zone)
  return `${year}-${two(month)}-${two(day)}`
}

/** `09:30`, as a clock in `zone` shows it. */
export const localClock = (at: Date, zone: string): string => {
  const { hour, minute } = wallTimeOf(at, zone)
  return `${two(hour)}:${two(minute)}`
}

/** `2026-03-02 09:30` in `zone`. */
export const localTime = (at: Date, zone: string): string =>
  `${localDate(at, zone)} ${localClock(at, zone)}`

/** `03-02 09:30` in `zone`: for what is read within days. */
export const shortTime = (at: Date, zone: string): string => localTime(at, zone).slice(5)
