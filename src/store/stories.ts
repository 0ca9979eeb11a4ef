import type { Copy, PlacedStory, Reason, Relevance } from '../model.ts'
import type { Db } from './db.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './tables.ts'

export type NewStory = {
  readonly id: string
  readonly leadEntryId: string
  readonly publishedAt: Date
  readonly seenAt: Date
}

export const insertStory = async (db: Db, story: NewStory): Promise<void> => {
  await insertStoryRow(db, {
    id: story.id,
    lead_entry_id: story.leadEntryId,
    published_at: story.publishedAt.getTime(),
    first_seen_at: story.seenAt.getTime(),
    changed_at: story.seenAt.getTime()
  })
}

const insertStoryRow = prepared((db, row: Tables['story']) => db.insertInto('story').values(row))

/** An outlet joined, the lead changed or an entry was edited. The published date stays. */
export const updateStory = async (
  db: Db,
  id: string,
  { leadEntryId, changedAt }: { leadEntryId: string; changedAt: Date }
): Promise<void> => {
  await updateStoryRow(db, { id, leadEntryId, changedAt: changedAt.getTime() })
}

const updateStoryRow = prepared((db, row: { id: string; leadEntryId: string; changedAt: number }) =>
  db
    .updateTable('story')
    .set({ lead_entry_id: row.leadEntryId, changed_at: row.changedAt })
    .where('id', '=', row.id)
)

export const putRelevance = async (
  db: Db,
  parkId: string,
  entryId: string,
  relevance: Relevance
): Promise<void> => {
  await putRelevanceRow(db, {
    park_id: parkId,
    entry_id: entryId,
    verdict: relevance.verdict,
    score: relevance.score,
    section: relevance.section,
    reasons: JSON.stringify(relevance.reasons)
  })
}

const putRelevanceRow = prepared((db, row: Tables['relevance']) => {
  const { verdict, score, section, reasons } = row
  return db
    .insertInto('relevance')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['park_id', 'entry_id']).doUpdateSet({ verdict, score, section, reasons })
    )
})

/** What every park decided about the entries of a story, in order of publication. */
export const relevanceOfStory = async (
  db: Db,
  storyId: string
): Promise<(Relevance & { parkId: string; entryId: string })[]> => {
  const rows = await relevanceRows(db, { storyId })
  return rows.map((row) => ({
    parkId: row.park_id,
    entryId: row.entry_id,
    verdict: row.verdict,
    score: row.score,
    section: row.section,
    reasons: JSON.parse(row.reasons) as Reason[]
  }))
}

const relevanceRows = prepared((db, { storyId }: { storyId: string }) =>
  db
    .selectFrom('relevance')
    .innerJoin('entry', 'entry.id', 'relevance.entry_id')
    .selectAll('relevance')
    .where('entry.story_id', '=', storyId)
    .orderBy('relevance.park_id')
    .orderBy('entry.published_at')
    .orderBy('entry.id')
)

/** Where a story stands in a park. `placedAt` stays that of the first time. */
export const putPlacement = async (
  db: Db,
  parkId: string,
  storyId: string,
  place: { verdict: Relevance['verdict']; section: string; placedAt: Date }
): Promise<void> => {
  await putPlacementRow(db, {
    park_id: parkId,
    story_id: storyId,
    verdict: place.verdict,
    section: place.section,
    placed_at: place.placedAt.getTime()
  })
}

const putPlacementRow = prepared((db, row: Tables['placement']) => {
  const { verdict, section } = row
  return db
    .insertInto('placement')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['park_id', 'story_id']).doUpdateSet({ verdict, section })
    )
})

export type StoryPage = {
  readonly parkId: string
  readonly section?: string
  readonly ids?: readonly string[]
  readonly limit: number
  readonly offset?: number
}

/** Accepted stories of a park, the newest first, each with every copy. */
export const placedStories = async (db: Db, page: StoryPage): Promise<PlacedStory[]> => {
  if (page.ids?.length === 0) return []
  let query = placed(db, page.parkId)
  if (page.section !== undefined) query = query.where('placement.section', '=', page.section)
  if (page.ids !== undefined) query = query.where('story.id', 'in', page.ids)
  const rows = await query
    .orderBy('story.published_at', 'desc')
    .orderBy('story.id')
    .limit(page.limit)
    .offset(page.offset ?? 0)
    .execute()
  return withCopies(db, rows)
}

export const placedStory = async (
  db: Db,
  parkId: string,
  id: string
): Promise<PlacedStory | null> => {
  const rows = await placed(db, parkId).where('story.id', '=', id).execute()
  return (await withCopies(db, rows))[0] ?? null
}

/** Accepted stories of a park by section. */
export const countBySection = async (db: Db, parkId: string): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('placement')
    .select(['section', (select) => select.fn.countAll<number>().as('count')])
    .where('park_id', '=', parkId)
    .where('verdict', '=', 'accept')
    .groupBy('section')
    .execute()
  return new Map(rows.map((row) => [row.section, Number(row.count)]))
}

const placed = (db: Db, parkId: string) =>
  db
    .selectFrom('placement')
    .innerJoin('story', 'story.id', 'placement.story_id')
    .innerJoin('entry', 'entry.id', 'story.lead_entry_id')
    .select([
      'story.id',
      'story.lead_entry_id',
      'story.published_at',
      'story.first_seen_at',
      'story.changed_at',
      'entry.title',
      'entry.summary',
      'entry.url',
      'entry.is_mirror',
      'placement.section'
    ])
    .where('placement.park_id', '=', parkId)
    .where('placement.verdict', '=', 'accept')

type PlacedRow = Awaited<ReturnType<ReturnType<typeof placed>['execute']>>[number]

const withCopies = async (db: Db, rows: readonly PlacedRow[]): Promise<PlacedStory[]> => {
  if (rows.length === 0) return []
  const copies = await db
    .selectFrom('entry')
    .select(['id', 'source_id', 'story_id', 'outlet', 'url', 'title', 'published_at', 'is_mirror'])
    .where(
      'story_id',
      'in',
      rows.map((row) => row.id)
    )
    .orderBy('published_at')
    .orderBy('id')
    .execute()
  const byStory = Map.groupBy(copies, (copy) => copy.story_id)
  return rows.map((row) => storyOf(row, (byStory.get(row.id) ?? []).map(copyOf)))
}

const storyOf = (row: PlacedRow, copies: readonly Copy[]): PlacedStory => ({
  id: row.id,
  leadEntryId: row.lead_entry_id,
  title: row.title,
  summary: row.summary,
  url: row.is_mirror === 1 ? null : row.url,
  publishedAt: new Date(row.published_at),
  firstSeenAt: new Date(row.first_seen_at),
  changedAt: new Date(row.changed_at),
  section: row.section,
  copies
})

type CopyRow = Pick<
  Tables['entry'],
  'id' | 'source_id' | 'outlet' | 'url' | 'title' | 'published_at' | 'is_mirror'
>

const copyOf = (row: CopyRow): Copy => ({
  entryId: row.id,
  sourceId: row.source_id,
  outlet: row.outlet,
  // A mirror's address is never handed to anyone who might follow it.
  url: row.is_mirror === 1 ? null : row.url,
  title: row.title,
  publishedAt: new Date(row.published_at),
  isMirror: row.is_mirror === 1
})
