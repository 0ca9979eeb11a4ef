import { isUtf8 } from 'node:buffer'
import { textOf } from '../../normalize/html.ts'
import type { Wording } from './loose.ts'

/** Text for a line: no tags, entities decoded, white space folded. Null when nothing is left. */
export const plainOf = (wording: Wording | undefined): string | null => {
  if (wording === undefined) return null
  const meant = { ...wording, value: clean(wording.value) }
  const text = isHtml(meant) ? textOf(meant.value) : meant.value
  return text.replace(/\s+/g, ' ').trim() || null
}

/** The same wording as HTML. Not sanitized. */
export const htmlOf = (wording: Wording | undefined): string | null => {
  if (wording === undefined) return null
  const meant = { ...wording, value: clean(wording.value) }
  const html = isHtml(meant) ? meant.value : htmlOfText(meant.value)
  return html.trim() || null
}

/**
 * What its writer meant by bytes that came through one decoding too few or too many. `&#146;` means the
 * windows-1252 quote to everybody who writes it; HTML reads it so by rule.
 */
export const clean = (text: string): string =>
  SUSPECT.test(text) ? readOnce(text).replace(/[\u0080-\u009f]/g, readC1) : text

const SUSPECT = /[\u0080-\u009f]|[\u00c2-\u00f4][\u00a0-\u00bf]/

/** UTF-8 that somebody took for Latin-1 and encoded again: `å\u009b\u00ad` is 园. */
const readOnce = (text: string): string => {
  if (!/[\u00c2-\u00f4][\u0080-\u00bf]/.test(text) || /[\u0100-\uffff]/.test(text)) return text
  const bytes = Buffer.from(text, 'latin1')
  return isUtf8(bytes) ? bytes.toString('utf8') : text
}

/** Characters that XML 1.0 forbids, and DEL; they break parsers, or pass into what we publish. */
export const withoutControls = (text: string): string => text.replace(FORBIDDEN, '').toWellFormed()

// eslint-disable-next-line no-control-regex -- these are what is looked for
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]/g

const readC1 = (char: string): string => C1[char.charCodeAt(0) - 0x80]!
const C1 = new TextDecoder('windows-1252').decode(
  Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i)
)

const isHtml = ({ value, as }: Wording): boolean =>
  as === 'html' || (as === 'guess' && looksLikeHtml(value))

/** A closing or void tag, or an entity: what plain text does not hold by accident. */
const looksLikeHtml = (text: string): boolean =>
  /<\/(?:a|b|i|p|em|h[1-6]|div|span|strong|font|ul|ol|li|table)\s*>|<(?:br|hr|img)\b[^<>]*>|&(?:[a-z]{2,8}|#\d{1,7}|#x[\da-f]{1,6});/i.test(
    text
  )

const htmlOfText = (text: string): string => escapeText(text.trim()).replace(/\r\n?|\n/g, '<br>')

export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
