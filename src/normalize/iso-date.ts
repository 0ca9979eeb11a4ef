import { parseDate } from './date.ts'
import type { DateOptions } from './date-reader.ts'
import { localDate } from './local-time.ts'
import { instantOf, offsetMsAt } from './zone.ts'

/**
 * The date in a short text as ISO 8601, with the offset that the text names or that clocks in `zone` had:
 * `2021-06-04T09:12:00+08:00`. A day without a time stays one: `2021-06-04`. Undefined without a date.
 */
export const isoDate = (text: string, options: DateOptions): string | undefined => {
  const date = parseDate(text, options)
  if (!date) return undefined
  if (date.precision === 'day') return localDate(date.at, options.zone)
  const offset = OFFSET.exec(text)?.[1] ?? ''
  return withOffset(date.at, offset === '' ? offsetMsAt(date.at, options.zone) : offsetMs(offset))
}

/** The instant that an ISO 8601 date means; a day alone begins at midnight in `zone`. NaN for anything else. */
export const instantOfIso = (iso: string, zone: string): number => {
  const [, year, month, day] = DAY.exec(iso) ?? []
  if (year === undefined) return Date.parse(iso)
  const midnight = { year: Number(year), month: Number(month), day: Number(day) }
  return instantOf({ ...midnight, hour: 0, minute: 0, second: 0 }, zone).getTime()
}

/** What follows a time of day: `Z`, `+08:00`, `+0800`, GMT. */
const OFFSET = /\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(Z|GMT|UTC|[+-]\d{2}:?\d{2})(?![\p{L}\d])/u
const DAY = /^(\d{4})-(\d{2})-(\d{2})$/

const offsetMs = (offset: string): number => {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? []
  const ms = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000
  return sign === '-' ? -ms : ms
}

const withOffset = (at: Date, aheadMs: number): string => {
  const wall = new Date(at.getTime() + aheadMs).toISOString().slice(0, 19)
  const minutes = Math.abs(aheadMs) / 60_000
  const two = (value: number): string => String(Math.trunc(value)).padStart(2, '0')
  return `${wall}${aheadMs < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
