import { setTimeout as delay } from 'node:timers/promises'
import type { DatabaseSync, StatementSync } from 'node:sqlite'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type DatabaseConnection,
  type SqliteDialectConfig,
  type SqliteStatement
} from 'kysely'
import { sqlValue } from './sql-value.ts'

/** How long a statement waits for another process to finish its write; a large visit takes seconds. */
const BUSY_TIMEOUT_MS = 30_000
const BUSY_STEP_MS = 10
/** Statements kept compiled; the program has fewer, `in (?, ?, …)` lists of several lengths included. */
const STATEMENT_CACHE = 500

/** Kysely's SQLite over node:sqlite, for a file that several processes write to. */
export class NodeSqliteDialect extends SqliteDialect {
  readonly #database: DatabaseSync
  readonly #config: SqliteDialectConfig

  constructor(database: DatabaseSync) {
    const config = { database: facade(database) }
    super(config)
    this.#database = database
    this.#config = config
  }

  override createDriver = () => new ImmediateDriver(this.#database, this.#config)
  override createAdapter = () => new TransactionalAdapter()
}

class ImmediateDriver extends SqliteDriver {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync, config: SqliteDialectConfig) {
    super(config)
    this.#database = database
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return patient(await super.acquireConnection())
  }

  /** A transaction that reads first and writes later fails under plain `begin` as soon as two processes do it. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'))
  }

  /** A full disk has rolled back already; a second rollback would fail and hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.isTransaction) await super.rollbackTransaction(connection)
  }
}

/** Tries again while another process writes. What SQLite calls busy it has not begun to do. */
const patient = (connection: DatabaseConnection): DatabaseConnection => ({
  streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  executeQuery: async (query) => {
    for (let waitedMs = 0; ; waitedMs += BUSY_STEP_MS) {
      try {
        return await connection.executeQuery(query)
      } catch (error) {
        if (!isBusy(error) || waitedMs >= BUSY_TIMEOUT_MS) throw error
      }
      await delay(BUSY_STEP_MS)
    }
  }
})

const SQLITE_BUSY = 5

/** The extended result codes of SQLITE_BUSY share its lowest byte. */
const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  (error.errcode & 0xff) === SQLITE_BUSY

/** SQLite does roll DDL back; a killed migration leaves nothing half done. */
class TransactionalAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true
  }
}

/** The part of better-sqlite3's face that Kysely's dialect calls, over node:sqlite. */
const facade = (database: DatabaseSync): SqliteDialectConfig['database'] => {
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => database.close(),
    prepare: (sql) => {
      const known = statements.get(sql)
      if (known) return known
      if (statements.size >= STATEMENT_CACHE) statements.clear()
      const statement = statementOf(database.prepare(sql))
      statements.set(sql, statement)
      return statement
    }
  }
}

const statementOf = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (values) => statement.all(...values.map(sqlValue)).map((row) => ({ ...row })),
  run: (values) => statement.run(...values.map(sqlValue)),
  iterate: (values) => statement.iterate(...values.map(sqlValue)) as IterableIterator<never>
})
