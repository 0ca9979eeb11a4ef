/**
 * How many pages `next` is behind `current`, going by the addresses: `index.html` and `index_2.html`,
 * `/news/` and `/news/page/2/`, `?page=3` and `?page=4`. Undefined for addresses that are not of one
 * series. What has no number is the first page.
 */
export const pagesAhead = (current: string, next: string): number | undefined => {
  const here = URL.parse(current)
  const there = URL.parse(next)
  if (!here || !there) return undefined
  const own = plainOf(here)
  const numbered = new Map(numbersIn(here).map(({ stem, number }) => [stem, number]))
  for (const { stem, first, number } of numbersIn(there)) {
    const from = numbered.get(stem)
    if (from !== undefined) return number - from
    if (first === own) return Math.max(1, number - 1)
  }
  return undefined
}

/** `stem` has a place left for the number; `first` is the page that would have none. */
type Numbered = { readonly stem: string; readonly first: string; readonly number: number }

/** Ids of articles are larger. Behind a slash or a dash small ones are common, too. */
const MAX_PAGE = 5000
const MAX_BARE = 50

const numbersIn = (url: URL): readonly Numbered[] =>
  [...inPath(url), ...inQuery(url)].filter(({ number }) => number <= MAX_PAGE)

const inPath = (url: URL): readonly Numbered[] => {
  const match = PATH_NUMBER.exec(url.pathname)
  if (!match) return []
  const isBare = /^[/-]$/.test(match.groups?.['mark'] ?? '')
  if (isBare && Number(match.groups?.['digits']) > MAX_BARE) return []
  const { head = '', mark = '', digits = '', tail = '' } = match.groups ?? {}
  const withPath = (pathname: string): string =>
    plainOf({ host: url.host, pathname, search: url.search })
  return [
    {
      stem: withPath(`${head}${mark}#${tail}`),
      first: withPath(mark.startsWith('/') ? `${head}/` : `${head}${tail}`),
      number: Number(digits)
    }
  ]
}

/** `/page/2/`, `/2.html`, `_2.shtml`, `-2.htm`, `/p2.html`, `/list/2`. */
const PATH_NUMBER =
  /^(?<head>.*?)(?<mark>\/(?:page|p|pn|pages)[/_-]?|[/_-]|_p|-page-|\.p)(?<digits>\d{1,6})(?<tail>\/?|\.[a-z]{2,5})$/i

const inQuery = (url: URL): readonly Numbered[] => {
  const pairs = url.search.slice(1).split('&')
  return pairs.flatMap((pair, index) => {
    const [, name, digits] = QUERY_NUMBER.exec(pair) ?? []
    if (name === undefined || ID.test(name)) return []
    const search = (own: readonly string[]): string =>
      plainOf({
        host: url.host,
        pathname: url.pathname,
        search: `?${[...pairs.slice(0, index), ...own, ...pairs.slice(index + 1)].join('&')}`
      })
    return [{ stem: search([`${name}=#`]), first: search([]), number: Number(digits) }]
  })
}
const QUERY_NUMBER = /^([^=]{1,60})=(\d{1,6})$/
/** They name an article or a column, or say how many rows a page has. */
const ID = /id$|^(?:column|y|year|m|month|d|day|n|num)$|size|per_?page|limit|rows/i

/** Less what does not tell pages apart: the scheme, an index file, the last slash, an empty query. */
const plainOf = ({ host, pathname, search }: Pick<URL, 'host' | 'pathname' | 'search'>): string => {
  const path = pathname.replace(/\/(?:index|default)\.[a-z]{2,5}$/i, '').replace(/\/$/, '')
  return `${host}${path}${search === '?' ? '' : search}`
}

/** Whether an address only adds parameters to that of the page, as a list with a cursor does. */
export const addsParameters = (current: string, next: string): boolean => {
  const [here, there] = [URL.parse(current), URL.parse(next)]
  if (here?.host !== there?.host || here?.pathname !== there?.pathname) return false
  const given = new Set(there?.search.slice(1).split('&'))
  const kept = here?.search.slice(1).split('&').filter(Boolean) ?? []
  return given.size > kept.length && kept.every((pair) => given.has(pair))
}

/** Whether two addresses are of one page. */
export const isSamePage = (a: string, b: string): boolean => {
  const [one, other] = [URL.parse(a), URL.parse(b)]
  return one !== null && other !== null && plainOf(one) === plainOf(other)
}
