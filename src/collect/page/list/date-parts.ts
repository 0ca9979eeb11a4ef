import { monthOf } from '../../../normalize/date-words.ts'
import type { DateContext, DateKind, DayOrder } from './date-context.ts'

type Spelled = { readonly text: string; readonly kind: DateKind }

const NUMERIC =
  /^(\d{1,2})([./-])\s?(\d{1,2})(?:\2\s?((?:19|20)?\d{2}))?\.?[\s,]{0,2}(\d{1,2}:\d{2}(?::\d{2})?)?$/

/** 03/04/2026, 4.3.26, 3/4: as the list orders its numbers, null where that is not known. */
export const numericDate = (text: string, context: DateContext): Spelled | null => {
  const [, a = '', separator = '', b = '', c, clock = ''] = NUMERIC.exec(text) ?? []
  if (a === '') return null
  if (c?.length === 2 && EAST.test(context.language)) {
    return separator === '/' ? null : { text: `20${a}-${b}-${c} ${clock}`.trim(), kind: 'full' }
  }
  const order = orderOf([Number(a), Number(b)], context, c !== undefined)
  if (order === null) return null
  const day = order === 'day-first' ? `${two(b)}-${two(a)}` : `${two(a)}-${two(b)}`
  const year = c?.length === 2 ? `20${c}` : c
  const whole = year === undefined ? day : `${year}-${day}`
  return { text: `${whole} ${clock}`.trim(), kind: year === undefined ? 'yearless' : 'full' }
}

const two = (digits: string): string => digits.padStart(2, '0')

const orderOf = (
  [a, b]: readonly [number, number],
  { order, language }: DateContext,
  hasYear: boolean
): DayOrder => {
  if (a > 12 || b > 12) return a > 12 ? 'day-first' : 'month-first'
  return order ?? (hasYear ? null : orderIn(language))
}

/** Languages that write the month first, also without a year. */
const EAST = /^(?:zh|ja|ko|hu)\b/i

/** The order of a language, where all who write it agree. */
export const orderIn = (language: string): DayOrder => {
  if (EAST.test(language) || /^en-us\b/i.test(language)) return 'month-first'
  return language === '' || /^en$/i.test(language) ? null : 'day-first'
}

/**
 * What the numbers of a list tell together: only a day is greater than twelve, no news is of tomorrow, and
 * lists of news run down or up.
 */
export const orderOfAll = (texts: readonly string[], language: string, now: Date): DayOrder => {
  const pairs = texts.flatMap((text) => {
    const [, a, b, year] = PAIR.exec(text) ?? []
    return a === undefined ? [] : [[Number(a), Number(b), Number(year ?? 0)] as const]
  })
  const fits = ORDERS.filter((order) =>
    pairs.every(([a, b]) => (order === 'day-first' ? b : a) <= 12)
  )
  if (fits.length !== 2) return fits[0] ?? null
  const dated = pairs.filter(([, , year]) => year > 1900)
  const running = dated.length < 3 ? [] : ORDERS.filter((order) => isRunning(dated, order, now))
  if (running.length === 1) return running[0]!
  // With the year behind it the East has borrowed the form, and nobody knows from whom.
  return EAST.test(language) && dated.length > 0 ? null : orderIn(language)
}
const ORDERS = ['day-first', 'month-first'] as const
const PAIR =
  /(?<![\d./-])(\d{1,2})[./](\d{1,2})(?:[./]\s?((?:19|20)?\d{2})(?!\d)|(?=\.?$|[\s\])）】]))/

const isRunning = (
  pairs: readonly (readonly [number, number, number])[],
  order: DayOrder,
  now: Date
): boolean => {
  const days = pairs.map(([a, b, year]) =>
    order === 'day-first' ? Date.UTC(year, b - 1, a) : Date.UTC(year, a - 1, b)
  )
  const steps = days.slice(1).map((day, at) => Math.sign(day - days[at]!))
  return (
    days.every((day) => day <= now.getTime() + 86_400_000) &&
    (steps.every((step) => step <= 0) || steps.every((step) => step >= 0))
  )
}

/** Words beside month, day and year that a date may have: a weekday, `of`, `de`, `г.`, `den`. */
const MAX_OTHER_WORDS = 2

/** 4 March 2026, March 4th, 4. marts 2026: month names come from the language of the page too. */
export const monthByName = (text: string, context: DateContext): Spelled | null => {
  const [clock = ''] = /\d{1,2}:\d{2}(?::\d{2})?(?:\s?[ap]\.?m\b)?/i.exec(text) ?? []
  const words = text
    .replace(clock, ' ')
    .split(/[\s,./()|-]+/)
    .filter((word) => word !== '')
  const months = words.map((word) => monthNumber(word, context.language))
  const named = months.findIndex((month) => month > 0)
  const years = words.filter((word) => /^(?:19|20)\d{2}$/.test(word))
  const days = words.flatMap((word) => DAY.exec(word)?.[1] ?? [])
  if (
    named < 0 ||
    months.filter((month) => month > 0).length > 1 ||
    days.length !== 1 ||
    years.length > 1
  )
    return null
  if (words.length - 2 - years.length > MAX_OTHER_WORDS) return null
  const [year, day = ''] = [years[0], days[0]]
  const date = `${year === undefined ? '' : `${year}-`}${two(String(months[named]))}-${two(day)}`
  return { text: `${date} ${clock}`.trim(), kind: year === undefined ? 'yearless' : 'full' }
}

const DAY = /^(\d{1,2})(?:st|nd|rd|th|er|º|日)?$/i

const monthNumber = (word: string, language: string): number => {
  if (!/^\p{L}[\p{L}\p{M}]{2,}$/u.test(word)) return 0
  const known = monthOf(word.normalize('NFD').replace(/[\u0300-\u036f]/g, ''))
  return Number.isNaN(known) ? (monthsOf(language).get(word.toLowerCase()) ?? 0) : known
}

const months = new Map<string, ReadonlyMap<string, number>>()

/** The names of the months in a language, long and short, as ICU has them. */
const monthsOf = (language: string): ReadonlyMap<string, number> => {
  const known = months.get(language)
  if (known) return known
  const names = new Map<string, number>()
  for (const form of LOCALE.test(language) ? (['long', 'short'] as const) : []) {
    const format = localeFormat(language, form)
    for (let month = 0; month < 12; month += 1) {
      for (const options of format) {
        const name = options
          .formatToParts(Date.UTC(2020, month, 15))
          .find(({ type }) => type === 'month')
        if (name) names.set(name.value.toLowerCase().replace('.', ''), month + 1)
      }
    }
  }
  // A page chooses its `lang` freely: the memory must not grow with what pages make up.
  if (months.size < 200) months.set(language, names)
  return names
}

const LOCALE = /^[a-z]{2,3}(?:-[a-z\d]{2,8}){0,2}$/i

const localeFormat = (language: string, month: 'long' | 'short'): Intl.DateTimeFormat[] => {
  const locale = `${language}-u-ca-gregory`
  try {
    return [
      new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' }),
      new Intl.DateTimeFormat(locale, { month, day: 'numeric', timeZone: 'UTC' })
    ]
  } catch {
    return []
  }
}
