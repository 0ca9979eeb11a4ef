import { decodeHTML } from 'entities'
import sanitize from 'sanitize-html'
import { BARE_BLOCK_TAGS, BLOCK_TAGS, CELL_TAGS, INLINE_TAGS, VOID_TAGS } from './html-tags.ts'
import { readMarkup } from './markup.ts'
import { pruneMarkup } from './prune-markup.ts'
import { cleanLine } from './text.ts'
import { absoluteUrl } from './url.ts'

/**
 * What may be shown of HTML from outside: reading matter only, by allow-list; links and images
 * absolute (a relative one without `baseUrl` goes), the text of all other elements kept. Idempotent.
 */
export const sanitizeHtml = (html: string, baseUrl?: string): string =>
  sanitize(pruneMarkup(html), optionsFor(baseUrl)).replace(FORBIDDEN, '').toWellFormed()

/**
 * The readable text of HTML, or of plain text: a line for each block, entities decoded, white space
 * folded, scripts and the like left out.
 */
export const textOf = (html: string): string => {
  let text = ''
  for (const piece of readMarkup(html)) {
    if (piece.kind === 'text') text += decodeHTML(piece.raw).replace(/\s+/g, ' ')
    else if (piece.kind !== 'hidden' && LINES.has(piece.name)) text += '\n'
    else if (piece.kind !== 'hidden' && CELLS.has(piece.name)) text += ' '
  }
  return text.split('\n').map(cleanLine).filter(Boolean).join('\n')
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

const ATTRIBUTES: Record<string, string[]> = {
  '*': ['lang', 'dir'],
  a: ['href', 'title'],
  img: ['src', 'alt', 'title', 'width', 'height'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
  ol: ['start'],
  time: ['datetime'],
  abbr: ['title']
}

const CELLS: ReadonlySet<string> = new Set(CELL_TAGS)
const LINES: ReadonlySet<string> = new Set([...BLOCK_TAGS, ...BARE_BLOCK_TAGS, 'br', 'hr'])

const optionsFor = (baseUrl: string | undefined): sanitize.IOptions => ({
  allowedTags: [...VOID_TAGS, ...CELL_TAGS, ...BLOCK_TAGS, ...INLINE_TAGS],
  allowedAttributes: ATTRIBUTES,
  allowedSchemes: ['http', 'https', 'mailto'],
  allowProtocolRelative: false,
  transformTags: {
    ...Object.fromEntries(BARE_BLOCK_TAGS.map((name) => [name, 'div'])),
    // sanitize-html leaves out an empty href or src.
    a: (tagName, attribs) => ({
      tagName,
      attribs: { ...attribs, href: absoluteUrl(attribs.href ?? '', baseUrl) ?? '' }
    }),
    // A picture that cannot be shown becomes an empty tag that is allowed: renamed to one that is
    // not, sanitize-html 2.18 ends a later tag by the wrong name.
    img: (tagName, attribs) => {
      const src = imageUrl(attribs, baseUrl)
      return { tagName: src === '' ? 'wbr' : tagName, attribs: { ...attribs, src } }
    }
  },
  selfClosing: VOID_TAGS
})

/** WeChat and most lazy pages hold the address in `data-src` until a script runs. */
const imageUrl = (attribs: sanitize.Attributes, baseUrl: string | undefined): string =>
  [attribs['data-src'], attribs['data-original'], attribs.src]
    .map((src) => absoluteUrl(src ?? '', baseUrl) ?? '')
    .find((src) => src.startsWith('http')) ?? ''

/** What no feed and no page may hold (XML 1.0 §2.2), also where a numeric reference made it. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g

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
