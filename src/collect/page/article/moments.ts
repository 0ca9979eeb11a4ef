import { readingsIn, type Reading, type When } from './date-readings.ts'
import type { Line } from './line.ts'
import { attributeAt, nameAt, namesAt, type Outline } from './outline.ts'
import type { Surroundings } from './surroundings.ts'

/**
 * Moments that elements tell for programs: `<time datetime>`, `<abbr title>` (hAtom, where the page shows
 * «1 hr ago» or only the hour), `itemprop=datePublished`. Below the text only what is called published.
 */
export const momentReadings = (around: Surroundings, when: When): Reading[] => [
  ...firstOf(around.byline, around.outline, isMoment, when, 'time'),
  ...firstOf(around.after, around.outline, isPublished, when, 'time after')
]

const firstOf = (
  lines: readonly Line[],
  outline: Outline,
  isWanted: (outline: Outline, at: number) => boolean,
  when: When,
  place: string
): Reading[] => {
  const readings = lines
    .filter(({ text }) => !UPDATED.test(text))
    .flatMap(({ places }) => places.slice(0, MAX_PLACES))
    .map((at) => outline.parents[at]!)
    .filter((at) => isWanted(outline, at))
    .flatMap((at) => readingsIn(momentAt(outline, at), place, 4, when))
  return readings.slice(0, 1)
}

const MAX_PLACES = 10

const momentAt = (outline: Outline, at: number): string =>
  ['datetime', 'content', 'title'].map((name) => attributeAt(outline, at, name)).find(Boolean) ?? ''

const isMoment = (outline: Outline, at: number): boolean =>
  ['time', 'abbr'].includes(nameAt(outline, at)) || isPublished(outline, at)

const isPublished = (outline: Outline, at: number): boolean =>
  attributeAt(outline, at, 'itemprop') === 'datePublished' || PUBLISHED.test(namesAt(outline, at))

/** hAtom, h-entry and the themes of WordPress. */
const PUBLISHED = /(?:^|\s)(?:(?:dt-)?published|entry-date|post-?date|pub-?date)(?:$|\s)/

export const UPDATED = /^(?:last )?(?:updated|modified)|更新|修改/i
