import { decodeHTML, decodeHTMLAttribute } from 'entities'
import { readMarkup, withoutSections } from './markup.ts'
import { createNesting } from './sanitize-nesting.ts'
import { LAZY_ADDRESSES, TAGS, type Tag } from './sanitize-tags.ts'
import { absoluteUrl } from './url.ts'

/**
 * What may be shown of HTML from outside: reading matter only, by allow-list; links and images
 * absolute (a relative one without `baseUrl` goes), the text of all other elements kept. Idempotent.
 *
 * Nothing is passed through: each tag is written out of the list, each text and value decoded and
 * escaped anew. So safety does not hang on whether a browser would have read the input alike.
 */
export const sanitizeHtml = (html: string, baseUrl?: string): string => {
  const source = withoutSections(html)
  const nesting = createNesting()
  let clean = ''
  let lastImage: string | undefined
  let isFallback = false
  for (const piece of readMarkup(source)) {
    if (piece.kind === 'hidden') continue
    if (piece.kind === 'text') {
      const text = writtenText(piece.raw)
      clean += nesting.text(text) + text
      continue
    }
    if (piece.name === 'noscript') isFallback = piece.kind === 'open'
    const tag = TAGS.get(piece.name)
    if (!tag) continue
    if (piece.kind === 'close') {
      clean += nesting.close(tag)
      continue
    }
    const attributes = keptAttributes(tag, source, piece.attributes)
    resolveAddresses(tag, attributes, baseUrl)
    const image = attributes.get('src')
    // Pages that load images by a script repeat each in `noscript`.
    if (isFallback && image !== undefined && image === lastImage) continue
    lastImage = image ?? lastImage
    const before = nesting.open(tag)
    if (before !== null) clean += before + startTag(tag, attributes)
  }
  return clean + nesting.closeAll()
}

/** The first of each name that the tag may have, decoded. */
const keptAttributes = (
  tag: Tag,
  source: string,
  places: readonly number[]
): Map<string, string> => {
  const kept = new Map<string, string>()
  for (let i = 0; i < places.length; i += 4) {
    const name = source.slice(places[i], places[i + 1]).toLowerCase()
    if (!tag.attributes.has(name) || kept.has(name)) continue
    const value = source.slice(places[i + 2], places[i + 3])
    kept.set(name, PECULIAR.test(value) ? legible(decodeHTMLAttribute(value)) : value)
  }
  return kept
}

/** Makes `href` and `src` absolute, or empty if they lead nowhere that a reader may go. */
const resolveAddresses = (tag: Tag, attributes: Map<string, string>, baseUrl?: string): void => {
  if (tag.name === 'a') attributes.set('href', resolved(attributes.get('href'), baseUrl))
  if (tag.name !== 'img') return
  const [ofSet] = (attributes.get('srcset') ?? '').trim().split(/[\s,]+/, 1)
  const given = [
    ...LAZY_ADDRESSES.map((name) => attributes.get(name)),
    attributes.get('src'),
    ofSet
  ]
  const sources = given.map((address) => resolved(address, baseUrl))
  attributes.set('src', sources.find((source) => source.startsWith('http')) ?? '')
  for (const name of [...LAZY_ADDRESSES, 'srcset']) attributes.delete(name)
}

const resolved = (address = '', baseUrl?: string): string =>
  // What needs no base is not made to parse it.
  absoluteUrl(address, /^https?:\/\//i.test(address) ? undefined : baseUrl) ?? ''

const startTag = (tag: Tag, attributes: ReadonlyMap<string, string>): string => {
  // A picture that cannot be shown leaves an empty tag.
  if (tag.name === 'img' && attributes.get('src') === '') return '<wbr />'
  let start = tag.start
  for (const [name, value] of attributes) {
    if (value !== '' || name === 'alt') start += ` ${name}="${writtenValue(value)}"`
  }
  return start + tag.startEnd
}

const writtenText = (raw: string): string =>
  PECULIAR.test(raw) ? legible(decodeHTML(raw)).replace(/[&<>]/g, escape) : raw

const writtenValue = (value: string): string =>
  PECULIAR.test(value) ? value.replace(/[&<>"]/g, escape) : value

const escape = (char: string): string => ESCAPES[char] ?? char
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;'
}

/** Without what no feed and no page may hold (XML 1.0 §2.2), also where a reference made it. */
const legible = (text: string): string => text.replace(FORBIDDEN, '').toWellFormed()
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]/g

/** All that keeps a text or a value from being written as it was read. */
// eslint-disable-next-line no-control-regex
const PECULIAR = /[\x00-\x08\x0b\x0c\x0e-\x1f"&<>\x7f-\x9f\ud800-\udfff\ufffe\uffff]/
