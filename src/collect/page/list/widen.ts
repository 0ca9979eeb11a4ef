import type { Element } from 'domhandler'
import { widthOf } from '../../../normalize/width.ts'
import type { ListContext } from './context.ts'
import type { Group } from './groups.ts'
import { readRows, type Reading } from './read-rows.ts'
import { rowsAround } from './rows.ts'
import { isPlainPlace } from './surroundings.ts'
import type { Survey } from './survey.ts'
import { elementsIn } from './tree.ts'
import { shapeOfUrl } from './weigh.ts'

type Read = Group & { readonly readings: readonly Reading[] }

const MIN_ROWS = 2
/** A page of more elements beside its rows is not searched for further rows. */
const MAX_OTHERS = 60
const MAX_ELEMENTS = 200
const MAX_LINKS = 12
/** What so many rows show, a row of another shape must show as well. */
const MOST = 0.8
/** In columns of a screen. */
const MIN_TITLE = 12

/**
 * The group with the rows of another shape that stand among its rows and say the same of themselves: with
 * a picture or without one, the first one larger than the rest.
 */
export const widened = (group: Read, found: Survey, context: ListContext): Read => {
  const others = group.readings.length < MIN_ROWS ? [] : othersOf(group, found)
  if (others.length === 0) return group
  const isOther = new Set(others)
  const isAkin = akinTo(group.readings)
  const all = readRows(rowsAround(inOrder(group, others)), context)
  const kept = all.filter((reading) => isOther.has(reading.row.core) && isAkin(reading))
  if (kept.length === 0) return group
  const added = kept.map(({ row }) => row.core)
  const rows = inOrder(group, added)
  return { ...group, rows, readings: readRows(rowsAround(rows), context) }
}

/** Elements beside the rows that might be rows: of no more than a row has, in no menu. */
const othersOf = ({ rows, parents }: Group, { statsOf }: Survey): readonly Element[] => {
  const own = new Set(rows)
  const others: Element[] = []
  for (const element of new Set(parents).values().flatMap(elementsIn)) {
    if (own.has(element)) continue
    const { links, elements } = statsOf(element)
    if (links === 0 || links > MAX_LINKS || elements > MAX_ELEMENTS) continue
    if (isPlainPlace(element)) others.push(element)
    if (others.length > MAX_OTHERS) return []
  }
  return others
}

/** The rows with others among them, as they stand in the page. */
const inOrder = ({ rows, parents }: Group, others: readonly Element[]): readonly Element[] => {
  const all = new Set([...rows, ...others])
  return [...new Set(parents)].flatMap((parent) => elementsIn(parent).filter((one) => all.has(one)))
}

/** Whether a reading shows what most of the others do: a date of the same kind, a headline, an address of their make. */
const akinTo = (readings: readonly Reading[]): ((reading: Reading) => boolean) => {
  const isMost = (is: (reading: Reading) => boolean): boolean =>
    readings.filter(is).length >= readings.length * MOST
  const isHeaded = isMost((reading) => reading.isHeaded)
  const isSingle = isMost(({ rivals }) => rivals === 0)
  const dated = (['row', 'address'] as const).find((from) => isMost((one) => one.dateFrom === from))
  const urls = new Set(readings.map(({ item }) => item.url))
  const shapes = new Set(readings.map(({ item }) => shapeOfUrl(new URL(item.url))))
  return ({ item, dateFrom, isHeaded: isOwn, rivals }) =>
    isSingle &&
    (isHeaded || dated === 'row') &&
    (isOwn || !isHeaded) &&
    (dated === undefined || dateFrom === dated) &&
    rivals === 0 &&
    widthOf(item.title) >= MIN_TITLE &&
    !urls.has(item.url) &&
    shapes.has(shapeOfUrl(new URL(item.url)))
}
