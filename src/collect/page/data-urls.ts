import { absoluteUrl } from '../../normalize/url.ts'
import type { Element, Page } from './page.ts'
import { recordFragments } from './records.ts'
import { addressesIn } from './script-address.ts'

/**
 * Addresses of data that a page names in scripts, attributes and preloads, absolute, those that are
 * surely asked first. Counters, logins, pictures, styles and scripts are left out.
 */
export const dataUrlsOf = (page: Page): readonly string[] => {
  const asked = inlineScripts(page).flatMap(addressesIn)
  const calls = asked.filter(({ isCall }) => isCall).map(({ address }) => address)
  const written = [
    // What a script says in full is likelier to be right than what we put together from its parts.
    ...calls.filter((address) => address.includes(RECORDS)),
    ...wantedRecords(page),
    ...calls,
    ...preloaded(page),
    ...inAttributes(page),
    ...asked.filter(({ isCall }) => !isCall).map(({ address }) => address)
  ]
  const absolute = written.flatMap((address) => absoluteUrl(address, page.base) ?? [])
  return [...new Set(absolute)].filter(isData).slice(0, MAX_URLS)
}

const MAX_URLS = 20
/** Where Hanweb sites keep the rows of their lists. */
const RECORDS = 'dataproxy.jsp'

/** Of lists that have no row in the page yet. */
export const wantedRecords = (page: Page): readonly string[] =>
  recordFragments(page).flatMap(({ html, next }) =>
    html.length === 0 && next !== null ? [next] : []
  )

/** What a browser would run. */
export const inlineScripts = ({ $ }: Page): readonly string[] =>
  $('script:not([src])')
    .toArray()
    .filter(({ attribs }) => RUNS.test(attribs['type']?.trim() ?? ''))
    .map((element) => $(element).text())
const RUNS = /^(?:$|module$|(?:text|application)\/(?:x-)?(?:java|ecma)script)/i

const preloaded = ({ $ }: Page): readonly string[] =>
  $('link[rel~="preload"][as="fetch"], link[rel~="prefetch"][as="fetch"]')
    .toArray()
    .map(({ attribs }) => attribs['href'] ?? '')

const ATTRIBUTES =
  'data-url data-src data-api data-api-url data-source data-ajax data-ajax-url data-remote data-endpoint data-feed data-json'.split(
    ' '
  )
/** These have addresses of pictures, films and readers' pages there. */
const OTHERS: ReadonlySet<string> = new Set(
  'a img iframe video audio source picture script button'.split(' ')
)

const inAttributes = ({ $ }: Page): readonly string[] =>
  $<Element, string>(ATTRIBUTES.map((name) => `[${name}]`).join(','))
    .toArray()
    .filter(({ tagName }) => !OTHERS.has(tagName))
    .flatMap(({ attribs }) => ATTRIBUTES.flatMap((name) => attribs[name] ?? []))
    .filter((address) => SERVED.test(address))

/** The words are only for attributes, which hold addresses of pictures and pages as well. */
const SERVED =
  /\.(?:json|jsp|do|action|ashx|aspx|php|xml)(?:[?#]|$)|\/api\/|(?:^|[/_-])(?:list|query|data|search|ajax|interface|rest|graphql|v\d)(?:[/?_-]|$)/i

const isData = (address: string): boolean => {
  const { protocol, hostname, pathname } = new URL(address)
  const isWeb = protocol === 'http:' || protocol === 'https:'
  return isWeb && !COUNTERS.test(hostname) && !FILES.test(pathname) && !CHORES.test(pathname)
}

/** Services that count readers, show advertisements or share buttons: they hold nobody's news. */
const COUNTERS =
  /(?:^|\.)(?:hm\.baidu|(?:google-analytics|googletagmanager|googlesyndication|doubleclick|cnzz|umeng|51\.la|clarity\.ms|hotjar|sentry|jiathis|bshare|recaptcha|gstatic|facebook|twitter|scorecardresearch|mmstat))(?:\.|$)|(?:^|\.)(?:51\.la|sentry\.io)$|matomo|piwik/i

const FILES =
  /\.(?:js|mjs|css|less|map|png|jpe?g|gif|webp|avif|svg|ico|bmp|woff2?|ttf|eot|mp[34]|m3u8|flv|pdf|zip|wasm|webmanifest)$|(?:^|\/)manifest\.json$/i

/** What a page does beside showing its list. Words count only as whole parts of the path. */
const CHORES =
  /(?:^|[/_.-])(?:hits?|clicks?|counter|visits?|pv|uv|track(?:er|ing)?|stat|stats|statistics|log|logs|login|logout|signin|signup|register|captcha|verify|csrf|token|share|weather|online|i18n|locales?|lang|qrcode|subscribe|comments?|config)(?=[/_.-]|$)/i
