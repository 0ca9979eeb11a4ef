import { describe, expect, test } from 'vitest'
import { exists, ordinalDay, weekDay, yearOf } from '../../src/normalize/date-calendar.ts'

const day = (text: string) => {
  const [year = 0, month = 0, day = 0] = text.split('-').map(Number)
  return { year, month, day }
}

test.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['1900-02-29', false],
  ['2024-13-01', false],
  ['2024-06-00', false],
  ['0024-06-04', false]
])('%s exists: %s', (text, expected) => {
  expect(exists(day(text))).toBe(expected)
})

test('the days of a year are counted to its last', () => {
  expect(ordinalDay(2024, 1)).toEqual(day('2024-01-01'))
  expect(ordinalDay(2024, 366)).toEqual(day('2024-12-31'))
  expect(ordinalDay(2023, 366)).toBeUndefined()
  expect(ordinalDay(2024, 0)).toBeUndefined()
})

describe('the weeks of ISO 8601', () => {
  test.each([
    ['the week of 4 January is the first', 2024, 1, 1, '2024-01-01'],
    ['a year may begin in the week of the last', 2003, 1, 1, '2002-12-30'],
    ['a week may end in the year after', 2004, 53, 7, '2005-01-02'],
    ['a Sunday ends its week', 2026, 47, 7, '2026-11-22']
  ])('%s', (_, year, week, weekday, expected) => {
    expect(weekDay(year, week, weekday)).toEqual(day(expected))
  })

  test.each([
    ['a week 53 that the year lacks', 2003, 53, 1],
    ['week 0', 2024, 0, 1],
    ['day 0', 2024, 1, 0],
    ['day 8', 2024, 1, 8]
  ])('%s is none', (_, year, week, weekday) => {
    expect(weekDay(year, week, weekday)).toBeUndefined()
  })
})

test.each([
  ['2024', 2024],
  ['24', 2024],
  ['49', 2049],
  ['50', 1950],
  ['104', 2004]
])('a year written %s is %i', (digits, year) => {
  expect(yearOf(digits)).toBe(year)
})
