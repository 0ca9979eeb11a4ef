import { isoDate } from '../../../normalize/iso-date.ts'
import type { DateContext, TextDate } from './date-context.ts'
import { dateWithin, standaloneDate } from './date-text.ts'
import { namesOf } from './tree.ts'
import type { Piece, RowPieces } from './pieces.ts'

type Beside = Pick<RowPieces, 'pieces' | 'attributes'>
type IsGood = (date: TextDate) => boolean

/**
 * The date in what stands in a row beside its title. A date for programs goes before one for people, a date
 * alone before one among words, a full one before one without its year.
 */
export const dateBeside = (
  beside: Beside,
  context: DateContext,
  isGood: IsGood,
  address: string | null
): TextDate | null => {
  const date = dayBeside(beside, context, isGood, address)
  const clocks = new Set(beside.pieces.map(({ text }) => text).filter((text) => CLOCK.test(text)))
  const [clock, another] = clocks
  if (
    date?.kind !== 'full' ||
    date.iso.includes('T') ||
    clock === undefined ||
    another !== undefined
  )
    return date
  const iso = isoDate(`${date.iso} ${clock}`, context)
  return iso === undefined ? date : { ...date, iso }
}

/** A time of day in an element of its own. */
const CLOCK = /^(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?$/

const dayBeside = (
  { pieces, attributes }: Beside,
  context: DateContext,
  isGood: IsGood,
  address: string | null
): TextDate | null => {
  const free = pieces.filter((piece, at) => !isDue(piece, pieces[at - 1]))
  const ways = [
    () => machineDates(free, context),
    () => free.flatMap(({ text }) => standaloneDate(text, context) ?? []),
    () => joinedDates(free, context),
    () => [...textsOf(free), ...linesOf(free)].flatMap((line) => amongWords(line, context) ?? []),
    () => attributes.flatMap((text) => attributeDates(text, context))
  ]
  const found: TextDate[] = []
  for (const way of ways) {
    found.push(...way().filter(isGood))
    const full = found.filter(({ kind }) => kind === 'full')
    // Of several days, that of the address is the one of publishing.
    const named = full.find(({ iso }) => iso.slice(0, 10) === address)
    if (full.length > 0) return named ?? full[0]!
  }
  return found.find(({ kind }) => kind === 'relative') ?? found[0] ?? null
}

/** The day by which something has to be done, or on which it takes place, is not the day of the news. */
const isDue = ({ text, line }: Piece, before: Piece | undefined): boolean =>
  (text.length < MAX_DUE && DUE.test(text)) ||
  (before !== undefined && before.line === line && DUE_LABEL.test(before.text))

const MAX_DUE = 40
const DUE =
  /截止|截至|deadline|closing|closes|expires?\b|until|\bdue\b|开标|開標|有效期|会期|會期|施行|报名/i
const DUE_LABEL = new RegExp(String.raw`(?:${DUE.source})[^\d]{0,12}$`, 'i')

const machineDates = (pieces: readonly Piece[], context: DateContext): TextDate[] => {
  const times = pieces.filter(({ datetime }) => datetime !== undefined)
  const published = times.filter(({ at }) => !isUpdate(at))
  return (published.length > 0 ? published : times).flatMap(({ datetime = '' }) => {
    const iso = /^\s*\d{4}-\d/.test(datetime) ? isoDate(datetime.trim(), context) : undefined
    return iso === undefined ? [] : [{ iso: withoutMidnight(iso), kind: 'full' }]
  })
}

const isUpdate = (element: Piece['at']): boolean => {
  const names = namesOf(element)
  return names.some((name) => /^(?:updated|modified)$/.test(name)) && !names.includes('published')
}

/** Programs write a day as its midnight. */
const withoutMidnight = (iso: string): string => (/T00:00:00/.test(iso) ? iso.slice(0, 10) : iso)

/** Parts of one date in elements of their own: «04» and «2021-06», «Mar», «4», «2026». */
const joinedDates = (pieces: readonly Piece[], context: DateContext): TextDate[] => {
  const texts = pieces.map(({ text }) => text.trim()).filter((text) => text !== '')
  const found: TextDate[] = []
  for (let at = 0; at + 1 < texts.length; at += 1) {
    const parts = texts.slice(at, at + 3)
    if (!parts.slice(0, 2).every((part) => part.length <= MAX_PART)) continue
    for (const text of spellings(parts)) {
      const date = standaloneDate(text, context)
      if (date) found.push(date)
    }
  }
  return found
}
const MAX_PART = 16

const DAY = /^(\d{1,2})[日号]?$/
const MONTH_DAY = /^(\d{1,2})\s?[-/.月]\s?(\d{1,2})日?$/
const YEAR_MONTH = /^((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})月?$/
const MONTH = /^(\d{1,2})月$/
const YEAR = /^((?:19|20)\d{2})年?$/
const WORD = /^\p{L}[\p{L}\p{M}.]{1,11},?$/u

/** The dates that neighbouring texts may make, most complete first. */
const spellings = (parts: readonly string[]): readonly string[] => {
  const [first = '', second = '', third = ''] = parts
  const year = YEAR.exec(third)?.[1]
  for (const [a, b] of [
    [first, second],
    [second, first]
  ] as const) {
    const day = DAY.exec(a)?.[1]
    const [, ofYear, month] = YEAR_MONTH.exec(b) ?? []
    if (day !== undefined && ofYear !== undefined) return [`${ofYear}-${month}-${day}`]
    const [, m, d] = MONTH_DAY.exec(a) ?? []
    const own = YEAR.exec(b)?.[1]
    if (m !== undefined && own !== undefined) return [`${own}-${m}-${d}`]
    const only = MONTH.exec(b)?.[1]
    if (day !== undefined && only !== undefined)
      return [year === undefined ? `${only}-${day}` : `${year}-${only}-${day}`]
    if (day !== undefined && WORD.test(b))
      return [year === undefined ? `${day} ${b}` : `${day} ${b} ${year}`]
  }
  const isNamed =
    /\p{L}/u.test(first + second) && (YEAR.test(second) || /(?:19|20)\d{2}$/.test(second))
  return isNamed ? [`${first} ${second}`] : []
}

const textsOf = (pieces: readonly Piece[]): readonly string[] => pieces.map(({ text }) => text)

const linesOf = (pieces: readonly Piece[]): readonly string[] => {
  const lines = new Map<number, string>()
  for (const { line, text } of pieces) lines.set(line, `${lines.get(line) ?? ''} ${text}`.trim())
  return [...lines.values()]
}

/** A line about the row (who, when, how often read), no sentence: those tell of days too. */
const amongWords = (line: string, context: DateContext): TextDate | null => {
  if (line.length > MAX_LINE) return null
  const found = dateWithin(line, context)
  if (!found || DUE_LABEL.test(line.slice(0, found.start))) return null
  const rest = line.slice(0, found.start) + line.slice(found.end)
  if (isBracketedEnd(line, found)) return found.date
  return /[。！？]|[.!?]\s/.test(rest) || (rest.length > MAX_REST && !isLabelled(line, found.start))
    ? null
    : found.date
}
/** An excerpt may end with the date in brackets. */
const isBracketedEnd = (line: string, { start, end }: { start: number; end: number }): boolean =>
  /[（([【]\s?$/.test(line.slice(0, start)) && /^\s?[）)\]】]\s?$/.test(line.slice(end))

const MAX_LINE = 400
const MAX_REST = 70
const isLabelled = (line: string, start: number): boolean => /[:：]\s?$/.test(line.slice(0, start))

const attributeDates = (value: string, context: DateContext): readonly TextDate[] =>
  value.split(/[\r\n]+/, 12).flatMap((line) => {
    const date = DUE.test(line) ? null : standaloneDate(line.trim(), context)
    return date?.kind === 'full' ? [date] : []
  })

/** A full date at one end of a text, and the text without it. */
export const dateAtEdge = (
  text: string,
  edge: 'start' | 'end',
  context: DateContext
): { readonly date: TextDate; readonly title: string } | null => {
  const found =
    edge === 'end' ? lastDate(text, context) : dateWithin(text.slice(0, MAX_EDGE), context)
  if (!found) return null
  const [before, behind] = [text.slice(0, found.start), text.slice(found.end)]
  const isParted = /\s$/.test(text.slice(found.start, found.end)) || /^[\s)\]）】:：]/.test(behind)
  const isAtEdge =
    edge === 'end' ? /^[\s)\]）】]*$/.test(behind) : /^[\s([（【]*$/.test(before) && isParted
  const rest = edge === 'end' ? before.replace(/[\s([（【:：-]+$/, '') : behind.replace(LEAD, '')
  // More numbers of the date (`2021-06-04 1200`) would be no beginning of a title.
  const title = edge === 'start' && /^(?:[01]\d|2[0-3])[0-5]\d\s/.test(rest) ? text : rest.trim()
  return isAtEdge && title !== '' ? { date: found.date, title } : null
}
const LEAD = /^[\s)\]）】:：-]+/
const MAX_EDGE = 40

const lastDate = (text: string, context: DateContext): ReturnType<typeof dateWithin> => {
  const from = Math.max(0, text.length - MAX_EDGE)
  const found = dateWithin(text.slice(from), context)
  return found && { ...found, start: found.start + from, end: found.end + from }
}
