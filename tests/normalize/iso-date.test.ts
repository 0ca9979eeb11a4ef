import { expect, test } from 'vitest'
import { instantOfIso, isoDate } from '../../src/normalize/iso-date.ts'

const options = { zone: 'Asia/Shanghai', now: new Date('2026-11-24T04:00:00Z') }

test.each([
  ['发布时间：2021年06月04日 09:12', '2021-06-04T09:12:00+08:00'],
  ['[2021-06-04]', '2021-06-04'],
  ['06-04', '2026-06-04'],
  ['昨天', '2026-11-23'],
  ['2小时前', '2026-11-24T10:00:00+08:00'],
  ['2019-03-01T23:30:00-05:00', '2019-03-01T23:30:00-05:00'],
  ['2019-03-01T23:30:00.000Z', '2019-03-01T23:30:00+00:00'],
  ['Fri, 04 Jun 2021 09:12:00 GMT', '2021-06-04T09:12:00+00:00'],
  ['2019-03-01T23:30:15+0530', '2019-03-01T23:30:15+05:30'],
  ['no date here', undefined]
])('%s is %s', (text, iso) => {
  expect(isoDate(text, options)).toBe(iso)
})

test.each([
  ['2021-06-04', '2021-06-03T16:00:00.000Z'],
  ['2021-06-04T09:12:00+08:00', '2021-06-04T01:12:00.000Z']
])('%s in Shanghai is the instant %s', (iso, instant) => {
  expect(new Date(instantOfIso(iso, 'Asia/Shanghai')).toISOString()).toBe(instant)
})

test('what is no date is no instant', () => {
  expect(instantOfIso('soon', 'Asia/Shanghai')).toBeNaN()
})

test('a page that writes the month first is read so', () => {
  const american = { ...options, isMonthFirst: true }
  expect(isoDate('03/04/2026', american)).toBe('2026-03-04')
  expect(isoDate('3/4/2026 14:30', american)).toBe('2026-03-04T14:30:00+08:00')
  expect(isoDate('13/04/2026', american)).toBe('2026-04-13')
  expect(isoDate('03/04/2026', options)).toBe('2026-04-03')
})

test.each([
  ['4 مارس 2026', '2026-03-04'],
  ['4 marca 2026', '2026-03-04'],
  ['4 Mart 2026', '2026-03-04'],
  ['4 березня 2026', '2026-03-04'],
  ['den 4 augusti 2026', '2026-08-04']
])('the month in %s is known', (text, iso) => {
  expect(isoDate(text, options)).toBe(iso)
})
