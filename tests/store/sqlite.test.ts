import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ParkwireError } from '../../src/errors.ts'
import type { Store } from '../../src/store/db.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openSqlite } from '../../src/store/sqlite.ts'
import { insertStory } from '../../src/store/stories.ts'
import { NOW } from './sample.ts'

let folder: string
let opened: Store[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parkwire-sqlite-'))
  opened = []
})

afterEach(async () => {
  await Promise.all(opened.map((store) => store.close()))
  rmSync(folder, { recursive: true })
})

const open = (name = 'parkwire.db'): Store => {
  const store = openSqlite(join(folder, name))
  opened.push(store)
  return store
}

const pragma = async ({ db }: Store, name: string): Promise<unknown> =>
  Object.values((await sql<object>`pragma ${sql.raw(name)}`.execute(db)).rows[0] ?? {})[0]

test('a file is safe against a power cut and against dangling references', async () => {
  const store = open()
  expect(await pragma(store, 'journal_mode')).toBe('wal')
  expect(await pragma(store, 'synchronous')).toBe(2)
  expect(await pragma(store, 'foreign_keys')).toBe(1)
})

test('all tables are strict', async () => {
  const store = open()
  await migrate(store)
  const lax = sql`select name from pragma_table_list
    where type = 'table' and strict = 0 and name not like 'sqlite_%' and name not like 'kysely_%'`
  expect((await lax.execute(store.db)).rows).toEqual([])
})

test('makes the folders on the way, and opens again what it has made', async () => {
  await migrate(open('data/2026/parkwire.db'))
  expect(await migrate(open('data/2026/parkwire.db'))).toEqual([])
})

test('a store in memory is one of its own', async () => {
  const [one, two] = [openSqlite(':memory:'), openSqlite(':memory:')]
  opened.push(one, two)
  const migrations = await migrate(one)
  expect(migrations[0]).toBe('0001-foundation')
  expect(await migrate(two)).toEqual(migrations)
})

test('a file that is no database is told by its name', () => {
  const path = join(folder, 'notes.txt')
  writeFileSync(path, 'no database, but long enough to be read as the head of one. '.repeat(20))
  expect(() => openSqlite(path)).toThrow(
    new ParkwireError('store', `store: cannot open ${path}: file is not a database`)
  )
})

test('rows are plain objects', async () => {
  const store = open()
  const { rows } = await sql`select 1 as one`.execute(store.db)
  expect(Object.getPrototypeOf(rows[0])).toBe(Object.prototype)
})

test('while another process writes, a write waits and the process goes on', async () => {
  const [one, two] = [open(), open()]
  await migrate(one)
  const steps: string[] = []
  const begun = Promise.withResolvers<void>()
  const end = Promise.withResolvers<void>()
  const writing = one.write(async (db) => {
    await insertStory(db, { id: 'a', leadEntryId: 'a', publishedAt: NOW, seenAt: NOW })
    begun.resolve()
    await end.promise
    steps.push('the first write ends')
  })
  await begun.promise
  const inTransaction = two.write(async (db) => {
    steps.push('the second write begins')
    await db.updateTable('story').set({ changed_at: 1 }).execute()
  })
  // A write that held up the process would never let the first one end.
  for (let turns = 0; turns < 5; turns++) await new Promise((resolve) => setImmediate(resolve))
  end.resolve()
  await Promise.all([writing, inTransaction])

  expect(steps).toEqual(['the first write ends', 'the second write begins'])
  expect(await one.db.selectFrom('story').select('changed_at').execute()).toEqual([
    { changed_at: 1 }
  ])
})

test('where SQLite has rolled back by itself, the error says why', async () => {
  const store = open()
  await migrate(store)
  const write = store.write(async (db) => {
    await insertStory(db, { id: 'a', leadEntryId: 'a', publishedAt: NOW, seenAt: NOW })
    await sql`insert or rollback into story select * from story`.execute(db)
  })
  await expect(write).rejects.toThrow('UNIQUE constraint failed: story.id')
  expect(await store.db.selectFrom('story').select('id').execute()).toEqual([])
})

test('a store that was opened and not used can be closed, and closes once', async () => {
  const store = openSqlite(join(folder, 'unused.db'))
  await store.close()
  await store.close()
  await expect(sql`select 1`.execute(store.db)).rejects.toThrow()
})
