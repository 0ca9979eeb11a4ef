import type { Line } from './line.ts'
import { attributeAt, isText, namesAt, type Outline } from './outline.ts'

/** What stands around the body of an article: where its date, its outlet and its author are told. */
export type Surroundings = {
  readonly outline: Outline
  /** From a little above the headline to the body, and lines between the first lines of the body. */
  readonly byline: readonly Line[]
  /** Just behind the body. */
  readonly after: readonly Line[]
  /** All the others that are no body. */
  readonly elsewhere: readonly Line[]
  readonly body: readonly Line[]
  /** The node of the headline; -1 without one. */
  readonly headline: number
}

export const surroundingsOf = (
  outline: Outline,
  lines: readonly Line[],
  body: readonly Line[],
  headline: number
): Surroundings => {
  const places = new Set(body.flatMap((line) => line.places))
  const others = lines.filter((line) => !line.places.some((at) => places.has(at)))
  const placeOf = (line: Line | undefined): number => line?.places[0] ?? Infinity
  const first = placeOf(body[0])
  const until = placeOf(body[Math.min(BODY_LINES, body.length - 1)])
  const last = placeOf(body.at(-1))
  const isAbove = headline >= 0 && headline < until
  const top = isAbove ? headline : first
  const from = others.findIndex((line) => placeOf(line) >= top)
  const start = Math.max(
    0,
    (from < 0 ? others.length : from) - (isAbove ? LINES_ABOVE : LINES_BARE)
  )
  const end = others.findIndex((line) => placeOf(line) > Math.max(until, first))
  const byline = others.slice(start, end < 0 ? others.length : end).slice(0, MAX_LINES)
  const behind = others.findIndex((line) => placeOf(line) > last)
  const after = behind < 0 ? [] : others.slice(behind, behind + LINES_BEHIND)
  const near = new Set([...byline, ...after])
  return {
    outline,
    byline,
    after,
    body,
    headline,
    elsewhere: others.filter((line) => !near.has(line))
  }
}

/** A byline may stand behind the summary. */
const BODY_LINES = 3
const LINES_ABOVE = 4
const LINES_BARE = 12
const LINES_BEHIND = 10
const MAX_LINES = 40

/** Lines joined for the search of labels, a line end between two. */
export const partsOfLines = (lines: readonly Line[]): string =>
  lines.map(({ parts }) => parts.slice(0, MAX_LINE_CHARS)).join('\n')

const MAX_LINE_CHARS = 400

/** The texts of elements near the headline whose names or attributes say what they are, inner ones first. */
export const namedTexts = (
  { outline, byline }: Surroundings,
  isNamed: (names: string, attribute: (name: string) => string) => boolean
): readonly string[] => {
  const found = new Set<number>()
  for (const place of byline.flatMap(({ places }) => places)) {
    let at = outline.parents[place]!
    for (let up = 0; at > 0 && up < 3; up += 1) {
      if (isNamed(namesAt(outline, at), (name) => attributeAt(outline, at, name))) found.add(at)
      at = outline.parents[at]!
    }
  }
  return [...found]
    .sort((a, b) => outline.depths[b]! - outline.depths[a]!)
    .map((at) => textAt(outline, at))
    .filter((text) => text !== '')
}

const textAt = (outline: Outline, at: number): string => {
  let text = ''
  for (let i = at; i < outline.ends[at]! && text.length < 200; i += 1) {
    const node = outline.nodes[i]
    if (isText(node)) text += node.data
  }
  return text.replace(/\s+/g, ' ').trim()
}
