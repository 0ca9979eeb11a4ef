import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { ParkwireError } from '../../src/errors.ts'
import type { Store } from '../../src/store/db.ts'
import { migrate, pendingMigrations } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { syncSources } from '../../src/store/sources.ts'
import { stores } from '../support/stores.ts'
import { runProcess } from './other-process.ts'
import { NOW } from './sample.ts'

const tableNames = async ({ db }: Store): Promise<string[]> =>
  (await db.introspection.getTables()).map(({ name }) => name).sort()

describe.each(stores)('migrations on $engine', ({ engine, useNewStore }) => {
  const bench = useNewStore()

  test('a new store lacks them all, then none', async () => {
    expect(await pendingMigrations(bench.store)).toEqual({
      applied: [],
      pending: ['0001-foundation']
    })
    expect(await migrate(bench.store)).toEqual(['0001-foundation'])
    expect(await pendingMigrations(bench.store)).toEqual({
      applied: ['0001-foundation'],
      pending: []
    })
    expect(await tableNames(bench.store)).toEqual([
      'delivery',
      'digest',
      'digest_story',
      'entry',
      'match_key',
      'placement',
      'relevance',
      'source_state',
      'story'
    ])
  })

  test('the second time there is nothing to do, and what is stored stays', async () => {
    await migrate(bench.store)
    await syncSources(bench.store.db, [{ id: 'ycrb', url: 'https://ycrb.example/rss' }], NOW)
    expect(await migrate(bench.store)).toEqual([])
    const rows = await bench.store.db.selectFrom('source_state').select('source_id').execute()
    expect(rows).toEqual([{ source_id: 'ycrb' }])
  })

  test('a store that a newer release has changed is refused, and left as it is', async () => {
    await migrate(bench.store)
    await sql`insert into kysely_migration (name, timestamp)
      values ('0002-topics', '2027-01-01T00:00:00.000Z')`.execute(bench.store.db)

    const refusal = {
      code: 'store-newer',
      message:
        'store: a newer release has changed it (0002-topics); ' +
        'run that release, or restore the backup made before it'
    }
    await expect(migrate(bench.store)).rejects.toMatchObject(refusal)
    await expect(pendingMigrations(bench.store)).rejects.toMatchObject(refusal)
    await expect(pendingMigrations(bench.store)).rejects.toBeInstanceOf(ParkwireError)
    const names = sql<{ name: string }>`select name from kysely_migration order by name`
    expect((await names.execute(bench.store.db)).rows).toEqual([
      { name: '0001-foundation' },
      { name: '0002-topics' }
    ])
  })

  test('a step that fails half way leaves nothing behind', async () => {
    await sql`create table delivery (id text primary key)`.execute(bench.store.db)
    await expect(migrate(bench.store)).rejects.toMatchObject({
      code: 'migrate',
      message: 'store: the migration failed, nothing was changed',
      cause: { message: expect.stringContaining('delivery') as string }
    })
    expect(await tableNames(bench.store)).toEqual(['delivery'])

    await sql`drop table delivery`.execute(bench.store.db)
    expect(await migrate(bench.store)).toEqual(['0001-foundation'])
  })

  test('of two connections at the same moment one migrates', async () => {
    const applied = await Promise.all([migrate(bench.connect()), migrate(bench.connect())])
    expect(applied.flat()).toEqual(['0001-foundation'])
  })

  test('of three processes at the same moment one migrates, also when it makes the store', async () => {
    const url = engine === 'sqlite' ? bench.url.replace(/[^/]*$/, 'folder/new.db') : bench.url
    const applied = await Promise.all([1, 2, 3].map(() => runProcess('migrate', url)))
    expect(applied.flat()).toEqual(['0001-foundation'])
  })

  test('a column takes its own type only, and a reference points at something', async () => {
    await migrate(bench.store)
    const { db } = bench.store
    const story = sql`insert into story (id, lead_entry_id, published_at, first_seen_at, changed_at)
      values ('s', 'e', 'yesterday', 0, 0)`
    await expect(story.execute(db)).rejects.toThrow(/integer|bigint/i)
    const placement = sql`insert into placement (park_id, story_id, verdict, section, placed_at)
      values ('p', 'nowhere', 'accept', 'news', 0)`
    await expect(placement.execute(db)).rejects.toThrow(/foreign key/i)
  })
})

describe('a schema of its own on postgres', () => {
  const bench = stores[1].useNewStore()
  const openIn = (schema: string): Store => {
    const url = new URL(bench.url)
    url.searchParams.set('options', `-c search_path=${schema}`)
    return openStore(url.href, () => {})
  }

  test('takes the tables, beside another that has them already', async () => {
    await migrate(bench.store)
    await sql`create schema second`.execute(bench.store.db)
    const second = openIn('second')
    try {
      expect((await pendingMigrations(second)).pending).toEqual(['0001-foundation'])
      expect(await migrate(second)).toEqual(['0001-foundation'])
      expect((await pendingMigrations(second)).pending).toEqual([])
      const there = sql`select source_id from second.source_state`
      expect((await there.execute(bench.store.db)).rows).toEqual([])
    } finally {
      await second.close()
    }
  })

  test('that does not exist is told', async () => {
    const nowhere = openIn('nowhere')
    try {
      await expect(migrate(nowhere)).rejects.toMatchObject({
        code: 'store',
        message: 'store: the schema that the address names does not exist'
      })
    } finally {
      await nowhere.close()
    }
  })
})
