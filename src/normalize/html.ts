import { decodeHTML } from 'entities'
import { BARE_BLOCK_TAGS, BLOCK_TAGS, CELL_TAGS } from './html-tags.ts'
import { readMarkup, withoutSections } from './markup.ts'
import { cleanLine } from './text.ts'

/**
 * The readable text of HTML, or of plain text: a line for each block, entities decoded, white space
 * folded, scripts and the like left out.
 */
export const textOf = (html: string): string => {
  const lines: string[] = []
  let line = ''
  const endLine = (): void => {
    const clean = line === '' ? '' : cleanLine(line)
    if (clean !== '') lines.push(clean)
    line = ''
  }
  for (const piece of readMarkup(withoutSections(html))) {
    if (piece.kind === 'text') line += decodeHTML(piece.raw)
    else if (piece.kind === 'hidden') continue
    else if (LINES.has(piece.name)) endLine()
    else if (CELLS.has(piece.name)) line += ' '
  }
  endLine()
  return lines.join('\n')
}

/**
 * The beginning of a text on one line, at most `maxChars` UTF-16 units: whole sentences if they fill
 * half of it, else up to a comma or between two words, with `…`.
 */
export const excerpt = (text: string, maxChars = 160): string => {
  const line = cleanLine(text)
  if (line.length <= maxChars) return line
  const sentences = lastEnd(line, SENTENCE_END, maxChars)
  if (sentences >= maxChars / 2) return line.slice(0, sentences)
  const clauses = lastEnd(line, CLAUSE_END, maxChars) - 1
  const kept = line.slice(0, clauses >= maxChars / 2 ? clauses : wordEnd(line, maxChars - 1))
  return `${kept.replace(DANGLING, '')}…`
}

const CELLS: ReadonlySet<string> = new Set(CELL_TAGS)
const LINES: ReadonlySet<string> = new Set([...BLOCK_TAGS, ...BARE_BLOCK_TAGS, 'br', 'hr'])

const SENTENCE_END =
  /[。！？…]+["”’」』）)]*|[!?]+["'”’」』)]*(?=[\s\p{Script=Han}])|\.["'”’)]*(?=\s)/gu
const CLAUSE_END = /[，、；：]|[,;:](?=[\s\p{Script=Han}])/gu
const DANGLING = /[\s，、；：,;:(（“‘《【「]+$/u
const WORD_TAIL = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{M}'’-]+$/u

/** Where the last match within `maxChars` ends, 0 without one. A mark needs to see what follows it. */
const lastEnd = (line: string, mark: RegExp, maxChars: number): number =>
  [...line.slice(0, maxChars + 1).matchAll(mark)]
    .map((match) => match.index + match[0].length)
    .findLast((end) => end <= maxChars) ?? 0

/** The last place up to `end` that is not inside a word, but for a word that fills half the line. */
const wordEnd = (line: string, end: number): number => {
  const whole = /[\ud800-\udbff]/.test(line.charAt(end - 1)) ? end - 1 : end
  const next = line.slice(whole, whole + 1)
  const tail = WORD_TAIL.test(next) ? WORD_TAIL.exec(line.slice(0, whole)) : null
  return tail && tail.index >= whole / 2 ? tail.index : whole
}
