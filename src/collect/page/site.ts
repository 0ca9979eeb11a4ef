import { absoluteUrl } from '../../normalize/url.ts'
import { cleanLine } from '../../normalize/text.ts'
import { headTitle, type Page } from './page.ts'

export type FeedLink = {
  readonly title: string | null
  /** Absolute. */
  readonly url: string
}

/**
 * The feeds that a page names in its head (`<link rel="alternate">`, the autodiscovery of RSS and
 * RFC 4287), each once; those of comments last, because they hold no news.
 */
export const feedLinksOf = ({ $, base }: Page): readonly FeedLink[] => {
  const found = new Map<string, FeedLink>()
  for (const { attribs } of $('link[rel][href]').toArray()) {
    if (!/(?:^|\s)alternate(?:\s|$)/i.test(attribs['rel'] ?? '')) continue
    if (!FEED_TYPE.test(attribs['type'] ?? '')) continue
    const url = absoluteUrl(attribs['href'] ?? '', base)
    if (url === null || !url.startsWith('http') || found.has(url)) continue
    found.set(url, { title: cleanLine(attribs['title'] ?? '') || null, url })
  }
  const feeds = [...found.values()]
  return [...feeds.filter((feed) => !isOfComments(feed)), ...feeds.filter(isOfComments)]
}

/** WordPress names its own interface `application/json` the same way. */
const FEED_TYPE =
  /^\s*application\/(?:rss|atom|rdf|feed)(?:\+(?:xml|json))?\s*(?:;|$)|^\s*text\/rss\+?xml/i

const isOfComments = ({ url }: FeedLink): boolean => /\/comments?\/|[?&]withcomments/i.test(url)

/** What the site of a page is called: as its head says, else behind the last separator of its title. */
export const siteNameOf = (page: Page): string | null => {
  const { $ } = page
  const said = NAMED_IN.map((selector) => cleanLine($(selector).first().attr('content') ?? ''))
  const known = said.find((name) => name !== '' && name.length <= MAX_NAME)
  if (known !== undefined) return known
  const parts = (headTitle(page) ?? '').slice(0, 500).split(SEPARATOR).map(cleanLine)
  const last = parts.filter((part) => part !== '').at(-1)
  return last !== undefined && parts.length > 1 && last.length <= MAX_NAME ? last : null
}

const NAMED_IN = [
  'meta[property="og:site_name"]',
  'meta[name="SiteName" i]',
  'meta[name="application-name"]'
]
const MAX_NAME = 60
/** A hyphen inside a word parts nothing. */
const SEPARATOR = / [-–—·] |\s?[_|｜丨»«]\s?|(?<=\p{Script=Han})[-–—](?=\p{Script=Han})/u
