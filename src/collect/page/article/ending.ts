import { plainChars } from './prose.ts'
import type { Line } from './line.ts'
import { commonAncestor, type Outline } from './outline.ts'
import { isEditor, isLegal, isLicense, isRights } from './phrases.ts'

/**
 * Where an article is over: behind the line that names its editor, if only little text follows. What comes
 * then, on a page of any make, is what the site shows to those who have read to the end.
 */
export const endOf = (lines: readonly Line[], headline: number): number => {
  const all = plainChars(lines.slice(headline + 1))
  let above = 0
  for (const [at, line] of lines.entries()) {
    if (at <= headline) continue
    if (above >= MIN_ABOVE && isLast(line) && above > (all - above) * 2) return at
    above += line.chars - line.linked
  }
  return lines.length
}

const isLast = (line: Line): boolean => isEditor(line) || isRights(line)

/** Characters: below the headline an editor may stand too. */
const MIN_ABOVE = 80

/**
 * The lines of the foot of the site: those that share an element with its licence or its rights, where
 * that element holds nothing long.
 */
export const footLines = (outline: Outline, lines: readonly Line[]): ReadonlySet<Line> => {
  const foot = new Set<Line>()
  const last = lines.slice(-MAX_FOOT)
  for (const licence of last.filter((line) => isLicense(line))) {
    const around = commonAncestor(outline, licence.places)
    const parent = outline.parents[licence.block] ?? 0
    const box = parent > 0 ? parent : around
    const inside = last.filter(({ places }) => places[0]! >= box && places[0]! < outline.ends[box]!)
    const isFoot = inside.every((line) => line.chars <= MAX_CHARS || isLegal(line))
    if (isFoot && inside[0] !== last[0]) for (const line of inside) foot.add(line)
  }
  return foot
}

const MAX_FOOT = 25
/** A paragraph of an article is longer. */
const MAX_CHARS = 90
