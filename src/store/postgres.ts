import { Kysely, PostgresDialect, PostgresQueryCompiler, sql } from 'kysely'
import pg from 'pg'
import { codeOf } from '../errors.ts'
import type { Db, Store } from './db.ts'
import { sqlValue } from './sql-value.ts'
import type { Tables } from './tables.ts'

const POOL_SIZE = 8
/** serialization_failure, deadlock_detected: the server asks for the transaction again. */
const RETRY_CODES = new Set(['40001', '40P01'])
const TRIES = 5
/** Any constant of our own; two-key advisory locks do not meet the one-key locks of other programs. */
const STORIES_LOCK = sql`select pg_advisory_xact_lock(20261, 1)`

const { INT8 } = pg.types.builtins
/** Counts and instants fit in a double; pg would hand int8 out as text. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === INT8 ? Number : (pg.types.getTypeParser(oid, format) as (value: string) => unknown)
}

/**
 * Opens a pool on `postgres://…`. The schema, where it is not `public`, comes in the address
 * (`?options=-c search_path=…`).
 */
export const openPostgres = (url: string, onIdleError: (error: Error) => void): Store => {
  const pool = new pg.Pool({ connectionString: url, max: POOL_SIZE, types })
  // A restarted server breaks idle connections; the pool replaces them, but unheard it would end the process.
  pool.on('error', onIdleError)
  const db = new Kysely<Tables>({ dialect: new CheckedPostgresDialect({ pool }) })
  return {
    engine: 'postgres',
    db,
    write: (work) => retried(db, work),
    lockStories: async (trx) => void (await STORIES_LOCK.execute(trx)),
    close: () => db.destroy()
  }
}

const retried = async <T>(db: Db, work: (db: Db) => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction().execute(work)
    } catch (error) {
      if (attempt === TRIES || !RETRY_CODES.has(codeOf(error))) throw error
    }
  }
}

class CheckedPostgresDialect extends PostgresDialect {
  override createQueryCompiler = () => new CheckingCompiler()
}

class CheckingCompiler extends PostgresQueryCompiler {
  protected override addParameter(value: unknown): void {
    super.addParameter(sqlValue(value))
  }
}
