import { expect, test } from 'vitest'
import { localTime, publishedTime, shortPublishedTime } from '../../src/normalize/local-time.ts'

const ZONE = 'Asia/Shanghai'

test('a bare day, kept as its midnight, is shown without a time', () => {
  const midnight = new Date('2026-03-01T16:00:00Z')
  expect(publishedTime(midnight, ZONE)).toBe('2026-03-02')
  expect(shortPublishedTime(midnight, ZONE)).toBe('03-02')
  expect(localTime(midnight, ZONE)).toBe('2026-03-02 00:00')
})

test('a second after midnight is a time', () => {
  const at = new Date('2026-03-01T16:00:01Z')
  expect(publishedTime(at, ZONE)).toBe('2026-03-02 00:00')
})

test('midnight elsewhere is a time here', () => {
  expect(publishedTime(new Date('2026-03-02T00:00:00Z'), ZONE)).toBe('2026-03-02 08:00')
})
