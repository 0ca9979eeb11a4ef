import type { ListContext } from './context.ts'
import { dateInAddress } from './date-address.ts'
import { orderOfAll } from './date-parts.ts'
import type { DateContext, TextDate } from './date-context.ts'
import { dateAtEdge, dateBeside } from './date-beside.ts'
import { dayOfPeriod, inPeriod } from './period-dates.ts'
import type { Row, RowPieces } from './pieces.ts'
import type { Candidate } from './row-titles.ts'

export type RowDate = {
  readonly iso: string
  readonly from: 'row' | 'address'
  /** The title without the date that stood in it at its edge, where all rows of the list have it so. */
  readonly title?: string | undefined
}

type Filled = { readonly row: Row; readonly parts: RowPieces; readonly main: Candidate }

/** The date of each row: what the row shows, else what its address names; null where neither is sure. */
export const datesOf = (
  rows: readonly Filled[],
  context: ListContext
): readonly (RowDate | null)[] => {
  const texts = rows.flatMap(({ parts }) => parts.pieces.map(({ text }) => text))
  const named = rows.map(({ main }) => dateInAddress(main.url, context) ?? null)
  const short = texts.filter((text) => text.length < 60)
  const dates = { ...context, order: orderOfAll(short, context.language, context.now) }
  const shown = rows.map(({ parts, main }, at) => shownDate(parts, main, dates, named[at] ?? null))
  const isShown = shown.filter((date) => date !== null).length > rows.length * (1 - EDGE_SHARE)
  const edges = isShown ? [] : edgeDates(rows, dates)
  const numbered = isShown ? [] : numberedDays(rows, context)
  const isTrusted = isAgreed(shown, named)
  return rows.map(({ row: { period } }, at) => {
    const edge = edges[at]
    const row = shown[at] ?? edge?.date ?? numbered[at] ?? null
    const address = isTrusted ? (named[at] ?? null) : null
    if (row === null) return address === null ? null : { iso: address, from: 'address' }
    const dated = address === null ? inPeriod(row, period, context) : withYearOf(row, address)
    return { iso: dated, from: 'row', title: edge?.title }
  })
}

/** Days that are bare numbers under the heading of their month, where nearly all rows have them so. */
const numberedDays = (
  rows: readonly Filled[],
  context: ListContext
): readonly (TextDate | null)[] => {
  const days = rows.map(({ row, parts, main }) => {
    const beside = parts.pieces.filter((piece) => !main.title.pieces.includes(piece))
    return dayOfPeriod(
      beside.map(({ text }) => text),
      row.period,
      context
    )
  })
  return days.filter((day) => day !== null).length >= rows.length * EDGE_SHARE ? days : []
}

const DAY_MS = 86_400_000

/** A date later than this is that of an event or a deadline, or none. */
const isPast = (iso: string, now: Date): boolean =>
  Date.parse(iso.slice(0, 10)) <= now.getTime() + DAY_MS

const shownDate = (
  parts: RowPieces,
  { title }: Candidate,
  context: DateContext,
  address: string | null
): TextDate | null => {
  const beside = parts.pieces.filter((piece) => !title.pieces.includes(piece))
  const isGood = ({ iso }: TextDate): boolean => isPast(iso, context.now)
  return dateBeside({ pieces: beside, attributes: parts.attributes }, context, isGood, address)
}

/** What part of the rows must carry a date at the same end of their titles for it to be no part of them. */
const EDGE_SHARE = 0.8

const edgeDates = (
  rows: readonly Filled[],
  context: DateContext
): readonly ReturnType<typeof dateAtEdge>[] => {
  if (rows.length < 2) return []
  for (const edge of ['end', 'start'] as const) {
    const found = rows.map(({ main }) => dateAtEdge(main.title.text, edge, context))
    if (found.filter((date) => date !== null).length >= rows.length * EDGE_SHARE) return found
  }
  return []
}

const daysApart = (a: string, b: string): number =>
  Math.abs(Date.parse(a.slice(0, 10)) - Date.parse(b.slice(0, 10))) / DAY_MS

/** Whether addresses name the days that their rows show, as far as both are there. */
const isAgreed = (
  shown: readonly (TextDate | null)[],
  named: readonly (string | null)[]
): boolean => {
  const both = shown.flatMap((date, at) => {
    const address = named[at]
    return date?.kind === 'full' && address ? [daysApart(date.iso, address)] : []
  })
  return both.filter((days) => days <= MAX_DAYS_APART).length >= both.length * 0.7
}
const MAX_DAYS_APART = 7

/** The year of an address for a row that shows only month and day, if both mean about the same day. */
const withYearOf = ({ iso, kind }: TextDate, address: string | null): string => {
  if (kind !== 'yearless' || address === null) return iso
  const year = Number(address.slice(0, 4))
  const near = [year, year - 1, year + 1]
    .map((other) => `${other}${iso.slice(4)}`)
    .find((other) => daysApart(other, address) <= MAX_DAYS_APART)
  return near ?? iso
}
