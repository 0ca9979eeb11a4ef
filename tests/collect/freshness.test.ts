import { expect, test } from 'vitest'
import { freshnessMs } from '../../src/collect/freshness.ts'

const NOW = new Date('2026-11-23T08:00:00Z')
const DATE = 'Mon, 23 Nov 2026 08:00:00 GMT'

test.each([
  ['nothing', {}, 0],
  ['max-age', { 'cache-control': 'max-age=600' }, 600_000],
  ['max-age among others', { 'cache-control': 'private, max-age=600, immutable' }, 600_000],
  ['max-age of what has lain in a cache', { 'cache-control': 'max-age=600', age: '500' }, 100_000],
  ['max-age that is over', { 'cache-control': 'max-age=600', age: '700' }, 0],
  ['no-cache', { 'cache-control': 'no-cache, max-age=600' }, 0],
  ['no-store', { 'cache-control': 'no-store, max-age=600' }, 0],
  ['max-age=0', { 'cache-control': 'max-age=0' }, 0],
  ['rubbish', { 'cache-control': 'max-age=soon' }, 0],
  ['leave to serve it stale', { 'cache-control': 'max-age=60, stale-if-error=86400' }, 60_000],
  ['what only shared caches heed', { 'cache-control': 's-maxage=600' }, 0],
  ['Expires', { expires: 'Mon, 23 Nov 2026 09:00:00 GMT', date: DATE }, 3_600_000],
  [
    'Expires by a clock of its own',
    { expires: 'Tue, 01 Jan 2019 01:00:00 GMT', date: 'Tue, 01 Jan 2019 00:00:00 GMT' },
    3_600_000
  ],
  ['Expires without Date', { expires: 'Mon, 23 Nov 2026 09:00:00 GMT' }, 3_600_000],
  ['Expires: 0', { expires: '0', date: DATE }, 0],
  [
    'max-age, which outdoes Expires',
    { 'cache-control': 'max-age=60', expires: 'Mon, 23 Nov 2026 09:00:00 GMT', date: DATE },
    60_000
  ],
  [
    'only Last-Modified, from which others guess',
    { 'last-modified': 'Mon, 23 Nov 2020 08:00:00 GMT', date: DATE },
    0
  ]
])('%s', (_, headers: Record<string, string>, expected) => {
  expect(freshnessMs(headers, NOW)).toBe(expected)
})
