import { expect, test } from 'vitest'
import { cronExpression } from '../../src/config/cron-expression.ts'

const EXPECTED = 'expected five cron fields such as "30 8 * * *"'

test('five fields are taken as they are', () => {
  expect(cronExpression.parse('28 8 * * 1-5')).toBe('28 8 * * 1-5')
})

test.each([
  ['8:30', 'needs five fields (minute hour day month weekday), has 1'],
  ['@daily', 'needs five fields (minute hour day month weekday), has 1'],
  ['0 30 8 * * *', 'needs five fields (minute hour day month weekday), has 6'],
  ['30 24 * * *', 'hour "24" is out of range or misspelt'],
  ['30 8 * * someday', 'day of week "someday" is out of range or misspelt']
])('"%s" is one mistake that says which field', (text, detail) => {
  expect(cronExpression.safeParse(text).error?.issues).toEqual([
    { code: 'custom', path: [], message: EXPECTED, params: { detail } }
  ])
})

test('a number is no schedule', () => {
  expect(cronExpression.safeParse(830).error?.issues.map(({ message }) => message)).toEqual([
    EXPECTED
  ])
})
