import type { Delivery } from '../model.ts'
import { isFree, thisProcess } from './claims.ts'
import type { Db } from './db.ts'
import type { Tables } from './tables.ts'

/** A delivery with what became of it. */
export type DeliveryState = Delivery & {
  readonly status: Tables['delivery']['status']
  readonly nextAttemptAt: Date
  readonly sentAt: Date | null
  readonly failure: string | null
}

/** Longer than any SMTP conversation that the channel's own time-outs allow. */
const CLAIM_MS = 10 * 60_000

export const insertDeliveries = async (
  db: Db,
  deliveries: readonly Delivery[],
  at: Date
): Promise<void> => {
  if (deliveries.length === 0) return
  await db
    .insertInto('delivery')
    .values(
      deliveries.map((delivery) => ({
        id: delivery.id,
        digest_id: delivery.digestId,
        channel: delivery.channel,
        address: delivery.address,
        message_id: delivery.messageId,
        status: 'due' as const,
        attempts: delivery.attempts,
        next_attempt_at: at.getTime()
      }))
    )
    .execute()
}

/** What is to be sent at `now`, the oldest first. */
export const dueDeliveries = async (db: Db, now: Date): Promise<DeliveryState[]> => {
  const rows = await db
    .selectFrom('delivery')
    .selectAll()
    .where('status', '=', 'due')
    .where('next_attempt_at', '<=', now.getTime())
    .orderBy('next_attempt_at')
    .orderBy('id')
    .execute()
  return rows.map(deliveryOf)
}

/**
 * Takes the delivery for this process; false when it is sent already, another process has it or has just
 * tried in vain.
 */
export const claimDelivery = async (db: Db, id: string, now: Date): Promise<boolean> => {
  const row = await db
    .selectFrom('delivery')
    .select(['status', 'claimed_by', 'claimed_until'])
    .where('id', '=', id)
    .where('next_attempt_at', '<=', now.getTime())
    .executeTakeFirst()
  if (row?.status !== 'due' || !isFree(row, now)) return false
  const claimed = await db
    .updateTable('delivery')
    .set({ claimed_by: thisProcess(), claimed_until: now.getTime() + CLAIM_MS })
    .where('id', '=', id)
    .where('status', '=', 'due')
    .where('next_attempt_at', '<=', now.getTime())
    .where('claimed_by', 'is not distinct from', row.claimed_by)
    .where('claimed_until', 'is not distinct from', row.claimed_until)
    .executeTakeFirst()
  return claimed.numUpdatedRows === 1n
}

export const markSent = async (db: Db, id: string, sentAt: Date): Promise<void> => {
  const sent = { status: 'sent' as const, sent_at: sentAt.getTime(), failure: null }
  await finishAttempt(db, id, sent).execute()
}

/**
 * The attempt failed; it is due again at `nextAttemptAt`, or never when that is null. What another process
 * has sent, because this one took longer than its claim, stays sent.
 */
export const markFailed = async (
  db: Db,
  id: string,
  failure: string,
  nextAttemptAt: Date | null
): Promise<void> => {
  const failed = nextAttemptAt
    ? { failure, next_attempt_at: nextAttemptAt.getTime() }
    : { failure, status: 'failed' as const }
  await finishAttempt(db, id, failed).where('status', '=', 'due').execute()
}

const finishAttempt = (
  db: Db,
  id: string,
  result: Partial<Pick<Tables['delivery'], 'status' | 'sent_at' | 'failure' | 'next_attempt_at'>>
) =>
  db
    .updateTable('delivery')
    .set((expression) => ({
      ...result,
      attempts: expression('attempts', '+', 1),
      claimed_by: null,
      claimed_until: null
    }))
    .where('id', '=', id)

export const deliveriesOfDigest = async (db: Db, digestId: string): Promise<DeliveryState[]> => {
  const rows = await db
    .selectFrom('delivery')
    .selectAll()
    .where('digest_id', '=', digestId)
    .orderBy('address')
    .execute()
  return rows.map(deliveryOf)
}

const deliveryOf = (row: Tables['delivery']): DeliveryState => ({
  id: row.id,
  digestId: row.digest_id,
  channel: row.channel,
  address: row.address,
  messageId: row.message_id,
  attempts: row.attempts,
  status: row.status,
  nextAttemptAt: new Date(row.next_attempt_at),
  sentAt: row.sent_at === null ? null : new Date(row.sent_at),
  failure: row.failure
})
