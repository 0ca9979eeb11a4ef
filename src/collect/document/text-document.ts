import { cleanLine } from '../../normalize/text.ts'
import { widthOf } from '../../normalize/width.ts'
import type { Clipping, ReadContext } from './clipping.ts'
import { headFields, type HeadFields } from './head-fields.ts'
import { htmlOfLines } from './text-html.ts'

type Options = ReadContext & {
  readonly isMarkdown?: boolean
  /** When something else names the document, as the subject of a mail does, its first line is text. */
  readonly title?: string | null
}

/**
 * A text file: its title in the first line (in Markdown behind `#`, in front matter behind `title:`),
 * lines such as `来源：…` below it, then the body. A first line that is as long as a paragraph, or that ends
 * as a sentence does, is no title.
 */
export const readText = (text: string, options: Options): Clipping => {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|[\n\r\u2028\u2029]/)
  const front = frontMatter(lines)
  const given = front.fields.map((line) => headFields(line, options) ?? {})
  const from = nextText(lines, front.to)
  const title = options.title === undefined ? titleIn(lines, from, options) : null
  const body = fieldsBelow(lines, title === null ? from : from + 1, options)
  const fields: HeadFields = Object.assign({}, ...given, ...body.fields) as HeadFields
  return {
    title: options.title ?? fields.title ?? title,
    url: fields.url ?? null,
    outlet: fields.outlet ?? null,
    author: fields.author ?? null,
    published: fields.published ?? null,
    html: htmlOfLines(lines.slice(body.to), options.isMarkdown ?? false)
  }
}

/** The block of `key: value` between two lines `---` in which Markdown tools keep what they know. */
const frontMatter = (lines: readonly string[]): { fields: readonly string[]; to: number } => {
  if (lines[0]?.trim() !== '---') return { fields: [], to: 0 }
  const end = lines.findIndex((line, i) => i > 0 && i < MAX_FRONT && line.trim() === '---')
  return end < 0 ? { fields: [], to: 0 } : { fields: lines.slice(1, end), to: end + 1 }
}
const MAX_FRONT = 60

const nextText = (lines: readonly string[], from: number): number => {
  const at = lines.findIndex((line, i) => i >= from && line.trim() !== '')
  return at < 0 ? lines.length : at
}

/** A title in Chinese; in Latin letters it takes more of them. */
const MAX_TITLE_COLUMNS = 160

const titleIn = (lines: readonly string[], at: number, options: Options): string | null => {
  const line = cleanLine(lines[at] ?? '')
  const heading = /^#{1,3} +/.exec(line)?.[0]
  if (heading !== undefined) return line.slice(heading.length).replace(/ #{1,3}$/, '')
  if (line === '' || nextText(lines, at + 1) === lines.length) return null
  if (headFields(line, options) !== null || /[。；;，,]$|[^.]\.$/u.test(line)) return null
  return widthOf(line) > MAX_TITLE_COLUMNS ? null : line
}

const MAX_FIELD_LINES = 8

/** The lines of fields right below the title, empty ones between them allowed, and where the body starts. */
const fieldsBelow = (
  lines: readonly string[],
  from: number,
  context: ReadContext
): { fields: readonly HeadFields[]; to: number } => {
  const fields: HeadFields[] = []
  let to = from
  while (fields.length < MAX_FIELD_LINES) {
    const at = nextText(lines, to)
    const found = at < lines.length ? headFields(lines[at] ?? '', context) : null
    if (found === null) return { fields, to }
    fields.push(found)
    to = at + 1
  }
  return { fields, to }
}
