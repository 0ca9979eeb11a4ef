import { describe, expect, test } from 'vitest'
import { instantOf, offsetMsAt, wallTimeOf } from '../../src/normalize/zone.ts'

const wall = (text: string) => {
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = text
    .split(/\D/)
    .map(Number)
  return { year, month, day, hour, minute, second }
}

describe('instantOf', () => {
  test.each([
    [
      'a zone without daylight saving',
      '2024-06-04 10:00:30',
      'Asia/Shanghai',
      '2024-06-04T02:00:30Z'
    ],
    [
      'China under daylight saving in 1988',
      '1988-07-01 10:00',
      'Asia/Shanghai',
      '1988-07-01T01:00:00Z'
    ],
    ['winter', '2024-01-15 10:00', 'America/New_York', '2024-01-15T15:00:00Z'],
    ['summer', '2024-07-15 10:00', 'America/New_York', '2024-07-15T14:00:00Z'],
    [
      'the hour before clocks go forward',
      '2024-03-10 01:59',
      'America/New_York',
      '2024-03-10T06:59:00Z'
    ],
    ['the hour that is skipped', '2024-03-10 02:30', 'America/New_York', '2024-03-10T07:30:00Z'],
    [
      'the hour after clocks went forward',
      '2024-03-10 03:00',
      'America/New_York',
      '2024-03-10T07:00:00Z'
    ],
    [
      'the first of two hours alike',
      '2024-11-03 01:30',
      'America/New_York',
      '2024-11-03T05:30:00Z'
    ],
    ['the hour after those', '2024-11-03 02:00', 'America/New_York', '2024-11-03T07:00:00Z'],
    ['a shift of half an hour', '2024-10-06 02:15', 'Australia/Lord_Howe', '2024-10-05T15:45:00Z'],
    ['a fixed offset', '2024-06-04 10:00', '-03:30', '2024-06-04T13:30:00Z'],
    ['day 0, the last of the month before', '2024-03-00 00:00', 'UTC', '2024-02-29T00:00:00Z']
  ])('%s', (_, text, zone, expected) => {
    expect(instantOf(wall(text), zone)).toEqual(new Date(expected))
  })
})

describe('wallTimeOf', () => {
  test.each([
    ['2024-12-31T16:30:45.678Z', 'Asia/Shanghai', '2025-01-01 00:30:45'],
    ['2024-07-01T00:00:00Z', 'America/New_York', '2024-06-30 20:00:00'],
    ['2024-06-04T00:00:00Z', '+05:45', '2024-06-04 05:45:00'],
    ['1969-12-31T23:59:59.500Z', 'UTC', '1969-12-31 23:59:59']
  ])('%s in %s is %s', (at, zone, expected) => {
    expect(wallTimeOf(new Date(at), zone)).toEqual(wall(expected))
  })

  test('an unknown zone is a mistake of the caller', () => {
    expect(() => wallTimeOf(new Date(0), 'Mars/Olympus')).toThrow(RangeError)
  })
})

describe('offsetMsAt', () => {
  const HOUR = 3_600_000

  test.each([
    ['the second before a change', '2024-03-10T06:59:59Z', 'America/New_York', -5],
    ['the second of a change', '2024-03-10T07:00:00Z', 'America/New_York', -4],
    ['the day before a change', '2024-03-09T12:00:00Z', 'America/New_York', -5],
    ['the day after a change', '2024-03-11T12:00:00Z', 'America/New_York', -4],
    ['a change by half an hour', '2024-04-06T15:00:00Z', 'Australia/Lord_Howe', 10.5],
    ['before 1970', '1945-07-01T12:00:00.500Z', 'Asia/Tokyo', 9]
  ])('%s', (_, at, zone, hours) => {
    const ask = () => offsetMsAt(new Date(at), zone)
    // The second answer comes from memory.
    expect([ask(), ask()]).toEqual([hours * HOUR, hours * HOUR])
  })

  test('is right after more days than are kept in memory', () => {
    const noons = Array.from({ length: 21_000 }, (_, i) => new Date(Date.UTC(1990, 0, i, 12)))
    expect(new Set(noons.map((noon) => offsetMsAt(noon, 'Asia/Tokyo')))).toEqual(
      new Set([9 * HOUR])
    )
    expect(offsetMsAt(noons[0]!, 'Asia/Tokyo')).toBe(9 * HOUR)
  })
})
