import { excerpt } from '../../../normalize/html.ts'
import { widthOf } from '../../../normalize/width.ts'
import { looksLikeDate } from './date-text.ts'
import type { Piece, RowPieces } from './pieces.ts'
import type { Candidate } from './row-titles.ts'

/** A shorter text beside a title is a label, a name, a place. */
const MIN_EXCERPT_WIDTH = 36
const MAX_EXCERPT = 300

/** The excerpt and the outlet that a row names beside its title. */
export const detailsOf = (
  { pieces, links }: RowPieces,
  { key, title }: Candidate,
  shownTitle: string
): { excerpt?: string; outlet?: string } => {
  const isFree = ({ link }: Piece): boolean => link < 0 || links[link]?.key === key
  const lines = linesOf(pieces.filter((piece) => isFree(piece) && !title.pieces.includes(piece)))
  const outlet = lines.map(outletIn).find((found) => found !== undefined)
  const text = lines
    .filter(
      (line) =>
        widthOf(line) >= MIN_EXCERPT_WIDTH && !looksLikeDate(line) && outletIn(line) === undefined
    )
    .filter((line) => !line.startsWith(shownTitle) || line.length > 2 * shownTitle.length)
    .toSorted((a, b) => b.length - a.length)[0]
  return {
    ...(text === undefined ? {} : { excerpt: excerpt(text, MAX_EXCERPT) }),
    ...(outlet === undefined ? {} : { outlet })
  }
}

const linesOf = (pieces: readonly Piece[]): readonly string[] => {
  const lines = new Map<number, string>()
  for (const { line, text } of pieces) {
    if (text !== '') lines.set(line, `${lines.get(line) ?? ''} ${text}`.trim())
  }
  return [...lines.values()]
}

const OUTLET =
  /(?:来源|來源|稿源|出处|出處|出典|source|quelle|quellen|fuente|источник|출처)\s?[:：]\s?([^\s|｜，,；;()（）[\]【】]{2,40})/i

const outletIn = (line: string): string | undefined => {
  const name = OUTLET.exec(line.slice(0, 400))?.[1]
  return name === undefined || /^\d/.test(name) ? undefined : name
}
