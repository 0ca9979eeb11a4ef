import { describe, expect, test } from 'vitest'
import { readClock } from '../../src/normalize/clock.ts'

const clock = (time: string, zone?: string) => {
  const [hour = 0, minute = 0, second = 0] = time.split(':').map(Number)
  const precision = time.split(':').length === 3 ? 'second' : 'minute'
  return { hour, minute, second, ms: 0, precision, zone }
}

describe('the time after a day', () => {
  test.each([
    ['t10:00:00+08:00', clock('10:00:00', '+08:00')],
    [' 9:05:03 pm pst', clock('21:05:03', 'pst')],
    [' 1:2:3', clock('1:2:3')],
    ['t1000z', clock('10:00', 'z')],
    ['t10', clock('10:00')],
    [', dienstag, 10:30 uhr', clock('10:30', 'uhr')],
    [' um 10.30 uhr', clock('10:30')],
    [' a 10h', clock('10:00')],
    [' (火) 10時半', clock('10:30')],
    ['. 10:30', clock('10:30')],
    [' | 10:30', clock('10:30')],
    [' - 10:30', clock('10:30')],
    [':10:00:00 +0800', clock('10:00:00', '+0800')],
    [' pm 3:30', clock('15:30')],
    [' 00:30 pm', clock('12:30')],
    [' 10:00:00.25', { ...clock('10:00:00'), ms: 250 }],
    [' 10:00:00:123', { ...clock('10:00:00'), ms: 123 }]
  ])('%j', (text, expected) => {
    expect(readClock(text)).toEqual(expected)
  })

  test.each(['', ' 2000字', ' 3:0完胜', ' 阅读 10:30', ' -10:30'])('is not in %j', (text) => {
    expect(readClock(text)).toBe('none')
  })

  test.each([
    ' 25:00',
    ' 10:60',
    ' 10:00:61',
    ' 24:00:01',
    ' 1:2:3:4',
    ' 01:02:03:04',
    't09:xx',
    ' 10:00 +zz:00',
    ' 10:00+00:xx',
    ' 10:00-06:00textra'
  ])('is broken in %j', (text) => {
    expect(readClock(text)).toBe('bad')
  })
})
