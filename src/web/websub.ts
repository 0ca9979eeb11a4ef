import { Hono, type Context } from 'hono'
import { checkSignature, type SignatureCheck } from '../collect/websub-signature.ts'
import {
  callbackUrl,
  DENIED_FOR_MS,
  readHubCall,
  renewAfterMs,
  type HubCall
} from '../collect/websub.ts'
import type { Clock } from '../jobs/clock.ts'
import { makeDue } from '../store/sources.ts'
import {
  activeAt,
  confirmEnd,
  confirmSubscription,
  denySubscription,
  planRecheck
} from '../store/subscriptions.ts'
import type { WebParts } from './parts.ts'

/** What answering hubs needs. */
export type HubDesk = Pick<WebParts, 'store' | 'log' | 'baseUrl'> & NonNullable<WebParts['push']>

/** The largest feeds seen are a tenth of it. The body is read for its signature and never kept. */
const MAX_BYTES = 10 * 1024 * 1024
const MAX_BODY_MS = 10_000

/** Hubs may call as often as they like; a source is not asked more often on their account. */
const MIN_GAP_MS = 60_000

/** A hub can be quicker than the publisher's own cache. */
const RECHECK_AFTER_MS = 60_000

/** `/websub/<token>`: where hubs ask whether we meant it, and tell of news. */
export const hubRoutes = (desk: HubDesk): Hono => {
  const routes = new Hono()
  // Not `get` and `post`: Hono answers HEAD as GET, and a HEAD must not confirm anything.
  routes.all('/:token', async (context) => {
    const callback = callbackUrl(desk.baseUrl, context.req.param('token'))
    const { method } = context.req.raw
    if (method === 'GET') return answerCall(desk, callback, context)
    if (method === 'POST') return takeNews(desk, callback, context)
    return context.text('method not allowed', 405, { Allow: 'GET, POST' })
  })
  // Without the path: the token in it is a secret.
  routes.onError((error, context) => {
    desk.log.error({ path: '/websub', err: error }, 'request failed')
    return context.text('internal error', 500)
  })
  return routes
}

/** Verification of intent and denial (W3C WebSub §5.2, §5.3). The answer is plain text: it repeats its caller. */
const answerCall = async (desk: HubDesk, callback: string, context: Context): Promise<Response> => {
  const call = readHubCall(new URL(context.req.url).searchParams)
  if (call === null || !(await isAgreed(desk, callback, call)))
    return context.text('not found', 404)
  return context.text(call.mode === 'denied' ? 'noted' : call.challenge)
}

const isAgreed = ({ store, clock }: HubDesk, callback: string, call: HubCall): Promise<boolean> => {
  const called = { callback, topic: call.topic }
  const now = clock.now()
  const after = (ms: number): Date => new Date(now.getTime() + ms)
  if (call.mode === 'unsubscribe') return confirmEnd(store.db, called)
  if (call.mode === 'denied') {
    const denial = { reason: call.reason, retryAt: after(DENIED_FOR_MS), now }
    return denySubscription(store.db, called, denial)
  }
  const leaseUntil = after(call.leaseMs)
  const renewAt = after(renewAfterMs(call.leaseMs))
  return confirmSubscription(store.db, called, { leaseUntil, renewAt, now })
}

/**
 * News of a topic (§7). The body only proves who speaks: entries come from the source's own address and
 * from nowhere else, so that a hub can make us look and can never make us print. Looking is cheap.
 */
const takeNews = async (desk: HubDesk, callback: string, context: Context): Promise<Response> => {
  const subscription = await activeAt(desk.store.db, callback)
  // §7: the only answer that makes a hub stop.
  if (subscription === null) return context.text('gone', 410)
  const { sourceId, secret } = subscription
  const { raw } = context.req
  if (Number(raw.headers.get('content-length')) > MAX_BYTES) return tooLarge(context)
  const check = checkSignature(raw.headers.get('x-hub-signature'), secret)
  // Success all the same (§7.1): a stranger learns nothing, and a hub does not try again.
  if (check === null) return ignored(desk, sourceId, context)
  const ending = await readInto(check, raw.body, desk.clock)
  if (ending === 'too-large') return tooLarge(context)
  if (ending === 'broken') return context.text('the body did not come through', 408)
  if (!check.matches()) return ignored(desk, sourceId, context)
  await lookSoon(desk, sourceId)
  return context.text('accepted', 202)
}

const tooLarge = (context: Context): Response => context.text('too large', 413)

const ignored = ({ log }: HubDesk, sourceId: string, context: Context): Response => {
  log.info({ source_id: sourceId, outcome: 'ignored' }, 'hub called')
  return context.text('accepted', 202)
}

const lookSoon = async ({ store, clock, wake, log }: HubDesk, sourceId: string): Promise<void> => {
  const now = clock.now()
  const at = (ms: number): Date => new Date(now.getTime() + ms)
  await planRecheck(store.db, sourceId, at(RECHECK_AFTER_MS))
  const isDue = await makeDue(store.db, sourceId, { now, notSince: at(-MIN_GAP_MS) })
  log.info({ source_id: sourceId, outcome: isDue ? 'due' : 'waiting' }, 'hub called')
  if (isDue) wake()
}

/** Passes a body on until it ends, grows too large or takes too long. */
const readInto = async (
  check: SignatureCheck,
  body: ReadableStream<Uint8Array> | null,
  clock: Clock
): Promise<'read' | 'too-large' | 'broken'> => {
  if (body === null) return 'read'
  const reader = body.getReader()
  let isLate = false
  const giveUp = (): void => {
    isLate = true
    reader.cancel().catch(() => {})
  }
  const cancel = clock.after(MAX_BODY_MS, giveUp)
  try {
    let count = 0
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return isLate ? 'broken' : 'read'
      count += value.length
      if (count > MAX_BYTES) {
        giveUp()
        return 'too-large'
      }
      check.update(value)
    }
  } catch {
    // Whoever sent it has hung up: nobody is left to answer.
    return 'broken'
  } finally {
    cancel()
  }
}
