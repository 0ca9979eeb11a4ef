import { maskSecrets } from '../normalize/mask-secrets.ts'
import { isWeb } from '../normalize/url.ts'
import { ACCEPT_ENCODING } from './body.ts'
import { HttpFailure } from './http-failure.ts'
import { parseLocation, parseValidator } from './response-headers.ts'

/** One request of a chain of redirects. */
export type Hop = {
  /** Without userinfo and fragment: it is shown, stored and used as a base for links. */
  readonly url: URL
  readonly method: 'GET' | 'POST'
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array | null
}

export type HopRequest = {
  readonly url: string
  readonly method?: 'GET' | 'POST' | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly body?: string | Uint8Array | undefined
  readonly etag?: string | null | undefined
  readonly lastModified?: string | null | undefined
}

const ACCEPT =
  'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5'

/** All that may cross to another origin. A caller's own headers can hold a secret under any name. */
const HARMLESS = new Set([
  'accept',
  'accept-encoding',
  'accept-language',
  'if-modified-since',
  'if-none-match',
  'user-agent'
])

export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)
export const isPermanent = (status: number): boolean => status === 301 || status === 308

/** @throws HttpFailure `bad-url` for anything but an http(s) address. */
export const firstHop = (request: HopRequest, userAgent: string): Hop => {
  const url = URL.parse(request.url)
  if (url === null || !isWeb(url)) {
    throw new HttpFailure('bad-url', `${shown(request.url)} is not an http or https address`)
  }
  const headers = {
    accept: ACCEPT,
    ...basicAuth(url),
    ...lowerCased(request.headers ?? {}),
    ...conditions(request),
    'user-agent': userAgent,
    'accept-encoding': ACCEPT_ENCODING
  }
  return { url: bare(url), method: request.method ?? 'GET', headers, body: request.body ?? null }
}

/**
 * Where an answer with `status` and `Location` sends us. Leaving the origin sheds credentials for good.
 * A POST is repeated at the same origin only: followed as a GET it would look delivered and not be.
 * @throws HttpFailure `redirect` where it cannot or must not be followed.
 */
export const nextHop = (hop: Hop, status: number, location: string | undefined): Hop => {
  const url = location === undefined ? null : URL.parse(parseLocation(location), hop.url.href)
  if (url === null) throw refusal(hop, status, 'without a usable address')
  if (!isWeb(url)) throw refusal(hop, status, `to a ${url.protocol} address`)
  const isHome = url.origin === hop.url.origin
  if (hop.method === 'POST' && !(isHome && (status === 307 || status === 308))) {
    throw refusal(
      hop,
      status,
      `a POST to ${url.host}, which is not followed: use the final address`
    )
  }
  return { ...hop, url: bare(url), headers: isHome ? hop.headers : harmless(hop.headers) }
}

/** The validators that a request carries, or null when it asks unconditionally. */
export const sentConditions = ({
  headers
}: Hop): { etag: string | null; lastModified: string | null } | null => {
  const [etag, since] = [headers['if-none-match'], headers['if-modified-since']]
  const none = etag === undefined && since === undefined
  return none ? null : { etag: etag ?? null, lastModified: since ?? null }
}

const refusal = (hop: Hop, status: number, how: string): HttpFailure =>
  new HttpFailure('redirect', `${hop.url.host} redirects ${how} (${status})`, { status })

const bare = (url: URL): URL => {
  const copy = new URL(url.href)
  copy.username = copy.password = copy.hash = ''
  return copy
}

/** For people, and only for them: neither userinfo nor a token in the query is shown. */
const shown = (url: string): string =>
  JSON.stringify(
    maskSecrets(url)
      .replace(/[?#].*/s, '')
      .slice(0, 100)
  )

const basicAuth = ({ username, password }: URL): Record<string, string> => {
  if (username === '' && password === '') return {}
  const pair = Buffer.from(`${percentDecoded(username)}:${percentDecoded(password)}`)
  return { authorization: `Basic ${pair.toString('base64')}` }
}

/** A lone `%` in a password is legal in a URL and fatal to decodeURIComponent. */
const percentDecoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const conditions = ({ etag, lastModified }: HopRequest): Record<string, string> => {
  const [match, since] = [parseValidator(etag), parseValidator(lastModified)]
  return {
    ...(match === null ? {} : { 'if-none-match': match }),
    ...(since === null ? {} : { 'if-modified-since': since })
  }
}

const lowerCased = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))

const harmless = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => HARMLESS.has(name)))
