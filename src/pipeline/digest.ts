import type { Delivery, Digest, Park } from '../model.ts'
import { composeDigest } from '../notify/digest.ts'
import { hashId } from '../normalize/id.ts'
import type { Db, Store } from '../store/db.ts'
import { insertDeliveries } from '../store/deliveries.ts'
import { digestWithId, insertDigest, queueStory, storiesForDigest } from '../store/digests.ts'
import { placedStories } from '../store/stories.ts'

/** A digest as the configuration describes it. */
export type DigestPlan = {
  readonly park: Park
  readonly name: string
  readonly title?: string | undefined
  readonly sections?: readonly string[] | undefined
  /** Where the park's pages are; no slash at the end. */
  readonly siteUrl: string
  /** The first digest looks back this far. */
  readonly maxAgeMs: number
  readonly to: readonly { readonly channel: string; readonly address: string }[]
}

export type DigestDesk = {
  readonly store: Store
  readonly clock: () => Date
  /** The domain of the sender: the right side of every Message-ID. */
  readonly mailDomain: string
}

/** Stories that one mail can carry; the rest waits for the next digest. */
const MAX_STORIES = 200

/**
 * Closes the digest of one slot: what waits is taken out of the queue, rendered and stored with a
 * delivery for every subscriber, in one transaction. A slot that is closed stays as it was, however often
 * and by whomever it fires again.
 */
export const closeDigest = (
  desk: DigestDesk,
  plan: DigestPlan,
  slotAt: Date
): Promise<{ digest: Digest; isNew: boolean }> =>
  desk.store.write(async (db) => {
    await desk.store.lockStories(db)
    const id = digestId(plan.park.id, plan.name, slotAt)
    const known = await digestWithId(db, id)
    if (known) return { digest: known, isNew: false }
    const now = desk.clock()
    const { digest, taken, left } = await buildDigest(db, plan, slotAt, now)
    await insertDigest(db, digest, taken)
    for (const storyId of left) await queueStory(db, digest, storyId, now)
    await insertDeliveries(db, deliveriesOf(desk, plan, digest), now)
    return { digest, isNew: true }
  })

export const isDigestClosed = async (
  desk: DigestDesk,
  plan: { parkId: string; name: string },
  slotAt: Date
): Promise<boolean> =>
  (await digestWithId(desk.store.db, digestId(plan.parkId, plan.name, slotAt))) !== null

/** What closing the slot now would send; nothing is stored. */
export const previewDigest = async (
  desk: DigestDesk,
  plan: DigestPlan,
  slotAt: Date
): Promise<Digest> => (await buildDigest(desk.store.db, plan, slotAt, desk.clock())).digest

const digestId = (parkId: string, name: string, slotAt: Date): string =>
  hashId('digest', parkId, name, slotAt.toISOString())

const buildDigest = async (
  db: Db,
  plan: DigestPlan,
  slotAt: Date,
  now: Date
): Promise<{ digest: Digest; taken: readonly string[]; left: readonly string[] }> => {
  const { park, name, sections } = plan
  const since = new Date(now.getTime() - plan.maxAgeMs)
  const waiting = await storiesForDigest(db, { parkId: park.id, name }, { since, sections })
  const taken = waiting.slice(0, MAX_STORIES)
  const stories = await placedStories(db, { parkId: park.id, ids: taken, limit: MAX_STORIES })
  const title = plan.title ?? park.name
  const message = await composeDigest({
    park,
    title,
    slotAt,
    siteUrl: plan.siteUrl,
    stories
  })
  const digest = {
    id: digestId(park.id, name, slotAt),
    parkId: park.id,
    name,
    slotAt,
    createdAt: now,
    storyCount: stories.length,
    ...message
  }
  return { digest, taken, left: waiting.slice(MAX_STORIES) }
}

const deliveriesOf = (desk: DigestDesk, plan: DigestPlan, digest: Digest): Delivery[] =>
  plan.to.map(({ channel, address }) => {
    const id = hashId('delivery', digest.id, channel, address.toLowerCase())
    return {
      id,
      digestId: digest.id,
      channel,
      address,
      messageId: `<${id}@${desk.mailDomain}>`,
      attempts: 0
    }
  })
