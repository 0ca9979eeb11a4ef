import type { Article } from './article.ts'
import type { FoundList } from './list-item.ts'
import type { AnyNode, Page } from './page.ts'

/**
 * How much of what was taken for the text of an article stands in the rows of a list, from 0 to 1. The
 * excerpts of twenty rows look like the paragraphs of one text; only where they stand tells them apart.
 */
export const bodyInRows = (
  page: Page,
  list: FoundList | undefined,
  article: Article | null
): number => {
  if (!list || !article || list.items.length < MIN_ROWS) return 0
  const lines = article.text.split('\n').map(linePart).filter(Boolean).slice(0, MAX_LINES)
  if (lines.length === 0) return 0
  const share = (text: string): number =>
    charsOf(lines.filter((line) => text.includes(line))) / charsOf(lines)
  const said = list.items.flatMap(({ title, excerpt = '' }) => [title, excerpt]).map(squeeze)
  // The excerpt of one of two rows is at times a whole short article, with a link to share it.
  const isFew = list.items.length <= MIN_ROWS
  const shown = said.filter((text) => !isFew || share(text) < WHOLE)
  // Selectors of old pages may catch a row around everything, and no single row is the whole text.
  const rows = rowTexts(page, list).filter((text) => share(text) < WHOLE)
  return share([...shown, ...rows].join('\n'))
}

/** One row may well be the frame around a whole article. */
const MIN_ROWS = 2
const MAX_LINES = 200
const MAX_ROWS = 200
const MAX_CHARS = 200_000
const WHOLE = 0.6

const squeeze = (text: string): string => text.replace(/\s+/g, '')
/** A row may show less of it. */
const linePart = (line: string): string => squeeze(line).replace(/(?:…|\.{3})$/, '')

const charsOf = (lines: readonly string[]): number =>
  lines.reduce((total, line) => total + line.length, 0)

/** Squeezed. Rows that wait in the page as data are in no element of it. */
const rowTexts = ({ $ }: Page, { selectors }: FoundList): readonly string[] => {
  let left = MAX_CHARS
  return $(selectors.item)
    .toArray()
    .slice(0, MAX_ROWS)
    .map((row) => {
      const text = squeeze(textWithin(row, left))
      left -= text.length
      return text
    })
}

/** Nothing where no link is: attachments below a text share its paragraphs' shape. Without recursion, which a deeply nested row would make too deep. */
const textWithin = (row: AnyNode, maxChars: number): string => {
  const parts: string[] = []
  let isRow = false
  const waiting: AnyNode[] = [row]
  let chars = 0
  for (let node = waiting.pop(); node && chars < maxChars; node = waiting.pop()) {
    if ('attribs' in node)
      isRow ||= node.tagName === 'a' || LINKING.some((name) => name in node.attribs)
    if ('children' in node) waiting.push(...node.children.toReversed())
    else if (node.nodeType === TEXT && 'data' in node) {
      parts.push(node.data)
      chars += node.data.length
    }
  }
  return isRow ? parts.join('') : ''
}
const TEXT = 3
const LINKING = ['onclick', 'data-href', 'data-url']
