import { expect, test } from 'vitest'
import { byteSize, duration } from '../../src/config/units.ts'

const UNLIMITED = duration('0s', '9999d')

test.each([
  ['0s', 0],
  ['30s', 30_000],
  ['15m', 900_000],
  ['1.5h', 5_400_000],
  ['2d', 172_800_000]
])('%s is %i milliseconds', (text, ms) => {
  expect(UNLIMITED.parse(text)).toBe(ms)
})

test.each(['', '15', '15 m', '15min', '-5m', '1h30m', 'm', '1e3s', '9999999999s', 15, null])(
  '%j is no duration',
  (value) => {
    const { error } = UNLIMITED.safeParse(value)
    expect(error?.issues.map(({ message }) => message)).toEqual([
      'expected a duration such as 30s, 15m, 2h or 1d'
    ])
  }
)

test('a duration stays within its bounds, which it may reach', () => {
  const bounded = duration('1m', '1h')
  expect([bounded.parse('60s'), bounded.parse('60m')]).toEqual([60_000, 3_600_000])
  for (const text of ['59s', '61m']) {
    expect(bounded.safeParse(text).error?.issues.map(({ message }) => message)).toEqual([
      'expected a duration from 1m to 1h'
    ])
  }
})

test.each([
  ['500 kB', 500_000],
  ['512 KiB', 524_288],
  ['2MB', 2_000_000],
  ['10 MiB', 10_485_760]
])('%s is %i bytes', (text, bytes) => {
  expect(byteSize('1 KiB', '100 MiB').parse(text)).toBe(bytes)
})

test.each([
  ['10', 'expected a size such as 512 KiB or 10 MiB'],
  ['1.5 MiB', 'expected a size such as 512 KiB or 10 MiB'],
  ['10 mib', 'expected a size such as 512 KiB or 10 MiB'],
  ['1 kB', 'expected a size from 1 KiB to 100 MiB'],
  ['101 MiB', 'expected a size from 1 KiB to 100 MiB']
])('%s is no size', (text, message) => {
  const { error } = byteSize('1 KiB', '100 MiB').safeParse(text)
  expect(error?.issues.map((issue) => issue.message)).toEqual([message])
})
