import { absoluteUrl, canonicalUrl } from '../../normalize/url.ts'
import type { Page } from '../page/page.ts'

/**
 * What browsers and extensions write at the head of a page that they save: `<!-- saved from
 * url=(0042)https://… -->` (Internet Explorer, Chrome, Edge), `url: https://…` in the comment of SingleFile.
 */
export const savedFrom = (text: string): string | null => {
  const head = text.slice(0, HEAD_CHARS)
  const written = SAVED_FROM.exec(head)?.[1] ?? SINGLE_FILE.exec(head)?.[1]
  return written === undefined ? null : canonicalUrl(written)
}

const HEAD_CHARS = 20_000
const SAVED_FROM = /<!--\s{0,9}saved from url=\(\d{4}\)(https?:\/\/[^\s<>]{1,2000})/i
const SINGLE_FILE =
  /<!--\s{0,9}Page saved with SingleFile\s{1,9}url:\s{0,9}(https?:\/\/[^\s<>]{1,2000})/i

/**
 * The address that the page gives itself. `<base>` comes last and only when it names a page: on most
 * sites it is the front page, as a canonical link of a bad template is.
 */
export const ownAddress = ({ $ }: Page): string | null => {
  const given = [
    $('link[rel="canonical" i][href]').first().attr('href'),
    $('meta[property="og:url"][content]').first().attr('content'),
    $('base[href]').first().attr('href')
  ]
  const urls = given.map((href) => (href === undefined ? null : (absoluteUrl(href) ?? null)))
  return urls.find((url) => url !== null && isOneArticle(url)) ?? null
}

const isOneArticle = (url: string): boolean => {
  const { protocol, pathname, search } = new URL(url)
  if (!protocol.startsWith('http')) return false
  return !pathname.endsWith('/') || /\d/.test(pathname) || search !== ''
}
