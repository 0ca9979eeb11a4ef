import { describe, expect, test } from 'vitest'
import {
  articleReadings,
  putArticleReadings,
  type ArticleReading
} from '../../src/store/article-readings.ts'
import { stores } from '../support/stores.ts'

const reading = (guid: string, changes: Partial<ArticleReading> = {}): ArticleReading => ({
  guid,
  listingHash: 'as listed',
  state: 'read',
  tries: 0,
  ...changes
})

describe.each(stores)('article readings on $engine', ({ useStore }) => {
  const bench = useStore()

  test('what was never tried is not there', async () => {
    expect(await articleReadings(bench.store.db, 'ycrb', ['a'])).toEqual(new Map())
  })

  test('each source has its own', async () => {
    const { db } = bench.store
    await putArticleReadings(db, 'ycrb', [
      reading('a'),
      reading('b', { state: 'wanted', tries: 2 })
    ])
    await putArticleReadings(db, 'haixia', [reading('a', { listingHash: 'other' })])
    expect(await articleReadings(db, 'ycrb', ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', reading('a')],
        ['b', reading('b', { state: 'wanted', tries: 2 })]
      ])
    )
  })

  test('the last word about an article counts', async () => {
    const { db } = bench.store
    const last = reading('a', { listingHash: 'edited', state: 'given-up', tries: 3 })
    await putArticleReadings(db, 'ycrb', [reading('a')])
    await putArticleReadings(db, 'ycrb', [last])
    expect(await articleReadings(db, 'ycrb', ['a'])).toEqual(new Map([['a', last]]))
  })

  test('a thousand at once are put and found', async () => {
    const { db } = bench.store
    const many = Array.from({ length: 1001 }, (_, index) => reading(`guid ${index}`))
    await putArticleReadings(db, 'ycrb', many)
    expect(
      (
        await articleReadings(
          db,
          'ycrb',
          many.map(({ guid }) => guid)
        )
      ).size
    ).toBe(1001)
  })
})
