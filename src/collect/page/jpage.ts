import { absoluteUrl } from '../../normalize/url.ts'
import type { Page } from './page.ts'

/** What the script of a Hanweb list asks its server for. */
export type JpageCall = {
  /** Names the list in its page. */
  readonly unit: string
  /** As the script sends them: `webname` may be encoded once already. */
  readonly parameters: readonly (readonly [string, string])[]
  /** As written. */
  readonly proxy: string
  readonly perPage: number
  readonly total: number | null
}

/** `$('#315').jpage({…, ajaxParam: {columnid: 23, unitid: '315', …}})`, or `var param_315 = {…}`. */
export const jpageCalls = ({ $, text }: Page): readonly JpageCall[] => {
  if (!/\bparam_\w|\bajaxParam\b/.test(text)) return []
  const calls = new Map<string, JpageCall>()
  for (const element of $('script').toArray()) {
    const script = $(element).text()
    for (const match of script.matchAll(PARAMETERS)) {
      const call = callAt(script, match)
      if (call && !calls.has(call.unit)) calls.set(call.unit, call)
    }
  }
  return [...calls.values()].slice(0, MAX_CALLS)
}

/** A page of a portal has some ten lists. */
const MAX_CALLS = 20

const PARAMETERS =
  /\b(?:param_(?<unit>\w{1,30})\s{0,9}=|ajaxParam\s{0,9}:)\s{0,9}\{(?<inside>[^{}]{1,3000})\}/g

const callAt = (script: string, match: RegExpExecArray): JpageCall | undefined => {
  const parameters = pairsIn(match.groups?.['inside'] ?? '')
  const named = new Map(parameters)
  // Other scripts have parameters of these names too.
  if (!named.has('columnid') && !named.has('unitid')) return undefined
  const unit = (named.get('unitid') ?? match.groups?.['unit'] ?? '').replace(/\W/g, '')
  const options = optionsOf(script, match.index, unit)
  return {
    unit,
    parameters,
    proxy: /\bproxyUrl\s{0,9}:\s{0,9}["']([^"'<>]{1,300})/.exec(options)?.[1] ?? PROXY,
    perPage: Number(/\bperPage\s{0,9}:\s{0,9}["']?(\d{1,4})/i.exec(options)?.[1] ?? PER_PAGE),
    total: numberOf(/\btotalRecord\s{0,9}:\s{0,9}["']?(\d{1,9})/i.exec(options)?.[1])
  }
}
const PROXY = '/module/web/jpage/dataproxy.jsp'
const PER_PAGE = 15

const numberOf = (digits: string | undefined): number | null =>
  digits === undefined ? null : Number(digits)

/** The call that the parameters stand in, or that names their list. */
const optionsOf = (script: string, at: number, unit: string): string => {
  const own = unit === '' ? -1 : script.search(new RegExp(`#${unit}["'][^;]{0,40}?\\.jpage\\b`))
  const from = own >= 0 ? own : script.slice(0, at).lastIndexOf('.jpage')
  return script.slice(from < 0 ? at : from, (from < 0 ? at : from) + MAX_OPTIONS)
}
const MAX_OPTIONS = 2000

const pairsIn = (inside: string): readonly (readonly [string, string])[] =>
  [...inside.matchAll(PAIR)].map(([, name = '', single, double, bare = '']) => [
    name,
    single ?? double ?? bare
  ])
const PAIR =
  /["']?(\w{1,40})["']?\s{0,9}:\s{0,9}(?:'([^']{0,500})'|"([^"]{0,500})"|([^\s,'"]{1,100}))/g

/**
 * Where the rows behind the first `rows` are: with the page's script, from its parameters; in an answer
 * of the server, from the address it was asked by.
 */
export const groupAfter = (list: {
  readonly page: Page
  readonly call: JpageCall | undefined
  readonly rows: number
  readonly total: number | null
  readonly pages: number | null
}): string | null => {
  const { page, call, rows, total, pages } = list
  const asked = URL.parse(page.url)
  if (asked && asked.searchParams.has('endrecord')) return shifted(asked, total)
  if (asked && pages !== null) return nextNumber(asked, pages)
  if (!call || (total !== null && rows >= total)) return null
  const size = rows || call.perPage
  const range = [
    ['startrecord', rows + 1],
    ['endrecord', rows + size],
    ['perpage', call.perPage]
  ] as const
  const query = [...range, ...call.parameters]
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&')
  return absoluteUrl(`${call.proxy}${call.proxy.includes('?') ? '&' : '?'}${query}`, page.base)
}

const shifted = (asked: URL, total: number | null): string | null => {
  const start = Number(asked.searchParams.get('startrecord') ?? 1)
  const end = Number(asked.searchParams.get('endrecord'))
  if (!(end >= start) || total === null || end >= total) return null
  return withNumbers(asked, { startrecord: end + 1, endrecord: end + (end - start + 1) })
}

const nextNumber = (asked: URL, pages: number): string | null => {
  const page = Number(asked.searchParams.get('page') ?? NaN)
  return page < pages ? withNumbers(asked, { page: page + 1 }) : null
}

/** In the text, for the other parameters may be in a charset that `URLSearchParams` does not know. */
const withNumbers = (asked: URL, numbers: Readonly<Record<string, number>>): string => {
  let { search } = asked
  for (const [name, value] of Object.entries(numbers)) {
    search = search.replace(new RegExp(`([?&]${name}=)\\d*`), `$1${value}`)
  }
  return `${asked.origin}${asked.pathname}${search}`
}
