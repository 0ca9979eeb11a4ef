import type { Browser as Remote, BrowserContext, Route } from 'playwright-core'
import type { HttpClient, HttpFailed, HttpOutcome, HttpRequest } from './fetch.ts'

/** Opens pages that scripts draw, in a browser that the operator runs. */
export type Browser = {
  /**
   * The document as it stands when its scripts have come to rest. Whatever the page asks for goes over
   * our own HTTP client, past the same guard. Settles with an outcome, as that client does.
   */
  render(url: string, options?: Pick<HttpRequest, 'notBefore' | 'admit'>): Promise<HttpOutcome>
  close(): Promise<void>
}

export type BrowserOptions = {
  /** Where a Chromium listens for the DevTools protocol: `http://host:9222` or `ws://…`. */
  readonly endpoint: string
  readonly http: HttpClient
  /** For what the page asks of other sites: no private address is open to it, whatever is allowed. */
  readonly publicHttp: HttpClient
  /** From the moment the document is there until the page has to be still. */
  readonly deadlineMs: number
  /** Of the drawn document. */
  readonly maxBytes: number
}

/** What a page needs to draw a list; pictures, fonts and films are refused. */
const NEEDED: ReadonlySet<string> = new Set(['document', 'script', 'xhr', 'fetch'])
/** A page that asks for more is not one that lists news. */
const MAX_REQUESTS = 100
/**
 * What reaches past requests that we answer: other threads, peers (CSP 3 §6, WebRTC extensions), and by
 * `sandbox` windows, forms and downloads. A new window asks for its page before anybody can stand in its way.
 */
const POLICY =
  "sandbox allow-scripts allow-same-origin; worker-src 'none'; object-src 'none'; webrtc 'block'"

export const createBrowser = (options: BrowserOptions): Browser => {
  const { http, deadlineMs } = options
  let remote: Promise<Remote> | undefined

  const connected = async (): Promise<Remote> => {
    const known = await remote?.catch(() => undefined)
    if (known?.isConnected()) return known
    remote = connect(options.endpoint, deadlineMs)
    return remote
  }
  /** A browser that hangs answers nothing, not even that it is to let go: the next page gets a new line. */
  const giveUp = (): void => {
    const hung = remote
    remote = undefined
    void hung?.then((one) => one.close()).catch(() => undefined)
  }
  return {
    render: async (url, how = {}) => {
      const document = await http.fetch({ url, ...how })
      if (document.outcome !== 'ok') return document
      const drawing = connected().then((browser) => draw(browser, document, options))
      try {
        return await within(deadlineMs, drawing)
      } catch (error) {
        giveUp()
        if (error instanceof TooSlow)
          return failed(`the page was not drawn within ${deadlineMs / 1000} s`)
        // What the protocol says may quote the endpoint, and with it a key.
        return failed(`the browser at ${hostOf(options.endpoint)} could not draw this page`)
      }
    },
    // Ends our connection; the browser is the operator's.
    close: async () => {
      const closing = remote?.then((one) => one.close())
      if (closing) await within(CLOSE_MS, closing).catch(() => undefined)
    }
  }
}

const CLOSE_MS = 2000

class TooSlow extends Error {}

const within = async <T>(ms: number, task: Promise<T>): Promise<T> => {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new TooSlow()), ms)
  task.catch(() => undefined)
  return Promise.race([task, promise]).finally(() => clearTimeout(timer))
}

const hostOf = (endpoint: string): string => URL.parse(endpoint)?.host ?? ''

/** Loaded only where somebody names a browser. */
const connect = async (endpoint: string, timeout: number): Promise<Remote> => {
  const { chromium } = await import('playwright-core')
  return chromium.connectOverCDP(endpoint, { timeout })
}

type Document = Extract<HttpOutcome, { outcome: 'ok' }>

/** A context of its own for each page: no cookie and no worker outlives it. */
const draw = async (
  remote: Remote,
  document: Document,
  options: BrowserOptions
): Promise<HttpOutcome> => {
  const { deadlineMs, maxBytes } = options
  const context = await remote.newContext({ serviceWorkers: 'block', acceptDownloads: false })
  const stop = new AbortController()
  try {
    await guard(context, document, { ...options, signal: stop.signal })
    const html = await htmlOf(context, document.url, deadlineMs / 2)
    const bytes = new TextEncoder().encode(html)
    if (bytes.byteLength > maxBytes)
      return failed(`the drawn page is larger than ${maxBytes} bytes`)
    const contentType = 'text/html; charset=utf-8'
    return { ...document, bytes, contentType, etag: null, lastModified: null }
  } finally {
    stop.abort()
    void context.close().catch(() => undefined)
  }
}

type Clients = Pick<BrowserOptions, 'http' | 'publicHttp'> & { readonly signal: AbortSignal }

/** Every request is answered by us: the document is there already, the rest is fetched or refused. */
const guard = async (
  context: BrowserContext,
  document: Document,
  clients: Clients
): Promise<void> => {
  const home = new URL(document.url).origin
  let left = MAX_REQUESTS
  await context.routeWebSocket(/.*/, (socket) => socket.close())
  await context.route(/.*/, async (route) => {
    const request = route.request()
    if (request.isNavigationRequest() && request.url() === document.url) {
      return route.fulfill(asResponse(document))
    }
    if (!NEEDED.has(request.resourceType()) || left-- <= 0) return route.abort()
    const isHome = URL.parse(request.url())?.origin === home
    return answer(route, isHome ? clients.http : clients.publicHttp, clients.signal)
  })
}

const answer = async (route: Route, http: HttpClient, signal: AbortSignal): Promise<void> => {
  const request = route.request()
  const method = request.method()
  if (method !== 'GET' && method !== 'POST') return route.abort()
  const body = request.postData()
  const outcome = await http.fetch({
    url: request.url(),
    method,
    headers: harmless(request.headers()),
    signal,
    ...(body !== null && { body })
  })
  if (outcome.outcome === 'ok') return route.fulfill(asResponse(outcome))
  return outcome.outcome === 'failed' && outcome.status !== undefined
    ? route.fulfill({ status: outcome.status, body: '' })
    : route.abort()
}

/** Headers that say what is wanted, none that says who we are. */
const harmless = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => SENT.has(name.toLowerCase())))

const SENT: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-type',
  'referer',
  'x-requested-with'
])

const asResponse = ({ bytes, contentType }: Document) => ({
  status: 200,
  body: Buffer.from(bytes),
  headers: {
    ...(contentType !== null && { 'content-type': contentType }),
    'content-security-policy': POLICY,
    // The page is drawn from copies: whom its server lets read them is not for the copy to say.
    'access-control-allow-origin': '*'
  }
})

const htmlOf = async (context: BrowserContext, url: string, restMs: number): Promise<string> => {
  const page = await context.newPage()
  await page.goto(url, { waitUntil: 'load', timeout: 0 })
  // A page that polls for ever is as good as it gets by then.
  await page.waitForLoadState('networkidle', { timeout: restMs }).catch(() => undefined)
  return page.content()
}

const failed = (message: string): HttpFailed => ({ outcome: 'failed', code: 'protocol', message })
