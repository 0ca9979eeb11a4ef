import type { Dropped, Line, LinedText } from './line.ts'
import { attributeAt, elementAt, nameAt, type Outline } from './outline.ts'
import { leadsToOthers } from './phrases.ts'

/**
 * Boxes that begin with a heading like «Related stories» and hold links to several pages, with whatever
 * stands beside the links: excerpts, dates, names. A box with more text of its own than that is kept.
 */
export const dropOthers = (
  outline: Outline,
  lines: readonly Line[],
  text: LinedText,
  dropped: Dropped
): void => {
  for (const line of lines.filter(leadsToOthers).slice(0, MAX_BOXES)) {
    const box = boxAround(outline, line, text)
    if (box > 0) dropped[box] = 1
  }
}

/** The largest element that has nothing above the heading and looks like a box of links; -1 without one. */
const boxAround = (outline: Outline, { block, places }: Line, text: LinedText): number => {
  const above = text.above(places[0]!)
  let box = -1
  let at = block
  for (let up = 0; at > 0 && up < MAX_UP && text.above(at) === above; up += 1) {
    const linked = text.linked(at)
    const plain = text.chars(at) - linked
    if (text.chars(at) > text.chars(0) * MAX_SHARE) break
    if (plain <= linked * MAX_PLAIN && isBox(outline, at, plain)) box = at
    at = outline.parents[at]!
  }
  return box
}

const MAX_BOXES = 60
const MAX_UP = 6
const MAX_SHARE = 0.95
/** Characters of excerpts and dates for one character of a link. */
const MAX_PLAIN = 5
const MAX_PLAIN_FOR_LINK = 130
/** No box has more. */
const MAX_NODES = 3000

const isBox = (outline: Outline, at: number, plain: number): boolean => {
  const end = outline.ends[at]!
  if (end - at > MAX_NODES) return false
  const addresses = new Set<string>()
  for (let i = at; i < end; i += 1) {
    if (nameAt(outline, i) === 'h1') return false
    const href = elementAt(outline, i)?.name === 'a' ? attributeAt(outline, i, 'href') : ''
    if (href !== '' && !href.startsWith('#')) addresses.add(href)
  }
  return addresses.size >= 2 && plain <= addresses.size * MAX_PLAIN_FOR_LINK
}
