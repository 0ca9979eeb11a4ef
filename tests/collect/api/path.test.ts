import { expect, test } from 'vitest'
import { parsePath, showPath } from '../../../src/collect/api/path.ts'

const key = (name: string) => ({ kind: 'key', key: name })
const each = { kind: 'each' }

test.each([
  ['infolist', [key('infolist')]],
  ['data.list[*]', [key('data'), key('list'), each]],
  ['[*]', [each]],
  ["$.a['b c'][*].d", [key('a'), key('b c'), each, key('d')]],
  ['$["a.b"][0]', [key('a.b'), { kind: 'index', index: 0 }]],
  ['RESULT.REC.@id', [key('RESULT'), key('REC'), key('@id')]],
  ['a.*.b', [key('a'), each, key('b')]],
  ['标题', [key('标题')]],
  ['$ref', [key('$ref')]],
  ['__proto__', [key('__proto__')]],
  ['.', []],
  ['$', []]
])('%s is a path', (text, path) => {
  expect(parsePath(text)).toEqual(path)
})

test.each([
  '',
  ' ',
  'a..b',
  'a.',
  'a[',
  'a[]',
  'a[x]',
  "a['b]",
  'a]b',
  'a{b}',
  '.a',
  'a[*]b',
  'a|b',
  'x'.repeat(301)
])('“%s” is none', (text) => {
  expect(parsePath(text)).toBeUndefined()
})

test.each([
  ['data.list[*]', 'data.list'],
  ['a[*].b[*]', 'a[*].b'],
  ["a['b c'][0]", 'a["b c"][0]'],
  ['[*]', '']
])('%s is shown as `%s`', (text, shown) => {
  expect(showPath(parsePath(text)!)).toBe(shown)
})
