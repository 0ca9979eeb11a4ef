import { expect, test } from 'vitest'
import { nextAttempt } from '../../src/notify/retry.ts'

const CREATED = new Date('2026-03-02T00:30:00Z')
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

test.each([
  [1, 1],
  [2, 5],
  [3, 15],
  [4, 60],
  [5, 120],
  [6, 120],
  [60, 120]
])('after failure %i the next try is %i minutes later', (attempts, minutes) => {
  const now = new Date('2026-03-02T07:00:00Z')
  expect(nextAttempt(attempts, CREATED, now)).toEqual(new Date(now.getTime() + minutes * MINUTE_MS))
})

test('five days after the digest was made it is over', () => {
  const last = new Date(CREATED.getTime() + 5 * DAY_MS - 1)
  expect(nextAttempt(60, CREATED, last)).toEqual(new Date(last.getTime() + 120 * MINUTE_MS))
  expect(nextAttempt(1, CREATED, new Date(CREATED.getTime() + 5 * DAY_MS))).toBeNull()
})

test('from the first failure on, tries never come faster than the one before', () => {
  const waits = Array.from({ length: 70 }, (_, index) => {
    return nextAttempt(index + 1, CREATED, CREATED)!.getTime() - CREATED.getTime()
  })
  expect(waits).toEqual(waits.toSorted((a, b) => a - b))
})
