import { PERIOD_SHAPE, WEEKDAY_SHAPE, hourOf, re } from './date-words.ts'
import { ZONE_SHAPE } from './zone-name.ts'

/** A time of day as a text gives it. Hour 24 is midnight at the end of the day. */
export type Clock = {
  readonly hour: number
  readonly minute: number
  readonly second: number
  readonly ms: number
  readonly precision: 'second' | 'minute'
  /** The zone as written after the time (`GMT`, `+0800`). */
  readonly zone: string | undefined
}

/** Reads the time at the start of what follows a day: `none` if there is none, `bad` for 25:61. */
export const readClock = (text: string): Clock | 'none' | 'bad' => {
  const spaced = text.replace(LEAD, '')
  // ISO 8601 basic joins the day: after a gap, four digits are as likely a number of words.
  const isJoined = spaced === text || /^t/i.test(spaced)
  const match = firstMatch(isJoined ? [...CLOCKS, ...BASIC_CLOCKS] : CLOCKS, spaced)
  if (!match) return 'none'
  const zone = ZONE.exec(spaced.slice(match[0].length))?.groups?.zone
  return clockOf(match.groups ?? {}, zone)
}

/** What may stand between a day and its time. */
const LEAD = re`^(?:[\s,;|)\]}】]|at(?!\p{L})|\(?${WEEKDAY_SHAPE}\.?)+`

/** Ways to write a time, the first that fits. Groups: period, h, m, s, f (fraction), half (am, pm). */
const CLOCKS: readonly RegExp[] = [
  re`^(?<period>${PERIOD_SHAPE})?\s?T?(?<h>\d{1,2}):(?<m>\d{2})(?::(?<s>\d{2})(?:[.,](?<f>\d+))?)?(?!\d)(?:\s?(?<half>[ap])\.?m(?!\p{L})\.?)?`,
  re`^(?<period>${PERIOD_SHAPE})?\s?(?<h>\d{1,2})\s?[时時点點]\s?(?:(?<m>\d{1,2})\s?分?|(?<thirty>半))?(?:\s?(?<s>\d{1,2})\s?秒)?`,
  re`^(?<h>\d{1,2})\s?(?<half>[ap])\.?m(?!\p{L})`
]

/** 100000, T1000, T10. */
const BASIC_CLOCKS: readonly RegExp[] = [
  re`^T?(?<h>\d{2})(?<m>\d{2})(?:(?<s>\d{2})(?:[.,](?<f>\d+))?)?(?!\d)`,
  re`^T(?<h>\d{2})(?!\d)`
]

const ZONE = re`^\s?\(?(?<zone>${ZONE_SHAPE})`

const firstMatch = (patterns: readonly RegExp[], text: string): RegExpExecArray | undefined =>
  patterns.map((pattern) => pattern.exec(text)).find((match) => match !== null)

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
