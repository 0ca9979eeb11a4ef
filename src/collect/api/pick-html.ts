import type { CheerioAPI, load as loadHtml } from 'cheerio'
import { ParkwireError } from '../../errors.ts'

/** An element of HTML, and one of its attributes; an empty selector is all of it. */
export type HtmlPart = { readonly selector: string; readonly attribute: string | undefined }

/** What the first part that is there says: an attribute, or what the element holds, as HTML. */
export type PickHtml = (html: string, parts: readonly HtmlPart[]) => string | undefined

/** For fields that name no HTML. */
export const pickNothing: PickHtml = () => undefined

/** @param load cheerio's; it is heavy, so only who needs it loads it */
export const createPickHtml = (load: typeof loadHtml): PickHtml => {
  let last: { readonly html: string; readonly $: CheerioAPI } | undefined
  return (html, parts) => {
    const cut = html.slice(0, MAX_CHARS)
    // Several fields read one string, one after the other.
    if (last?.html !== cut) last = { html: cut, $: load(cut, null, false) }
    for (const part of parts) {
      const text = textOf(last.$, part)
      if (text !== undefined && text.trim() !== '') return text
    }
    return undefined
  }
}

/** A row of a list takes some 2,000; the time to read nested elements grows with their depth squared. */
const MAX_CHARS = 20_000

const textOf = ($: CheerioAPI, { selector, attribute }: HtmlPart): string | undefined => {
  try {
    const found = selector === '' ? $.root() : $(selector).first()
    if (attribute === undefined) return found.html() ?? undefined
    return selector === '' ? undefined : found.attr(attribute)
  } catch (cause) {
    // Elements that nest too deep to be written say nothing.
    if (cause instanceof RangeError) return undefined
    throw new ParkwireError('parse', `\`${selector}\` is no CSS selector`, { cause })
  }
}
