import { isoDate } from '../../../normalize/iso-date.ts'
import type { DateContext, TextDate } from './date-context.ts'
import type { Period } from './period.ts'

type Now = Pick<DateContext, 'zone' | 'now'>

/** A date without its year, in the year of the heading above it; as it was where that would be in the future. */
export const inPeriod = (
  { iso, kind }: TextDate,
  { year, month }: Period,
  { now }: Now
): string => {
  if (kind !== 'yearless' || year === undefined) return iso
  if (month !== undefined && month !== Number(iso.slice(5, 7))) return iso
  const dated = `${year}${iso.slice(4)}`
  return Date.parse(dated.slice(0, 10)) <= now.getTime() ? dated : iso
}

/** The one number in a row that may be a day of the month in the heading above it. */
export const dayOfPeriod = (
  texts: readonly string[],
  { year, month }: Period,
  context: Now
): TextDate | null => {
  if (year === undefined || month === undefined) return null
  const days = texts.flatMap((text) => DAY.exec(text.trim())?.slice(1, 2) ?? [])
  if (days.length !== 1) return null
  const iso = isoDate(`${year}-${two(month)}-${two(Number(days[0]))}`, context)
  const isPast = iso !== undefined && Date.parse(iso) <= context.now.getTime()
  return isPast ? { iso, kind: 'full' } : null
}

/** `14`, `14日`, `Tue 14`, `14th`. */
const DAY = /^(?:\p{L}{2,9}\.?,?\s)?(\d{1,2})(?:st|nd|rd|th|\.|\s?[日号號일])?$/u

const two = (number: number): string => String(number).padStart(2, '0')
