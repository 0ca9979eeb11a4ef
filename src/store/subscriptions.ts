import type { Db } from './db.ts'
import type { Tables } from './tables.ts'

/** What a hub tells us of a source, or is asked to. */
export type Subscription = {
  readonly sourceId: string
  readonly topic: string
  /** Every hub that the topic named, the best first. */
  readonly hubs: readonly string[]
  /** The one that was asked last. */
  readonly hub: string
  readonly callback: string
  readonly secret: string
  readonly status: Tables['subscription']['status']
  /** Requests since the hub last confirmed. */
  readonly attempts: number
  readonly leaseUntil: Date | null
  readonly nextAttemptAt: Date
  readonly failure: string | null
}

/** A call of a hub names both: a callback that has leaked is worth nothing for another topic. */
export type Called = { readonly callback: string; readonly topic: string }

export const subscriptions = async (db: Db): Promise<Subscription[]> => {
  const rows = await db.selectFrom('subscription').selectAll().orderBy('source_id').execute()
  return rows.map(subscriptionOf)
}

export const subscriptionOfSource = async (
  db: Db,
  sourceId: string
): Promise<Subscription | null> => {
  const row = await db
    .selectFrom('subscription')
    .selectAll()
    .where('source_id', '=', sourceId)
    .executeTakeFirst()
  return row ? subscriptionOf(row) : null
}

/** The subscription whose hub may deliver at `callback`; null when none is active there. */
export const activeAt = async (db: Db, callback: string): Promise<Subscription | null> => {
  const row = await db
    .selectFrom('subscription')
    .selectAll()
    .where('callback', '=', callback)
    .where('status', '=', 'active')
    .executeTakeFirst()
  return row ? subscriptionOf(row) : null
}

/** Sources that a hub tells us of: they need to be looked at only now and then. */
export const pushedSources = async (db: Db, now: Date): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectFrom('subscription')
    .select('source_id')
    .where('status', '=', 'active')
    .where('lease_until', '>', now.getTime())
    .execute()
  return new Set(rows.map((row) => row.source_id))
}

/** A source that has one keeps it. */
export const insertSubscription = async (
  db: Db,
  subscription: Subscription,
  now: Date
): Promise<void> => {
  await db
    .insertInto('subscription')
    .values({ ...columnsOf(subscription), recheck_at: null, updated_at: now.getTime() })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/**
 * Puts `next` in the place of `was`; false when it has changed meanwhile, by a hub's call or another
 * process. Who moves `nextAttemptAt` on has thereby taken the attempt: of two workers one does.
 */
export const changeSubscription = async (
  db: Db,
  { was, next }: { was: Subscription; next: Subscription },
  now: Date
): Promise<boolean> => {
  const changed = await db
    .updateTable('subscription')
    .set({ ...columnsOf(next), updated_at: now.getTime() })
    .where('source_id', '=', was.sourceId)
    .where('callback', '=', was.callback)
    .where('status', '=', was.status)
    .where('next_attempt_at', '=', was.nextAttemptAt.getTime())
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

export const dropSubscription = async (db: Db, { callback }: Subscription): Promise<void> => {
  await db.deleteFrom('subscription').where('callback', '=', callback).execute()
}

/** The hub has asked whether we meant it; false when we did not. */
export const confirmSubscription = async (
  db: Db,
  { callback, topic }: Called,
  { leaseUntil, renewAt, now }: { leaseUntil: Date; renewAt: Date; now: Date }
): Promise<boolean> => {
  const confirmed = await db
    .updateTable('subscription')
    .set({
      status: 'active',
      attempts: 0,
      lease_until: leaseUntil.getTime(),
      next_attempt_at: renewAt.getTime(),
      failure: null,
      updated_at: now.getTime()
    })
    .where('callback', '=', callback)
    .where('topic', '=', topic)
    .where('status', 'in', ['pending', 'active'])
    .executeTakeFirst()
  return confirmed.numUpdatedRows === 1n
}

/** False when there is nothing to deny. */
export const denySubscription = async (
  db: Db,
  { callback, topic }: Called,
  { reason, retryAt, now }: { reason: string; retryAt: Date; now: Date }
): Promise<boolean> => {
  const denied = await db
    .updateTable('subscription')
    .set({
      status: 'denied',
      lease_until: null,
      next_attempt_at: retryAt.getTime(),
      failure: reason,
      updated_at: now.getTime()
    })
    .where('callback', '=', callback)
    .where('topic', '=', topic)
    .where('status', 'in', ['pending', 'active'])
    .executeTakeFirst()
  return denied.numUpdatedRows === 1n
}

/** The hub has asked whether we want to leave; false when we have not said so. */
export const confirmEnd = async (db: Db, { callback, topic }: Called): Promise<boolean> => {
  const ended = await db
    .deleteFrom('subscription')
    .where('callback', '=', callback)
    .where('topic', '=', topic)
    .where('status', '=', 'ending')
    .executeTakeFirst()
  return ended.numDeletedRows === 1n
}

/** Plans a second look at a source; one that is planned already stays, however often the hub calls. */
export const planRecheck = async (db: Db, sourceId: string, at: Date): Promise<void> => {
  await db
    .updateTable('subscription')
    .set({ recheck_at: at.getTime() })
    .where('source_id', '=', sourceId)
    .where('recheck_at', 'is', null)
    .execute()
}

/** Ids of the sources whose second look is due, each given out once. */
export const takeRechecks = async (db: Db, now: Date): Promise<string[]> => {
  const rows = await db
    .updateTable('subscription')
    .set({ recheck_at: null })
    .where('recheck_at', '<=', now.getTime())
    .returning('source_id')
    .execute()
  return rows.map((row) => row.source_id)
}

const columnsOf = (
  one: Subscription
): Omit<Tables['subscription'], 'recheck_at' | 'updated_at'> => ({
  source_id: one.sourceId,
  topic: one.topic,
  hubs: JSON.stringify(one.hubs),
  hub: one.hub,
  callback: one.callback,
  secret: one.secret,
  status: one.status,
  attempts: one.attempts,
  lease_until: one.leaseUntil?.getTime() ?? null,
  next_attempt_at: one.nextAttemptAt.getTime(),
  failure: one.failure
})

const subscriptionOf = (row: Tables['subscription']): Subscription => ({
  sourceId: row.source_id,
  topic: row.topic,
  hubs: JSON.parse(row.hubs) as string[],
  hub: row.hub,
  callback: row.callback,
  secret: row.secret,
  status: row.status,
  attempts: row.attempts,
  leaseUntil: row.lease_until === null ? null : new Date(row.lease_until),
  nextAttemptAt: new Date(row.next_attempt_at),
  failure: row.failure
})
