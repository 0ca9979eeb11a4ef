import type { Element } from 'domhandler'
import type { Page } from '../page.ts'
import { classesOf, elementsIn, parentOf } from './tree.ts'

/**
 * The shortest selector that gives what `isRight` accepts; a path of positions when no names do; null when
 * even those would take too long to match.
 */
export const selectorOf = (
  page: Page,
  rows: readonly Element[],
  isRight: (matched: readonly Element[]) => boolean
): string | null => {
  for (const selector of new Set([...proposals(rows), ...unions(rows), ...positions(rows)])) {
    const matched = page.$(selector).toArray() as Element[]
    if (matched.length >= rows.length && isRight(matched)) return selector
  }
  return null
}

/** More would be no selector to show to anybody. */
const MAX_POSITIONS = 40
const MAX_GROUPS = 12
/** Each match of a position counts the siblings. */
const MAX_SIBLINGS = 300

const positions = (rows: readonly Element[]): readonly string[] => {
  const groups = parents(rows)
  if (groups.length > MAX_GROUPS) return []
  const paths = groups.map(positionOf)
  if (!paths.every((path) => path !== null)) return []
  const named = partsOf(rows).map((row) => paths.map((path) => `${path} > ${row}`).join(', '))
  const single = rows.slice(0, MAX_POSITIONS).map(positionOf)
  return single.every((path) => path !== null) ? [...named, single.join(', ')] : named
}

const MAX_LEVELS = 5

/** From the row outwards; names before bare tags, a parent before its parents. */
const proposals = function* (rows: readonly Element[]): Generator<string> {
  const row = partsOf(rows)
  let path: readonly string[] = row
  let above = parents(rows)
  for (let level = 0; level < MAX_LEVELS && above.length > 0; level += 1) {
    const forms = partsOf(above)
    for (const form of forms.filter((form) => /[.#]/.test(form))) {
      for (const inner of path) yield `${form} > ${inner}`
    }
    const plain = forms.at(-1)!
    path = [...new Set(path.slice(0, 2).map((inner) => `${plain} > ${inner}`))]
    above = parents(above)
  }
}

/** Rows of a few shapes, each by its own name: `.news > div.row, .news > div.row-img`. */
const unions = function* (rows: readonly Element[]): Generator<string> {
  const kinds = new Set(rows.map((row) => partsOf([row]).find((part) => !part.startsWith('#'))!))
  if (kinds.size < 2 || kinds.size > MAX_KINDS) return
  let above = parents(rows)
  for (let level = 0; level < 2 && above.length > 0; level += 1, above = parents(above)) {
    const gap = level === 0 ? ' > ' : ' '
    for (const form of partsOf(above)) yield [...kinds].map((kind) => form + gap + kind).join(', ')
  }
}
const MAX_KINDS = 4

const parents = (elements: readonly Element[]): readonly Element[] => [
  ...new Set(elements.flatMap((element) => parentOf(element) ?? []))
]

/** How elements can be named that are told by one name: by id, by class, by tag alone. */
const partsOf = (elements: readonly Element[]): readonly string[] => {
  const [first] = elements
  if (!first) return []
  const { name } = first
  if (elements.some((element) => element.name !== name)) return ['*']
  const id = first.attribs['id'] ?? ''
  const named = elements.length === 1 && NAME.test(id) ? [`#${id}`] : []
  const shared = classesOf(first).filter(
    (own) => NAME.test(own) && elements.every((element) => classesOf(element).includes(own))
  )
  const classed = shared.slice(0, 3).map((own) => `${name}.${own}`)
  const all = shared.length > 1 ? [`${name}.${shared.slice(0, 4).join('.')}`] : []
  return [...named, ...classed, ...all, name]
}

/** Names that need no escapes and do not carry the number of one page. */
const NAME = /^[a-z_][\w-]{0,60}$/i

const MAX_DEPTH = 60

const positionOf = (element: Element): string | null => {
  const path: string[] = []
  for (let at: Element | null = element; at && path.length < MAX_DEPTH; at = parentOf(at)) {
    const id = at.attribs['id'] ?? ''
    if (NAME.test(id)) return [`#${id}`, ...path].join(' > ')
    const parent = parentOf(at)
    if (parent && parent.children.length > MAX_SIBLINGS) return null
    const same = parent ? elementsIn(parent).filter(({ name }) => name === at?.name) : []
    path.unshift(same.length > 1 ? `${at.name}:nth-of-type(${same.indexOf(at) + 1})` : at.name)
  }
  return path.join(' > ')
}
