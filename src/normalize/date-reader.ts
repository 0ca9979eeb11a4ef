import { readClock, type Clock } from './clock.ts'
import { daysAgo, monthOf, unitOf } from './date-words.ts'
import { zoneNamed } from './zone-name.ts'
import { instantOf, wallTimeOf } from './zone.ts'

export type ParsedDate = {
  readonly at: Date
  /** `day`: the text names no time, and `at` is the midnight at which that day begins. */
  readonly precision: 'second' | 'minute' | 'day'
  /** Counted from now (`2小时前`, `昨天`): tomorrow the same text means another instant. */
  readonly isRelative: boolean
}

export type DateOptions = {
  /** IANA zone of dates that name none. */
  readonly zone: string
  readonly now: Date
}

/** The named groups of a format: y, mo (number) or mon (word), d, clock, doy, n, word, seconds, ms. */
type Groups = Readonly<Record<string, string | undefined>>

/**
 * Builds the date from what a format matched. `rest` is the line after the match, where the time of
 * day stands unless the format took it as `clock`. Undefined when the numbers make no date.
 */
export type Read = (groups: Groups, rest: string, options: DateOptions) => ParsedDate | undefined

/** From y, mo or mon, d; a missing month or day is the first. */
export const readDay: Read = ({ y = '', mo, mon, d, clock }, rest, options) =>
  onDay(
    { year: yearOf(y), month: mon ? monthOf(mon) : Number(mo ?? 1), day: Number(d ?? 1) },
    readClock(clock ?? rest),
    options
  )

/** From mo or mon and d, in the latest year that does not put it later than a day from now. */
export const readYearless: Read = ({ mo, mon, d }, rest, options) => {
  const clock = readClock(rest)
  const month = mon ? monthOf(mon) : Number(mo)
  const next = wallTimeOf(options.now, options.zone).year + 1
  const candidates = YEARS_BACK.map((back) =>
    onDay({ year: next - back, month, day: Number(d) }, clock, options)
  )
  return candidates.find((date) => date && date.at.getTime() <= options.now.getTime() + DAY_MS)
}

export const readOrdinal: Read = ({ y, doy }, rest, options) => {
  const day = dayOf(Date.UTC(Number(y), 0, Number(doy)))
  return day.year === Number(y) ? onDay(day, readClock(rest), options) : undefined
}

export const readEpoch: Read = ({ seconds, ms }) =>
  plausible({
    at: new Date(ms === undefined ? Number(seconds) * 1000 : Number(ms)),
    precision: 'second',
    isRelative: false
  })

export const readNow: Read = (_groups, _rest, { now }) => ({
  at: now,
  precision: 'minute',
  isRelative: true
})

export const readDayWord: Read = ({ word = '' }, rest, options) =>
  calendarBack({ days: daysAgo(word) }, rest, options)

/** From n (a number, 半, `a`) and word (a unit). */
export const readAgo: Read = ({ n = '', word = '' }, rest, options) => {
  const count = n === '半' ? 0.5 : Number.parseFloat(n) || 1
  const unit = unitOf(word)
  const ms = unit.days === 1 && count < 1 ? DAY_MS : unit.ms
  if (ms !== undefined) {
    const at = new Date(options.now.getTime() - count * ms)
    return plausible({ at, precision: 'minute', isRelative: true })
  }
  const [days, months] = [(unit.days ?? 0) * count, (unit.months ?? 0) * count]
  return Number.isInteger(days + months) ? calendarBack({ days, months }, rest, options) : undefined
}

const DAY_MS = 86_400_000
/** From next year back to the year before last leap year, also around 2100. */
const YEARS_BACK = Array.from({ length: 10 }, (_, i) => i)

type Day = { readonly year: number; readonly month: number; readonly day: number }

const dayOf = (utcMs: number): Day => {
  const at = new Date(utcMs)
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() }
}

const MIDNIGHT = {
  hour: 0,
  minute: 0,
  second: 0,
  ms: 0,
  precision: 'day',
  zone: undefined
} as const

const onDay = (
  day: Day,
  clock: Clock | 'none' | 'bad',
  options: DateOptions
): ParsedDate | undefined => {
  if (clock === 'bad' || !exists(day)) return undefined
  const { hour, minute, second, ms, precision, zone } = clock === 'none' ? MIDNIGHT : clock
  const at = instantOf({ ...day, hour, minute, second }, zoneOf(zone, options))
  return plausible({ at: new Date(at.getTime() + ms), precision, isRelative: false })
}

/** An unknown abbreviation is taken for a local one. */
const zoneOf = (name: string | undefined, options: DateOptions): string =>
  (name === undefined ? undefined : zoneNamed(name, options)) ?? options.zone

/** Days and months before today on the source's calendar; of 31 May, a month ago is 30 April. */
const calendarBack = (
  { days = 0, months = 0 }: { days?: number; months?: number },
  rest: string,
  options: DateOptions
): ParsedDate | undefined => {
  const today = wallTimeOf(options.now, options.zone)
  const lastOfMonth = dayOf(Date.UTC(today.year, today.month - months, 0)).day
  const day = Math.min(today.day, lastOfMonth) - days
  const date = onDay(
    dayOf(Date.UTC(today.year, today.month - 1 - months, day)),
    readClock(rest),
    options
  )
  return date && { ...date, isRelative: true }
}

const exists = ({ year, month, day }: Day): boolean => {
  const real = dayOf(Date.UTC(year, month - 1, day))
  return real.year === year && real.month === month && real.day === day
}

/** Two and three digits as in RFC 2822 §4.3: 24 is 2024, 99 is 1999, 124 is 2024. */
const yearOf = (digits: string): number => {
  const year = Number(digits)
  if (digits.length > 3) return year
  return year + (digits.length === 2 && year < 50 ? 2000 : 1900)
}

/** Numbers outside of these years are no publication dates, however they are written. */
const plausible = (date: ParsedDate): ParsedDate | undefined => {
  const year = date.at.getUTCFullYear()
  return year >= 1900 && year < 2200 ? date : undefined
}
