import { sql, type Insertable } from 'kysely'
import type { Key } from '../match/keys.ts'
import type { LeadCandidate } from '../match/lead.ts'
import type { Entry, Match, Trust } from '../model.ts'
import type { Db } from './db.ts'
import { prepared } from './prepared.ts'
import type { Tables } from './tables.ts'

/** A stored entry with its place and the reason for it. */
export type StoredEntry = Entry & {
  readonly trust: Trust
  readonly storyId: string
  readonly match: StoredMatch
}
export type StoredMatch = {
  readonly by: Tables['entry']['match_by']
  readonly entryId: string | null
  readonly score: number
  readonly reason: string
}

/** What tells whether a source has changed an entry since. */
export type KnownEntry = Pick<StoredEntry, 'id' | 'storyId' | 'contentHash'>

/** Entries of one source under one address and title that are looked at: more have no guids that change. */
const MAX_NAMESAKES = 20

/**
 * The entry that a source has already given under this guid or, for sources whose guids change at every
 * reading, under this address and title. An entry whose guid is among `beside`, those that stand in the
 * same document, is another one.
 */
export const findEntry = async (
  db: Db,
  entry: Pick<Entry, 'sourceId' | 'guid' | 'title' | 'url'>,
  beside: ReadonlySet<string>
): Promise<KnownEntry | null> => {
  const { sourceId, guid, title, url } = entry
  // Two questions: asked as one with `or`, SQLite reads every entry of the source.
  const [same] = await entriesWithGuid(db, { sourceId, guid })
  const row =
    same ?? (await namesakesOf(db, { sourceId, title, url })).find((one) => !beside.has(one.guid))
  return row ? { id: row.id, storyId: row.story_id, contentHash: row.content_hash } : null
}

/** The columns of a `KnownEntry` and its guid. */
const KNOWN = ['id', 'guid', 'story_id', 'content_hash'] as const

const entriesWithGuid = prepared((db, of: { sourceId: string; guid: string }) =>
  db
    .selectFrom('entry')
    .select(KNOWN)
    .where('source_id', '=', of.sourceId)
    .where('guid', '=', of.guid)
)

const namesakesOf = prepared((db, of: { sourceId: string; title: string; url: string | null }) =>
  db
    .selectFrom('entry')
    .select(KNOWN)
    .where('source_id', '=', of.sourceId)
    .where('title', '=', of.title)
    .where('url', '=', of.url)
    .orderBy('seen_at', 'desc')
    .orderBy('id')
    .limit(MAX_NAMESAKES)
)

/** By guid: the hash of what a source gave under it last. Guids that are not stored are left out. */
export const contentHashes = async (
  db: Db,
  sourceId: string,
  guids: readonly string[]
): Promise<Map<string, string>> => {
  const rows = await db
    .selectFrom('entry')
    .select(['guid', 'content_hash'])
    .where('source_id', '=', sourceId)
    .where('guid', 'in', guids)
    .execute()
  return new Map(rows.map((row) => [row.guid, row.content_hash]))
}

export const insertEntry = async (
  db: Db,
  entry: Entry,
  place: { storyId: string; trust: Trust; match: Match }
): Promise<void> => {
  await insertEntryRow(db, {
    ...contentColumns(entry),
    id: entry.id,
    source_id: entry.sourceId,
    guid: entry.guid,
    published_at: entry.publishedAt.getTime(),
    published_by: entry.publishedBy,
    date_doubt: entry.dateDoubt,
    is_undated: Number(entry.isUndated),
    seen_at: entry.seenAt.getTime(),
    changed_at: entry.seenAt.getTime(),
    trust: place.trust,
    story_id: place.storyId,
    ...matchColumns(place.match)
  })
}

const insertEntryRow = prepared((db, row: Insertable<Tables['entry']>) =>
  db.insertInto('entry').values(row)
)

/** An edit by the outlet: new content, same identity, same first date. */
export const updateEntry = async (db: Db, id: string, entry: Entry): Promise<void> => {
  await db
    .updateTable('entry')
    .set({ ...contentColumns(entry), changed_at: entry.seenAt.getTime() })
    .where('id', '=', id)
    .execute()
}

export const entriesOfStory = async (db: Db, storyId: string): Promise<StoredEntry[]> => {
  const rows = await db
    .selectFrom('entry')
    .selectAll()
    .where('story_id', '=', storyId)
    .orderBy('published_at')
    .orderBy('id')
    .execute()
  return rows.map(entryOf)
}

/** Those of a source that are stored under these guids, in no order. */
export const entriesWithGuids = async (
  db: Db,
  sourceId: string,
  guids: readonly string[]
): Promise<StoredEntry[]> => {
  const rows = await db
    .selectFrom('entry')
    .selectAll()
    .where('source_id', '=', sourceId)
    .where('guid', 'in', guids)
    .execute()
  return rows.map(entryOf)
}

/** A story's entries, with no more of each than choosing the lead asks for; the first published first. */
export const leadCandidates = async (db: Db, storyId: string): Promise<LeadCandidate[]> => {
  const rows = await leadRows(db, { storyId })
  return rows.map((row) => ({
    id: row.id,
    isMirror: row.is_mirror === 1,
    repair: { damaged: row.is_damaged === 1 },
    isUndated: row.is_undated === 1,
    trust: row.trust,
    publishedAt: new Date(row.published_at)
  }))
}

const leadRows = prepared((db, { storyId }: { storyId: string }) =>
  db
    .selectFrom('entry')
    .select(['id', 'is_mirror', 'is_damaged', 'is_undated', 'trust', 'published_at'])
    .where('story_id', '=', storyId)
    .orderBy('published_at')
    .orderBy('id')
)

export const countBySource = async (db: Db): Promise<Map<string, number>> => {
  const rows = await db
    .selectFrom('entry')
    .select(['source_id', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('source_id')
    .execute()
  return new Map(rows.map((row) => [row.source_id, Number(row.count)]))
}

export const insertKeys = async (db: Db, entryId: string, keys: readonly Key[]): Promise<void> => {
  if (keys.length === 0) return
  await insertKeyRows(db, ...keys.map(({ kind, value }) => ({ kind, value, entry_id: entryId })))
}

const insertKeyRows = prepared((db, ...rows: Tables['match_key'][]) =>
  db.insertInto('match_key').values(rows)
)

export const replaceKeys = async (db: Db, entryId: string, keys: readonly Key[]): Promise<void> => {
  await db.deleteFrom('match_key').where('entry_id', '=', entryId).execute()
  await insertKeys(db, entryId, keys)
}

/** Candidates looked at: bounds the work that a key held by thousands can cause. */
const MAX_CANDIDATES = 200

/** Entries that hold some of `keys`, those published nearest to `near` first, each with those it holds. */
export const entriesWithKeys = async (
  db: Db,
  keys: readonly Key[],
  near: Date
): Promise<(StoredEntry & { readonly keys: readonly Key[] })[]> => {
  if (keys.length === 0 || (await anyHolder(db, ...keys)).length === 0) return []
  const rows = await db
    .selectFrom('entry')
    .selectAll()
    .where('id', 'in', holdersOf(db, keys).select('entry_id'))
    .orderBy(sql`abs(published_at - ${near.getTime()})`)
    .orderBy('id')
    .limit(MAX_CANDIDATES)
    .execute()
  if (rows.length === 0) return []
  const held = await holdersOf(db, keys)
    .selectAll()
    .where(
      'entry_id',
      'in',
      rows.map((row) => row.id)
    )
    .orderBy('kind')
    .orderBy('value')
    .execute()
  const byEntry = Map.groupBy(held, (key) => key.entry_id)
  return rows.map((row) => ({
    ...entryOf(row),
    keys: (byEntry.get(row.id) ?? []).map(({ kind, value }) => ({ kind, value }))
  }))
}

/** Of most entries none is, and this question costs little. */
const anyHolder = prepared((db, ...keys: Key[]) => holdersOf(db, keys).select('entry_id').limit(1))

const holdersOf = (db: Db, keys: readonly Key[]) =>
  db
    .selectFrom('match_key')
    .where((where) => where.or(keys.map(({ kind, value }) => where.and({ kind, value }))))

const contentColumns = (entry: Entry) => ({
  url: entry.url,
  title: entry.title,
  summary: entry.summary,
  html: entry.html,
  text: entry.text,
  author: entry.author,
  outlet: entry.outlet,
  content_hash: entry.contentHash,
  repair_verdict: entry.repair.verdict,
  is_damaged: entry.repair.damaged ? 1 : 0,
  is_mirror: entry.isMirror ? 1 : 0
})

const matchColumns = (match: Match) =>
  match.verdict === 'new'
    ? { match_by: 'new' as const, match_entry_id: null, match_score: 0, match_reason: match.reason }
    : {
        match_by: match.by,
        match_entry_id: match.entryId,
        match_score: match.score,
        match_reason: match.reason
      }

const entryOf = (row: Tables['entry']): StoredEntry => ({
  id: row.id,
  sourceId: row.source_id,
  guid: row.guid,
  url: row.url,
  title: row.title,
  summary: row.summary,
  html: row.html,
  text: row.text,
  author: row.author,
  outlet: row.outlet,
  publishedAt: new Date(row.published_at),
  publishedBy: row.published_by,
  dateDoubt: row.date_doubt,
  isUndated: row.is_undated === 1,
  seenAt: new Date(row.seen_at),
  contentHash: row.content_hash,
  repair: { verdict: row.repair_verdict, damaged: row.is_damaged === 1 },
  isMirror: row.is_mirror === 1,
  trust: row.trust,
  storyId: row.story_id,
  match: {
    by: row.match_by,
    entryId: row.match_entry_id,
    score: row.match_score,
    reason: row.match_reason
  }
})
