import { parse, validateDetailed } from 'node-cron'
import { offsetMsAt } from '../normalize/zone.ts'

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000
/** 29 February is the rarest day of a schedule: eight years apart around 1900 and 2100. */
const SEARCH_DAYS = 9 * 366

/**
 * The latest firing at or before `now`: the slot that a process which was down has missed.
 *
 * Firings are node-cron's own, so that both give one slot one instant: a wall time that the clock skips
 * in spring does not fire, and one that it repeats in autumn fires once.
 *
 * @param zone IANA name
 * @throws when `validateCron` finds fault with `cron`
 */
export const previousSlot = (cron: string, zone: string, now: Date): Date => {
  const wallTimes = wallTimesOf(cron)
  const today = dayOf(now, zone)
  for (let day = today; day > today - SEARCH_DAYS; day--) {
    for (const wall of wallTimes(day).reverse()) {
      const slot = instantOf(wall, zone)
      if (slot !== null && slot <= now.getTime()) return new Date(slot)
    }
  }
  throw new Error(`jobs: cron "${cron}" has no firing before ${now.toISOString()}`)
}

/**
 * What is wrong with a schedule of five fields (minute, hour, day of month, month, day of week), or null.
 *
 * Stricter than node-cron. Seconds and nicknames such as `@daily` are refused, and so is what other cron
 * programs read differently: `L`, `W` and `#`, and a day of month together with a day of week (crontab(5)
 * fires on either, node-cron only where both meet).
 */
export const validateCron = (cron: string): string | null => {
  const count = cron.split(/\s+/).filter(Boolean).length
  if (count !== 5) return `needs five fields (minute hour day month weekday), has ${count}`
  const { fields, errors } = validateDetailed(cron)
  if (!fields) return errors.map(describe).join('; ')
  const { dayOfMonth, dayOfWeek } = fields
  if ([...dayOfMonth, ...dayOfWeek].some((value) => typeof value === 'string')) {
    return 'may not use L, W or #'
  }
  if (dayOfMonth.length < 31 && dayOfWeek.length < 7) {
    return 'may not name both a day of month and a day of week'
  }
  return null
}

const FIELDS: Readonly<Record<string, string>> = {
  minute: 'minute ',
  hour: 'hour ',
  dayOfMonth: 'day of month ',
  month: 'month ',
  dayOfWeek: 'day of week '
}

const describe = ({ field, value }: { field: string; value?: string }): string =>
  `${FIELDS[field] ?? ''}"${value ?? ''}" is out of range or misspelt`

/**
 * The wall times, rising, at which a day fires: milliseconds as if the wall stood in UTC. Days are
 * counted on the wall calendar from 1970-01-01.
 */
const wallTimesOf = (cron: string): ((day: number) => number[]) => {
  const problem = validateCron(cron)
  if (problem !== null) throw new Error(`jobs: cron "${cron}" ${problem}`)
  const { minute, hour, dayOfMonth, month, dayOfWeek } = parse(cron)
  const times = hour.flatMap((h) => minute.map((m) => (h * 60 + m) * MINUTE_MS))
  times.sort((a, b) => a - b)
  return (day) => {
    const date = new Date(day * DAY_MS)
    const isOn =
      dayOfMonth.includes(date.getUTCDate()) &&
      month.includes(date.getUTCMonth() + 1) &&
      dayOfWeek.includes(date.getUTCDay())
    return isOn ? times.map((time) => day * DAY_MS + time) : []
  }
}

const dayOf = (now: Date, zone: string): number =>
  Math.floor((now.getTime() + offsetMsAt(now, zone)) / DAY_MS)

/**
 * The instant of a wall time, or null when the clock skips it.
 * Of two instants it names the one that node-cron fires at: which one depends on the side of Greenwich.
 */
const instantOf = (wall: number, zone: string): number | null => {
  const offsetMs = (at: number): number => offsetMsAt(new Date(at), zone)
  const first = wall - offsetMs(wall)
  const second = wall - offsetMs(first)
  return second + offsetMs(second) === wall ? second : null
}
