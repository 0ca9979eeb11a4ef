import { decodeHTML } from 'entities'
import { BARE_BLOCK_TAGS, BLOCK_TAGS, CELL_TAGS } from '../../normalize/html-tags.ts'
import { readMarkup, type Markup } from '../../normalize/markup.ts'
import { cleanLine } from '../../normalize/text.ts'

/** A line of the readable text of HTML, with the place that it has there. */
export type BodyLine = {
  readonly text: string
  /** In UTF-16 units of the HTML; `start` is before the tag that opens the line's block. */
  readonly start: number
  readonly end: number
  /** It is, or begins, an element of a list. */
  readonly isItem: boolean
  readonly hasLink: boolean
}

/** The lines of `textOf` (normalize/html.ts) with their places, so that HTML can be cut between two of them. */
export const bodyLines = (html: string): BodyLine[] => {
  const lines: BodyLine[] = []
  let open = emptyLine(0)
  let at = 0
  const endLine = (next: number): void => {
    const text = cleanLine(open.text)
    if (text === '') return
    lines.push({ ...open, text, end: at })
    open = emptyLine(next)
  }
  for (const piece of readMarkup(html)) {
    if (breaks(piece)) endLine(piece.kind === 'open' ? at : at + piece.raw.length)
    open = withPiece(open, piece, at)
    at += piece.raw.length
  }
  endLine(at)
  return lines
}

type OpenLine = Omit<BodyLine, 'end'>

const emptyLine = (start: number): OpenLine => ({ text: '', start, isItem: false, hasLink: false })

const LINES: ReadonlySet<string> = new Set([...BLOCK_TAGS, ...BARE_BLOCK_TAGS, 'br', 'hr'])
const CELLS: ReadonlySet<string> = new Set(CELL_TAGS)

const breaks = (piece: Markup): boolean => 'name' in piece && LINES.has(piece.name)

const withPiece = (line: OpenLine, piece: Markup, at: number): OpenLine => {
  if (piece.kind === 'text') return { ...line, text: line.text + decodeHTML(piece.raw) }
  if (piece.kind === 'hidden') return line
  if (CELLS.has(piece.name)) return { ...line, text: `${line.text} ` }
  if (piece.kind === 'close') return line
  if (piece.name === 'a') return { ...line, hasLink: true }
  // Between two lines, the one that follows begins at its own tag, not where the last one ended.
  const start = line.text.trim() === '' && piece.name !== 'br' && breaks(piece) ? at : line.start
  return { ...line, start, isItem: line.isItem || piece.name === 'li' }
}
