import PQueue from 'p-queue'
import type { HttpClient, HttpOutcome } from '../collect/fetch.ts'
import { callbackUrl, requestBody, retryAfterMs, type HubOffer } from '../collect/websub.ts'
import type { Logger } from '../log.ts'
import type { Store } from '../store/db.ts'
import { makeDue } from '../store/sources.ts'
import {
  changeSubscription,
  dropSubscription,
  insertSubscription,
  subscriptionOfSource,
  subscriptions,
  takeRechecks,
  type Subscription
} from '../store/subscriptions.ts'

/** What subscribing needs. */
export type Subscriber = {
  readonly store: Store
  readonly http: HttpClient
  /** Where hubs reach this installation; no slash at the end. */
  readonly baseUrl: string
  /** At least 128 random bits in letters that a URL can carry, at most 199 of them. */
  readonly random: () => string
  readonly clock: () => Date
  readonly log: Logger
}

/** Hubs asked side by side; the client keeps its pace with each of them. */
const AT_ONCE = 4

/**
 * A feed that names another topic at every reading (a session, a time) would have us subscribe each time.
 * It is left in peace until it has stayed the same for so long.
 */
const SETTLE_MS = 3_600_000

/** Takes down what a page that was just read offers; the next round acts on it. */
export const noteOffer = async (
  subscriber: Subscriber,
  sourceId: string,
  offer: HubOffer | null
): Promise<void> => {
  const { db } = subscriber.store
  const now = subscriber.clock()
  const was = await subscriptionOfSource(db, sourceId)
  if (offer === null) return was ? leave(subscriber, was) : undefined
  if (was && isAbout(was, offer)) {
    if (was.hubs.join(' ') === offer.hubs.join(' ')) return
    return void (await changeSubscription(db, { was, next: { ...was, hubs: offer.hubs } }, now))
  }
  const next: Subscription = {
    ...offer,
    ...newCallback(subscriber),
    sourceId,
    hub: offer.hubs[0]!,
    attempts: 0,
    nextAttemptAt: was ? new Date(now.getTime() + SETTLE_MS) : now,
    failure: null
  }
  // The hub of the old topic learns from a 410 at the old callback that nobody is there any more.
  if (was) await changeSubscription(db, { was, next }, now)
  else await insertSubscription(db, next, now)
}

const isAbout = (was: Subscription, offer: HubOffer): boolean =>
  was.topic === offer.topic && was.status !== 'ending' && offer.hubs.includes(was.hub)

const leave = async ({ store, clock }: Subscriber, was: Subscription): Promise<void> => {
  if (was.status === 'ending') return
  if (was.status !== 'active') return dropSubscription(store.db, was)
  const now = clock()
  const next: Subscription = { ...was, status: 'ending', attempts: 0, nextAttemptAt: now }
  await changeSubscription(store.db, { was, next }, now)
}

/**
 * Subscribes, renews and leaves whatever is due, and has sources looked at a second time after news of
 * them: true when some have come due so. A hub that fails costs only its own topic: the source is polled
 * as if it had none.
 */
export const keepSubscriptions = async (
  subscriber: Subscriber,
  sources: readonly { readonly id: string }[]
): Promise<boolean> => {
  const { store, clock } = subscriber
  const now = clock()
  const madeDue = []
  for (const id of await takeRechecks(store.db, now)) {
    if (await makeDue(store.db, id, { now, notSince: now })) madeDue.push(id)
  }
  const known = new Set(sources.map(({ id }) => id))
  const due = (await subscriptions(store.db)).filter(
    (one) => one.nextAttemptAt <= now || !isOurs(subscriber, one)
  )
  const lanes = new PQueue({ concurrency: AT_ONCE })
  await lanes.addAll(due.map((one) => () => attend(subscriber, one, known.has(one.sourceId))))
  return madeDue.length > 0
}

/** False when the base address has changed since: hubs call where nobody listens. */
const isOurs = ({ baseUrl }: Subscriber, { callback }: Subscription): boolean =>
  callback.startsWith(callbackUrl(baseUrl, ''))

const attend = async (
  subscriber: Subscriber,
  was: Subscription,
  isKnown: boolean
): Promise<void> => {
  const { store, clock, log } = subscriber
  const now = clock()
  const isOver = was.status === 'ending' && (!isOurs(subscriber, was) || was.leaseUntil! <= now)
  if (isOver || !isKnown) return dropSubscription(store.db, was)
  const next = nextAttempt(subscriber, was, now)
  if (!(await changeSubscription(store.db, { was, next }, now))) return
  const outcome = await askHub(subscriber, next)
  if (outcome.outcome !== 'failed') return log.info(logLine(next, 'asked'), 'hub asked')
  // A shutdown of ours says nothing about the hub.
  if (outcome.code === 'aborted') {
    return void (await changeSubscription(store.db, { was: next, next: backTo(was, next) }, now))
  }
  // Refused when the hub has confirmed before it failed to answer: then it stays confirmed.
  const failed = afterFailure(next, outcome, clock())
  await changeSubscription(store.db, { was: next, next: failed }, clock())
  log.info({ ...logLine(next, 'failed'), message: outcome.message }, 'hub asked')
}

/**
 * The subscription as it is while the hub is asked. A lease that runs is renewed where it is; every other
 * request gets a callback of its own (§5.1), so that an old confirmation cannot be played again, and goes
 * to the next hub when the one before has not confirmed.
 */
const nextAttempt = (subscriber: Subscriber, was: Subscription, now: Date): Subscription => {
  const attempts = was.attempts + 1
  const waitMs = retryAfterMs(attempts, was.hubs.length)
  const plan = { attempts, nextAttemptAt: new Date(now.getTime() + waitMs) }
  const isHeld = was.status === 'active' && was.leaseUntil! > now && isOurs(subscriber, was)
  if (isHeld || was.status === 'ending') return { ...was, ...plan }
  const hub = was.attempts === 0 ? was.hub : hubAfter(was)
  return { ...was, ...plan, ...newCallback(subscriber), hub }
}

const hubAfter = ({ hub, hubs }: Subscription): string =>
  hubs[(hubs.indexOf(hub) + 1) % hubs.length]!

const newCallback = ({ baseUrl, random }: Subscriber) =>
  ({
    callback: callbackUrl(baseUrl, random()),
    secret: random(),
    status: 'pending',
    leaseUntil: null
  }) as const

const askHub = ({ http }: Subscriber, one: Subscription): Promise<HttpOutcome> =>
  http.fetch({
    url: one.hub,
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: requestBody(one.status === 'ending' ? 'unsubscribe' : 'subscribe', one)
  })

const backTo = (was: Subscription, next: Subscription): Subscription => ({
  ...next,
  attempts: was.attempts,
  nextAttemptAt: was.nextAttemptAt
})

/** A hub that was not asked this time round has its turn in the next round of ours. */
const afterFailure = (
  one: Subscription,
  { message, retryAfterMs: asked = 0 }: { message: string; retryAfterMs?: number | undefined },
  now: Date
): Subscription => {
  const isLast = one.status !== 'pending' || one.attempts % one.hubs.length === 0
  const waitUntil = Math.max(one.nextAttemptAt.getTime(), now.getTime() + asked)
  return {
    ...one,
    status: one.status === 'pending' ? 'failed' : one.status,
    nextAttemptAt: isLast ? new Date(waitUntil) : now,
    failure: message
  }
}

/** Neither callback nor secret: whoever reads them could speak as the hub. */
const logLine = ({ sourceId, status }: Subscription, outcome: string): Record<string, unknown> => ({
  source_id: sourceId,
  outcome,
  status
})
