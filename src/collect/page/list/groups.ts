import type { Element } from 'domhandler'
import { areApart } from './surroundings.ts'
import type { Survey } from './survey.ts'
import { classesOf, elementsIn, parentOf } from './tree.ts'

/** Elements of one shape that repeat inside one parent, or inside several parents of one shape. */
export type Group = {
  readonly rows: readonly Element[]
  /** Where they stand: one, or several that were joined. */
  readonly parents: readonly Element[]
}

/** Groups that are read closely; a page of a newspaper has some thirty. */
const MAX_GROUPS = 70
const MAX_SHORT_GROUPS = 30
const MAX_ROWS = 600

/** Larger elements are parts of the page, no rows. */
const MAX_ROW_LINKS = 30
const MAX_ROW_ELEMENTS = 300
const MIN_LINK_TEXT = 3

/** All repetitions of the page that may be lists, the ones with most text first. */
export const findGroups = (found: Survey): readonly Group[] => {
  const single = found.elements.flatMap((parent) => groupsIn(parent, found))
  const whole = joined(single).flatMap((parts) => joinIfOne(parts, found))
  const turns = single.flatMap(alternating)
  const all = [...single, ...turns, ...whole].filter((group) => isRowLike(group, found))
  const long = all.filter(({ rows }) => rows.length > 2)
  const short = all.filter(({ rows }) => rows.length <= 2 && mayBeYoung(rows, found))
  const byMass = (a: Group, b: Group): number => mass(b, found) - mass(a, found)
  return [
    ...long.toSorted(byMass).slice(0, MAX_GROUPS),
    ...short.toSorted(byMass).slice(0, MAX_SHORT_GROUPS)
  ]
}

const groupsIn = (parent: Element, { statsOf }: Survey): readonly Group[] => {
  if (statsOf(parent).links === 0) return []
  const shapes = new Map<string, Element[]>()
  for (const child of elementsIn(parent)) {
    if (statsOf(child).links === 0) continue
    const shape = shapeOf(child)
    const rows = shapes.get(shape)
    if (rows) rows.push(child)
    else shapes.set(shape, [child])
  }
  return [...shapes.values()].map((rows) => ({ rows: rows.slice(0, MAX_ROWS), parents: [parent] }))
}

/** Each kind for itself where two kinds of rows take turns: one with the title, one with what belongs to it. */
const alternating = ({ rows, parents }: Group): readonly Group[] => {
  if (rows.length < 6) return []
  const kinds = new Map<string, Element[]>()
  for (const row of rows) {
    const kind = `${classesOf(row).join(' ').replace(/\d+/g, '')} ${elementsIn(row).length}`
    const same = kinds.get(kind)
    if (same) same.push(row)
    else kinds.set(kind, [row])
  }
  const large = [...kinds.values()].filter((kind) => kind.length >= rows.length * TURN_SHARE)
  return large.length > 1 ? large.map((kind) => ({ rows: kind, parents })) : []
}
const TURN_SHARE = 0.3

/** Elements that repeat by their nature; others are told apart by their first class. */
const REPEATING: ReadonlySet<string> = new Set('li tr dd dt p a table tbody article'.split(' '))

const shapeOf = (element: Element): string =>
  REPEATING.has(element.name) ? element.name : `${element.name}.${classShape(element)}`

/** The first class without its numbers: `item-1` and `item-2` are one. */
const classShape = (element: Element): string =>
  (classesOf(element).find((name) => !STATE.test(name)) ?? '').replace(/\d+/g, '')
const STATE = /^(?:odd|even|first|last|active|current|cur|on|clearfix|clear|alt|top|new|hot)$/i

/** Neighbouring groups of one shape as one: rows in fives, a table for each few rows, two columns of cells. */
const joined = (groups: readonly Group[]): readonly (readonly Group[])[] => {
  const buckets = new Map<string, Group[]>()
  const ids = new Map<Element, number>()
  const idOf = (element: Element): number => {
    if (!ids.has(element)) ids.set(element, ids.size)
    return ids.get(element)!
  }
  for (const group of groups) {
    let path = shapeOf(group.rows[0]!)
    let at: Element | null = group.parents[0]!
    for (let level = 0; level < JOIN_LEVELS && at; level += 1) {
      path = `${shapeOf(at)}>${path}`
      const above: Element | null = parentOf(at)
      if (!above) break
      const key = `${idOf(above)} ${path}`
      const bucket = buckets.get(key)
      if (bucket) bucket.push(group)
      else buckets.set(key, [group])
      at = above
    }
  }
  // Single rows of several parents are those parents as rows.
  return [...buckets.values()].filter(
    (bucket) => bucket.length > 1 && bucket.some(({ rows }) => rows.length > 1)
  )
}
const JOIN_LEVELS = 3

const joinIfOne = (groups: readonly Group[], found: Survey): readonly Group[] => {
  const rows = groups.flatMap((group) => group.rows).slice(0, MAX_ROWS)
  const firstRows = groups.flatMap((group) => group.rows[0] ?? [])
  return areApart(firstRows, found)
    ? []
    : [{ rows, parents: groups.flatMap(({ parents }) => parents) }]
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0

const isRowLike = ({ rows }: Group, { statsOf }: Survey): boolean =>
  median(rows.map((row) => statsOf(row).links)) <= MAX_ROW_LINKS &&
  median(rows.map((row) => statsOf(row).elements)) <= MAX_ROW_ELEMENTS &&
  median(rows.map((row) => statsOf(row).linkText)) >= MIN_LINK_TEXT

/** One or two rows are a list only with dates. */
const mayBeYoung = (rows: readonly Element[], { statsOf }: Survey): boolean => {
  const parent = rows[0]?.parent as Element
  return YOUNG.has(rows[0]!.name) && statsOf(parent).dates >= 1
}
const YOUNG: ReadonlySet<string> = new Set(
  'li tr dd dt article div p a table section ul ol dl'.split(' ')
)

/** How much of the page a group is, with the pull of long groups of menus held back. */
const mass = ({ rows }: Group, { statsOf }: Survey): number => {
  const text = rows.reduce((sum, row) => sum + Math.min(statsOf(row).text, 400), 0)
  const dated = rows.filter((row) => statsOf(row).dates > 0).length
  return text * (1 + (3 * dated) / rows.length)
}
