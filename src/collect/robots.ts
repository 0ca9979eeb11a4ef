import robotsParser from 'robots-parser'
import { systemClock, type Clock } from '../jobs/clock.ts'
import type { HopAdmission, HttpClient } from './fetch.ts'

/** What a site's robots.txt lets us do (RFC 9309), for kinds that read pages. */
export type Robots = {
  /**
   * Asks before `url` is fetched. Settles always; whoever is let in counts as having come, so that the
   * next one to that host is told a later instant.
   */
  admit(url: string): Promise<Admission>
}

/** `notBefore` is the Crawl-delay's. */
export type Admission = HopAdmission

/** What a site writes behind `User-agent:` to speak to us. */
const PRODUCT = 'Parkwire'

const DAY_MS = 86_400_000
/** A site that does not say today what it allows is asked again soon, but not before every page. */
const RETRY_MS = 5 * 60_000
/** RFC 9309 §2.5: at least so much has to be read; what stands behind it is not. */
const MAX_BYTES = 500 * 1024
const MAX_DELAY_MS = 60_000

/** Articles lead to many hosts; the rules of one may take a megabyte. */
const MAX_SITES = 200

type Rules = {
  readonly allows: (url: string) => boolean
  readonly delayMs: number
}
type Site = {
  /** Null while the site has never said anything. */
  readonly rules: Rules | null
  /** Why not, where `rules` is null. */
  readonly trouble: string
  readonly until: number
}

const EVERYTHING: Rules = { allows: () => true, delayMs: 0 }

/** Keeps each site's rules for a day. `http` is the guarded client, as for every other request. */
export const createRobots = (http: HttpClient, clock: Clock = systemClock): Robots => {
  const sites = new Map<string, Promise<Site>>()
  const lastComing = new Map<string, number>()
  const nowMs = (): number => clock.now().getTime()

  const remember = (origin: string, site: Promise<Site>): void => {
    sites.delete(origin)
    sites.set(origin, site)
    if (sites.size > MAX_SITES) sites.delete(sites.keys().next().value ?? '')
  }

  const siteAt = async (origin: string): Promise<Site> => {
    const known = sites.get(origin)
    const site = await known
    if (site && nowMs() < site.until) return site
    // Somebody else may have asked while we looked.
    if (sites.get(origin) === known) remember(origin, readSite(http, origin, { site, nowMs }))
    return sites.get(origin)!
  }

  const turnAt = (origin: string, delayMs: number): Date | null => {
    const due = (lastComing.get(origin) ?? -Infinity) + delayMs
    // A clock set back must not turn a gap of seconds into one of hours.
    const waitMs = Math.min(due - nowMs(), delayMs)
    lastComing.set(origin, nowMs() + Math.max(0, waitMs))
    return waitMs <= 0 ? null : new Date(nowMs() + waitMs)
  }

  return {
    admit: async (url) => {
      const { origin, host } = new URL(url)
      const { rules, trouble } = await siteAt(origin)
      if (!rules) return refusedForNow(`${host} is not read for now: ${trouble}`)
      if (rules.allows(url)) return { isAllowed: true, notBefore: turnAt(origin, rules.delayMs) }
      return { isAllowed: false, message: `robots.txt of ${host} asks us not to read this page` }
    }
  }
}

const refusedForNow = (message: string): Admission => ({
  isAllowed: false,
  message,
  isForNow: true
})

/** Never rejects but on a bug: what a site fails to say is data too. */
const readSite = async (
  http: HttpClient,
  origin: string,
  { site, nowMs }: { site: Site | undefined; nowMs: () => number }
): Promise<Site> => {
  const url = `${origin}/robots.txt`
  const answer = await http.fetch({ url })
  if (answer.outcome === 'ok') {
    const text = new TextDecoder().decode(answer.bytes.subarray(0, MAX_BYTES))
    return { rules: rulesIn(url, text), trouble: '', until: nowMs() + DAY_MS }
  }
  if (answer.outcome === 'not-modified' || isUnavailable(answer)) {
    return { rules: EVERYTHING, trouble: '', until: nowMs() + DAY_MS }
  }
  // By us, and so will be the request that follows: nothing is known about the site.
  if (answer.code === 'aborted') return { rules: EVERYTHING, trouble: '', until: nowMs() }
  const trouble = `its robots.txt cannot be read (${answer.message})`
  return { rules: site?.rules ?? null, trouble, until: nowMs() + RETRY_MS }
}

/**
 * RFC 9309 §2.3.1.2-3: any 4xx and more than five redirects mean that there is no robots.txt. 429 is the
 * exception that politeness makes: it asks for less traffic, not for more.
 */
const isUnavailable = ({ code, status = 0 }: { code: string; status?: number | undefined }) =>
  code === 'redirect' || (status >= 400 && status <= 499 && status !== 429)

type Parsed = {
  isAllowed(url: string, agent: string): boolean | undefined
  getCrawlDelay(agent: string): number | undefined
}
/** The package says it has a default export; what Node gets is the function itself. */
const parse = robotsParser as unknown as (url: string, text: string) => Parsed

/**
 * A pattern with many `*` takes time that doubles with each, for every page that is asked about. What
 * stands behind the first few is left out: the rule then covers more.
 */
const withoutKnots = (text: string): string =>
  text
    .split('\n', MAX_LINES)
    .map((line) => KNOTTY.exec(line)?.[0] ?? line)
    .join('\n')

const MAX_LINES = 10_000
const KNOTTY = /^(?:[^*]{0,2000}\*){4}(?=.*\*)/

const rulesIn = (url: string, text: string): Rules => {
  const parsed = parse(url, withoutKnots(text))
  const seconds = parsed.getCrawlDelay(PRODUCT) ?? 0
  return {
    // Undefined for what belongs to another origin, about which this file says nothing.
    allows: (page) => parsed.isAllowed(page, PRODUCT) ?? true,
    delayMs: seconds > 0 ? Math.min(seconds * 1000, MAX_DELAY_MS) : 0
  }
}
