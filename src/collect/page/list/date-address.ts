import { isoDate } from '../../../normalize/iso-date.ts'

/**
 * The day that an address names: tYYYYMMDD_, /2021/6/4/, /2021/0604/, /202106/04/, /20210604/, YYYYMMDDhhmmss.
 * Undefined for numbers that are no day from 1995 to today, and for more than one different day.
 */
export const dateInAddress = (
  url: string,
  options: { zone: string; now: Date }
): string | undefined => {
  const path = new URL(url).pathname.slice(0, MAX_PATH)
  const days = PATTERNS.flatMap((pattern) => [...path.matchAll(pattern)].map(dayIn))
  const real = new Set(days.flatMap((day) => isoDate(day, options) ?? []))
  const [only] = real
  if (only === undefined || real.size > 1) return undefined
  const today = isoDate('今天', options) ?? ''
  return only >= FIRST_DAY && only <= today ? only : undefined
}

const MAX_PATH = 500
/** No web page of news is older. */
const FIRST_DAY = '1995-01-01'
const YEAR = '(?<y>(?:19|20)\\d{2})'
const MONTH = '(?<m>0[1-9]|1[0-2])'
const DAY = '(?<d>0[1-9]|[12]\\d|3[01])'

const PATTERNS: readonly RegExp[] = [
  // /2021/6/4/ and /2021-06/04/ and /2021-06-04/, as whole parts of the path
  new RegExp(
    String.raw`[/_]${YEAR}[/-](?<m>0?[1-9]|1[0-2])[/-](?<d>0?[1-9]|[12]\d|3[01])(?=[/_.]|$)`,
    'g'
  ),
  new RegExp(String.raw`/${YEAR}[/-]?${MONTH}/?${DAY}/`, 'g'),
  // t20210604_123.html, 20210604123.html only with a time of day behind the day
  new RegExp(
    String.raw`(?<!\d)${YEAR}${MONTH}${DAY}(?=[_./-]|$|(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,3})?(?!\d))`,
    'g'
  )
]

const dayIn = ({ groups }: RegExpExecArray): string =>
  `${groups?.['y']}-${groups?.['m']}-${groups?.['d']}`
