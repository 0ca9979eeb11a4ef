import { widthOf } from '../../../normalize/width.ts'
import type { Element } from 'domhandler'
import type { ListItem } from '../list-item.ts'
import { isLabel } from './field.ts'
import { piecesOf, type Row, type RowPieces } from './pieces.ts'
import { datesOf } from './row-dates.ts'
import { detailsOf } from './row-details.ts'
import { candidatesOf, type Candidate } from './row-titles.ts'
import { isGenericText, titleCleaner } from './list-wording.ts'
import type { ListContext } from './context.ts'

/** A row read: what it links to, and where its parts come from. */
export type Reading = {
  readonly item: ListItem
  readonly row: Row
  readonly parts: RowPieces
  /** How the date is known; null without one. */
  readonly dateFrom: 'row' | 'address' | null
  /** Other links of the row that might be the news as well. */
  readonly rivals: number
  readonly isHeaded: boolean
}

const MAX_ITEMS = 200
/** Rows that give no item are few; what stands behind these is not read. */
export const MAX_ROWS = 500

/** Which links of a row may be its news; all of them when left out. */
export type PickLinks = (core: Element) => ReadonlySet<Element>

/** The items that rows of one list hold, in page order, one for each address. Rows without one are left out. */
export const readRows = (
  rows: readonly Row[],
  context: ListContext,
  pick?: PickLinks
): readonly Reading[] => {
  const filled = filledOf(rows, context, pick)
  const dates = datesOf(filled, context)
  const titles = filled.map(({ main }, at) => dates[at]?.title ?? main.title.text)
  const clean = titleCleaner(titles)
  const readings = filled.map(({ row, parts, main, rivals }, at): Reading => {
    const title = clean(titles[at]!, at)
    const published = dates[at]?.iso
    const dated = published === undefined ? {} : { published }
    const item = { title, url: main.url, ...dated, ...detailsOf(parts, main, title) }
    const dateFrom = dates[at]?.from ?? null
    return { item, row, parts, dateFrom, rivals, isHeaded: main.title.isHeading }
  })
  return withoutStrangers(unique(readings)).slice(0, MAX_ITEMS)
}

type Filled = Choice & { readonly row: Row; readonly parts: RowPieces }

/** The rows that have a link with a title. */
const filledOf = (
  rows: readonly Row[],
  context: ListContext,
  pick: PickLinks | undefined
): readonly Filled[] => {
  const parted = rows.slice(0, MAX_ROWS).map((row) => ({ row, parts: partsOf(row, context, pick) }))
  const chosen = chooseLinks(
    parted.map(({ parts }) => parts),
    context
  )
  return parted.flatMap(({ row, parts }, at) => {
    const choice = chosen[at]
    return choice ? [{ row, parts, ...choice }] : []
  })
}

const partsOf = (row: Row, { base }: ListContext, pick: PickLinks | undefined): RowPieces => {
  const parts = piecesOf(row, base)
  if (!pick) return parts
  const picked = pick(row.core)
  const links = parts.links.map((link) => (picked.has(link.element) ? link : { ...link, key: '' }))
  return { ...parts, links }
}

const unique = (readings: readonly Reading[]): readonly Reading[] => {
  const seen = new Set<string>()
  return readings.filter(({ item }) => !seen.has(item.url) && seen.add(item.url))
}

/** Where nearly all rows show a date, a short one without it is a page number, a link to more, a label. */
const withoutStrangers = (readings: readonly Reading[]): readonly Reading[] => {
  const dated = readings.filter(({ dateFrom }) => dateFrom === 'row').length
  if (dated < readings.length * 0.7) return readings
  return readings.filter(({ dateFrom, item }) => dateFrom !== null || widthOf(item.title) > 10)
}

/** The link of each row that is its news, null for a row that has none. */
const chooseLinks = (
  rows: readonly RowPieces[],
  context: ListContext
): readonly (Choice | null)[] => {
  const plain = rows.map((row) => candidatesOf(row, () => false))
  const wordings = plain.map((offer) => new Set(offer.map(({ title }) => title.text)))
  const isRepeated = repetition(wordings, COMMON_SHARE, (text) => text)
  const isAlike = repetition(wordings, ALIKE_SHARE, startOf)
  const isCommon = (text: string): boolean => isGenericText(text) || isRepeated(text)
  const isPoor = (text: string): boolean => isCommon(text) || isAlike(text)
  const offers = rows.map((row) => candidatesOf(row, isPoor))
  const weigh = weigherOf(offers, { isCommon, isAlike, ownKey: context.ownKey })
  return offers.map((offer, at) => {
    const choice = best(offer, weigh)
    if (choice && !isPoor(choice.main.title.text) && !choice.main.title.isAlt) return choice
    const first = offer.find((candidate) => weigh(candidate) > 0) ?? overlay(rows[at]!, context)
    return headed(rows[at]!, first, isPoor) ?? choice
  })
}

/** The one link of a card that says nothing, laid over all of it. */
const overlay = ({ links }: RowPieces, { ownKey }: ListContext): Place | undefined => {
  const [link] = links
  const isOne = link !== undefined && links.every(({ key }) => key === link.key)
  return isOne && link.key !== ownKey && link.key !== '' && link.isEmpty ? link : undefined
}
type Place = Pick<Candidate, 'url' | 'key'>

type Wording = {
  readonly isCommon: (text: string) => boolean
  readonly isAlike: (text: string) => boolean
  readonly ownKey: string
}

/** How much each link has of the news of its row: a long title in a heading, that no other row has. */
const weigherOf = (
  offers: readonly (readonly Candidate[])[],
  { isCommon, isAlike, ownKey }: Wording
): ((candidate: Candidate) => number) => {
  const keys = new Map<string, number>()
  for (const { key } of offers.flat()) keys.set(key, (keys.get(key) ?? 0) + 1)
  return ({ key, title }) => {
    if (key === '' || key === ownKey || isLabel(title.text)) return 0
    const uniqueness = (keys.get(key) ?? 0) > 1 ? 0.2 : 1
    const wording = isCommon(title.text) ? 0.02 : isAlike(title.text) ? 0.3 : 1
    return (Math.min(widthOf(title.text), 60) + (title.isHeading ? 40 : 0)) * uniqueness * wording
  }
}

/** Whether a share of the rows says the same. */
const repetition = (
  wordings: readonly ReadonlySet<string>[],
  share: number,
  part: (text: string) => string
): ((text: string) => boolean) => {
  const rows = new Map<string, number>()
  for (const texts of wordings) {
    for (const text of new Set([...texts].map(part))) rows.set(text, (rows.get(text) ?? 0) + 1)
  }
  const most = Math.max(1, wordings.length * share)
  return (text) => part(text) !== '' && (rows.get(part(text)) ?? 0) > most
}
/** A text that this share of rows repeats is no title of one of them. */
const COMMON_SHARE = 0.25
/** A beginning that this share of rows has was put there for all of them. */
const ALIKE_SHARE = 0.6

/** `Continue reading “…”`, `Download (PDF, …)`: empty for a text that is too short to have one. */
const startOf = (text: string): string => (widthOf(text) > 16 ? text.slice(0, 10) : '')

const best = (
  offer: readonly Candidate[],
  weigh: (candidate: Candidate) => number
): Choice | null => {
  const weights = offer.map(weigh)
  const most = Math.max(0, ...weights)
  const main = offer[weights.indexOf(most)]
  if (!main || most <= MIN_WEIGHT) return null
  const isRival = (weight: number): boolean => weight >= most * RIVAL_SHARE
  return { main, rivals: weights.filter(isRival).length - 1 }
}
/** A row whose title is no link: the heading beside the first link that leads on. */
const headed = (
  { pieces }: RowPieces,
  first: Place | undefined,
  isPoor: (text: string) => boolean
): Choice | null => {
  const heading = pieces.filter(({ isHeading, link }) => isHeading && link < 0)
  const [piece] = heading
  if (!first || !piece) return null
  const text = heading
    .filter(({ line }) => line === piece.line)
    .map(({ text }) => text)
    .join(' ')
  if (isPoor(text)) return null
  const title = { text, isHeading: true, isAlt: false, pieces: heading }
  return { main: { url: first.url, key: first.key, title }, rivals: 0 }
}
type Choice = { readonly main: Candidate; readonly rivals: number }
const RIVAL_SHARE = 0.5
/** Less says nothing: a page number, 更多, a mark. */
const MIN_WEIGHT = 3
