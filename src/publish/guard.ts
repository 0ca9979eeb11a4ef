import { ParkwireError } from '../errors.ts'
import { isWeb } from '../normalize/url.ts'

/**
 * What stands between our text and the generator. Control characters are gone already (`cleanLine`);
 * beyond them `feed` 6 splits only the first `]]>` of a CDATA section (a second one lets a text add
 * items of its own), leaves `<` in attributes, and throws the whole feed away for one bad date or address.
 */

/** The address in its one absolute spelling, or null when it is not one that a reader may follow. */
export const httpUrl = (url: string | null): string | null => {
  const parsed = url === null ? null : URL.parse(url)
  return parsed && isWeb(parsed) ? parsed.href : null
}

/** A `tag:` URI (RFC 4151). `authority` is a domain and the year it was ours, as `chenghu.example,2026`. */
export const tagUri = (authority: string, specific: string): string =>
  new URL(`tag:${authority}:${specific}`).href

/** An id as one segment of an address. */
export const pathSegment = (id: string): string => {
  if (id === '') throw new ParkwireError('publish', 'the id is empty')
  return encodeURIComponent(id.toWellFormed())
}

/** RFC 3339 and RFC 822 write years with four digits; any other instant would make the feed invalid. */
export const validDate = (date: Date): Date => {
  const year = date.getUTCFullYear()
  if (year >= 1 && year <= 9999) return date
  throw new ParkwireError('publish', `${String(date)} is not a date that a feed can carry`)
}

/** For text nodes: the generator turns `&amp;` into `&` before it escapes, so a literal one must be doubled. */
export const xmlText = (text: string): string => text.replaceAll('&', '&amp;')

/** For attributes: the generator escapes only `&` and `"` there, so `<` becomes its full-width twin. */
export const xmlAttribute = (text: string): string => text.replaceAll('<', '＜')

/** For HTML in a CDATA section: the same HTML without the one sequence that would end the section. */
export const cdataHtml = (html: string): string => html.replaceAll(']]>', ']]&gt;')
