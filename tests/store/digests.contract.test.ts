import { describe, expect, test } from 'vitest'
import type { Digest } from '../../src/model.ts'
import {
  digestsOfPark,
  digestWithId,
  insertDigest,
  queueStory,
  storiesForDigest
} from '../../src/store/digests.ts'
import { putPlacement } from '../../src/store/stories.ts'
import { stores } from '../support/stores.ts'
import { minutesAfter, NOW, PARK, storePlaced } from './sample.ts'

const DAILY = { parkId: PARK, name: 'daily' }
const LONG_AGO = new Date(0)

const digestOf = (id: string, fields: Partial<Digest> = {}): Digest => ({
  id,
  parkId: PARK,
  name: 'daily',
  slotAt: NOW,
  createdAt: minutesAfter(1),
  storyCount: 1,
  subject: '澄湖日报 2026-11-23',
  html: '<p>要闻</p>',
  text: '要闻\n',
  ...fields
})

describe.each(stores)('digests on $engine', ({ useStore }) => {
  const bench = useStore()
  const place = (id: string, fields?: Parameters<typeof storePlaced>[2]): Promise<void> =>
    storePlaced(bench.store.db, id, fields)
  const queue = (storyId: string, minutes = 0, digest = DAILY): Promise<void> =>
    queueStory(bench.store.db, digest, storyId, minutesAfter(minutes))
  const close = (digest: Digest, ...storyIds: string[]): Promise<void> =>
    insertDigest(bench.store.db, digest, storyIds)
  const next = (
    digest = DAILY,
    options: { since?: Date; sections?: readonly string[] } = {}
  ): Promise<string[]> => storiesForDigest(bench.store.db, digest, { since: NOW, ...options })
  /** So that nothing looks back. */
  const closeFirst = (): Promise<void> =>
    close(digestOf('first', { slotAt: LONG_AGO, storyCount: 0 }))

  test('stories wait in the order in which they came, each once', async () => {
    await closeFirst()
    for (const id of ['a', 'b', 'c']) await place(id)
    await queue('b', 0)
    await queue('c', 1)
    await queue('a', 1)
    await queue('b', 2)
    expect(await next()).toEqual(['b', 'a', 'c'])
  })

  test('each digest has a queue of its own', async () => {
    await closeFirst()
    await place('a')
    await queue('a')
    const weekly = { parkId: PARK, name: 'weekly' }
    const elsewhere = { parkId: 'another', name: 'daily' }
    expect(await next(weekly, { since: minutesAfter(1) })).toEqual([])
    expect(await next(elsewhere)).toEqual([])
    await queue('a', 0, weekly)
    await close(digestOf('d1', { name: 'weekly' }), 'a')
    expect(await next()).toEqual(['a'])
  })

  test('what a digest has taken waits no more, and cannot be queued again', async () => {
    for (const id of ['a', 'b']) await place(id)
    await queue('a')
    await queue('b')
    await close(digestOf('d1'), 'a')
    expect(await next()).toEqual(['b'])
    await queue('a', 5)
    expect(await next()).toEqual(['b'])
  })

  test('a story stands in one digest of a name, whatever is asked for', async () => {
    await place('a')
    await queue('a')
    await close(digestOf('d1'), 'a')
    await close(digestOf('d2', { slotAt: minutesAfter(60) }), 'a')
    await close(digestOf('w1', { name: 'weekly' }), 'a')
    const rows = await bench.store.db
      .selectFrom('digest_story')
      .select(['digest_name', 'digest_id', 'queued_at'])
      .orderBy('digest_name')
      .execute()
    expect(rows).toEqual([
      { digest_name: 'daily', digest_id: 'd1', queued_at: NOW.getTime() },
      { digest_name: 'weekly', digest_id: 'w1', queued_at: minutesAfter(1).getTime() }
    ])
  })

  test('what is no longer accepted, or stands in another section by now, is left out', async () => {
    await closeFirst()
    for (const id of ['a', 'b', 'c']) {
      await place(id, { section: 'policy' })
      await queue(id)
    }
    await putPlacement(bench.store.db, PARK, 'a', {
      verdict: 'reject',
      section: 'policy',
      placedAt: NOW
    })
    await putPlacement(bench.store.db, PARK, 'b', {
      verdict: 'accept',
      section: 'news',
      placedAt: NOW
    })
    expect(await next()).toEqual(['b', 'c'])
    expect(await next(DAILY, { sections: ['policy', 'risk'] })).toEqual(['c'])
    expect(await next(DAILY, { sections: [] })).toEqual([])
  })

  test('the first of a name looks back on what was published since', async () => {
    await place('old', { publishedAt: new Date(NOW.getTime() - 1) })
    await place('b')
    await place('a', { section: 'policy' })
    await place('rejected', { verdict: 'reject' })
    await place('waiting')
    await queue('waiting', 5)
    expect(await next()).toEqual(['waiting', 'a', 'b'])
    expect(await next(DAILY, { sections: ['policy'] })).toEqual(['a'])
    expect(await next({ parkId: 'another', name: 'daily' })).toEqual([])
  })

  test('looking back ends with the first of that name, also with an empty one', async () => {
    await place('a')
    await close(digestOf('d1', { storyCount: 0 }))
    expect(await next()).toEqual([])
    expect(await next({ parkId: PARK, name: 'weekly' })).toEqual(['a'])
  })

  test('come back as they were stored', async () => {
    await close(digestOf('d1'))
    expect(await digestWithId(bench.store.db, 'd1')).toEqual(digestOf('d1'))
    expect(await digestWithId(bench.store.db, 'd2')).toBeNull()
  })

  test('a slot is closed once', async () => {
    await close(digestOf('d1'))
    await expect(close(digestOf('d2'))).rejects.toThrow(/unique/i)
    await close(digestOf('d3', { parkId: 'another' }))
    await close(digestOf('d4', { name: 'weekly' }))
  })

  test('of a park come the newest first', async () => {
    await close(digestOf('d1', { slotAt: minutesAfter(-60) }))
    await close(digestOf('d2', { name: 'weekly' }))
    await close(digestOf('d3'))
    await close(digestOf('d4', { parkId: 'another' }))
    const ids = async (limit: number): Promise<string[]> =>
      (await digestsOfPark(bench.store.db, PARK, limit)).map(({ id }) => id)
    expect(await ids(10)).toEqual(['d3', 'd2', 'd1'])
    expect(await ids(2)).toEqual(['d3', 'd2'])
    const [head] = await digestsOfPark(bench.store.db, PARK, 1)
    expect({ ...head, html: '<p>要闻</p>', text: '要闻\n' }).toEqual(digestOf('d3'))
    expect(head).not.toHaveProperty('html')
  })
})
