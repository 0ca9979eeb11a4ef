import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, inject } from 'vitest'
import type { Store } from '../../src/store/db.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { createDatabase } from './postgres.ts'

/** The store of the test that runs. */
export type StoreBench = {
  readonly store: Store
  /** As `PARKWIRE_STORE` says it, for other processes. */
  readonly url: string
  /** Opens the same store once more, as another process would. Closed after the test. */
  connect(): Store
}

/**
 * One row an engine, for `describe.each`. Every test of a suite that calls `useStore` gets an empty store
 * of the newest form; where the engine cannot run its tests are skipped and say so.
 *
 *   describe.each(stores)('stories on $engine', ({ useStore }) => {
 *     const bench = useStore()
 *     test('…', () => … bench.store …
 */
export const stores = [
  {
    engine: 'sqlite',
    useStore: () => useStore(sqlitePlaces),
    useNewStore: () => useNewStore(sqlitePlaces)
  },
  {
    engine: 'postgres',
    useStore: () => useStore(postgresPlaces),
    /** As `useStore`, but no migration has run yet. */
    useNewStore: () => useNewStore(postgresPlaces)
  }
] as const

/** Room for one store. */
type Place = { readonly url: string; clear(): Promise<void> }
type Places = { readonly canRun: boolean; open(): Promise<Place> }

const sqlitePlaces: Places = {
  canRun: true,
  open: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'parkwire-store-'))
    return {
      url: `sqlite:${join(folder, 'parkwire.db')}`,
      clear: () => rm(folder, { recursive: true })
    }
  }
}

const postgresPlaces: Places = {
  // The global setup has printed why it is not there.
  canRun: inject('postgresUrl') !== null,
  open: async () => {
    const { url, drop } = await createDatabase()
    return { url, clear: drop }
  }
}

/** Making a database takes ten times as long as emptying one: it lasts for the suite. */
const useStore = (places: Places): StoreBench => {
  const { bench, open, clear, closeOthers } = createBench(places)
  beforeEach(async ({ skip }) => {
    skip(!places.canRun, 'no Postgres in this run')
    if (await open()) await migrate(bench.store)
    else await empty(bench.store)
  })
  afterEach(closeOthers)
  afterAll(clear)
  return bench
}

const useNewStore = (places: Places): StoreBench => {
  const { bench, open, clear } = createBench(places)
  beforeEach(async ({ skip }) => {
    skip(!places.canRun, 'no Postgres in this run')
    await open()
  })
  afterEach(clear)
  return bench
}

const createBench = (places: Places) => {
  let place: Place | null = null
  let opened: Store[] = []
  const connect = (): Store => {
    const store = openStore(place!.url, ignoreIdleErrors)
    opened.push(store)
    return store
  }
  const closeOthers = async (): Promise<void> => {
    await Promise.all(opened.splice(1).map((store) => store.close()))
  }
  return {
    bench: {
      get store() {
        return opened[0]!
      },
      get url() {
        return place!.url
      },
      connect
    },
    /** False when it stands open already. */
    open: async (): Promise<boolean> => {
      if (place) return false
      place = await places.open()
      connect()
      return true
    },
    closeOthers,
    clear: async (): Promise<void> => {
      await Promise.all(opened.map((store) => store.close()))
      opened = []
      await place?.clear()
      place = null
    }
  }
}

/** A pool says it has ended before its last connection has; the drop of the database then cuts that off. */
const ignoreIdleErrors = (): void => {}

const empty = async ({ engine, db, write }: Store): Promise<void> => {
  const tables = (await db.introspection.getTables()).map(({ name }) => sql.table(name))
  await write(async (trx) => {
    if (engine === 'postgres') return void (await sql`truncate ${sql.join(tables)}`.execute(trx))
    await sql`pragma defer_foreign_keys = on`.execute(trx)
    for (const table of tables) await sql`delete from ${table}`.execute(trx)
  })
}
