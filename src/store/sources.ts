import type { Db } from './db.ts'
import { isFree, thisProcess } from './claims.ts'
import type { Tables } from './tables.ts'

/** What is remembered about a source between two visits. */
export type SourceState = {
  readonly sourceId: string
  readonly etag: string | null
  readonly lastModified: string | null
  readonly nextCheckAt: Date
  readonly checkedAt: Date | null
  readonly succeededAt: Date | null
  readonly outcome: Tables['source_state']['outcome']
  readonly message: string | null
  readonly failures: number
  readonly waitUntil: Date | null
}

/** How a visit ended. Validators are kept as they were when left out. */
export type Check = {
  readonly outcome: 'ok' | 'not-modified' | 'failed'
  readonly message: string | null
  readonly nextCheckAt: Date
  readonly waitUntil: Date | null
  readonly etag?: string | null
  readonly lastModified?: string | null
}

/** A visit may take this long, parsing and storing included, before another process may repeat it. */
const CLAIM_MS = 5 * 60_000

/** Gives every source of the configuration its row; a changed address starts without validators. */
export const syncSources = async (
  db: Db,
  sources: readonly { id: string; url: string }[],
  now: Date
): Promise<void> => {
  for (const { id, url } of sources) {
    await db
      .insertInto('source_state')
      .values({
        source_id: id,
        url,
        next_check_at: now.getTime(),
        outcome: 'never',
        failures: 0
      })
      .onConflict((conflict) =>
        conflict
          .column('source_id')
          .doUpdateSet({
            url,
            etag: null,
            last_modified: null,
            next_check_at: now.getTime(),
            failures: 0,
            wait_until: null
          })
          .where('source_state.url', '!=', url)
      )
      .execute()
  }
}

export const sourceStates = async (db: Db): Promise<SourceState[]> => {
  const rows = await db.selectFrom('source_state').selectAll().execute()
  return rows.map(stateOf)
}

/** Takes the source for this process; null when another one has it. */
export const claimSource = async (db: Db, id: string, now: Date): Promise<SourceState | null> => {
  const row = await db
    .selectFrom('source_state')
    .selectAll()
    .where('source_id', '=', id)
    .executeTakeFirst()
  if (!row || !isFree(row, now)) return null
  const claimed = await db
    .updateTable('source_state')
    .set({ claimed_by: thisProcess(), claimed_until: now.getTime() + CLAIM_MS })
    .where('source_id', '=', id)
    .where('claimed_by', 'is not distinct from', row.claimed_by)
    .where('claimed_until', 'is not distinct from', row.claimed_until)
    .executeTakeFirst()
  return claimed.numUpdatedRows === 1n ? stateOf(row) : null
}

/** Records the visit and gives the source back. */
export const recordCheck = async (db: Db, id: string, check: Check, now: Date): Promise<void> => {
  const failed = check.outcome === 'failed'
  await db
    .updateTable('source_state')
    .set((expression) => ({
      claimed_by: null,
      claimed_until: null,
      checked_at: now.getTime(),
      outcome: check.outcome,
      message: check.message,
      next_check_at: check.nextCheckAt.getTime(),
      wait_until: check.waitUntil?.getTime() ?? null,
      failures: failed ? expression('failures', '+', 1) : 0,
      ...(failed ? {} : { succeeded_at: now.getTime() }),
      ...(check.etag === undefined ? {} : { etag: check.etag }),
      ...(check.lastModified === undefined ? {} : { last_modified: check.lastModified })
    }))
    .where('source_id', '=', id)
    .execute()
}

/** Gives the source back without a visit. */
export const releaseSource = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable('source_state')
    .set({ claimed_by: null, claimed_until: null })
    .where('source_id', '=', id)
    .execute()
}

const stateOf = (row: Tables['source_state']): SourceState => ({
  sourceId: row.source_id,
  etag: row.etag,
  lastModified: row.last_modified,
  nextCheckAt: new Date(row.next_check_at),
  checkedAt: dateOrNull(row.checked_at),
  succeededAt: dateOrNull(row.succeeded_at),
  outcome: row.outcome,
  message: row.message,
  failures: row.failures,
  waitUntil: dateOrNull(row.wait_until)
})

const dateOrNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
