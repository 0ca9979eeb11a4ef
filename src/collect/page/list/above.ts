import type { AnyNode, Element } from 'domhandler'
import { isBarePeriod, isDay, periodIn, type Period } from './period.ts'
import { HEADINGS, innerText, isBlock, isElement, parentOf } from './tree.ts'

/** What stands above a row and tells when it is. */
export type Above = {
  /** A heading that is nothing but a day. */
  readonly day: Element | null
  /** A year, a month, or both from two headings. */
  readonly period: Period
}

/**
 * What stands above each row and tells when it is: a day, a month, a year. It holds for all rows up to the
 * next heading, also in a part of the list that has none of its own.
 */
export const aboveRows = (cores: readonly Element[]): readonly Above[] => {
  const known = new Map<AnyNode, Above>()
  return cores.map((core) => {
    const above = aboveRow(core, known)
    let at: Element | null = core
    for (let level = 0; at && level < MAX_LEVELS; level += 1, at = parentOf(at)) {
      known.set(at, above)
    }
    return above
  })
}

const MAX_LEVELS = 4
/** Siblings that are asked on each level. */
const MAX_BEFORE = 40
const MAX_CHARS = 30

const NOTHING: Above = { day: null, period: {} }

const aboveRow = (core: Element, known: ReadonlyMap<AnyNode, Above>): Above => {
  let found = NOTHING
  let at: Element | null = core
  for (let level = 0; at && level < MAX_LEVELS; level += 1, at = parentOf(at)) {
    let left = MAX_BEFORE
    for (let node = at.prev; node && left > 0; node = node.prev, left -= 1) {
      const before = known.get(node)
      if (before) return joined(found, before)
      if (!isElement(node)) continue
      const said = saidBy(node, level)
      if (said === 'other') return found
      found = joined(found, said)
      if (found.period.year !== undefined) return found
    }
  }
  return found
}

/** The nearer heading counts; a day holds no longer than up to a month or a year that is named anew. */
const joined = (near: Above, far: Above): Above => ({
  day: near.day ?? (near.period.month === undefined ? far.day : null),
  period: {
    year: near.period.year ?? far.period.year,
    month: near.period.month ?? (near.period.year === undefined ? far.period.month : undefined)
  }
})

/** `other`: a heading of something else, above which nothing counts. */
const saidBy = (element: Element, level: number): Above | 'other' => {
  const isHeading = HEADINGS.has(element.name)
  if (!isHeading && !isBlock(element)) return NOTHING
  const text = innerText(element, MAX_CHARS + 1)
  if (text === '' || text.length > MAX_CHARS) return isHeading && text !== '' ? 'other' : NOTHING
  if (isDay(text)) return isHeading || level > 0 ? { day: element, period: {} } : NOTHING
  const period = isHeading || isBarePeriod(text) ? periodIn(text) : null
  if (period !== null) return { day: null, period }
  return isHeading ? 'other' : NOTHING
}
