import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openPostgres } from '../../src/store/postgres.ts'
import { createInbox } from '../support/inbox.ts'
import { stores } from '../support/stores.ts'
import { minutesAfter, storePlaced } from './sample.ts'

const bench = stores[1].useStore()

test('of two writes that wait for each other one is run again', async () => {
  for (const id of ['a', 'b']) await storePlaced(bench.store.db, id)
  const touched = { a: Promise.withResolvers<void>(), b: Promise.withResolvers<void>() }
  let runs = 0
  const write = (first: 'a' | 'b', second: 'a' | 'b'): Promise<void> =>
    bench.store.write(async (db) => {
      runs++
      const touch = (id: string) =>
        db
          .updateTable('story')
          .set(({ eb }) => ({ changed_at: eb('changed_at', '+', 1) }))
          .where('id', '=', id)
          .execute()
      await touch(first)
      touched[first].resolve()
      await touched[second].promise
      await touch(second)
    })
  await Promise.all([write('a', 'b'), write('b', 'a')])
  expect(runs).toBe(3)
  const rows = await bench.store.db.selectFrom('story').select('changed_at').execute()
  const changed = minutesAfter(0).getTime() + 2
  expect(rows).toEqual([{ changed_at: changed }, { changed_at: changed }])
})

test('a connection lost while nobody used it is told, and another one takes its place', async () => {
  const lost = createInbox<string>()
  const store = openPostgres(bench.url, (error) => lost.put(error.message))
  try {
    const own = sql<{ pid: number }>`select pg_backend_pid() as pid`
    const { pid } = (await own.execute(store.db)).rows[0]!
    await sql`select pg_terminate_backend(${pid}::int)`.execute(bench.store.db)
    expect(await lost.next()).toBe('terminating connection due to administrator command')
    expect((await own.execute(store.db)).rows[0]!.pid).not.toBe(pid)
  } finally {
    await store.close()
  }
})
