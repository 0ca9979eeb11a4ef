import type { AnyNode, Element } from 'domhandler'
import { cleanLine } from '../../../normalize/text.ts'
import { isField, isTitled } from './field.ts'
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
}

/** Takes a row apart. Links count in its core alone: those beside it belong to other things. */
export const piecesOf = ({ before, core, after }: Row, base: string): RowPieces => {
  const reader = createReader(base)
  reader.read(before, false)
  reader.read([core], true)
  reader.read(after, false)
  return reader.result
}

type Open = { readonly element: Element; readonly link: number; readonly isHeading: boolean }

const createReader = (base: string): { read: Read; result: RowPieces } => {
  const pieces: Piece[] = []
  const links: RowLink[] = []
  const attributes: string[] = []
  const stack: Open[] = []
  const top = (): Omit<Open, 'element'> => stack.at(-1) ?? { link: -1, isHeading: false }
  let line = 0
  let text = ''
  let at: Element | null = null

  const flush = (): void => {
    const clean = cleanLine(text)
    const { link, isHeading } = top()
    if (at && clean !== '') pieces.push({ text: clean, at, link, line, isHeading })
    text = ''
    at = null
  }
  const cut = (element: Element): void => {
    if (isBlock(element)) line += 1
  }
  const linkAt = (element: Element): number => {
    const link = top().link === -1 ? rowLink(element, base) : null
    return link === null ? top().link : links.push(link) - 1
  }
  const open = (element: Element, isCore: boolean): void => {
    const parts = isBlock(element) || element.name === 'a' || isField(element)
    if (parts) flush()
    cut(element)
    const link = isCore ? linkAt(element) : -1
    const isHeading = top().isHeading || isTitled(element)
    stack.push({ element, link, isHeading })
    attributes.push(...datedAttributes(element))
    const datetime = element.name === 'time' ? element.attribs['datetime'] : undefined
    if (datetime) pieces.push({ text: '', at: element, link, line, isHeading: false, datetime })
  }
  const close = (element: Element): void => {
    if (isBlock(element) || element.name === 'a' || isField(element)) flush()
    cut(element)
    stack.pop()
  }
  const read: Read = (nodes, isCore) => {
    for (const step of walkRow(nodes)) {
      if (step.kind === 'open') open(step.element, isCore)
      else if (step.kind === 'close') close(step.element)
      else {
        text += step.text
        if (step.text.trim() !== '') at ??= step.element
      }
    }
    flush()
    stack.length = 0
    line += 1
  }
  return { read, result: { pieces, links, attributes } }
}
type Read = (nodes: readonly AnyNode[], isCore: boolean) => void

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
