import { densest } from './densest.ts'
import { charsOf, linkedIn, type Line } from './line.ts'
import { markedBodies, type Range } from './marked-body.ts'
import { commonAncestor, nameAt, namesAt, type Outline } from './outline.ts'
import { isProse, plainChars, proseOf, SENTENCE } from './prose.ts'
import { trimmed } from './trim-body.ts'
import { withoutAbstract } from './abstract.ts'

/**
 * The lines that are the article: those that the page marks as its text, if they hold enough; else those
 * that Readability kept, with what it lost between them; else the block with the most text.
 *
 * @param lines of the page without its furniture, in order
 * @param guessed the elements that Readability kept
 * @param after the first line behind the headline
 */
export const chooseBody = (
  outline: Outline,
  lines: readonly Line[],
  guessed: ReadonlySet<number>,
  start: number
): readonly Line[] => {
  const guess = guessOf(outline, lines, guessed, start)
  for (const [rank, ranges] of markedBodies(outline).entries()) {
    const marked = lines.filter((line) => isWithin(line, ranges))
    if (holdsEnough(marked, guess, rank)) {
      const whole = withSurroundings(lines, marked, guess, start)
      return withoutAbstract(trimmed(whole, start, outline))
    }
  }
  return withoutAbstract(trimmed(guess, start, outline))
}

const isWithin = ({ places }: Line, ranges: readonly Range[]): boolean =>
  ranges.some(([from, to]) => places[0]! >= from && places[0]! < to)

/** A marked body may be an empty shell, one part of a text, or a wrapper around half the page. */
const holdsEnough = (marked: readonly Line[], guess: readonly Line[], rank: number): boolean => {
  const chars = plainChars(marked)
  if (chars < MIN_CHARS || linkedIn(marked) > charsOf(marked) * MAX_LINKED) return false
  const own = plainChars(guess)
  if (own < MIN_CHARS) return true
  const common = new Set(guess)
  const shared = plainChars(marked.filter((line) => common.has(line)))
  if (shared < own * 0.4) return false
  return rank < SURE_RANKS || chars <= own * 1.5
}

const MIN_CHARS = 15
const MAX_LINKED = 0.6
/** So many first kinds of marks are names that editing systems give to nothing else. */
const SURE_RANKS = 3

/** With the summary before the marked body and the other half behind it, where the guess has them. */
const withSurroundings = (
  lines: readonly Line[],
  marked: readonly Line[],
  guess: readonly Line[],
  start: number
): readonly Line[] => {
  const [first, last] = [marked[0]!.places[0]!, marked.at(-1)!.places[0]!]
  const before = guess.filter(({ places }) => places[0]! < first && places[0]! >= start)
  const behind = guess.filter(
    (line) => line.places[0]! > last && isProse(line) && SENTENCE.test(line.text)
  )
  const isHalf = plainChars(behind) > plainChars(marked) * 0.3
  const wanted = new Set([...marked, ...before, ...(isHalf ? behind : [])])
  return lines.filter((line) => wanted.has(line))
}

const guessOf = (
  outline: Outline,
  lines: readonly Line[],
  guessed: ReadonlySet<number>,
  start: number
): readonly Line[] => {
  const found = lines.filter((line) => line.places.some((at) => guessed.has(outline.parents[at]!)))
  const dense = densest(outline, lines, start)
  if (plainChars(found) < MIN_CHARS || linkedIn(found) > charsOf(found) * 0.5) return dense
  if (weigh(dense, start) > weigh(found, start) * 1.3 && isBetter(dense, found)) return dense
  return mended(outline, lines, found, start)
}

/** What stands before the headline, or in short lines, counts less. */
const weigh = (lines: readonly Line[], start: number): number =>
  lines.reduce((sum, line) => sum + proseOf(line) * (line.places[0]! >= start ? 1 : 0.3), 0)

/** Another text altogether, or one of which the guess is a part: then what is new must be running text. */
const isBetter = (dense: readonly Line[], found: readonly Line[]): boolean => {
  const known = new Set(found)
  const added = dense.filter((line) => !known.has(line))
  if (added.length === dense.length) return true
  const prose = added.filter((line) => isProse(line) && SENTENCE.test(line.text))
  return plainChars(prose) > plainChars(added) * 0.7
}

/** What Readability cut out of the middle, and lost at both ends, of a container that is all text. */
const mended = (
  outline: Outline,
  lines: readonly Line[],
  found: readonly Line[],
  start: number
): readonly Line[] => {
  const kept = new Set(found)
  const container = widened(outline, lines, found)
  const [from, to] = [container, outline.ends[container]!]
  const inside = lines.filter(({ places }) => places[0]! >= from && places[0]! < to)
  const isAll = plainChars(inside) <= plainChars(found) * 1.6
  const [first, last] = [found[0]!.places[0]!, found.at(-1)!.places[0]!]
  const parents = new Set(found.map(({ block }) => outline.parents[block]!))
  return inside.filter((line) => {
    if (kept.has(line)) return true
    const at = line.places[0]!
    if (line.linked > line.chars * 0.4) return false
    if (at > first && at < last) return isAll || isInTable(outline, line) || isProse(line)
    if (!isAll || at < start) return false
    // Above the text stand captions, jobs of the author and buttons rather than parts of it.
    if (at < first) return isProse(line) && SENTENCE.test(line.text)
    if (isExcerpt(outline, line, inside, last)) return false
    return parents.has(outline.parents[line.block]!) || isNear(outline, line, container)
  })
}

/** Below the text, in one box with a link above it: what that link leads to is told there. */
const isExcerpt = (
  outline: Outline,
  line: Line,
  inside: readonly Line[],
  last: number
): boolean => {
  const link = inside.findLast(
    ({ places, linked, chars }) =>
      places[0]! > last && places[0]! < line.places[0]! && linked > chars * 0.8
  )
  if (!link) return false
  const box = commonAncestor(outline, [link.places[0]!, line.places[0]!])
  return box > last
}

/** One of the paragraphs of the container itself, or a long one. */
const isNear = (outline: Outline, { block, chars }: Line, container: number): boolean =>
  outline.parents[block] === container || block === container || chars >= 40

/** The element around all kept lines, and around the next halves of a split body. */
const widened = (outline: Outline, lines: readonly Line[], found: readonly Line[]): number => {
  const container = commonAncestor(outline, [found[0]!.places[0]!, found.at(-1)!.places[0]!])
  const parent = outline.parents[container]!
  if (parent < 0) return container
  const isSingle = found.length === 1 || nameAt(outline, container) === 'p'
  const known = new Set(found)
  const twin = lines.some(
    (line) =>
      isProse(line) &&
      !known.has(line) &&
      isTwin(outline, childAround(outline, line.places[0]!, parent), container)
  )
  return twin || isSingle ? parent : container
}

const isTwin = (outline: Outline, at: number, container: number): boolean =>
  at > 0 &&
  at !== container &&
  nameAt(outline, at) === nameAt(outline, container) &&
  namesAt(outline, at) === namesAt(outline, container)

/** The child of `parent` that the node stands in; -1 outside. */
const childAround = (outline: Outline, node: number, parent: number): number => {
  let at = node
  while (at > parent && outline.parents[at]! !== parent) at = outline.parents[at]!
  return at > parent ? at : -1
}

const isInTable = (outline: Outline, { block }: Line): boolean => {
  let at = block
  for (let up = 0; at > 0 && up < 6; up += 1) {
    if (TABLES.has(nameAt(outline, at))) return true
    at = outline.parents[at]!
  }
  return false
}

const TABLES: ReadonlySet<string> = new Set([
  'table',
  'ul',
  'ol',
  'dl',
  'blockquote',
  'figure',
  'pre'
])
