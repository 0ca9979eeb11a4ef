import type { Element } from 'domhandler'
import type { ListContext } from './context.ts'
import type { Ranked } from './rank.ts'
import { readRows } from './read-rows.ts'
import { rowsAround } from './rows.ts'
import type { Survey } from './survey.ts'
import { isElement, parentOf } from './tree.ts'
import { shapeOfUrl } from './weigh.ts'

/** Elements before a list that are asked whether they are its first item in another shape. */
const MAX_BEFORE = 2
const MAX_ELEMENTS = 200
const MIN_DATED = 0.8

/**
 * The list with the big headline above it, where that is one of its items beyond doubt: right before its
 * rows, in the same part of the page, dated like them, with an address of the same make.
 */
export const withHeadline = (list: Ranked, found: Survey, context: ListContext): Ranked => {
  if (list.readings.length < 3 || list.signs.dated < MIN_DATED) return list
  for (const element of before(list, found)) {
    const rows = [element, ...list.rows]
    const [own] = readRows(rowsAround([element]), context)
    const isOne = own?.dateFrom === 'row' && own.isHeaded && own.rivals === 0
    if (!isOne || !list.readings.some(({ item }) => isAlike(item.url, own.item.url))) continue
    const readings = readRows(rowsAround(rows), context)
    if (readings.length === list.readings.length + 1) return { ...list, rows, readings }
  }
  return list
}

const isAlike = (a: string, b: string): boolean =>
  a !== b && shapeOfUrl(new URL(a)) === shapeOfUrl(new URL(b))

const before = ({ rows, parents }: Ranked, { statsOf }: Survey): readonly Element[] => {
  const elements: Element[] = []
  for (const start of [rows[0]!, wholeOf(parents)]) {
    let node = start.prev
    for (let seen = 0; node && seen < MAX_BEFORE; node = node.prev) {
      if (!isElement(node)) continue
      seen += 1
      if (statsOf(node).links > 0 && statsOf(node).elements <= MAX_ELEMENTS) elements.push(node)
    }
  }
  return elements
}

/** The first of the parts that together make the list, as a child of what holds them all. */
const wholeOf = (parents: readonly Element[]): Element => {
  const last = parents.at(-1)!
  const around = new Set<Element>()
  for (let at: Element | null = last; at; at = parentOf(at)) around.add(at)
  let top = parents[0]!
  for (let above = parentOf(top); above && !around.has(above); above = parentOf(above)) top = above
  return top
}
