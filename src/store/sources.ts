import { sql } from 'kysely'
import type { Source } from '../model.ts'
import { hashId } from '../normalize/id.ts'
import type { Db } from './db.ts'
import { chunksOf } from './chunks.ts'
import { thisProcess } from './claims.ts'
import type { Move } from './moves.ts'
import type { Tables } from './tables.ts'

/**
 * Whether what a source gives is worth reading. `broken`: it answers, but its entries cannot be found in
 * the answer; `gone`: the outlet ended it (410).
 */
export type Health = Tables['source_state']['health']

/** When a document asks to be read: at most every `everyMs`, not in these hours and days of UTC. */
export type ReadingAdvice = {
  readonly everyMs?: number | undefined
  readonly skipHours?: readonly number[] | undefined
  readonly skipDays?: readonly number[] | undefined
}

/** What is remembered about a source between two visits. */
export type SourceState = Move & {
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
  readonly health: Health
  readonly advice: ReadingAdvice | null
  /** When the source had news, the newest first. */
  readonly recent: readonly Date[]
  /** Where the entries stood in the document at the last good reading; what its kind has made of that. */
  readonly shape: string | null
  /** When the entries were last found in another place than before. */
  readonly reshapedAt: Date | null
  /** The first entries of the last good reading. */
  readonly sample: readonly SampleEntry[]
  /** Since when the entries cannot be found; null while they can. */
  readonly brokenAt: Date | null
}

/** An entry as a person would know it again. */
export type SampleEntry = { readonly title: string; readonly url: string | null }

/** How a visit ended. What is left out stays as it was. */
export type Check = Partial<Move> & {
  readonly outcome: 'ok' | 'not-modified' | 'failed'
  readonly message: string | null
  readonly nextCheckAt: Date
  readonly waitUntil: Date | null
  readonly etag?: string | null
  readonly lastModified?: string | null
  readonly health?: Health
  readonly advice?: ReadingAdvice | null
  readonly recent?: readonly Date[]
  readonly shape?: string | null
  readonly reshapedAt?: Date | null
  readonly sample?: readonly SampleEntry[]
}

/** What sync looks at. */
type Configured = Pick<Source, 'id' | 'url'> &
  Partial<Pick<Source, 'kind' | 'options' | 'zone' | 'text'>>

/**
 * Gives every source of the configuration its row. A changed address starts from nothing; a changed kind,
 * option or zone drops the validators, since the document has to be read again to be read differently.
 * Writes only what differs: on most rounds nothing.
 */
export const syncSources = async (
  db: Db,
  sources: readonly Configured[],
  now: Date
): Promise<void> => {
  const rows = await db
    .selectFrom('source_state')
    .select(['source_id', 'url', 'reading_hash'])
    .execute()
  const known = new Map(rows.map((row) => [row.source_id, row]))
  const unknown = sources.filter(({ id }) => !known.has(id))
  for (const chunk of chunksOf(unknown)) {
    await db
      .insertInto('source_state')
      .values(chunk.map((source) => newRow(source, now)))
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  for (const source of sources) {
    const row = known.get(source.id)
    const change = row && changeOf(row, source, now)
    if (!change) continue
    await db.updateTable('source_state').set(change).where('source_id', '=', source.id).execute()
    // What was read otherwise is read anew, articles too.
    await db.deleteFrom('article_reading').where('source_id', '=', source.id).execute()
  }
}

const newRow = (source: Configured, now: Date) => ({
  source_id: source.id,
  url: source.url,
  next_check_at: now.getTime(),
  outcome: 'never' as const,
  failures: 0,
  reading_hash: readingHash(source),
  health: 'good' as const,
  moved_count: 0
})

const changeOf = (
  row: Pick<Tables['source_state'], 'url' | 'reading_hash'>,
  source: Configured,
  now: Date
): Partial<Tables['source_state']> | null => {
  const reading_hash = readingHash(source)
  const readAnew = {
    reading_hash,
    etag: null,
    last_modified: null,
    shape: null,
    next_check_at: now.getTime()
  }
  if (row.url !== source.url) {
    return {
      ...readAnew,
      url: source.url,
      failures: 0,
      wait_until: null,
      health: 'good',
      moved_to: null,
      moved_count: 0,
      advice: null,
      sample: null,
      broken_at: null,
      told_at: null
    }
  }
  if (row.reading_hash === reading_hash) return null
  return row.reading_hash === null ? { reading_hash } : readAnew
}

const readingHash = ({ kind, options, zone, text }: Configured): string =>
  hashId('reading', JSON.stringify([kind, options, zone, ...(text === 'full' ? [text] : [])]))

export const sourceStates = async (db: Db): Promise<SourceState[]> => {
  const rows = await db.selectFrom('source_state').selectAll().execute()
  return rows.map(stateOf)
}

/** Records the visit and gives the source back, unless it took so long that somebody else has it. */
export const recordCheck = async (db: Db, id: string, check: Check, now: Date): Promise<void> => {
  const failed = check.outcome === 'failed'
  await db
    .updateTable('source_state')
    .set({
      claimed_by: sql<string | null>`nullif(claimed_by, ${thisProcess()})`,
      checked_at: now.getTime(),
      outcome: check.outcome,
      message: check.message,
      next_check_at: check.nextCheckAt.getTime(),
      wait_until: check.waitUntil?.getTime() ?? null,
      failures: failed ? sql<number>`failures + 1` : 0,
      // Kysely leaves out what is undefined.
      succeeded_at: failed ? undefined : now.getTime(),
      etag: check.etag,
      last_modified: check.lastModified,
      health: check.health,
      moved_to: check.movedTo,
      moved_count: check.movedCount,
      advice: check.advice && JSON.stringify(check.advice),
      recent: check.recent && JSON.stringify(check.recent.map(Number)),
      shape: check.shape,
      reshaped_at: check.reshapedAt && check.reshapedAt.getTime(),
      sample: check.sample && JSON.stringify(check.sample),
      ...brokenness(check.health, now)
    })
    .where('source_id', '=', id)
    .execute()
}

/** The first visit of a row of them that finds the source broken says since when; a good one forgets it. */
const brokenness = (health: Health | undefined, now: Date) => {
  if (health === undefined) return {}
  return health === 'broken'
    ? { broken_at: sql<number>`coalesce(broken_at, ${now.getTime()})` }
    : { broken_at: null, told_at: null, telling_until: null }
}

/**
 * Brings the next visit forward to `now`, unless the source was visited after `notSince` or its server
 * has asked us to wait; false when that changes nothing.
 */
export const makeDue = async (
  db: Db,
  id: string,
  { now, notSince }: { now: Date; notSince: Date }
): Promise<boolean> => {
  const changed = await db
    .updateTable('source_state')
    .set({ next_check_at: now.getTime() })
    .where('source_id', '=', id)
    .where('next_check_at', '>', now.getTime())
    .where(({ eb, or }) =>
      or([eb('checked_at', 'is', null), eb('checked_at', '<=', notSince.getTime())])
    )
    .where(({ eb, or }) =>
      or([eb('wait_until', 'is', null), eb('wait_until', '<=', now.getTime())])
    )
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

/** A row as the rest of the program sees it. */
export const stateOf = (row: Tables['source_state']): SourceState => ({
  sourceId: row.source_id,
  etag: row.etag,
  lastModified: row.last_modified,
  nextCheckAt: new Date(row.next_check_at),
  checkedAt: dateOrNull(row.checked_at),
  succeededAt: dateOrNull(row.succeeded_at),
  outcome: row.outcome,
  message: row.message,
  failures: row.failures,
  waitUntil: dateOrNull(row.wait_until),
  health: row.health,
  movedTo: row.moved_to,
  movedCount: row.moved_count,
  advice: row.advice === null ? null : (JSON.parse(row.advice) as ReadingAdvice),
  recent: row.recent === null ? [] : (JSON.parse(row.recent) as number[]).map((ms) => new Date(ms)),
  shape: row.shape,
  reshapedAt: dateOrNull(row.reshaped_at),
  sample: row.sample === null ? [] : (JSON.parse(row.sample) as SampleEntry[]),
  brokenAt: dateOrNull(row.broken_at)
})

const dateOrNull = (ms: number | null): Date | null => (ms === null ? null : new Date(ms))
