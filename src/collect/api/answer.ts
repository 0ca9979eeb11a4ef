import { messageOf, ParkwireError } from '../../errors.ts'
import { excerpt, textOf } from '../../normalize/html.ts'
import { withoutControls } from '../feed/plain-text.ts'
import { jsonTree } from './json-tree.ts'
import type { Tree } from './tree.ts'
import { xmlRoot, xmlTree } from './xml-tree.ts'

/** A document of a data address, ready to be walked. */
export type Answer = { readonly root: unknown; readonly tree: Tree }

/**
 * Reads JSON, JSON wrapped in a call (JSONP) or behind a guard against scripts (`)]}'`), and XML.
 * @throws ParkwireError `parse`, with one sentence on what the document is instead
 */
export const readAnswer = (decoded: string): Answer => {
  const text = withoutControls(decoded)
    .replace(/^\ufeff/, '')
    .trim()
  if (text === '') throw refused('this answer is empty')
  if (text.startsWith('<')) return readElements(text)
  return { root: parse(unwrapped(text)), tree: jsonTree }
}

const refused = (what: string, cause?: unknown): ParkwireError =>
  new ParkwireError('parse', what, cause === undefined ? undefined : { cause })

/** The document type and its entities are left out: none is ever expanded. */
const readElements = (text: string): Answer => {
  const match = /<([a-z_][\w.:-]{0,99})(?=[\s/>])/i.exec(text.slice(0, MAX_PROLOG))
  if (!match || HTML.has(match[1]!.toLowerCase()))
    throw refused(`this is an HTML page${titleIn(text)}, not data`)
  return { root: xmlRoot(text.slice(match.index)), tree: xmlTree }
}
const MAX_PROLOG = 5000
const HTML: ReadonlySet<string> = new Set(
  'html head body meta title script style link div p br table form center h1'.split(' ')
)

/** A login page and an error page say in their titles what they are. */
const titleIn = (html: string): string => {
  const from = html.slice(0, MAX_PROLOG).search(/<title\b/i)
  const end = from < 0 ? -1 : html.slice(from, from + 1000).search(/<\/title/i)
  const title = end < 0 ? '' : excerpt(textOf(html.slice(from, from + end)), 60)
  return title === '' ? '' : ` (“${title}”)`
}

const unwrapped = (text: string): string => {
  if (/^[[{"]/.test(text)) return text
  const rest = text.replace(GUARD, '').trimStart()
  const call = CALL.exec(rest)
  if (!call) return rest
  return rest.slice(call[0].length).replace(CALL_END, '')
}
const GUARD = /^(?:\)\]\}'?,?|while\s?\(1\);|for\s?\(;;\);)/
/** `/**\/cb(`, `try{cb(`, `var list = `, `window["list"]=`. */
const CALL =
  /^(?:\/\*[^*]{0,100}\*\/\s{0,9})?(?:try\s?\{\s?)?(?:;\s?)?(?:(?:var|let|const)\s{1,9})?[\w$.[\]"']{1,200}\s{0,9}(?:&&\s{0,9}[\w$.]{1,200})?[(=]\s{0,99}(?=[[{"])/
const CALL_END = /[\s;)]*(?:\}\s{0,9}catch\s{0,9}\(\w{0,20}\)\s{0,9}\{\s{0,9}\})?[\s;)]*$/

const parse = (text: string): unknown => {
  try {
    return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
  } catch (cause) {
    if (!/^[[{"]/.test(text)) throw refused(`this is no JSON and no XML but “${excerpt(text, 60)}”`)
    if (!/[\]}"]$/.test(text) || isOpen(text)) {
      throw refused(`this JSON is cut off behind “${text.slice(-30)}”`, cause)
    }
    throw refused(`this JSON is broken: ${excerpt(messageOf(cause), 200)}`, cause)
  }
}

/** Ids of 19 digits are common, and a number of JavaScript holds only 15. */
const LONG_NUMBER = /[:,[]\s{0,9}-?\d{16}/
const keepDigits = (
  _key: string,
  value: unknown,
  context?: { readonly source?: string }
): unknown =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value

/** More brackets are opened than closed. */
const isOpen = (text: string): boolean => {
  let depth = 0
  let isQuoted = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (isQuoted && char === '\\') at += 1
    else if (char === '"') isQuoted = !isQuoted
    else if (!isQuoted && (char === '{' || char === '[')) depth += 1
    else if (!isQuoted && (char === '}' || char === ']')) depth -= 1
  }
  return depth > 0 || isQuoted
}
