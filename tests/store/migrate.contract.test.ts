import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { ParkwireError } from '../../src/errors.ts'
import type { Store } from '../../src/store/db.ts'
import { migrate, pendingMigrations } from '../../src/store/migrate.ts'
import { migrations } from '../../src/store/migrations/index.ts'
import { openStore } from '../../src/store/open.ts'
import { sourceStates, syncSources } from '../../src/store/sources.ts'
import { stores } from '../support/stores.ts'
import { runProcess } from './other-process.ts'
import { NOW } from './sample.ts'

const NAMES = Object.keys(migrations)

const tableNames = async ({ db }: Store): Promise<string[]> =>
  (await db.introspection.getTables()).map(({ name }) => name).sort()

describe.each(stores)('migrations on $engine', ({ engine, useNewStore }) => {
  const bench = useNewStore()

  test('a new store lacks them all, then none', async () => {
    expect(await pendingMigrations(bench.store)).toEqual({ applied: [], pending: NAMES })
    expect(await migrate(bench.store)).toEqual(NAMES)
    expect(await pendingMigrations(bench.store)).toEqual({ applied: NAMES, pending: [] })
    expect(await tableNames(bench.store)).toEqual([
      'article_reading',
      'delivery',
      'digest',
      'digest_story',
      'entry',
      'match_key',
      'placement',
      'relevance',
      'source_state',
      'story',
      'subscription'
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
      values ('9999-topics', '2027-01-01T00:00:00.000Z')`.execute(bench.store.db)

    const refusal = {
      code: 'store-newer',
      message:
        'store: a newer release has changed it (9999-topics); ' +
        'run that release, or restore the backup made before it'
    }
    await expect(migrate(bench.store)).rejects.toMatchObject(refusal)
    await expect(pendingMigrations(bench.store)).rejects.toMatchObject(refusal)
    await expect(pendingMigrations(bench.store)).rejects.toBeInstanceOf(ParkwireError)
    const names = sql<{ name: string }>`select name from kysely_migration order by name`
    expect((await names.execute(bench.store.db)).rows).toEqual([
      ...NAMES.map((name) => ({ name })),
      { name: '9999-topics' }
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
    expect(await migrate(bench.store)).toEqual(NAMES)
  })

  test('of two connections at the same moment one migrates', async () => {
    const applied = await Promise.all([migrate(bench.connect()), migrate(bench.connect())])
    expect(applied.flat()).toEqual(NAMES)
  })

  test('of three processes at the same moment one migrates, also when it makes the store', async () => {
    const url = engine === 'sqlite' ? bench.url.replace(/[^/]*$/, 'folder/new.db') : bench.url
    const applied = await Promise.all([1, 2, 3].map(() => runProcess('migrate', url)))
    expect(applied.flat()).toEqual(NAMES)
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

describe.each(stores)('a store of the first release on $engine', ({ engine, useNewStore }) => {
  const bench = useNewStore()
  const firstRelease = async ({ db }: Store): Promise<void> => {
    const statements = migrations['0001-foundation']!(
      engine === 'sqlite'
        ? { integer: 'integer', real: 'real', strict: 'strict' }
        : { integer: 'bigint', real: 'double precision', strict: '' }
    )
    for (const statement of statements) await sql.raw(statement).execute(db)
    await sql`create table kysely_migration
      (name varchar(255) primary key, timestamp varchar(255) not null)`.execute(db)
    await sql`insert into kysely_migration (name, timestamp)
      values ('0001-foundation', '2026-01-01T00:00:00.000Z')`.execute(db)
    await sql`insert into source_state
      (source_id, url, etag, next_check_at, outcome, message, failures)
      values ('ycrb', 'https://ycrb.example/rss', '"v1"', ${NOW.getTime()}, 'failed', 'x', 2)`.execute(
      db
    )
    await sql`insert into story (id, lead_entry_id, published_at, first_seen_at, changed_at)
      values ('s', 'e', 0, 0, 0)`.execute(db)
    await sql`insert into entry (id, source_id, guid, title, summary, html, text, outlet,
      published_at, published_by, seen_at, changed_at, content_hash, repair_verdict, is_damaged,
      is_mirror, trust, story_id, match_by, match_score, match_reason)
      values ('e', 'ycrb', 'g', '题目', '', '', '', '云川日报', 0, 'source', 0, 0, 'h', 'clean', 0, 0,
      'press', 's', 'new', 0, '')`.execute(db)
  }

  test('keeps what it knows of its sources and entries, and takes what is new', async () => {
    await firstRelease(bench.store)
    expect(await migrate(bench.store)).toEqual(NAMES.slice(1))
    const { db } = bench.store
    expect(await sourceStates(db)).toMatchObject([
      {
        sourceId: 'ycrb',
        etag: '"v1"',
        outcome: 'failed',
        failures: 2,
        health: 'good',
        movedTo: null,
        movedCount: 0,
        advice: null,
        recent: []
      }
    ])
    expect(await db.selectFrom('entry').select(['id', 'date_doubt']).execute()).toEqual([
      { id: 'e', date_doubt: null }
    ])
    await db.updateTable('entry').set({ date_doubt: 'future' }).execute()
    await db.updateTable('source_state').set({ health: 'stale' }).execute()
    const unknown = sql`update source_state set health = 'ill'`
    await expect(unknown.execute(db)).rejects.toThrow(/check/i)
    const doubt = sql`update entry set date_doubt = 'odd'`
    await expect(doubt.execute(db)).rejects.toThrow(/check/i)
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
      expect((await pendingMigrations(second)).pending).toEqual(NAMES)
      expect(await migrate(second)).toEqual(NAMES)
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
