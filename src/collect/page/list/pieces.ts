import type { AnyNode, Element } from 'domhandler'
import { cleanLine } from '../../../normalize/text.ts'
import { isField, isTitled } from './field.ts'
import type { Period } from './period.ts'
import { rowLink, type RowLink } from './row-link.ts'
import { walkRow } from './row-walk.ts'
import { isBlock } from './tree.ts'

/** A stretch of text in a row that reads as one. */
export type Piece = {
  readonly text: string
  /** The element around it. */
  readonly at: Element
  /** The link it stands in, as a place in `links`; -1 outside of all. */
  readonly link: number
  /** Pieces of one line share it. */
  readonly line: number
  /** Inside a heading, or in an element that is called title. */
  readonly isHeading: boolean
  /** What a `time` element says to programs; its `text` is empty then. */
  readonly datetime?: string | undefined
}

export type RowPieces = {
  readonly pieces: readonly Piece[]
  readonly links: readonly RowLink[]
  /** Values of attributes that may hold a date. */
  readonly attributes: readonly string[]
}

/** A row: the element that repeats, and what stands before and behind it and belongs to it. */
export type Row = {
  readonly before: readonly AnyNode[]
  readonly core: Element
  readonly after: readonly AnyNode[]
  /** The year or the month in a heading above it. */
  readonly period: Period
}

/** Takes a row apart. Links count in its core alone: those beside it belong to other things. */
export const piecesOf = ({ before, core, after }: Omit<Row, 'period'>, base: string): RowPieces => {
  const reader: Reader = {
    base,
    pieces: [],
    links: [],
    attributes: [],
    stack: [],
    line: 0,
    text: '',
    at: null
  }
  read(reader, before, false)
  read(reader, [core], true)
  read(reader, after, false)
  const { pieces, links, attributes } = reader
  return { pieces, links, attributes }
}

type Open = { readonly element: Element; readonly link: number; readonly isHeading: boolean }

/** What was read of a row so far, and the text that has not come to its end. */
type Reader = {
  readonly base: string
  readonly pieces: Piece[]
  readonly links: RowLink[]
  readonly attributes: string[]
  readonly stack: Open[]
  line: number
  text: string
  /** The element around the beginning of the text. */
  at: Element | null
}

const read = (reader: Reader, nodes: readonly AnyNode[], isCore: boolean): void => {
  for (const step of walkRow(nodes)) {
    if (step.kind === 'open') open(reader, step.element, isCore)
    else if (step.kind === 'close') close(reader, step.element)
    else {
      reader.text += step.text
      if (step.text.trim() !== '') reader.at ??= step.element
    }
  }
  flush(reader)
  reader.stack.length = 0
  reader.line += 1
}

const open = (reader: Reader, element: Element, isCore: boolean): void => {
  cut(reader, element)
  const around = top(reader)
  const link = isCore ? linkAt(reader, element) : -1
  const isHeading = around.isHeading || isTitled(element)
  reader.stack.push({ element, link, isHeading })
  reader.attributes.push(...datedAttributes(element))
  const datetime = element.name === 'time' ? element.attribs['datetime'] : undefined
  if (!datetime) return
  const { pieces, line } = reader
  pieces.push({ text: '', at: element, link, line, isHeading: false, datetime })
}

const close = (reader: Reader, element: Element): void => {
  cut(reader, element)
  reader.stack.pop()
}

/** Ends the text where another begins. */
const cut = (reader: Reader, element: Element): void => {
  if (isBlock(element) || element.name === 'a' || isField(element)) flush(reader)
  if (isBlock(element)) reader.line += 1
}

const flush = (reader: Reader): void => {
  const { at, line, pieces } = reader
  const text = cleanLine(reader.text)
  const { link, isHeading } = top(reader)
  if (at && text !== '') pieces.push({ text, at, link, line, isHeading })
  reader.text = ''
  reader.at = null
}

const top = ({ stack }: Reader): Omit<Open, 'element'> =>
  stack.at(-1) ?? { link: -1, isHeading: false }

const linkAt = (reader: Reader, element: Element): number => {
  const around = top(reader).link
  const link = around === -1 ? rowLink(element, reader.base) : null
  return link === null ? around : reader.links.push(link) - 1
}

/** Long ones are scripts, addresses or whole texts. */
const MAX_ATTRIBUTE = 200

const datedAttributes = ({ name, attribs }: Element): readonly string[] =>
  name === 'img'
    ? []
    : Object.entries(attribs).flatMap(([key, value]) =>
        (key === 'title' || key.startsWith('data-')) && /\d/.test(value)
          ? [value.slice(0, MAX_ATTRIBUTE)]
          : []
      )
