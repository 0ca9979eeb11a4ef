import { absoluteUrl } from '../../normalize/url.ts'
import { addsParameters, isSamePage, pagesAhead } from './page-series.ts'
import type { Element, Page } from './page.ts'
import { strengthOf } from './pager-label.ts'
import { isInPager, isInSlider, isNamedPager } from './pager-place.ts'
import { scriptedPage } from './pager-script.ts'
import { numberAfterCurrent, type NumberLink } from './pager-numbers.ts'

/**
 * The page that goes on where this one ends, of a list or of an article: absolute, on the same host,
 * never this page itself. Null when there is none. The next article is another one, not the next page.
 */
export const nextPageOf = (page: Page): string | null =>
  headLink(page) ?? linked(page) ?? allowed(page, scriptedPage(page))

/** WordPress gives a `rel="next"` to the article behind this one, too, and `title` has its headline. */
const headLink = (page: Page): string | null => {
  for (const element of page.$('link[rel~="next" i]').toArray().slice(0, 5)) {
    const url = allowed(page, element.attribs['href'])
    if (url !== null && isAhead(page, url)) return url
  }
  return null
}

type Candidate = {
  readonly url: string
  readonly strength: number
  /** Undefined when the addresses are of no series. */
  readonly ahead: number | undefined
  readonly score: number
}

/** A last arrow often leads to the last page, so one that skips pages gives way to a number. */
const linked = (page: Page): string | null => {
  const best = labelled(page)
  const isSure = best && (best.strength > 0 || best.ahead === 1)
  return isSure ? best.url : (numbered(page) ?? best?.url ?? null)
}

const labelled = (page: Page): Candidate | undefined => {
  let best: Candidate | undefined
  let seen = 0
  for (const element of page.$('a, [onclick]').toArray()) {
    const strength = strengthOf(element)
    if (strength === undefined) continue
    const found = judged(page, element, strength)
    if (found && found.score > (best?.score ?? ENOUGH - 1)) best = found
    seen += 1
    if (seen === MAX_LABELS) break
  }
  return best
}
const ENOUGH = 2
/** More links that say "next" are not those of a pager. */
const MAX_LABELS = 200

/** A word that says "page" is enough; «Next» or an arrow must stand in a pager or lead to a numbered page. */
const judged = (page: Page, element: Element, strength: number): Candidate | undefined => {
  const url = allowed(page, addressOf(element))
  if (url === null) return undefined
  const ahead = pagesAhead(page.url, url)
  if (ahead !== undefined && ahead <= 0) return undefined
  const isSeries = ahead !== undefined || addsParameters(page.url, url)
  if (isInSlider(element) && !(isSeries && strength === 2)) return undefined
  const score = strength + (isSeries ? 2 : 0) + (isInPager(element) ? 2 : 0)
  return { url, strength, ahead, score }
}

/** Numbers of another kind count shares, votes and days. */
const numbered = (page: Page): string | null => {
  const found = numberAfterCurrent(page.$('body').get(0), (link) => isThisPage(page, link))
  if (!found || isInSlider(found.link)) return null
  const url = allowed(page, addressOf(found.link))
  if (url === null) return null
  const ahead = pagesAhead(page.url, url)
  if (ahead !== undefined) return ahead > 0 ? url : null
  return isNamedPager(found.link) || countsAlong(page, url, found) ? url : null
}

/** Whether the number stands in its address, and that of another is as far from it as the numbers are. */
const countsAlong = (page: Page, url: string, { number, beside }: NumberLink): boolean => {
  // The second page of TRS has a 1.
  if (!new RegExp(`(?<!\\d)(?:${number}|${number - 1})(?!\\d)`).test(url)) return false
  const other = beside ? absoluteUrl(addressOf(beside.link), page.base) : null
  return other !== null && pagesAhead(url, other) === beside?.ahead
}

const isThisPage = ({ base, url }: Page, link: Element): boolean => {
  const found = absoluteUrl(addressOf(link), base)
  return found !== null && isSamePage(found, url)
}

const isAhead = (page: Page, url: string): boolean => (pagesAhead(page.url, url) ?? 0) > 0

/** The address of a link, or the one that its script goes to. */
const addressOf = ({ attribs }: Element): string => {
  const href = attribs['href']?.trim() ?? ''
  if (href !== '' && !href.startsWith('#') && !/^javascript:/i.test(href)) return href
  return quotedAddress(href) || quotedAddress(attribs['onclick'] ?? '')
}

/** `location.href='index_2.html'`; `goPage(2)` names no address. */
const quotedAddress = (script: string): string =>
  [...script.slice(0, 1000).matchAll(/'([^'"\s]{1,500})'|"([^'"\s]{1,500})"/g)]
    .map(([, single, double]) => single ?? double ?? '')
    .find((text) => ADDRESS.test(text)) ?? ''
const ADDRESS = /^(?:https?:\/\/|\.{0,2}\/|\?)\S|\.(?:s?html?|php|jsp|aspx?|do)(?:$|\?)/i

/** `<base href>` may name another host: that is the page's own word, and no link to a stranger. */
const allowed = (page: Page, href: string | null | undefined): string | null => {
  const url = href ? URL.parse(absoluteUrl(href, page.base) ?? '') : null
  if (!url || !/^https?:$/.test(url.protocol)) return null
  const hosts = [page.url, page.base].map((own) => URL.parse(own)?.hostname)
  if (!hosts.includes(url.hostname)) return null
  url.hash = ''
  return isSamePage(url.href, page.url) ? null : url.href
}
