import type { Db } from './db.ts'

/** A source of whose breaking the operator has not been told. */
export type Untold = {
  readonly sourceId: string
  readonly brokenAt: Date
  /** Why its entries cannot be found. */
  readonly message: string | null
}

/** Longer than telling takes; then another process may repeat it. */
const TELLING_MS = 10 * 60_000

/** Takes for this process what is to be told now; of two that ask at once, the second gets nothing. */
export const claimUntold = async (db: Db, now: Date): Promise<Untold[]> => {
  const nowMs = now.getTime()
  const rows = await db
    .updateTable('source_state')
    .set({ telling_until: nowMs + TELLING_MS })
    .where('health', '=', 'broken')
    .where('broken_at', 'is not', null)
    .where('told_at', 'is', null)
    .where(({ eb, or }) => or([eb('telling_until', 'is', null), eb('telling_until', '<=', nowMs)]))
    .returning(['source_id', 'broken_at', 'message'])
    .execute()
  return rows.map((row) => ({
    sourceId: row.source_id,
    brokenAt: new Date(row.broken_at!),
    message: row.message
  }))
}

/** Never again about this breaking. */
export const markTold = async (db: Db, sourceId: string, now: Date): Promise<void> => {
  await db
    .updateTable('source_state')
    .set({ told_at: now.getTime(), telling_until: null })
    .where('source_id', '=', sourceId)
    .where('health', '=', 'broken')
    .execute()
}
