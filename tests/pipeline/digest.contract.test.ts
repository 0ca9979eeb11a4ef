import { describe, expect, test } from 'vitest'
import {
  closeDigest,
  isDigestClosed,
  previewDigest,
  type DigestDesk,
  type DigestPlan
} from '../../src/pipeline/digest.ts'
import { ingest } from '../../src/pipeline/ingest.ts'
import type { Store } from '../../src/store/db.ts'
import { deliveriesOfDigest, dueDeliveries } from '../../src/store/deliveries.ts'
import { digestsOfPark, digestWithId, queueStory } from '../../src/store/digests.ts'
import { minutesAfter, NOW, PARK, storePlaced } from '../store/sample.ts'
import { stores, type StoreBench } from '../support/stores.ts'
import { deskOf, HOUR_MS, newsFrom, sourceOf } from './desk.ts'

const PLAN: DigestPlan = {
  park: {
    id: PARK,
    name: '澄湖新材料产业园',
    language: 'zh-CN',
    zone: 'Asia/Shanghai',
    sections: [
      { id: 'news', title: '园区要闻' },
      { id: 'policy', title: '政策' }
    ]
  },
  name: 'daily',
  siteUrl: 'https://news.example',
  maxAgeMs: 48 * HOUR_MS,
  to: [
    { channel: 'email', address: 'Officer@park.example' },
    { channel: 'email', address: 'tenant@firm.example' }
  ]
}
const SLOT = minutesAfter(30)
const NEXT_SLOT = minutesAfter(30 + 24 * 60)

const desk = (store: Store, now = minutesAfter(31)): DigestDesk => ({
  store,
  clock: () => now,
  mailDomain: 'news.example'
})

const title = (i: number): string => `澄湖新材料产业园第${i}号公告今日发布`
/** Four stories, the first of them told twice. */
const readNews = async (store: Store): Promise<void> => {
  const entries = [1, 2, 3, 4].map((i) =>
    newsFrom('ycrb', `${i}`, { title: title(i), text: '略', publishedAt: minutesAfter(-i) })
  )
  await ingest(deskOf(store), sourceOf('ycrb'), entries)
  const copy = newsFrom('haixia', '1', { title: title(1), text: '略' })
  await ingest(deskOf(store), sourceOf('haixia'), [copy])
}

describe.each(stores)('closing a digest on $engine', ({ useStore }) => {
  const bench = useStore()
  const close = (slotAt = SLOT, plan = PLAN, store = bench.store) =>
    closeDigest(desk(store), plan, slotAt)
  /** Which digest each story stands in. */
  const standing = async (): Promise<(string | null)[]> => {
    const rows = await bench.store.db.selectFrom('digest_story').select('digest_id').execute()
    return rows.map((row) => row.digest_id)
  }

  test('takes what waits and leaves a delivery for everyone', async () => {
    await readNews(bench.store)
    const { digest, isNew } = await close()
    expect(isNew).toBe(true)
    expect(digest).toMatchObject({
      id: expect.stringMatching(/^[0-9a-z]{20}$/) as string,
      parkId: PARK,
      name: 'daily',
      slotAt: SLOT,
      createdAt: minutesAfter(31),
      storyCount: 4
    })
    for (const i of [1, 2, 3, 4]) {
      expect(digest.text).toContain(title(i))
      expect(digest.html).toContain(title(i))
    }
    expect(await standing()).toEqual(Array.from({ length: 4 }, () => digest.id))

    const deliveries = await deliveriesOfDigest(bench.store.db, digest.id)
    expect(deliveries.map(({ address }) => address).sort()).toEqual([
      'Officer@park.example',
      'tenant@firm.example'
    ])
    for (const delivery of deliveries) {
      expect(delivery).toMatchObject({
        status: 'due',
        attempts: 0,
        nextAttemptAt: minutesAfter(31),
        messageId: `<${delivery.id}@news.example>`
      })
    }
  })

  test('twice gives the same digest and no second delivery', async () => {
    await readNews(bench.store)
    const first = await close()
    const deliveries = await dueDeliveries(bench.store.db, SLOT)
    const edit = newsFrom('ycrb', '1', { title: `${title(1)}（更正）`, text: '略' })
    await ingest(deskOf(bench.store), sourceOf('ycrb'), [edit])
    const later = desk(bench.store, minutesAfter(90))
    expect(await closeDigest(later, PLAN, SLOT)).toEqual({ digest: first.digest, isNew: false })
    expect(await dueDeliveries(bench.store.db, SLOT)).toEqual(deliveries)
    expect(await digestWithId(bench.store.db, first.digest.id)).toEqual(first.digest)
    expect(await digestsOfPark(bench.store.db, PARK, 10)).toHaveLength(1)
  })

  test('by three processes at the same moment gives one', async () => {
    await readNews(bench.store)
    const closings = await Promise.all([1, 2, 3].map(() => close(SLOT, PLAN, bench.connect())))
    expect(closings.map(({ isNew }) => isNew).sort()).toEqual([false, false, true])
    expect(new Set(closings.map(({ digest }) => JSON.stringify(digest))).size).toBe(1)
    expect(await dueDeliveries(bench.store.db, minutesAfter(31))).toHaveLength(2)
  })

  test('two slots at the same moment puts each story into one of them', async () => {
    await readNews(bench.store)
    const [one, two] = await Promise.all([
      close(SLOT, PLAN, bench.connect()),
      close(NEXT_SLOT, PLAN, bench.connect())
    ])
    expect([one.digest.storyCount, two.digest.storyCount].sort()).toEqual([0, 4])
    expect(new Set(await standing()).size).toBe(1)
  })

  test('with nothing new says so, and is sent all the same', async () => {
    await readNews(bench.store)
    await close()
    const { digest } = await close(NEXT_SLOT)
    expect(digest.storyCount).toBe(0)
    expect(digest.subject).toContain('本期无新增')
    expect(digest.text).toContain('本期无新增报道。')
    expect(digest.text).not.toContain(title(1))
    expect(await deliveriesOfDigest(bench.store.db, digest.id)).toHaveLength(2)
  })

  test('leaves stories of other sections to other digests', async () => {
    await readNews(bench.store)
    const policy = newsFrom('ycrb', 'p', { title: '澄湖新材料产业园人才办法公布', text: '略' })
    await ingest(deskOf(bench.store), sourceOf('ycrb'), [policy])
    const { digest } = await close(SLOT, { ...PLAN, sections: ['policy'] })
    expect(digest.storyCount).toBe(1)
    expect(digest.text).toContain(policy.title)
    expect((await close(NEXT_SLOT)).digest.storyCount).toBe(4)
  })

  test('for the first time looks back over its own period', async () => {
    await readNews(bench.store)
    const old = newsFrom('ycrb', 'old', { title: title(9), publishedAt: minutesAfter(-61) })
    await ingest(deskOf(bench.store), sourceOf('ycrb'), [old])
    const added = { ...PLAN, name: 'added', maxAgeMs: 92 * 60_000 }
    expect((await previewDigest(desk(bench.store), added, SLOT)).storyCount).toBe(5)
    const { digest } = await close(SLOT, { ...added, maxAgeMs: HOUR_MS })
    expect(digest.storyCount).toBe(4)
    expect((await close(NEXT_SLOT, added)).digest.storyCount).toBe(0)
  })

  test.each([
    ['waiting', true],
    ['found by looking back', false]
  ])('carries two hundred stories, and leaves the rest %s to the next', async (_, isQueued) => {
    await bench.store.write(async (db) => {
      for (let i = 0; i < 203; i++) {
        const id = `s${String(i).padStart(3, '0')}`
        await storePlaced(db, id, { publishedAt: minutesAfter(-i) })
        if (isQueued) await queueStory(db, { parkId: PARK, name: 'daily' }, id, NOW)
      }
    })
    const { digest } = await close()
    expect(digest.storyCount).toBe(200)
    expect(digest.text).toContain('题目 s199')
    expect(digest.text).not.toContain('题目 s200')
    const next = await close(NEXT_SLOT)
    expect(next.digest.storyCount).toBe(3)
    expect(next.digest.text).toContain('题目 s200')
  })

  test('that breaks leaves everything as it was', async () => {
    await readNews(bench.store)
    const to = [...PLAN.to, { channel: 'email', address: 'officer@park.example' }]
    await expect(close(SLOT, { ...PLAN, to })).rejects.toThrow(/unique/i)
    expect(await digestsOfPark(bench.store.db, PARK, 10)).toEqual([])
    expect(await standing()).toEqual([null, null, null, null])
    expect((await close()).digest.storyCount).toBe(4)
  })

  test('a slot is closed or it is not', async () => {
    const key = { parkId: PARK, name: 'daily' }
    expect(await isDigestClosed(desk(bench.store), key, SLOT)).toBe(false)
    await close()
    expect(await isDigestClosed(desk(bench.store), key, SLOT)).toBe(true)
    expect(await isDigestClosed(desk(bench.store), key, NEXT_SLOT)).toBe(false)
    expect(await isDigestClosed(desk(bench.store), { ...key, name: 'weekly' }, SLOT)).toBe(false)
  })

  test('stores byte by byte what the preview showed, and a preview stores nothing', async () => {
    await readNews(bench.store)
    const preview = await previewDigest(desk(bench.store), PLAN, SLOT)
    expect(await previewDigest(desk(bench.store), PLAN, SLOT)).toEqual(preview)
    expect(await digestsOfPark(bench.store.db, PARK, 10)).toEqual([])
    expect((await close()).digest).toEqual(preview)
    expect(await digestWithId(bench.store.db, preview.id)).toEqual(preview)
  })

  test('while entries are stored loses none and sends none twice', async () => {
    const reader = bench.connect()
    const reading = (async () => {
      for (let i = 1; i <= 20; i++) {
        const entry = newsFrom('ycrb', `${i}`, { title: title(i), text: '略' })
        await ingest(deskOf(reader), sourceOf('ycrb'), [entry])
      }
    })()
    const slots = Array.from({ length: 8 }, (_, i) => minutesAfter(i))
    const digests = []
    for (const slotAt of slots) digests.push((await close(slotAt)).digest)
    await reading
    digests.push((await close(NEXT_SLOT)).digest)

    const text = digests.map((digest) => digest.text).join('\n')
    const told = Array.from({ length: 20 }, (_, i) => text.split(title(i + 1)).length - 1)
    expect(told).toEqual(Array.from({ length: 20 }, () => 1))
    expect(await standing()).not.toContain(null)
  })
})

describe('the same news', () => {
  const [sqlite, postgres] = stores.map(({ useStore }) => useStore()) as [StoreBench, StoreBench]

  test('makes the same digest on both engines, byte by byte', async () => {
    await readNews(sqlite.store)
    await readNews(postgres.store)
    const { digest } = await closeDigest(desk(sqlite.store), PLAN, SLOT)
    expect(digest.storyCount).toBe(4)
    expect((await closeDigest(desk(postgres.store), PLAN, SLOT)).digest).toEqual(digest)
  })
})
