import type { Digest, DigestHead } from '../model.ts'
import type { Db } from './db.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './tables.ts'

/** Which digest of which park: names are unique in a park. */
export type DigestName = { readonly parkId: string; readonly name: string }

/** Puts a story in the queue of a digest. A story that already waits or was already sent stays as it is. */
export const queueStory = async (
  db: Db,
  digest: DigestName,
  storyId: string,
  queuedAt: Date
): Promise<void> => {
  await queueStoryRow(db, {
    park_id: digest.parkId,
    digest_name: digest.name,
    story_id: storyId,
    queued_at: queuedAt.getTime()
  })
}

const queueStoryRow = prepared((db, row: Omit<Tables['digest_story'], 'digest_id'>) =>
  db
    .insertInto('digest_story')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
)

/**
 * Ids of the stories for the next digest, in the order in which they came. What waits is a row, not a
 * window of time: an entry committed while a digest closes is in one of the two, never between them.
 * A digest that has never been closed also gets what was published since `since`: added to a running
 * installation it starts with the news of its own period, not with an empty page.
 */
export const storiesForDigest = async (
  db: Db,
  digest: DigestName,
  { since, sections }: { since: Date; sections?: readonly string[] | undefined }
): Promise<string[]> => {
  const isWanted = (row: { section: string }): boolean => sections?.includes(row.section) ?? true
  const waiting = await waitingStories(db, digest)
  const earlier = (await hasClosed(db, digest)) ? [] : await storiesSince(db, digest.parkId, since)
  return [...new Set([...waiting, ...earlier].filter(isWanted).map((row) => row.story_id))]
}

const waitingStories = (db: Db, { parkId, name }: DigestName) =>
  db
    .selectFrom('digest_story')
    .innerJoin('placement', (join) =>
      join
        .onRef('placement.park_id', '=', 'digest_story.park_id')
        .onRef('placement.story_id', '=', 'digest_story.story_id')
    )
    .select(['placement.story_id', 'placement.section'])
    .where('digest_story.park_id', '=', parkId)
    .where('digest_story.digest_name', '=', name)
    .where('digest_story.digest_id', 'is', null)
    .where('placement.verdict', '=', 'accept')
    .orderBy('digest_story.queued_at')
    .orderBy('placement.story_id')
    .execute()

const storiesSince = (db: Db, parkId: string, since: Date) =>
  db
    .selectFrom('placement')
    .innerJoin('story', 'story.id', 'placement.story_id')
    .select(['placement.story_id', 'placement.section'])
    .where('placement.park_id', '=', parkId)
    .where('placement.verdict', '=', 'accept')
    .where('story.published_at', '>=', since.getTime())
    .orderBy('placement.placed_at')
    .orderBy('placement.story_id')
    .execute()

const hasClosed = async (db: Db, { parkId, name }: DigestName): Promise<boolean> => {
  const digest = await db
    .selectFrom('digest')
    .select('id')
    .where('park_id', '=', parkId)
    .where('name', '=', name)
    .limit(1)
    .executeTakeFirst()
  return digest !== undefined
}

/** Stores a digest and takes its stories out of the queue; one that stands in an earlier digest stays there. */
export const insertDigest = async (
  db: Db,
  digest: Digest,
  storyIds: readonly string[]
): Promise<void> => {
  await db
    .insertInto('digest')
    .values({
      id: digest.id,
      park_id: digest.parkId,
      name: digest.name,
      slot_at: digest.slotAt.getTime(),
      created_at: digest.createdAt.getTime(),
      story_count: digest.storyCount,
      subject: digest.subject,
      html: digest.html,
      text: digest.text
    })
    .execute()
  for (const storyId of storyIds) {
    await queueStory(db, digest, storyId, digest.createdAt)
    await db
      .updateTable('digest_story')
      .set({ digest_id: digest.id })
      .where('park_id', '=', digest.parkId)
      .where('digest_name', '=', digest.name)
      .where('story_id', '=', storyId)
      .where('digest_id', 'is', null)
      .execute()
  }
}

export const digestWithId = async (db: Db, id: string): Promise<Digest | null> => {
  const row = await db.selectFrom('digest').selectAll().where('id', '=', id).executeTakeFirst()
  return row ? { ...headOf(row), html: row.html, text: row.text } : null
}

/** Digests of a park, the newest first. */
export const digestsOfPark = async (
  db: Db,
  parkId: string,
  limit: number
): Promise<DigestHead[]> => {
  const rows = await db
    .selectFrom('digest')
    .select(['id', 'park_id', 'name', 'slot_at', 'created_at', 'story_count', 'subject'])
    .where('park_id', '=', parkId)
    .orderBy('slot_at', 'desc')
    .orderBy('name')
    .limit(limit)
    .execute()
  return rows.map(headOf)
}

const headOf = (row: Omit<Tables['digest'], 'html' | 'text'>): DigestHead => ({
  id: row.id,
  parkId: row.park_id,
  name: row.name,
  slotAt: new Date(row.slot_at),
  createdAt: new Date(row.created_at),
  storyCount: row.story_count,
  subject: row.subject
})
