import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import { messageOf, ParkwireError } from '../errors.ts'
import type { Store } from './db.ts'
import { NodeSqliteDialect } from './sqlite-dialect.ts'
import type { Tables } from './tables.ts'

/** How long the opening waits for another process, with the whole program. */
const OPEN_TIMEOUT_MS = 5000

/** Opens (and creates) a database file; `:memory:` for one that dies with the process. */
export const openSqlite = (path: string): Store => {
  const database = connect(path)
  const db = new Kysely<Tables>({ dialect: new NodeSqliteDialect(database) })
  return {
    engine: 'sqlite',
    db,
    write: (work) => db.transaction().execute(work),
    // `begin immediate` already keeps every other writer out.
    lockStories: () => Promise.resolve(),
    close: async () => {
      await db.destroy()
      // Kysely leaves alone what it has never used.
      if (database.isOpen) database.close()
    }
  }
}

const connect = (path: string): DatabaseSync => {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true })
    const database = new DatabaseSync(path, { timeout: OPEN_TIMEOUT_MS })
    // synchronous=full: a sent mark that a power cut takes back would send a digest twice.
    database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on')
    // 16 MB of log before it is folded back: a first round of many sources writes the same pages often.
    database.exec('pragma wal_autocheckpoint = 4000')
    // From here on the driver waits: SQLite itself would hold up every page and timer of the process.
    database.exec('pragma busy_timeout = 0')
    return database
  } catch (error) {
    throw new ParkwireError('store', `store: cannot open ${path}: ${messageOf(error)}`, {
      cause: error
    })
  }
}
