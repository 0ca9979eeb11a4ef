import { canonicalUrl } from '../../../normalize/url.ts'
import type { Page } from '../page.ts'

/** What the reading of every row of a page hangs on. */
export type ListContext = {
  readonly base: string
  /** The page itself, as `RowLink.key` spells it. */
  readonly ownKey: string
  readonly zone: string
  readonly now: Date
  /** `lang` of the page, or what its signs tell (zh, ja, ko); empty when nothing does. */
  readonly language: string
}

export type ListOptions = { readonly zone: string; readonly now: Date }

export const contextOf = (page: Page, { zone, now }: ListOptions): ListContext => ({
  base: page.base,
  ownKey: canonicalUrl(page.url) ?? page.url,
  zone,
  now,
  language: languageOf(page)
})

const languageOf = ({ $, text }: Page): string => {
  const said = ($('html').attr('lang') ?? $('html').attr('xml:lang') ?? '').trim()
  if (said !== '' && !/^en\b/i.test(said)) return said
  // Many Chinese templates still say `en`.
  const sample = text.slice(0, MAX_SAMPLE)
  if (count(sample, /[\u3040-\u30ff]/g) > 50) return 'ja'
  if (count(sample, /[\uac00-\ud7af]/g) > 50) return 'ko'
  return count(sample, /[\u4e00-\u9fff]/g) > 50 ? 'zh' : said
}
const MAX_SAMPLE = 200_000

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0
