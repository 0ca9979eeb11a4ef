import { describe, expect, test } from 'vitest'
import { nextCheck, type VisitEnd } from '../../src/collect/next-check.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** A Monday, 01:00 UTC. */
const NOW = new Date('2026-03-02T01:00:00Z')

/** Minutes from the end of the visit; `random` in the middle moves nothing. */
const minutes = (visit: Partial<VisitEnd>): number => {
  const end = { now: NOW, everyMs: 30 * MINUTE_MS, failures: 0, random: 0.5, ...visit }
  return (nextCheck(end).getTime() - NOW.getTime()) / MINUTE_MS
}

describe('the rhythm of a source read every 30 minutes', () => {
  test.each([
    ['nothing is known of it', null, 30],
    ['it has news every ten minutes', 10 * MINUTE_MS, 15],
    ['it has news every three hours', 3 * HOUR_MS, 30],
    ['it has news every six hours', 6 * HOUR_MS, 45],
    ['it has news once a day', DAY_MS, 120],
    ['it has a post a week', 7 * DAY_MS, 120]
  ])('%s', (_, gapMs, expected) => {
    expect(minutes({ gapMs })).toBe(expected)
  })

  test('gone stale it is read as rarely as any', () => {
    expect(minutes({ gapMs: 10 * MINUTE_MS, isStale: true })).toBe(120)
  })
})

test.each([
  ['every minute, with news every minute', MINUTE_MS, MINUTE_MS, 1],
  ['every five minutes, with a post a week', 5 * MINUTE_MS, 7 * DAY_MS, 40],
  ['every three hours, with a post a week', 3 * HOUR_MS, 7 * DAY_MS, 180],
  ['every three hours, with news every minute', 3 * HOUR_MS, MINUTE_MS, 90],
  ['every day, with news every twelve hours', DAY_MS, 12 * HOUR_MS, 720],
  ['every week, with a post a month', 7 * DAY_MS, 30 * DAY_MS, 7 * 24 * 60]
])('a source read %s', (_, everyMs, gapMs, expected) => {
  expect(minutes({ everyMs, gapMs })).toBe(expected)
})

describe('what only lengthens', () => {
  test.each([
    ['ttl of an hour', { advice: { everyMs: HOUR_MS } }, 60 * 1.05],
    ['ttl of a minute', { advice: { everyMs: MINUTE_MS } }, 30],
    ['ttl of a year', { advice: { everyMs: 365 * DAY_MS } }, 24 * 60 * 1.05],
    ['max-age of two hours', { freshMs: 2 * HOUR_MS }, 120 * 1.05],
    ['max-age of a year', { freshMs: 365 * DAY_MS }, 6 * 60 * 1.05],
    ['the longer of both', { advice: { everyMs: HOUR_MS }, freshMs: 3 * HOUR_MS }, 180 * 1.05],
    ['none of it after a failure', { failures: 1, advice: { everyMs: 5 * HOUR_MS } }, 30]
  ])('%s', (_, visit, expected) => {
    expect(minutes(visit)).toBeCloseTo(expected, 6)
  })
})

describe('a source whose outlet tells us of news', () => {
  test.each([
    ['every 30 minutes', 30 * MINUTE_MS, 6 * 60],
    ['every two hours', 2 * HOUR_MS, 8 * 60],
    ['every twelve hours', 12 * HOUR_MS, 24 * 60],
    ['every two days', 2 * DAY_MS, 48 * 60]
  ])('read %s is read more rarely', (_, everyMs, expected) => {
    expect(minutes({ everyMs, isPushed: true, gapMs: 10 * MINUTE_MS })).toBe(expected)
  })

  test('fails as any other', () => {
    expect(minutes({ isPushed: true, failures: 1 })).toBe(30)
  })
})

test.each([
  [1, 30],
  [2, 60],
  [3, 120],
  [6, 960],
  [7, 24 * 60],
  [5000, 24 * 60]
])('after %i failures in a row the wait is %i minutes', (failures, expected) => {
  expect(minutes({ failures })).toBe(expected)
})

test.each([0, 0.25, 0.999])('a wait varies by a tenth either way (random %d)', (random) => {
  expect(minutes({ random })).toBeCloseTo(30 * (0.9 + 0.2 * random), 4)
})

test.each([0, 0.5, 0.999])('Retry-After is never undercut (random %d)', (random) => {
  const wait = minutes({ failures: 1, retryAfterMs: 2 * HOUR_MS, random })
  expect(wait).toBeGreaterThanOrEqual(120)
  expect(wait).toBeLessThan(120 * 1.1)
  expect(minutes({ freshMs: 2 * HOUR_MS, random })).toBeGreaterThanOrEqual(120)
})

describe('hours and days in which an outlet asks not to be read', () => {
  const next = (visit: Partial<VisitEnd>): string =>
    nextCheck({ now: NOW, everyMs: HOUR_MS, failures: 0, random: 0.5, ...visit }).toISOString()

  test.each([
    ['an hour that is not meant', { skipHours: [1, 3] }, '2026-03-02T02:00:00.000Z'],
    ['the hour in question', { skipHours: [2] }, '2026-03-02T03:03:00.000Z'],
    ['a whole night', { skipHours: [0, 1, 2, 3, 4, 5] }, '2026-03-02T06:03:00.000Z'],
    ['a whole day', { skipDays: [1] }, '2026-03-03T00:03:00.000Z'],
    ['a day and the hours after it', { skipDays: [1], skipHours: [0] }, '2026-03-03T01:03:00.000Z'],
    ['all days of the week', { skipDays: [0, 1, 2, 3, 4, 5, 6] }, '2026-03-02T02:00:00.000Z']
  ])('%s', (_, advice, expected) => {
    expect(next({ advice })).toBe(expected)
  })

  test('also hold after a failure', () => {
    expect(next({ advice: { skipHours: [2] }, failures: 1 })).toBe('2026-03-02T03:03:00.000Z')
  })
})

test('a file is read every so often to the second, whatever else is known', () => {
  const visit = { isFile: true, gapMs: 7 * DAY_MS, isStale: true, freshMs: DAY_MS, random: 0.9 }
  expect(minutes(visit)).toBe(30)
  expect(minutes({ ...visit, failures: 2 })).toBe(60)
})
