import type { Line } from './line.ts'
import type { Outline } from './outline.ts'
import { proseOf } from './prose.ts'

/** The lines of the element in which most running text stands, its paragraphs counted with it. */
export const densest = (
  outline: Outline,
  lines: readonly Line[],
  start: number
): readonly Line[] => {
  const scores = new Map<number, number>()
  for (const line of lines) {
    const score = proseOf(line) * (line.places[0]! >= start ? 1 : 0.3)
    if (score <= 0) continue
    let at = line.block
    for (let up = 0; at >= 0 && up < 4; up += 1) {
      scores.set(at, (scores.get(at) ?? 0) + score * SHARES[up]!)
      at = outline.parents[at]!
    }
  }
  const best = [...scores].reduce((a, b) => (b[1] > a[1] ? b : a), [-1, 0] as const)[0]
  if (best < 0) return []
  return lines.filter(
    ({ places, chars, linked }) =>
      places[0]! >= best && places[0]! < outline.ends[best]! && linked <= chars * 0.5
  )
}

/** How much of a line counts for its own element, the one around it, and so on. */
const SHARES = [1, 1.05, 0.9, 0.6]
