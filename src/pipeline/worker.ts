import { messageOf } from '../errors.ts'
import type { Json, Queue } from '../jobs/queue.ts'
import { createSchedule, type Schedule } from '../jobs/schedule.ts'
import { previousSlot } from '../jobs/slots.ts'
import type { Logger } from '../log.ts'

/** A digest with its firing times. */
export type ScheduledDigest = {
  readonly parkId: string
  readonly name: string
  readonly cron: string
  readonly zone: string
  /** A slot missed by more than this is not sent any more. */
  readonly lateByMs: number
}

export type WorkerParts = {
  readonly queue: Queue
  readonly digests: readonly ScheduledDigest[]
  readonly clock: () => Date
  readonly log: Logger
  collect(): Promise<unknown>
  isClosed(digest: ScheduledDigest, slotAt: Date): Promise<boolean>
  close(digest: ScheduledDigest, slotAt: Date): Promise<unknown>
  deliver(signal: AbortSignal): Promise<unknown>
  /** Asks the hubs of feeds to tell us of news. True when sources are due now that were not. */
  subscribe(): Promise<boolean>
}

export type Worker = {
  /** Fires no more, waits for the jobs in hand. */
  stop(): Promise<void>
}

const EVERY_MINUTE = '* * * * *'

/**
 * node-cron says when, the queue says who. Every firing carries its slot as key, so it does not matter
 * how many processes fire it. After each round the worker looks for digests whose slot passed unsent,
 * while nothing ran or while the store was away, and sends those once, late.
 */
export const startWorker = async (parts: WorkerParts): Promise<Worker> => {
  const { queue, digests, log } = parts
  await queue.handle('collect', async () => {
    await parts.collect()
    await enqueueMissed(parts)
    // By itself: a hub that hangs must not keep the next round waiting.
    await queue.enqueue('subscribe', null)
  })
  await queue.handle('subscribe', async () => {
    if (await parts.subscribe()) await queue.enqueue('collect', null)
  })
  await queue.handle('digest', async (data) => {
    const { digest, slotAt } = slotOf(digests, data)
    if (!digest) return
    await parts.close(digest, slotAt)
    await queue.enqueue('deliver', null)
  })
  await queue.handle('deliver', async (_, signal) => void (await parts.deliver(signal)))
  await queue.start()

  const schedule = createSchedule({
    entries: [
      { name: 'collect', cron: EVERY_MINUTE, zone: 'UTC' },
      { name: 'deliver', cron: EVERY_MINUTE, zone: 'UTC' },
      ...digests.map((digest) => ({ ...digest, name: entryName(digest) }))
    ],
    onFire: (name, slotAt) => fire(parts, name, slotAt),
    onError: (name, error) => log.error({ job: name, message: messageOf(error) }, 'firing failed')
  })
  schedule.start()
  await queue.enqueue('collect', null)
  await queue.enqueue('deliver', null)
  return { stop: () => stopAll(schedule, queue) }
}

const stopAll = async (schedule: Schedule, queue: Queue): Promise<void> => {
  await schedule.stop()
  await queue.stop()
}

const entryName = (digest: ScheduledDigest): string => `digest ${digest.parkId} ${digest.name}`

const fire = async ({ queue, digests }: WorkerParts, name: string, slotAt: Date): Promise<void> => {
  const digest = digests.find((one) => entryName(one) === name)
  const key = slotAt.toISOString()
  if (!digest) await queue.enqueue(name, null, { key })
  else await queue.enqueue('digest', slotData(digest, slotAt), { key: `${name} ${key}` })
}

/** Without a slot key: a slot whose job failed for good is tried again each minute, closing it twice does nothing. */
const enqueueMissed = async (parts: WorkerParts): Promise<void> => {
  const now = parts.clock()
  for (const digest of parts.digests) {
    const slotAt = previousSlot(digest.cron, digest.zone, now)
    if (now.getTime() - slotAt.getTime() > digest.lateByMs) continue
    if (await parts.isClosed(digest, slotAt)) continue
    parts.log.info({ digest: digest.name, slot: slotAt.toISOString() }, 'digest is late')
    await parts.queue.enqueue('digest', slotData(digest, slotAt))
  }
}

const slotData = (digest: ScheduledDigest, slotAt: Date): Json => ({
  parkId: digest.parkId,
  name: digest.name,
  slotAt: slotAt.toISOString()
})

const slotOf = (
  digests: readonly ScheduledDigest[],
  data: Json
): { digest: ScheduledDigest | undefined; slotAt: Date } => {
  const { parkId, name, slotAt } = data as { parkId: string; name: string; slotAt: string }
  return {
    digest: digests.find((one) => one.parkId === parkId && one.name === name),
    slotAt: new Date(slotAt)
  }
}
