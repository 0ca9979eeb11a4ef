import { readClock, type Clock } from './clock.ts'
import { DAY_MS, dayOf, exists, ordinalDay, weekDay, yearOf, type Day } from './date-calendar.ts'
import { daysAgo, eraStart, monthOf, unitOf } from './date-words.ts'
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
  /** Whether `03/04/2026` is 4 March here. Left out, the day stands first unless the text shows otherwise. */
  readonly isMonthFirst?: boolean | undefined
}

/**
 * The named groups of a format: y, mo (number) or mon (word), d, clock; roc (year of the Republic of
 * China) or era with y, doy, week and weekday, a, b, c and sep (numbers whose order has to be found),
 * n, word, seconds, ms.
 */
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

/** From era and y (元 is the first year) or roc, mo, d. */
export const readEra: Read = ({ era = '民国', y, roc, mo, d }, rest, options) => {
  const count = roc ?? y
  const year = eraStart(era) + (count === '元' ? 1 : Number(count))
  return onDay({ year, month: Number(mo ?? 1), day: Number(d ?? 1) }, readClock(rest), options)
}

/** From mo or mon and d, in the latest year that does not put it later than a day from now. */
export const readYearless: Read = ({ mo, mon, d }, rest, options) => {
  const month = mon ? monthOf(mon) : Number(mo ?? 1)
  return latest(
    yearsBack(options).map((year) => ({ year, month, day: Number(d ?? 1) })),
    rest,
    options
  )
}

/** From d, in the latest month that has it. */
export const readMonthless: Read = ({ d }, rest, options) => {
  const { year, month } = wallTimeOf(options.now, options.zone)
  const months = [-1, 0, 1, 2].map((back) => dayOf(Date.UTC(year, month - 1 - back)))
  return latest(
    months.map((first) => ({ ...first, day: Number(d) })),
    rest,
    options
  )
}

/** From doy, and y if it is known. */
export const readOrdinal: Read = ({ y, doy }, rest, options) => {
  const years = y === undefined ? yearsBack(options) : [yearOf(y)]
  const days = years.flatMap((year) => ordinalDay(year, Number(doy)) ?? [])
  return y === undefined
    ? latest(days, rest, options)
    : days[0] && onDay(days[0], readClock(rest), options)
}

/** From y, week, weekday. */
export const readWeek: Read = ({ y, week, weekday }, rest, options) => {
  const day = weekDay(Number(y), Number(week), Number(weekday ?? 1))
  return day && onDay(day, readClock(rest), options)
}

/**
 * From a, b and the year y. Where both may be the month, the day is first, as most of the world
 * writes it, but not before 10:00 AM: who writes that clock beside slashes writes the month first.
 */
export const readDayMonth: Read = ({ a, b, y = '', sep }, rest, options) => {
  const numbers = [Number(a), Number(b)] as const
  const isMonthFirst = numbers[1] > 12 || (numbers[0] <= 12 && isAmerican(sep, rest, options))
  const [month, day] = isMonthFirst ? numbers : [numbers[1], numbers[0]]
  return onDay({ year: yearOf(y), month, day }, readClock(rest), options)
}

/**
 * From a, b, c, one of which is a year of two digits: the first order that makes a date, one of the
 * past if it can. The year stands first with dashes (ISO 8601), and mostly so on Chinese pages.
 */
export const readShortYear: Read = ({ a = '', b = '', c = '', sep }, rest, options) => {
  const yearFirst = { year: yearOf(a), month: Number(b), day: Number(c) }
  const dayFirst = { year: yearOf(c), month: Number(b), day: Number(a) }
  const monthFirst = { year: yearOf(c), month: Number(a), day: Number(b) }
  const order = isAmerican(sep, rest, options)
    ? [monthFirst, yearFirst, dayFirst]
    : [yearFirst, dayFirst, monthFirst]
  const days = order.filter((day) => exists(day) && (a.length === 2 || day !== yearFirst))
  const past = sep === '-' ? undefined : latest(days, rest, options)
  return past ?? (days[0] && onDay(days[0], readClock(rest), options))
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

/** From next year back to the year before last leap year, also around 2100. */
const yearsBack = ({ now, zone }: DateOptions): readonly number[] => {
  const next = wallTimeOf(now, zone).year + 1
  return Array.from({ length: 10 }, (_, back) => next - back)
}

/** The first that is a date and not later than a day from now. */
const latest = (
  days: readonly Day[],
  rest: string,
  options: DateOptions
): ParsedDate | undefined => {
  const clock = readClock(rest)
  return days
    .map((day) => onDay(day, clock, options))
    .find((date) => date && date.at.getTime() <= options.now.getTime() + DAY_MS)
}

const isAmerican = (
  sep: string | undefined,
  rest: string,
  { isMonthFirst }: DateOptions
): boolean => sep === '/' && (isMonthFirst ?? CLOCK_OF_TWELVE.test(rest))

const CLOCK_OF_TWELVE = /^,?\s\d{1,2}(?::\d{2}){0,2}\s?[ap]\.?m(?!\p{L})/u

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

/** Numbers outside of these years are no publication dates, however they are written. */
const plausible = (date: ParsedDate): ParsedDate | undefined => {
  const year = date.at.getUTCFullYear()
  return year >= 1900 && year < 2200 ? date : undefined
}
