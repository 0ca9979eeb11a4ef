import { expect, test } from 'vitest'
import {
  flattenHeaders,
  parseLocation,
  parseRetryAfter,
  parseValidator
} from '../../src/collect/response-headers.ts'

const NOW_MS = Date.UTC(2026, 10, 23, 8, 0, 0)

test.each([
  ['120', 120_000],
  [' 120 ', 120_000],
  ['0', 0],
  ['1.5', 1500],
  ['86400', 86_400_000],
  ['86401', 86_400_000],
  ['9'.repeat(400), 86_400_000],
  ['Mon, 23 Nov 2026 08:10:00 GMT', 600_000],
  ['Monday, 23-Nov-26 08:10:00 GMT', 600_000],
  ['Mon Nov 23 08:10:00 2026', 600_000],
  ['Sun Nov  1 08:10:00 2026', 0],
  ['Mon, 23 Nov 2026 07:00:00 GMT', 0],
  ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
  ['-5', undefined],
  ['soon', undefined],
  ['2026-11-23', undefined],
  ['Mon, 99 Nov 2026 08:10:00 GMT', undefined],
  ['', undefined],
  [undefined, undefined]
])('Retry-After %j means %j ms', (value, expected) => {
  expect(parseRetryAfter(value, NOW_MS)).toBe(expected)
})

test.each([
  ['"33a64df5"', '"33a64df5"'],
  ['W/"0815"', 'W/"0815"'],
  ['unquoted-as-some-servers-do', 'unquoted-as-some-servers-do'],
  ['Mon, 23 Nov 2026 08:10:00 GMT', 'Mon, 23 Nov 2026 08:10:00 GMT'],
  [`"${'a'.repeat(1022)}"`, `"${'a'.repeat(1022)}"`],
  [`"${'a'.repeat(1023)}"`, null],
  ['"a\r\nx-evil: 1"', null],
  ['"\u00e9"', null],
  ['"园区"', null],
  ['', null],
  [null, null],
  [undefined, null]
])('the validator %j is kept as %j', (value, expected) => {
  expect(parseValidator(value)).toBe(expected)
})

test.each([
  ['/art/2026/11/23/art_1.html', '/art/2026/11/23/art_1.html'],
  [' /a ', '/a'],
  ['/already%20escaped', '/already%20escaped'],
  [Buffer.from('/新闻').toString('latin1'), '/%E6%96%B0%E9%97%BB'],
  // 新闻 in GBK
  ['/\xd0\xc2\xce\xc5', '/%D0%C2%CE%C5']
])('the Location %j is read as %j', (value, expected) => {
  expect(parseLocation(value)).toBe(expected)
})

test('a header that came twice is one list, and names are in lower case', () => {
  expect(flattenHeaders({ ETag: '"1"', link: ['<a>; rel=hub', '<b>; rel=self'] })).toEqual({
    etag: '"1"',
    link: '<a>; rel=hub, <b>; rel=self'
  })
})

test('a header named __proto__ stays a header', () => {
  const headers = flattenHeaders(JSON.parse('{"__proto__": "x"}') as Record<string, string>)
  expect(Object.getPrototypeOf(headers)).toBe(Object.prototype)
  expect(Object.entries(headers)).toEqual([['__proto__', 'x']])
})
