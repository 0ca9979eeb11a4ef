import type { Db } from './db.ts'
import { chunksOf } from './chunks.ts'
import { isFree, thisProcess } from './claims.ts'
import { stateOf, type SourceState } from './sources.ts'
import type { Tables } from './tables.ts'

/** A source that this process has taken. */
export type ClaimedSource = SourceState & { readonly claimedUntil: Date }

/** A visit may take this long, parsing and storing included, before another process may repeat it. */
const CLAIM_MS = 5 * 60_000
/** And so long it may take at least, although a round claims all its sources at the start. */
const VISIT_MS = 4 * 60_000

/**
 * Takes for this process those of `ids` that nobody has; with `onlyDue` those of them that are to be
 * read at `now`. Inside `store.write`, so that a whole round is one commit: the condition stands in the
 * update itself, and of two processes that want a source the second finds it taken.
 */
export const claimSources = async (
  db: Db,
  ids: readonly string[],
  now: Date,
  { onlyDue = false }: { onlyDue?: boolean } = {}
): Promise<ClaimedSource[]> => {
  await comeBackFromFuture(db, now)
  const rows = await db
    .selectFrom('source_state')
    .select(['source_id', 'claimed_by', 'claimed_until', 'next_check_at', 'health'])
    .execute()
  const wanted = new Set(ids)
  const free = rows.filter(
    (row) => wanted.has(row.source_id) && isFree(row, now) && (!onlyDue || isDue(row, now))
  )
  const claimed: ClaimedSource[] = []
  for (const chunk of chunksOf(free)) claimed.push(...(await claimChunk(db, chunk, now, onlyDue)))
  return claimed
}

/** No source is left alone for longer: a day, and at most a week of hours in which it asks for peace. */
const FARTHEST_MS = 9 * 86_400_000

/** A clock that was years ahead for one visit would otherwise keep its sources waiting for years. */
const comeBackFromFuture = async (db: Db, now: Date): Promise<void> => {
  await db
    .updateTable('source_state')
    .set({ next_check_at: now.getTime(), checked_at: null, wait_until: null })
    .where('next_check_at', '>', now.getTime() + FARTHEST_MS)
    .where('health', '!=', 'gone')
    .execute()
}

type ClaimRow = Pick<
  Tables['source_state'],
  'source_id' | 'claimed_by' | 'claimed_until' | 'next_check_at' | 'health'
>

const isDue = (row: ClaimRow, now: Date): boolean =>
  row.health !== 'gone' && row.next_check_at <= now.getTime()

const claimChunk = async (
  db: Db,
  rows: readonly ClaimRow[],
  now: Date,
  onlyDue: boolean
): Promise<ClaimedSource[]> => {
  const nowMs = now.getTime()
  // Free although the claim has not run out: its process is gone.
  const gone = rows
    .filter((row) => row.claimed_by !== null && (row.claimed_until ?? 0) > nowMs)
    .map((row) => row.claimed_by!)
  let update = db
    .updateTable('source_state')
    .set({ claimed_by: thisProcess(), claimed_until: nowMs + CLAIM_MS })
    .where(
      'source_id',
      'in',
      rows.map((row) => row.source_id)
    )
    .where((where) =>
      where.or([
        where('claimed_by', 'is', null),
        where('claimed_until', '<=', nowMs),
        ...(gone.length === 0 ? [] : [where('claimed_by', 'in', [...new Set(gone)])])
      ])
    )
  if (onlyDue) update = update.where('next_check_at', '<=', nowMs)
  return (await update.returningAll().execute()).map(claimedOf)
}

/**
 * Before each visit of a round: a claim with less than four minutes left starts anew. Null when it ran
 * out meanwhile and somebody else has the source.
 */
export const holdClaim = async (
  db: Db,
  claim: ClaimedSource,
  now: Date
): Promise<ClaimedSource | null> => {
  if (claim.claimedUntil.getTime() - now.getTime() >= VISIT_MS) return claim
  const row = await db
    .updateTable('source_state')
    .set({ claimed_until: now.getTime() + CLAIM_MS })
    .where('source_id', '=', claim.sourceId)
    .where('claimed_by', '=', thisProcess())
    .where('claimed_until', '=', claim.claimedUntil.getTime())
    .returningAll()
    .executeTakeFirst()
  return row ? claimedOf(row) : null
}

/** Gives sources back without a visit. */
export const releaseSources = async (db: Db, ids: readonly string[]): Promise<void> => {
  for (const chunk of chunksOf(ids)) {
    await db
      .updateTable('source_state')
      .set({ claimed_by: null, claimed_until: null })
      .where('source_id', 'in', chunk)
      .where('claimed_by', '=', thisProcess())
      .execute()
  }
}

const claimedOf = (row: Tables['source_state']): ClaimedSource => ({
  ...stateOf(row),
  claimedUntil: new Date(row.claimed_until!)
})
