import type { Page } from '../page.ts'
import {
  addressReadings,
  dayIn,
  readingsIn,
  scriptReadings,
  type Reading,
  type When
} from './date-readings.ts'
import { isStamp } from './byline-line.ts'
import type { HeadData } from './head-data.ts'
import { labelledIn } from './label.ts'
import type { Line } from './line.ts'
import { momentReadings, UPDATED } from './moments.ts'
import { partsOfLines, type Surroundings } from './surroundings.ts'

/**
 * When the article was published: the day on which the places that tell it agree best. A wrong day is
 * worse than none, so one weak sign alone is not believed.
 */
export const publishedOf = (
  around: Surroundings,
  head: HeadData,
  page: Page,
  options: When & { readonly listed?: string | undefined }
): string | null => {
  const readings = [
    ...head.dates.flatMap(({ text, weight }) =>
      readingsIn(text, 'meta', weight, options).slice(0, 1)
    ),
    ...bylineReadings(around, options),
    ...momentReadings(around, options),
    ...labelled(around.after, 'after', 4, options),
    ...stamped(around.after, options),
    ...labelled(around.elsewhere.filter(isOwn), 'elsewhere', 3.5, options),
    ...addressReadings(page.url, options),
    ...scriptReadings(page.text, options),
    ...readingsIn(options.listed ?? '', 'listed', 3, options)
  ].filter(({ iso }) => isPast(iso, options.now))
  return bestOf(readings, options.zone)
}

const isOwn = ({ linked, chars }: Line): boolean => linked < chars * 0.4 && chars < 120

const isPast = (iso: string, now: Date): boolean =>
  Date.parse(iso) <= now.getTime() + 36 * 3_600_000

const bestOf = (readings: readonly Reading[], zone: string): string | null => {
  const days = new Map<string, Map<string, Reading>>()
  for (const reading of readings) {
    const day = dayIn(reading.iso, zone)
    const places = days.get(day) ?? new Map<string, Reading>()
    const known = places.get(reading.place)
    if (!known || known.weight < reading.weight) places.set(reading.place, reading)
    days.set(day, places)
  }
  const ranked = [...days.values()]
    .map((places) => ({
      places,
      score: [...places.values()].reduce((sum, { weight }) => sum + weight, 0)
    }))
    .sort((a, b) => b.score - a.score)
  const best = ranked[0]
  return best && best.score >= ENOUGH
    ? mostPrecise(readings, dayOfBest(best.places, zone), zone)
    : null
}

const ENOUGH = 2.9

const dayOfBest = (places: ReadonlyMap<string, Reading>, zone: string): string =>
  dayIn([...places.values()][0]!.iso, zone)

/** A time beats a bare day, one with an offset of its own beats the reader's zone, then belief decides. */
const mostPrecise = (readings: readonly Reading[], day: string, zone: string): string => {
  const same = readings.filter(({ iso }) => dayIn(iso, zone) === day)
  const rank = ({ iso, weight, place }: Reading): number =>
    (iso.includes('T') ? 20 : 0) -
    (/T00:00:00/.test(iso) ? 10 : 0) +
    weight -
    (place === 'listed' ? 5 : 0)
  return same.toSorted((a, b) => rank(b) - rank(a))[0]!.iso
}

/** Labelled dates, then those that stand free; not one that says when the page was changed. */
const bylineReadings = (around: Surroundings, when: When): Reading[] => {
  const lines = around.byline.filter(({ text }) => !CLOCK.test(text))
  const free = lines.filter(({ linked, chars }) => linked < chars * 0.6)
  const readings = labelled(lines, 'byline', 6, when)
  free.forEach((line, i) => {
    const before = around.headline >= 0 && (line.places[0] ?? 0) < around.headline
    for (const text of unlabelled(withoutUpdated(line.parts))) {
      if (text.length > 120) continue
      readings.push(
        ...readingsIn(text, 'byline', 4 - Math.min(i, 20) * 0.02, when).map((reading) =>
          before ? { ...reading, weight: isOwnDay(line, reading, when) ? 3 : 2.5 } : reading
        )
      )
    }
  })
  return readings
}

/** «Updated 9:10 a.m. March 12 | Published 8:00 a.m. March 11»: labels of English need no colon. */
const withoutUpdated = (parts: string): string =>
  parts.replace(
    /(?:last )?(?:updated|modified)\b[^|\n]{0,60}?(?=[|\n]|first published|published|posted|$)/gi,
    '\t'
  )

/** Above the headline stand the clock of the server and announcements too. */
const isOwnDay = (line: Line, { iso }: Reading, { zone, now }: When): boolean =>
  /(?:19|20)\d{2}/.test(line.text) &&
  line.text.replace(DAY_WORDS, '').length <= 8 &&
  dayIn(iso, zone) !== dayIn(now.toISOString(), zone)

/** Numbers, the name of a month, that of a day. */
const DAY_WORDS =
  /[\d\s:：年月日时分秒/.,-]|\p{L}{3,9}(?=\s\d)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|星期.|周./giu

/** «今天是2026年3月12日 星期四»: the server's clock, and what announces when something will be. */
const CLOCK = /今天是|今日是|现在时间|当前时间|北京时间[:：]|today is|欢迎您|welcome/i

const labelled = (lines: readonly Line[], place: string, weight: number, when: When): Reading[] =>
  labelledIn(partsOfLines(lines.slice(0, 400)))
    .filter(({ kind }) => kind === 'date')
    .flatMap(({ value }) => readingsIn(value.slice(0, 60), place, weight, when))

/** «Publié le 29/10/2012» below the text; the updated one beside it is not meant. */
const stamped = (lines: readonly Line[], when: When): Reading[] =>
  lines
    .filter(
      (line) =>
        isStamp(line) && !UPDATED.test(line.text) && !/^(?:mis|aktual|actual)/i.test(line.text)
    )
    .flatMap(({ text }) => readingsIn(text, 'after', 3, when))

/** What stands before the first label, and behind the values of labels that are no date. */
const unlabelled = (parts: string): readonly string[] => {
  const labels = labelledIn(parts)
  if (labels.length === 0) return [parts]
  const head = parts.slice(0, labels[0]!.at)
  return [
    head,
    ...labels.filter(({ kind }) => kind !== 'updated' && kind !== 'date').map(({ value }) => value)
  ]
}
