import { describe, expect, test } from 'vitest'
import { isStale, usualGapMs, withNews } from '../../src/collect/rhythm.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const NOW = new Date('2026-03-02T08:00:00Z')
const ago = (ms: number): Date => new Date(NOW.getTime() - ms)
/** News so long ago, as it is remembered. */
const newsAgo = (...ms: number[]): readonly Date[] => withNews([], ms.map(ago), NOW)
const every = (ms: number, count: number): readonly Date[] =>
  newsAgo(...Array.from({ length: count }, (_, index) => index * ms))

describe('what is remembered', () => {
  test('is the newest first, whatever the order in which it came', () => {
    expect(withNews([ago(3 * HOUR_MS)], [ago(5 * HOUR_MS), ago(HOUR_MS)], NOW)).toEqual([
      ago(HOUR_MS),
      ago(3 * HOUR_MS),
      ago(5 * HOUR_MS)
    ])
  })

  test('counts what came within the same ten minutes once', () => {
    const batch = ['08:01:00', '08:04:00', '08:09:59', '08:10:00'].map(
      (time) => new Date(`2026-03-01T${time}Z`)
    )
    expect(withNews([], batch, NOW)).toEqual([batch[3], batch[2]])
  })

  test('is at most forty', () => {
    expect(every(HOUR_MS, 100)).toEqual(every(HOUR_MS, 40))
  })

  test('holds nothing from the future', () => {
    expect(withNews([], [ago(-DAY_MS)], NOW)).toEqual([NOW])
  })
})

const WORKING_DAYS = newsAgo(...[0, 1, 2, 5, 6, 7].map((day) => day * DAY_MS))

test.each([
  ['four news', every(HOUR_MS, 4), null],
  ['five, one an hour', every(HOUR_MS, 5), HOUR_MS],
  ['working days with a weekend between', WORKING_DAYS, DAY_MS],
  ['none', [], null]
])('the usual gap of %s', (_, recent, expected) => {
  expect(usualGapMs(recent)).toBe(expected)
})

describe('a source that has been silent', () => {
  test.each([
    ['hourly news, for two days', every(HOUR_MS, 40), 2, false],
    ['hourly news, for four days', every(HOUR_MS, 40), 4, true],
    ['daily news, for nine days, as over the Spring Festival', every(DAY_MS, 20), 9, false],
    ['daily news, for eleven days', every(DAY_MS, 20), 11, true],
    ['a post a month, for three months', every(30 * DAY_MS, 6), 90, false],
    ['a post a month, for a year', every(30 * DAY_MS, 6), 365, true],
    ['four posts, for ten years', every(DAY_MS, 4), 3650, false],
    ['one batch of thirty within hours, for a month', every(HOUR_MS / 4, 30), 30, false],
    ['one batch of thirty within hours, for two months', every(HOUR_MS / 4, 30), 60, true]
  ])('%s', (_, recent, days, expected) => {
    const newest = recent[0]!.getTime()
    expect(isStale(recent, new Date(newest + days * DAY_MS))).toBe(expected)
  })

  test('two batches a month apart make a rhythm of a month', () => {
    const batch = (day: number) => [0, 15, 30, 45, 60].map((m) => day * DAY_MS + m * 60_000)
    const recent = newsAgo(...batch(0), ...batch(30))
    expect(isStale(recent, ago(-80 * DAY_MS))).toBe(false)
    expect(isStale(recent, ago(-100 * DAY_MS))).toBe(true)
  })
})
