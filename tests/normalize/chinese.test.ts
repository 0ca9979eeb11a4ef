import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import {
  isOnlyTraditional,
  isTraditional,
  mayConvert,
  toSimplified,
  toSimplifiedTaiwan,
  traditionalShare
} from '../../src/normalize/chinese.ts'

test('conversion for display changes characters and keeps the wording', () => {
  expect(toSimplified('產業園區的軟體與資訊')).toBe('产业园区的软体与资讯')
})

test('conversion for comparing changes Taiwan wording too', () => {
  expect(toSimplifiedTaiwan('產業園區的軟體與資訊')).toBe('产业园区的软件与信息')
})

test('a reign is not read as something dry', () => {
  expect(toSimplified('乾隆年間的頭髮發展得很乾淨')).toBe('乾隆年间的头发发展得很干净')
})

test.each([
  ['產業園區', 1],
  ['產业园区', 0.25],
  ['产业园区', 0],
  ['𠀀產', 0.5],
  ['Industrial park 2021', 0],
  ['', 0]
])('the traditional share of %j is %d', (text, share) => {
  expect(traditionalShare(text)).toBe(share)
})

test.each([
  ['區', true, true],
  ['乾', true, false],
  ['於', true, false],
  ['后', false, false],
  ['A', false, false]
])('%s has another simplified form: %s, and is traditional anywhere: %s', (char, has, only) => {
  expect([isTraditional(char), isOnlyTraditional(char)]).toEqual([has, only])
})

test.each(['TSPhrases', 'TSCharacters'])(
  'whatever %s changes holds a character that says so',
  (name) => {
    const { default: dictionary } = createRequire(import.meta.url)(`opencc-js/dict/${name}`) as {
      default: string
    }
    const rows = dictionary.split('|').map((row) => row.split(' ') as [string, string])
    expect(rows.length).toBeGreaterThan(400)
    const silent = rows.filter(([from, to]) => from !== to && !Array.from(from).some(mayConvert))
    expect(silent).toEqual([])
  }
)

test.each([
  ['園', true],
  ['瞭', true],
  ['园', false],
  ['a', false]
])('%s may change: %s', (char, may) => {
  expect(mayConvert(char)).toBe(may)
})
