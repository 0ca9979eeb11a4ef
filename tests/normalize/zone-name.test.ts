import { describe, expect, test } from 'vitest'
import { ZONE_SHAPE, zoneNamed } from '../../src/normalize/zone-name.ts'

const named = (name: string, zone = 'Asia/Shanghai') =>
  zoneNamed(name, { zone, now: new Date('2026-11-20T04:00:00Z') })

test.each([
  ['Z', '+00:00'],
  ['gmt', '+00:00'],
  ['GMT+0100', '+01:00'],
  ['UTC-3', '-03:00'],
  ['+0530', '+05:30'],
  ['0900', '+09:00'],
  ['ET', '-05:00'],
  ['MEST', '+02:00'],
  ['HKT', '+08:00'],
  ['asia/shanghai', 'Asia/Shanghai'],
  ['Etc/GMT', 'Etc/GMT'],
  ['US/Pacific', 'US/Pacific'],
  ['北京时间', '+08:00']
])('%s is %s', (name, expected) => {
  expect(named(name)).toBe(expected)
})

describe('the letters of RFC 822', () => {
  test.each([
    ['A', '-01:00'],
    ['I', '-09:00'],
    ['K', '-10:00'],
    ['M', '-12:00'],
    ['N', '+01:00'],
    ['Y', '+12:00'],
    ['J', undefined]
  ])('%s is %s', (name, expected) => {
    expect(named(name)).toBe(expected)
  })
})

test.each(['XYZ', '+1500', '+08:60', 'Mars/Olympus', 'constructor', 'Asia/Shanghai+8'])(
  '%s is not known',
  (name) => {
    expect(named(name)).toBeUndefined()
  }
)

test.each([
  ['Asia/Shanghai', '+08:00'],
  ['Asia/Singapore', '+08:00'],
  ['Australia/Perth', '+08:00'],
  ['America/Chicago', '-06:00'],
  ['Asia/Tokyo', '-06:00']
])('CST on a source in %s is %s', (zone, expected) => {
  expect(named('CST', zone)).toBe(expected)
})

describe('what looks like a zone after a time', () => {
  const shape = new RegExp(`^\\s?(?<zone>${ZONE_SHAPE})`, 'u')
  test.each([
    [' +08:00', '+08:00'],
    [' 0800', '0800'],
    [' gmt +8', 'gmt +8'],
    [' a', 'a'],
    ['z', 'z'],
    [' america/argentina/ushuaia', 'america/argentina/ushuaia'],
    [' at', 'at'],
    [' at home', undefined],
    [' a版', undefined],
    ['p', undefined],
    [' 0800 1024', undefined],
    [' 2000', undefined]
  ])('%j', (text, expected) => {
    expect(shape.exec(text)?.groups?.zone).toBe(expected)
  })
})
