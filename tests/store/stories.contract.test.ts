import { describe, expect, test } from 'vitest'
import {
  countBySection,
  placedStories,
  placedStory,
  putPlacement,
  putRelevance,
  relevanceOfStory,
  updateStory,
  type StoryPage
} from '../../src/store/stories.ts'
import { stores } from '../support/stores.ts'
import { entryFrom, minutesAfter, NOW, PARK, storePlaced, storeStory } from './sample.ts'

describe.each(stores)('stories on $engine', ({ useStore }) => {
  const bench = useStore()
  const place = (id: string, fields?: Parameters<typeof storePlaced>[2]): Promise<void> =>
    storePlaced(bench.store.db, id, fields)
  const ids = async (page: Partial<StoryPage> = {}): Promise<string[]> => {
    const stories = await placedStories(bench.store.db, { parkId: PARK, limit: 10, ...page })
    return stories.map((story) => story.id)
  }

  test('show what their lead says, in their section, with every copy in order of publication', async () => {
    const lead = entryFrom('ycrb', 'lead', {
      title: '签约',
      summary: '摘要',
      url: 'https://ycrb.example/1',
      outlet: '云川日报',
      publishedAt: minutesAfter(-30)
    })
    const first = entryFrom('haixia', 'first', {
      title: '簽約',
      outlet: '海峡快讯',
      url: null,
      publishedAt: minutesAfter(-45)
    })
    await storeStory(bench.store.db, 's1', [lead, first])
    await putPlacement(bench.store.db, PARK, 's1', {
      verdict: 'accept',
      section: 'investment',
      placedAt: NOW
    })
    const expected = {
      id: 's1',
      leadEntryId: 'ycrb-lead',
      title: '签约',
      summary: '摘要',
      url: 'https://ycrb.example/1',
      publishedAt: minutesAfter(-30),
      firstSeenAt: NOW,
      changedAt: NOW,
      section: 'investment',
      copies: [
        {
          entryId: 'haixia-first',
          sourceId: 'haixia',
          outlet: '海峡快讯',
          url: null,
          title: '簽約',
          publishedAt: minutesAfter(-45),
          isMirror: false
        },
        {
          entryId: 'ycrb-lead',
          sourceId: 'ycrb',
          outlet: '云川日报',
          url: 'https://ycrb.example/1',
          title: '签约',
          publishedAt: minutesAfter(-30),
          isMirror: false
        }
      ]
    }
    expect(await placedStory(bench.store.db, PARK, 's1')).toEqual(expected)
    expect(await placedStories(bench.store.db, { parkId: PARK, limit: 1 })).toEqual([expected])
  })

  test('never show the address of a mirror, neither as lead nor as copy', async () => {
    const mirror = entryFrom('mirror', '1', { isMirror: true })
    await storeStory(bench.store.db, 's1', [mirror, entryFrom('ycrb', '1')])
    await putPlacement(bench.store.db, PARK, 's1', {
      verdict: 'accept',
      section: 'news',
      placedAt: NOW
    })
    const story = await placedStory(bench.store.db, PARK, 's1')
    expect(story?.url).toBeNull()
    expect(story?.copies.map(({ url, isMirror }) => ({ url, isMirror }))).toEqual([
      { url: null, isMirror: true },
      { url: 'https://ycrb.example/1', isMirror: false }
    ])
  })

  test('come the newest first, then by their ids, page by page', async () => {
    await place('b')
    await place('a')
    await place('new', { publishedAt: minutesAfter(1) })
    await place('old', { publishedAt: minutesAfter(-1) })
    expect(await ids()).toEqual(['new', 'a', 'b', 'old'])
    expect(await ids({ limit: 2 })).toEqual(['new', 'a'])
    expect(await ids({ limit: 2, offset: 1 })).toEqual(['a', 'b'])
    expect(await ids({ limit: 2, offset: 4 })).toEqual([])
  })

  test('are chosen by section, by id, and by both', async () => {
    await place('a', { section: 'policy' })
    await place('b', { section: 'policy' })
    await place('c')
    expect(await ids({ section: 'policy' })).toEqual(['a', 'b'])
    expect(await ids({ ids: ['c', 'b', 'unknown'] })).toEqual(['b', 'c'])
    expect(await ids({ ids: ['c', 'b'], section: 'policy' })).toEqual(['b'])
    expect(await ids({ ids: [] })).toEqual([])
  })

  test('stand in the parks that accept them, and there only', async () => {
    await place('accepted')
    await place('rejected', { verdict: 'reject' })
    await place('open', { verdict: 'review' })
    await storeStory(bench.store.db, 'unplaced', [entryFrom('ycrb', 'unplaced')])
    expect(await ids()).toEqual(['accepted'])
    expect(await ids({ parkId: 'another' })).toEqual([])
    expect(await placedStory(bench.store.db, PARK, 'rejected')).toBeNull()
    expect(await placedStory(bench.store.db, 'another', 'accepted')).toBeNull()
    expect(await placedStory(bench.store.db, PARK, 'unknown')).toBeNull()
  })

  test('are counted by section', async () => {
    expect(await countBySection(bench.store.db, PARK)).toEqual(new Map())
    await place('a', { section: 'policy' })
    await place('b', { section: 'policy' })
    await place('c')
    await place('d', { verdict: 'review' })
    expect(await countBySection(bench.store.db, PARK)).toEqual(
      new Map([
        ['policy', 2],
        ['news', 1]
      ])
    )
  })

  test('a new lead moves the change, never the id nor the dates', async () => {
    await storeStory(bench.store.db, 's1', [entryFrom('ycrb', '1'), entryFrom('haixia', '2')])
    await putPlacement(bench.store.db, PARK, 's1', {
      verdict: 'accept',
      section: 'news',
      placedAt: NOW
    })
    await updateStory(bench.store.db, 's1', {
      leadEntryId: 'haixia-2',
      changedAt: minutesAfter(5)
    })
    expect(await placedStory(bench.store.db, PARK, 's1')).toMatchObject({
      id: 's1',
      leadEntryId: 'haixia-2',
      title: '题目 2',
      publishedAt: NOW,
      firstSeenAt: NOW,
      changedAt: minutesAfter(5)
    })
  })

  test('can be placed again, elsewhere, and keep the moment of the first time', async () => {
    await place('s1')
    const again = { verdict: 'accept', section: 'policy', placedAt: minutesAfter(9) } as const
    await putPlacement(bench.store.db, PARK, 's1', again)
    await putPlacement(bench.store.db, 'another', 's1', again)
    expect((await placedStory(bench.store.db, PARK, 's1'))?.section).toBe('policy')
    const rows = await bench.store.db
      .selectFrom('placement')
      .select(['park_id', 'placed_at'])
      .orderBy('park_id')
      .execute()
    expect(rows).toEqual([
      { park_id: 'another', placed_at: minutesAfter(9).getTime() },
      { park_id: PARK, placed_at: NOW.getTime() }
    ])
  })

  test('a decision is kept with its reasons, and the latest one counts', async () => {
    const { db } = bench.store
    await storeStory(db, 's1', [entryFrom('ycrb', '1')])
    await storeStory(db, 's2', [entryFrom('ycrb', '2')])
    const reject = { verdict: 'reject', score: -0.25, section: 'news', reasons: [] } as const
    await putRelevance(db, PARK, 'ycrb-1', reject)
    await putRelevance(db, 'another', 'ycrb-1', reject)
    await putRelevance(db, PARK, 'ycrb-2', reject)
    await putRelevance(db, PARK, 'ycrb-1', {
      verdict: 'accept',
      score: 42.75,
      section: 'policy',
      reasons: [{ term: '澄湖 "新材料" \0 \ud800', where: 'title', weight: 42.75, note: 'veto' }]
    })
    expect(await relevanceOfStory(db, 's1')).toEqual([
      { parkId: 'another', entryId: 'ycrb-1', ...reject },
      {
        parkId: PARK,
        entryId: 'ycrb-1',
        verdict: 'accept',
        score: 42.75,
        section: 'policy',
        reasons: [{ term: '澄湖 "新材料" \0 \ud800', where: 'title', weight: 42.75, note: 'veto' }]
      }
    ])
  })
})
