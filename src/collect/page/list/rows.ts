import type { AnyNode, Element } from 'domhandler'
import { aboveRows } from './above.ts'
import { looksLikeDate } from './date-text.ts'
import type { Row } from './pieces.ts'
import { walkRow } from './row-walk.ts'
import { HEADINGS, isElement, isText } from './tree.ts'

/** Nodes beside a row that may still belong to it. */
const MAX_BESIDE = 16

/**
 * The rows around elements that repeat. What stands between two of them belongs to the one before it
 * (`dt` and its `dd`, a link and the date behind it), or to those behind it where the list begins with a date.
 */
export const rowsAround = (cores: readonly Element[]): readonly Row[] => {
  const all = new Set<AnyNode>(cores)
  const gaps = cores.map((core) => beside(core, 'next', all))
  const rows = isLed(cores, gaps, all) ? ledRows(cores, all) : followedRows(cores, gaps, all)
  const above = aboveRows(cores)
  return rows.map((row, at) => {
    const { day, period } = above[at]!
    return { ...row, after: day === null ? row.after : [...row.after, day], period }
  })
}

type Placed = Omit<Row, 'period'>

/** Siblings up to the next row or a heading, in page order. */
const beside = (core: Element, way: 'next' | 'prev', all: ReadonlySet<AnyNode>): AnyNode[] => {
  const nodes: AnyNode[] = []
  for (
    let node = core[way];
    node && !all.has(node) && nodes.length < MAX_BESIDE;
    node = node[way]
  ) {
    if (isElement(node) && (HEADINGS.has(node.name) || node.name === 'hr')) break
    nodes.push(node)
  }
  return way === 'next' ? nodes : nodes.reverse()
}

const hasDate = (nodes: readonly AnyNode[]): boolean => {
  for (const step of walkRow(nodes)) {
    if (step.kind === 'text' && looksLikeDate(step.text.trim())) return true
  }
  return false
}

const isLed = (
  cores: readonly Element[],
  gaps: readonly (readonly AnyNode[])[],
  all: ReadonlySet<AnyNode>
): boolean => {
  const [first, last] = [cores[0], gaps.at(-1)]
  return first !== undefined && hasDate(beside(first, 'prev', all)) && !hasDate(last ?? [])
}

const ledRows = (cores: readonly Element[], all: ReadonlySet<AnyNode>): readonly Placed[] => {
  let lead: readonly AnyNode[] = []
  const leads = cores.map((core) => {
    const before = lastLine(beside(core, 'prev', all))
    // One date may stand above several rows.
    if (before.some(isFilled)) lead = before
    return lead
  })
  return cores.map((core, at) => {
    const next = new Set(leads[at + 1] ?? [])
    const after = beside(core, 'next', all).filter((node) => !next.has(node))
    return { before: leads[at]!, core, after: at + 1 < cores.length ? after : after.slice(0, 2) }
  })
}

const followedRows = (
  cores: readonly Element[],
  gaps: readonly (readonly AnyNode[])[],
  all: ReadonlySet<AnyNode>
): readonly Placed[] => {
  const isInner = (gap: readonly AnyNode[], core: Element): boolean =>
    all.has((gap.at(-1) ?? core).next as AnyNode)
  const inner = gaps.filter((gap, at) => isInner(gap, cores[at]!))
  const usual = inner.length === 0 ? 0 : Math.max(...inner.map(countElements))
  return cores.map((core, at) => {
    const gap = gaps[at]!
    const isAlone = inner.length === 0 && core.name === 'dt'
    // Behind the last row stands what ends the list too.
    const after = isInner(gap, core) ? gap : firstOf(gap, isAlone ? 1 : usual)
    return { before: [], core, after: firstLine(after) }
  })
}

const countElements = (nodes: readonly AnyNode[]): number => nodes.filter(isElement).length

const firstOf = (nodes: readonly AnyNode[], elements: number): readonly AnyNode[] => {
  let left = elements
  const end = nodes.findIndex((node) => isElement(node) && (left -= 1) < 0)
  return end < 0 ? nodes : nodes.slice(0, end)
}

const isBreak = (node: AnyNode): boolean => isElement(node) && node.name === 'br'

const isFilled = (node: AnyNode): boolean =>
  isText(node) ? node.data.trim() !== '' : isElement(node) && !isBreak(node)

/** Up to the first line break behind something. */
const firstLine = (nodes: readonly AnyNode[]): readonly AnyNode[] => {
  const filled = nodes.findIndex(isFilled)
  const end = filled < 0 ? -1 : nodes.findIndex((node, at) => at > filled && isBreak(node))
  return end < 0 ? nodes : nodes.slice(0, end)
}

const lastLine = (nodes: readonly AnyNode[]): readonly AnyNode[] => {
  const filled = nodes.findLastIndex(isFilled)
  const start = filled < 0 ? -1 : nodes.findLastIndex((node, at) => at < filled && isBreak(node))
  return nodes.slice(start + 1)
}
