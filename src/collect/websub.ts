import { isIP } from 'node:net'
import type { Advice } from './kind.ts'
import { isPublicAddress } from './public-address.ts'
import { parseLinks, webAddress } from './websub-link.ts'

/** What a page says about who tells of its news: enough to subscribe (W3C WebSub §4). */
export type HubOffer = {
  /** `rel=self`: what to subscribe to. */
  readonly topic: string
  /** At least one; those reached over https first. */
  readonly hubs: readonly string[]
}

/** A GET of a hub at our callback (§5.2 and §5.3). */
export type HubCall =
  | {
      readonly mode: 'subscribe'
      readonly topic: string
      readonly challenge: string
      readonly leaseMs: number
    }
  | { readonly mode: 'unsubscribe'; readonly topic: string; readonly challenge: string }
  | { readonly mode: 'denied'; readonly topic: string; readonly reason: string }

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

/** Long enough to be rare, short enough that a hub which has forgotten us is found out. */
const LEASE_MS = 10 * DAY_MS
const MIN_LEASE_MS = HOUR_MS
const MAX_LEASE_MS = 30 * DAY_MS

/** A refusal may be a mistake that somebody mends. */
export const DENIED_FOR_MS = DAY_MS

/** More than any publisher names, and no page can fill the store. */
const MAX_HUBS = 3
const MAX_ADDRESS_CHARS = 2000
const MAX_REASON_CHARS = 200

/** Names that only the own machine or network knows (RFC 6761, 6762, 8375; `.lan` by habit). */
const INSIDE = /(^|\.)(localhost|local|internal|lan|home\.arpa)$/

/** Whether a hub on the internet can reach what stands at `baseUrl`, as far as its name tells. */
export const isPublicBase = (baseUrl: string): boolean => {
  const hostname = URL.parse(baseUrl)?.hostname.replace(/^\[|\]$|\.$/g, '') ?? ''
  if (isIP(hostname) !== 0) return isPublicAddress(hostname)
  return hostname.includes('.') && !INSIDE.test(hostname)
}

/**
 * The offer of a page read at `url`. `Link:` headers come before what stands in the document (§4); what
 * they leave out the document may add. Null without a hub or without a topic: a guessed topic is one
 * that the publisher never announces. Null for a file, whatever it says: news of a copy are not in it.
 */
export const findOffer = (page: {
  readonly url: string
  /** The header, as it came. */
  readonly link?: string | undefined
  readonly advice?: Advice | undefined
}): HubOffer | null => {
  const links = parseLinks(page.link ?? '', page.url)
  const named = links.hubs.length > 0 ? links.hubs : (page.advice?.hubs ?? [])
  const topic = usable(links.selves[0] ?? page.advice?.self ?? '', page.url)
  const hubs = [...new Set(named.flatMap((hub) => usable(hub, page.url) ?? []))]
  if (topic === null || hubs.length === 0 || usable(page.url, page.url) === null) return null
  const isSecure = (hub: string): boolean => hub.startsWith('https:')
  const ordered = [...hubs.filter(isSecure), ...hubs.filter((hub) => !isSecure(hub))]
  return { topic, hubs: ordered.slice(0, MAX_HUBS) }
}

const usable = (address: string, base: string): string | null => {
  const href = address === '' ? null : webAddress(address, base)
  return href !== null && href.length <= MAX_ADDRESS_CHARS ? href : null
}

/** Where a hub reaches us; a token for each request that is not a renewal. */
export const callbackUrl = (baseUrl: string, token: string): string => `${baseUrl}/websub/${token}`

/**
 * The body of a request to a hub (§5.1). The secret goes out over http too, where the Recommendation would
 * rather have none: who listens there reads the callback as well and could tell us anything without one,
 * and everybody else it still keeps out.
 */
export const requestBody = (
  mode: 'subscribe' | 'unsubscribe',
  { topic, callback, secret }: { topic: string; callback: string; secret: string }
): string => {
  const form = new URLSearchParams({
    'hub.mode': mode,
    'hub.topic': topic,
    'hub.callback': callback
  })
  if (mode === 'subscribe') {
    form.set('hub.lease_seconds', String(LEASE_MS / 1000))
    form.set('hub.secret', secret)
  }
  return form.toString()
}

/** Null for anything that is not a call of a hub. */
export const readHubCall = (query: URLSearchParams): HubCall | null => {
  const mode = query.get('hub.mode')
  const topic = query.get('hub.topic')
  const challenge = query.get('hub.challenge')
  if (topic === null) return null
  if (mode === 'denied') return { mode, topic, reason: shown(query.get('hub.reason') ?? '') }
  if (challenge === null || challenge === '') return null
  if (mode === 'subscribe') {
    return { mode, topic, challenge, leaseMs: leaseMs(query.get('hub.lease_seconds')) }
  }
  return mode === 'unsubscribe' ? { mode, topic, challenge } : null
}

/** Without one (PubSubHubbub 0.3) it is what we asked for; none is so short or long as to bind us. */
const leaseMs = (seconds: string | null): number => {
  const ms = seconds === null || seconds.trim() === '' ? NaN : Number(seconds) * 1000
  return Number.isNaN(ms) ? LEASE_MS : Math.min(Math.max(ms, MIN_LEASE_MS), MAX_LEASE_MS)
}

const shown = (reason: string): string =>
  reason
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MAX_REASON_CHARS)

/** Of a lease: early enough that several attempts fit into the rest. */
export const renewAfterMs = (leaseMs: number): number => leaseMs * 0.8

/** How long a hub has to confirm before it is asked again: an hour, twice as long each time round all hubs. */
export const retryAfterMs = (attempts: number, hubCount: number): number =>
  Math.min(HOUR_MS * 2 ** (Math.ceil(attempts / hubCount) - 1), DAY_MS)
