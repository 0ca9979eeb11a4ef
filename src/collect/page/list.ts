import type { Element } from 'domhandler'
import type { ListMark } from './decide.ts'
import type { FoundList, ListItem } from './list-item.ts'
import type { Page } from './page.ts'
import { contextOf, type ListContext, type ListOptions } from './list/context.ts'
import { findGroups, type Group } from './list/groups.ts'
import { withHeadline } from './list/headline.ts'
import { landmarksOf } from './list/landmarks.ts'
import { MAX_ROWS, readRows } from './list/read-rows.ts'
import { rowsAround } from './list/rows.ts'
import { selectorOf } from './list/selector-of.ts'
import { isClear, isMarked, weighedIn, type Weighed } from './list/clear.ts'
import { survey, type Survey } from './list/survey.ts'
import { recordsPage } from './list/records-page.ts'
import { rankGroups, type Ranked, type ReadGroup } from './list/rank.ts'
import { widened } from './list/widen.ts'

/** Lists that are worth to be shown to a person. */
const MAX_LISTS = 8

/** The lists of a page, the most likely news list first; empty when there is none. */
export const findLists = (page: Page, options: ListOptions): readonly FoundList[] => {
  const context = contextOf(page, options)
  const records = recordsPage(page)
  const lists = [...listsIn(page, context), ...(records === null ? [] : listsIn(records, context))]
  return lists
    .toSorted((a, b) => b.list.score - a.list.score)
    .slice(0, MAX_LISTS)
    .flatMap(({ list, found, at }) => described(at, list, found, context) ?? [])
}

type Listed = { readonly list: Ranked; readonly found: Survey; readonly at: Page }

const listsIn = (page: Page, context: ListContext): readonly Listed[] => {
  const found = survey(page)
  const read = findGroups(found).flatMap((group) => readGroup(group, found, context))
  const ranked = rankGroups(read, landmarksOf(page, found), found, context)
  return ranked.map((list) => ({ list: withHeadline(list, found, context), found, at: page }))
}

/**
 * Whether the first list is so clearly the news of this page that it may be followed without being asked:
 * false on an article, on a home page of many teasers, on a menu, and for lists that `findLists` did not find.
 */
export const isListPage = (_page: Page, lists: readonly FoundList[]): boolean => {
  const known = lists.flatMap((list) => verdicts.get(list) ?? [])
  return known.length === lists.length && isClear(known)
}

/** How far the first list is the one the page bears in its name or its head: what an article beside it must outweigh. */
export const listMark = (lists: readonly FoundList[]): ListMark => {
  const [best] = lists.flatMap((list) => verdicts.get(list) ?? [])
  if (!best || !isMarked(best)) return 'none'
  return best.signs.isOwn ? 'name' : 'place'
}

/** How the lists that are still in use were weighed. */
const verdicts = new WeakMap<FoundList, Weighed>()

const readGroup = (group: Group, found: Survey, context: ListContext): readonly ReadGroup[] => {
  const readings = readRows(rowsAround(group.rows), context)
  return readings.length === 0 ? [] : [widened({ ...group, readings }, found, context)]
}

const described = (
  page: Page,
  list: Ranked,
  found: Survey,
  context: ListContext
): FoundList | null => {
  const items = list.readings.map(({ item }) => item)
  const isRight = (matched: readonly Element[]): boolean => {
    const linked = matched.filter((element) => found.statsOf(element).links > 0)
    if (isSame(linked.slice(0, MAX_ROWS), list.rows.slice(0, MAX_ROWS))) return true
    if (linked.length > list.rows.length + MAX_STRANGERS) return false
    return isAlike(itemsIn(linked, context), items)
  }
  const item = selectorOf(page, list.rows, isRight)
  // A list that cannot be found again is of no use to a source.
  if (item === null) return null
  const described = { items, heading: list.heading, selectors: { item } }
  verdicts.set(described, weighedIn(list, found, page))
  return described
}

const isSame = (a: readonly Element[], b: readonly Element[]): boolean =>
  a.length === b.length && a.every((element, at) => element === b[at])

const isAlike = (a: readonly ListItem[], b: readonly ListItem[]): boolean =>
  a.length === b.length && JSON.stringify(a) === JSON.stringify(b)

const itemsIn = (elements: readonly Element[], context: ListContext): readonly ListItem[] =>
  readRows(rowsAround(elements), context).map(({ item }) => item)

/** Elements that a selector may match beside the rows, as long as no item comes of them. */
const MAX_STRANGERS = 3
