import { cleanLine } from '../../../normalize/text.ts'
import { isText, nameAt, type Outline } from './outline.ts'

/** What stands on one line of the page: the text between two breaks, with the nodes that hold it. */
export type Line = {
  readonly text: string
  /** As `text`, with a tab where an element begins or ends or where white space is wide. */
  readonly parts: string
  /** Its text nodes, in order. */
  readonly places: readonly number[]
  /** The element that makes it a line. */
  readonly block: number
  /** Characters but white space, and those of them inside links. */
  readonly chars: number
  readonly linked: number
}

/** 1 for each node that is left out, with all inside it. */
export type Dropped = Uint8Array

export const linesOf = (
  outline: Outline,
  dropped: Dropped,
  from = 0,
  to = outline.nodes.length
): Line[] => {
  const lines: Line[] = []
  let places: number[] = []
  let block = -1
  const endLine = (): void => {
    if (places.length > 0) lines.push(...lineOf(outline, places, block))
    places = []
  }
  for (let at = from; at < to; at += 1) {
    if (dropped[at] === 1) {
      at = outline.ends[at]! - 1
      continue
    }
    if (isText(outline.nodes[at])) {
      if (block !== outline.blocks[at]) endLine()
      block = outline.blocks[at]!
      places.push(at)
    } else if (BREAKS.has(nameAt(outline, at)) || outline.blocks[at] === at) endLine()
  }
  endLine()
  return lines
}

const BREAKS: ReadonlySet<string> = new Set(['br', 'hr'])

/** What is written in a text node. */
export const dataAt = (outline: Outline, at: number): string => {
  const node = outline.nodes[at]
  return isText(node) ? node.data : ''
}

const lineOf = (outline: Outline, places: readonly number[], block: number): Line[] => {
  const texts = places.map((at) => dataAt(outline, at))
  const text = cleanLine(texts.join(''))
  if (text === '') return []
  const parts = partsOf(outline, places, texts)
  let linked = 0
  let chars = 0
  places.forEach((at, i) => {
    const count = charsIn(texts[i]!)
    chars += count
    if (outline.links[at]! >= 0) linked += count
  })
  return [{ text, parts, places, block, chars, linked }]
}

/** Longer ones are no line of labels, where parts matter. */
const MAX_PARTED = 2000

const partsOf = (outline: Outline, places: readonly number[], texts: readonly string[]): string => {
  const joined = texts
    .map((text, i) =>
      i > 0 && outline.parents[places[i]!] !== outline.parents[places[i - 1]!]
        ? `${EDGE}${text}`
        : text
    )
    .join('')
    .slice(0, MAX_PARTED)
  return joined
    .replace(GAPS, (gap) => (WIDE.test(gap) ? '\t' : ' '))
    .replace(/^[\t ]+|[\t ]+$/g, '')
}

/** An element's edge, a full-width space or two others: more than the space between two words. */
const WIDE = /\ufdd0|\u3000|\u00a0\s*\u00a0/
/** No character of any text (Unicode noncharacter). */
const EDGE = '\ufdd0'
const GAPS = /[\s\ufdd0]+/g

export const charsIn = (text: string): number => text.length - (text.match(/\s/g)?.length ?? 0)

/** Characters but white space in all of them. */
export const charsOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + line.chars, 0)

export const linkedIn = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + line.linked, 0)

/** How many characters but white space stand in a node, and how many of them in links. */
export type LinedText = {
  readonly chars: (at: number) => number
  readonly linked: (at: number) => number
  /** Characters on the page above a node. */
  readonly above: (at: number) => number
}

/** Counted once for all nodes. */
export const linedText = (outline: Outline): LinedText => {
  const all = new Float64Array(outline.nodes.length + 1)
  const linked = new Float64Array(outline.nodes.length + 1)
  outline.nodes.forEach((node, at) => {
    const count = isText(node) ? charsIn(node.data) : 0
    all[at + 1] = all[at]! + count
    linked[at + 1] = linked[at]! + (outline.links[at]! >= 0 ? count : 0)
  })
  return {
    chars: (at) => all[outline.ends[at]!]! - all[at]!,
    linked: (at) => linked[outline.ends[at]!]! - linked[at]!,
    above: (at) => all[at]!
  }
}
