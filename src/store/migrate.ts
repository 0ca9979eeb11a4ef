import { sql } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, Migrator, type Migration } from 'kysely/migration'
import { ParkwireError } from '../errors.ts'
import type { Store } from './db.ts'
import { migrations } from './migrations/index.ts'
import type { Dialect } from './migrations/migration.ts'

const DIALECTS: Readonly<Record<Store['engine'], Dialect>> = {
  sqlite: { integer: 'integer', real: 'real', strict: 'strict' },
  postgres: { integer: 'bigint', real: 'double precision', strict: '' }
}

/**
 * Brings the store up to date; returns the names of what it applied. All or nothing, by one of those
 * that come at the same moment.
 *
 * @throws ParkwireError when a newer release has written to the store, or a step fails
 */
export const migrate = async (store: Store): Promise<string[]> => {
  const schema = await schemaOf(store)
  refuseNewer(await executedIn(store, schema))
  const { results = [], error } = await migratorOf(store, schema).migrateToLatest()
  if (error !== undefined) {
    const message = 'store: the migration failed, nothing was changed'
    throw new ParkwireError('migrate', message, { cause: error })
  }
  return results.map((result) => result.migrationName)
}

/**
 * Names of the migrations that the store has and of those that it still lacks.
 *
 * @throws ParkwireError when a newer release has written to the store
 */
export const pendingMigrations = async (
  store: Store
): Promise<{ applied: string[]; pending: string[] }> => {
  const executed = await executedIn(store, await schemaOf(store))
  refuseNewer(executed)
  const known = Object.keys(migrations)
  return {
    applied: known.filter((name) => executed.includes(name)),
    pending: known.filter((name) => !executed.includes(name))
  }
}

const refuseNewer = (executed: readonly string[]): void => {
  const unknown = executed.filter((name) => !Object.hasOwn(migrations, name))
  if (unknown.length === 0) return
  throw new ParkwireError(
    'store-newer',
    `store: a newer release has changed it (${unknown.join(', ')}); ` +
      'run that release, or restore the backup made before it'
  )
}

const executedIn = async (store: Store, schema: string | null): Promise<string[]> => {
  const tables = await store.db.introspection.getTables({ withInternalKyselyTables: true })
  const isThere = tables.some(
    (table) =>
      table.name === DEFAULT_MIGRATION_TABLE && (schema === null || table.schema === schema)
  )
  if (!isThere) return []
  const names = sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`
  return (await names.execute(store.db)).rows.map((row) => row.name)
}

/** Where new tables go. Kysely looks into every schema of a database unless it is told one. */
const schemaOf = async (store: Store): Promise<string | null> => {
  if (store.engine === 'sqlite') return null
  const current = sql<{ schema: string | null }>`select current_schema() as schema`
  const schema = (await current.execute(store.db)).rows[0]?.schema ?? null
  if (schema !== null) return schema
  throw new ParkwireError('store', 'store: the schema that the address names does not exist')
}

const migratorOf = (store: Store, schema: string | null): Migrator =>
  new Migrator({
    db: store.db,
    provider: { getMigrations: () => Promise.resolve(steps(store)) },
    ...(schema === null ? {} : { migrationTableSchema: schema })
  })

const steps = (store: Store): Record<string, Migration> =>
  Object.fromEntries(
    Object.entries(migrations).map(([name, migration]) => [
      name,
      {
        up: async (db) => {
          for (const statement of migration(DIALECTS[store.engine])) {
            await sql.raw(statement).execute(db)
          }
        }
      } satisfies Migration
    ])
  )
