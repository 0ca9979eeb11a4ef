/**
 * Whether the store itself failed (gone, full, locked, read-only), so that anything else would fail too,
 * and not what it was given.
 */
export const isStoreFailure = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  const { errcode, code } = error as { errcode?: unknown; code?: unknown }
  if (typeof errcode === 'number') return SQLITE_FAILURES.has(errcode & 0xff)
  if (typeof code !== 'string') return LOST_CONNECTION.test(error.message)
  return POSTGRES_FAILURE.test(code) || NETWORK_FAILURE.test(code)
}

/** Busy, locked, memory, read-only, I/O, corrupt, full, cannot open, no database; extended codes add upper bytes. */
const SQLITE_FAILURES: ReadonlySet<number> = new Set([5, 6, 7, 8, 10, 11, 13, 14, 26])
/** Connection, rollback, resources, operator, system, internal by their classes; a read-only server. */
const POSTGRES_FAILURE = /^(?:(?:08|40|53|57|58|XX)[0-9A-Z]{3}|25006)$/
/** ECONNREFUSED, EAI_AGAIN and the like; not ERR_INVALID_ARG_TYPE, which is a bug. */
const NETWORK_FAILURE = /^E(?!RR_)[A-Z_]+$/
/** pg gives these no code. */
const LOST_CONNECTION = /^(?:Connection terminated|Client has encountered a connection error)/
