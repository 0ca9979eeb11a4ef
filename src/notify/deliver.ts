import PQueue from 'p-queue'
import { maskAddresses, type Logger } from '../log.ts'
import type { Digest } from '../model.ts'
import type { Store } from '../store/db.ts'
import {
  claimDelivery,
  dueDeliveries,
  markFailed,
  markSent,
  type DeliveryState
} from '../store/deliveries.ts'
import { digestWithId } from '../store/digests.ts'
import type { Message, OpenChannel, SendResult } from './channel.ts'
import { nextAttempt } from './retry.ts'

export type Deliverer = {
  readonly store: Store
  readonly channels: ReadonlyMap<string, OpenChannel>
  readonly clock: () => Date
  readonly log: Logger
}

export type DeliveryReport = { readonly sent: number; readonly failed: number }

/**
 * Sends what is due, of one digest or of all. Each delivery is claimed, sent and marked by itself; the
 * mark follows the server's 250, so a process killed between the two sends the same message again under
 * the same Message-ID, and never another one. One that fails waits for its next try and blocks nobody.
 */
export const deliverDue = async (
  deliverer: Deliverer,
  options: { digestId?: string; signal?: AbortSignal } = {}
): Promise<DeliveryReport> => {
  const due = await dueDeliveries(deliverer.store.db, deliverer.clock())
  const wanted = due.filter(({ digestId }) => digestId === (options.digestId ?? digestId))
  const digests = await digestsOf(deliverer.store, wanted)
  const lines = new PQueue({ concurrency: AT_ONCE })
  const attempts = wanted.map((delivery) =>
    lines.add(async () => {
      const digest = digests.get(delivery.digestId)
      return digest && !options.signal?.aborted ? deliver(deliverer, digest, delivery) : null
    })
  )
  // When the store fails, whoever calls may close it: not before the messages in hand have ended.
  await Promise.allSettled(attempts)
  const outcomes = await Promise.all(attempts)
  return {
    sent: outcomes.filter((outcome) => outcome === 'sent').length,
    failed: outcomes.filter((outcome) => outcome === 'failed').length
  }
}

/** A recipient whose server hangs holds up one line; nodemailer pools five connections. */
const AT_ONCE = 4

const digestsOf = async (
  store: Store,
  deliveries: readonly DeliveryState[]
): Promise<Map<string, Digest>> => {
  const digests = new Map<string, Digest>()
  for (const id of new Set(deliveries.map(({ digestId }) => digestId))) {
    const digest = await digestWithId(store.db, id)
    if (digest) digests.set(id, digest)
  }
  return digests
}

const deliver = async (
  deliverer: Deliverer,
  digest: Digest,
  delivery: DeliveryState
): Promise<SendResult['outcome'] | null> => {
  if (!(await claimDelivery(deliverer.store.db, delivery.id, deliverer.clock()))) return null
  const result = await send(deliverer, digest, delivery)
  await record(deliverer, digest, delivery, result)
  return result.outcome
}

const send = async (
  deliverer: Deliverer,
  digest: Digest,
  delivery: DeliveryState
): Promise<SendResult> => {
  const channel = deliverer.channels.get(delivery.channel)
  if (!channel) {
    return {
      outcome: 'failed',
      permanent: true,
      message: `no channel is called ${delivery.channel}`
    }
  }
  try {
    return await channel.send(delivery.address, messageFor(digest, delivery))
  } catch (error) {
    deliverer.log.error({ delivery_id: delivery.id, err: error }, 'bug')
    return { outcome: 'failed', permanent: false, message: 'internal error, see the log' }
  }
}

const messageFor = (digest: Digest, delivery: DeliveryState): Message => ({
  messageId: delivery.messageId,
  date: digest.createdAt,
  listName: `${digest.parkId}-${digest.name}`,
  subject: digest.subject,
  text: digest.text,
  html: digest.html
})

const record = async (
  { store, clock, log }: Deliverer,
  digest: Digest,
  delivery: DeliveryState,
  result: SendResult
): Promise<void> => {
  const now = clock()
  const about = { digest_id: digest.id, delivery_id: delivery.id, outcome: result.outcome }
  if (result.outcome === 'sent') {
    await markSent(store.db, delivery.id, now)
    log.info(about, 'digest delivered')
    return
  }
  const nextAttemptAt = result.permanent
    ? null
    : nextAttempt(delivery.attempts + 1, digest.createdAt, now)
  await markFailed(store.db, delivery.id, result.message, nextAttemptAt)
  log.warn(about, maskAddresses(result.message))
}
