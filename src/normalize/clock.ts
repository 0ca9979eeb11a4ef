import { AT_SHAPE, PERIOD_SHAPE, WEEKDAY_SHAPE, hourOf, re } from './date-words.ts'
import { ZONE_SHAPE } from './zone-name.ts'

/** A time of day as a text gives it. Hour 24 is midnight at the end of the day. */
export type Clock = {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
  readonly precision: 'second' | 'minute'
  /** The zone as it stands after the time (`gmt`, `+0800`). */
  readonly zone: string | undefined
}

/**
 * Reads the time at the start of what follows a day in a line that is `tidy`: `none` if there is none,
 * `bad` for 25:61.
 */
export const readClock = (text: string): Clock | 'none' | 'bad' => {
  const spaced = text.replace(LEAD, '')
  // ISO 8601 basic joins the day: after a gap, four digits are as likely a number of words.
  const isJoined = spaced === text || /^t/.test(spaced)
  const match = firstMatch(isJoined ? [...CLOCKS, ...BASIC_CLOCKS] : CLOCKS, spaced)
  if (!match) return BROKEN_CLOCK.test(spaced) ? 'bad' : 'none'
  const after = spaced.slice(match[0].length)
  return BROKEN_ZONE.test(after)
    ? 'bad'
    : clockOf(match.groups ?? {}, ZONE.exec(after)?.groups?.zone)
}

/**
 * What may stand between a day and its time: a day of the week, also in brackets, the ` - ` of
 * Drupal, the colon of an Apache log.
 */
const LEAD = re`^(?:[\s,;|·)\]}】]|[.-](?=\s)|:(?=\d)|(?:${AT_SHAPE})(?!\p{L})\.?|\([^\d()]{1,12}\)|${WEEKDAY_SHAPE}\.?)+`

/**
 * Ways to write a time, the first that fits. Groups: period, h, m, s, f (fraction), half (am, pm). A
 * single digit for a minute is one only before seconds: 3:1 is a score. MSSQL puts a colon before ms.
 */
const CLOCKS: readonly RegExp[] = [
  re`^(?<period>${PERIOD_SHAPE})?\s?t?(?<h>\d{1,2}):(?<m>\d{2}|\d(?=:\d{1,2}(?![\d:])))(?::(?<s>\d{1,2})(?:(?:[.,]|:(?=\d{3}(?!\d)))(?<f>\d+))?)?(?!\d|:\d)(?:\s?(?<half>[ap])\.?m(?!\p{L})\.?)?`,
  re`^(?<period>${PERIOD_SHAPE})?\s?(?<h>\d{1,2})\s?[时時点點]\s?(?:(?<m>\d{1,2})\s?分?|(?<thirty>半))?(?:\s?(?<s>\d{1,2})\s?秒)?`,
  re`^(?<h>\d{1,2})\s?(?<half>[ap])\.?m(?!\p{L})`,
  // 10h30, 10 h, 10.30 Uhr
  re`^(?<h>\d{1,2})\s?h(?:\s?(?<m>\d{2}))?(?![\p{L}\d])`,
  re`^(?<h>\d{1,2})\.(?<m>\d{2})\s?uhr`
]

/** 100000, T1000, T10. */
const BASIC_CLOCKS: readonly RegExp[] = [
  re`^t?(?<h>\d{2})(?<m>\d{2})(?:(?<s>\d{2})(?:[.,](?<f>\d+))?)?(?!\d)`,
  re`^t(?<h>\d{2})(?![\d:])`
]

/** T09:xx, 1:2:3:4: whoever writes this means a time, and what time it is cannot be told. */
const BROKEN_CLOCK = re`^(?:t\d{1,2}:|\d{1,2}:\S{1,2}:)`

const ZONE = re`^\s?\(?(?<zone>${ZONE_SHAPE})`

/** +zz:00, +00:xx, +08:00Textra: as feedparser does, nothing is made of such a time. */
const BROKEN_ZONE = re`^\s?[+-](?:[a-z]{1,2}:|\d{1,2}:(?!\d{2})|\d{2}:?\d{2}[a-z])`

const firstMatch = (patterns: readonly RegExp[], text: string): RegExpExecArray | undefined => {
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    if (match) return match
  }
  return undefined
}

const clockOf = (
  groups: Record<string, string | undefined>,
  zone: string | undefined
): Clock | 'bad' => {
  const { h, m = '0', s, f = '', thirty, period = '', half } = groups
  const hour = hourOf(Number(h), half === undefined ? period : `${half}m`)
  const minute = thirty === undefined ? Number(m) : 30
  const second = Number(s ?? 0)
  if (hour > 24 || minute > 59 || second > 60) return 'bad'
  if (hour === 24 && minute + second > 0) return 'bad'
  return {
    hour,
    minute,
    // A leap second has no instant of its own.
    second: Math.min(second, 59),
    ms: Number(f.slice(0, 3).padEnd(3, '0')),
    precision: s === undefined ? 'minute' : 'second',
    zone
  }
}
