/**
 * The address of an article as it is stored and shown: http or https, absolute, without what does not
 * tell articles apart (tracking, session, fragment, user), parameters in order. Null for anything else.
 */
export const canonicalUrl = (href: string, base?: string): string | null =>
  canonical(href, base)?.href ?? null

/**
 * One value for all the addresses of a page, for matching only; nobody can open it. Folds scheme,
 * hosts for other screens, /amp, index pages and the last slash.
 */
export const urlKey = (url: string): string => {
  const page = canonical(url)
  if (page === null) return url
  const { host, pathname, search, hash } = page
  const path = pathname
    .replace(/\/index\.s?html?$/i, '')
    .replace(/\/+$/, '')
    .replace(/\/amp$/i, '')
  return `${host.replace(SCREEN_HOST, '')}${path}${search}${hash}`
}

/**
 * Longer ones are dropped: short references to a long base would make a small document a huge one, and
 * an index of Postgres takes no row of 2,700 bytes.
 */
export const MAX_URL_CHARS = 2000

/** A link or image address out of HTML: http, https or mailto, absolute; null for anything else. */
export const absoluteUrl = (href: string, base?: string): string | null => {
  if (isNormalWeb(href)) return href
  const url = resolve(href, base)
  if (!url || url.href.length > MAX_URL_CHARS) return null
  if (url.protocol === 'mailto:') return url.href
  return isWeb(url) ? dropUser(url).href : null
}

/**
 * Whether an address is absolute, http or https, and written just as `URL` would write it: then there is
 * nothing to resolve, and most are. False says nothing.
 */
export const isNormalWeb = (href: string): boolean => NORMAL.test(href) && !DOTS.test(href)

const NORMAL =
  /^https?:\/\/(?:(?!xn--)[a-z\d](?:[a-z\d-]*[a-z\d])?\.)+[a-z]{2,24}\/[\w~!$&()*+,;=:@%/.-]*(?:\?[\w~!$&()*+,;=:@%/?.-]*)?$/
const DOTS = /\/\.|%2e/i

/** Parameters that say how a reader came, not what is read. `from` is WeChat's and Weibo's. */
const TRACKING =
  /^(?:utm_.*|spm.*|scm|from|from_.*|share|share_.*|shareuid|sharer_.*|fbclid|gclid|dclid|gbraid|wbraid|msclkid|yclid|twclid|igshid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|_ga|vero_id|oly_.*|ref_src|isappinstalled|nsukey|wfr|vd_source|tt_from|wxshare_count|bd_vid|hm(?:sr|pl|cu|kw|ci)|at_(?:medium|campaign)|cmpid|phpsessid|jsessionid|aspsessionid.*)$/i

/** Parameters against caches: another value at each visit, whatever the article. */
const PER_VISIT =
  /^(?:_+|_+(?:t|ts|dc|r|rand|random)|random|rand|rnd|nocache|no_cache|cachebuster)$/i
/**
 * Names that an article can have too. They are noise when their value is an instant in milliseconds or a
 * fraction (`Math.random()`), or a long session, and something else in the address still tells articles apart.
 */
const OFTEN_PER_VISIT: readonly { name: RegExp; value: RegExp }[] = [
  { name: /^(?:t|ts|time|timestamp|r|v)$/i, value: /^(?:1[4-9]\d{11}|0?\.\d{3,20})$/ },
  { name: /^(?:sid|session_?id|session|sess)$/i, value: /^(?=.{0,127}[a-z])[\w.!-]{16,128}$/i }
]

/** Pages where these parameters name the article, if the first is there, and all others are noise. */
const NAMED_BY: readonly { host: string; path: RegExp; names: readonly string[] }[] = [
  { host: 'mp.weixin.qq.com', path: /^\/s\/./, names: [] },
  { host: 'mp.weixin.qq.com', path: /^\/s$/, names: ['__biz', 'mid', 'idx', 'sn'] },
  { host: 'baijiahao.baidu.com', path: /^\/s$/, names: ['id'] }
]

/** Pages that only lead on. `news.google.com/rss/articles` is none: its target is not in the address. */
const WRAPPERS: readonly { host: RegExp; path: string; parameters: readonly string[] }[] = [
  { host: /^(?:www\.|cn\.)?bing\.com$/, path: '/news/apiclick.aspx', parameters: ['url'] },
  { host: /^(?:www\.)?google(?:\.com?)?(?:\.[a-z]{2,3})?$/, path: '/url', parameters: ['q', 'url'] }
]
const MAX_WRAPPERS = 3

const SESSION_PATH = /;(?:jsessionid|phpsessid)=[^/;]*/gi
/** `#/news/9` and `#!/news/9` name the article where a script draws the page. */
const ROUTE = /^#!?\/./
const SCREEN_HOST = /^(?:(?:www|m|wap|mobile|amp)\.)+(?=[^.]+\.)/

const canonical = (href: string, base?: string): URL | null => {
  const url = unwrap(resolve(href, base))
  if (!url || !isWeb(url)) return null
  const { href: given, hostname, pathname, hash } = dropUser(url)
  // Every assignment has the whole address parsed anew, and most need none. A bare ? or # shows in `href` only.
  const host = hostname.replace(/\.$/, '')
  if (host !== hostname) url.hostname = host
  const path = upperEscapes(pathname.replace(SESSION_PATH, ''))
  if (path !== pathname) url.pathname = path
  if (given.includes('?')) url.search = keptParameters(url).join('&')
  if (given.includes('#') && !ROUTE.test(hash)) url.hash = ''
  return url
}

/** An empty address is none, though URL would resolve it to `base`. */
const resolve = (href: string, base?: string): URL | null =>
  href.trim() === ''
    ? null
    : ((base === undefined ? null : URL.parse(href, base)) ?? URL.parse(href))

/** Whether a reader's browser would go there. */
export const isWeb = ({ protocol }: URL): boolean => protocol === 'http:' || protocol === 'https:'

const dropUser = (url: URL): URL => {
  if (url.username !== '') url.username = ''
  if (url.password !== '') url.password = ''
  return url
}

const unwrap = (url: URL | null, depth = 0): URL | null => {
  const wrapper = WRAPPERS.find(
    ({ host, path }) => url && host.test(url.hostname) && url.pathname.toLowerCase() === path
  )
  const targets = (wrapper?.parameters ?? []).map((name) => url?.searchParams.get(name) ?? '')
  const target = targets.map((text) => URL.parse(text)).find((found) => found && isWeb(found))
  return target && depth < MAX_WRAPPERS ? unwrap(target, depth + 1) : url
}

/** As they were written: a GBK-encoded value would not survive `URLSearchParams`, which reads UTF-8. */
const keptParameters = (url: URL): string[] => {
  const names = NAMED_BY.find(
    (row) =>
      row.host === url.hostname &&
      row.path.test(url.pathname) &&
      row.names.slice(0, 1).every((name) => url.searchParams.has(name))
  )?.names
  const kept = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '' && (names?.includes(nameOf(pair)) ?? !isNoise(nameOf(pair))))
  return (names ? kept : withoutVisits(url, kept))
    .map(upperEscapes)
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : Number(nameOf(a) > nameOf(b))))
}

const isNoise = (name: string): boolean => TRACKING.test(name) || PER_VISIT.test(name)

/** A signature is made over the instant beside it: without it such an address opens nothing. */
const withoutVisits = ({ pathname }: URL, pairs: readonly string[]): readonly string[] => {
  const lasting = pairs.filter((pair) => !isOfVisit(pair))
  const isSigned = pairs.some((pair) => /^(?:sign|signature|sig)$/i.test(nameOf(pair)))
  const file = pathname.slice(pathname.lastIndexOf('/') + 1)
  const isNamed = /\d/.test(file) || lasting.some((pair) => /=.*\d/.test(pair))
  return isNamed && !isSigned ? lasting : pairs
}

const isOfVisit = (pair: string): boolean => {
  const value = pair.slice(nameOf(pair).length + 1)
  return OFTEN_PER_VISIT.some((one) => one.name.test(nameOf(pair)) && one.value.test(value))
}

const nameOf = (pair: string): string => pair.split('=', 1)[0] ?? ''

/** %e6 and %E6 are the same byte (RFC 3986 §6.2.2.1). */
const upperEscapes = (text: string): string =>
  text.replace(/%[0-9a-f]{2}/gi, (hex) => hex.toUpperCase())
