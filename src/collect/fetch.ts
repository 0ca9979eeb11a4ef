import { STATUS_CODES } from 'node:http'
import { systemClock, type Clock } from '../jobs/clock.ts'
import { createConnector, systemResolve, type Resolve } from './connector.ts'
import { createDeadline } from './deadline.ts'
import { exchange, isSuccess, type Reply } from './exchange.ts'
import type { AllowedHost } from './guard.ts'
import { followRedirects, type Followed } from './follow.ts'
import { firstHop, sentConditions, type Hop, type HopRequest } from './hop.ts'
import { HttpFailure, type FailureCode } from './http-failure.ts'
import { createPace } from './pace.ts'
import { parseRetryAfter, parseValidator, type ResponseHeaders } from './response-headers.ts'

/** The one way out for every request Parkwire makes. */
export type HttpClient = {
  /** Settles with an outcome whatever the other side does; rejects only on a bug. */
  fetch(request: HttpRequest): Promise<HttpOutcome>
  /** Calls off what is under way and resolves when nothing is left open. */
  close(): Promise<void>
}

/** Userinfo in `url` becomes Basic authentication; `etag` and `lastModified` make it conditional. */
export type HttpRequest = HopRequest & {
  readonly signal?: AbortSignal | undefined
  /** Waits until then, beside the wait for the host's turn; calling off ends both. */
  readonly notBefore?: Date | null | undefined
  /** Asked before each redirect is followed, as somebody has been before the request itself. */
  readonly admit?: ((url: string) => Promise<HopAdmission>) | undefined
}

/** Whether an address may be asked for, and not before when; else why not, one sentence. */
export type HopAdmission =
  | { readonly isAllowed: true; readonly notBefore: Date | null }
  | {
      readonly isAllowed: false
      readonly message: string
      /** The site does not say what it allows: it may soon. */
      readonly isForNow?: boolean
    }

export type HttpOutcome =
  | {
      readonly outcome: 'ok'
      /** Where the last redirect led, without userinfo. */
      readonly url: string
      readonly status: number
      readonly contentType: string | null
      readonly etag: string | null
      readonly lastModified: string | null
      /** Decoded. */
      readonly bytes: Uint8Array
      /** The final address if we were redirected and every redirect was 301 or 308. */
      readonly permanentUrl: string | null
      readonly headers: ResponseHeaders
    }
  | {
      readonly outcome: 'not-modified'
      readonly url: string
      readonly etag: string | null
      readonly lastModified: string | null
      /** As for `ok`; absent, like `headers`, where nothing was asked over HTTP. */
      readonly permanentUrl?: string | null
      readonly headers?: ResponseHeaders
    }
  | HttpFailed

export type HttpFailed = {
  readonly outcome: 'failed'
  readonly code: FailureCode
  readonly status?: number | undefined
  /** One sentence for people; names hosts, never paths, queries or userinfo. */
  readonly message: string
  /** At most a day. */
  readonly retryAfterMs?: number | undefined
}

export type HttpClientOptions = {
  readonly userAgent: string
  /** On the wire, all redirects together; waiting for the host's turn does not count. */
  readonly deadlineMs: number
  /** Of a body, on the wire and again decoded. */
  readonly maxBytes: number
  readonly maxRedirects: number
  /** From the end of one request to a host to the start of the next. */
  readonly hostGapMs: number
  /** The only way past the guard against private addresses. */
  readonly allowHosts: readonly AllowedHost[]
  readonly clock?: Clock
  readonly resolve?: Resolve
}

export const createHttpClient = (options: HttpClientOptions): HttpClient => {
  const { userAgent, deadlineMs, maxBytes, maxRedirects, clock = systemClock } = options
  const { allowHosts: allowed, resolve = systemResolve } = options
  const pace = createPace(options.hostGapMs, clock)
  const underWay = new Map<AbortController, Promise<HttpOutcome>>()
  let isClosed = false

  const answered = async (request: HttpRequest, stop: AbortController): Promise<HttpOutcome> => {
    const { signal } = stop
    const connect = createConnector({ allowed, resolve, signal })
    const deadline = createDeadline(deadlineMs)
    const onTheWire = (hop: Hop): Promise<Reply> =>
      deadline.during(
        () => exchange(hop, { connect, maxBytes, signal }),
        () => stop.abort(tooSlow(hop, deadlineMs))
      )
    const atItsTurn = (hop: Hop): Promise<Reply> =>
      pace.run(hop.url.host, () => onTheWire(hop), signal)
    const first = firstHop(request, userAgent)
    const wait = async (at: Date | null | undefined): Promise<void> => {
      if (at) await pauseUntil(at, clock, signal)
    }
    const admitted = async (hop: Hop): Promise<Reply> => {
      await wait(hop === first ? request.notBefore : await admissionOf(hop, request))
      return atItsTurn(hop)
    }
    return outcomeOf(await followRedirects(first, maxRedirects, admitted), clock.now().getTime())
  }

  const settled = async (request: HttpRequest, stop: AbortController): Promise<HttpOutcome> => {
    const callOff = (): void => stop.abort(calledOff())
    request.signal?.addEventListener('abort', callOff, { once: true })
    if (isClosed || request.signal?.aborted) callOff()
    try {
      return await answered(request, stop)
    } catch (error) {
      return failed(stop.signal.aborted ? stop.signal.reason : error)
    } finally {
      request.signal?.removeEventListener('abort', callOff)
      underWay.delete(stop)
    }
  }

  return {
    fetch: (request) => {
      const stop = new AbortController()
      const outcome = settled(request, stop)
      underWay.set(stop, outcome)
      return outcome
    },
    close: async () => {
      isClosed = true
      for (const stop of underWay.keys()) stop.abort(calledOff())
      await Promise.allSettled(underWay.values())
    }
  }
}

const outcomeOf = ({ reply, hop, isMoved }: Followed, nowMs: number): HttpOutcome => {
  const { status, headers, bytes } = reply
  const url = hop.url.href
  const etag = parseValidator(headers.etag)
  const lastModified = parseValidator(headers['last-modified'])
  const permanentUrl = isMoved ? url : null
  if (isSuccess(status)) {
    const contentType = headers['content-type'] ?? null
    const found = { url, status, contentType, etag, lastModified, bytes, permanentUrl, headers }
    return { outcome: 'ok', ...found }
  }
  const sent = sentConditions(hop)
  // A 304 to a request without conditions would keep a source empty for ever.
  if (status === 304 && sent !== null) {
    const known = { etag: etag ?? sent.etag, lastModified: lastModified ?? sent.lastModified }
    return { outcome: 'not-modified', url, ...known, permanentUrl, headers }
  }
  const retryAfterMs = parseRetryAfter(headers['retry-after'], nowMs)
  const answer = `${status} ${STATUS_CODES[status] ?? ''}`.trim()
  throw new HttpFailure('http', `${hop.url.host} answered ${answer}`, { status, retryAfterMs })
}

/** @throws HttpFailure `robots`, or `robots-unknown` for now */
const admissionOf = async (hop: Hop, { admit }: HttpRequest): Promise<Date | null> => {
  const admission = await admit?.(hop.url.href)
  if (admission?.isAllowed === false) {
    throw new HttpFailure(admission.isForNow ? 'robots-unknown' : 'robots', admission.message)
  }
  return admission?.notBefore ?? null
}

const pauseUntil = async (at: Date, clock: Clock, signal: AbortSignal): Promise<void> => {
  const waitMs = at.getTime() - clock.now().getTime()
  if (waitMs <= 0) return
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const giveUp = (): void => reject(signal.reason as Error)
  signal.addEventListener('abort', giveUp, { once: true })
  if (signal.aborted) giveUp()
  const cancel = clock.after(waitMs, resolve)
  await promise.finally(() => {
    cancel()
    signal.removeEventListener('abort', giveUp)
  })
}

const failed = (error: unknown): HttpFailed => {
  if (!(error instanceof HttpFailure)) throw error
  const { code, status, message, retryAfterMs } = error
  return { outcome: 'failed', code, status, message, retryAfterMs }
}

const tooSlow = (hop: Hop, deadlineMs: number): HttpFailure =>
  new HttpFailure('timeout', `${hop.url.host} did not finish within ${deadlineMs / 1000} s`)

const calledOff = (): HttpFailure => new HttpFailure('aborted', 'the request was called off')
