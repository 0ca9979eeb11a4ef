import { expect, test } from 'vitest'
import { readingsOf, saysEnough } from '../../src/match/reading.ts'
import { fold, foldTaiwan } from '../../src/normalize/text.ts'

test.each([
  ['simplified', '国产软件', ['国产软件']],
  ['traditional', '國產軟體', ['国产软体', '国产软件']],
  ['traditional without Taiwan wording', '國產貨輪', ['国产货轮']],
  ['simplified but for a name', '港口管理局与臺北一家公司签约', ['港口管理局与台北一家公司签约']],
  ['English', 'Software', ['software']],
  ['empty', '', ['']]
])('a text that is %s: %s', (_, text, readings) => {
  expect(readingsOf(text, fold, foldTaiwan)).toEqual(readings)
})

test.each([
  ['每周动态通报啊', 7, true],
  ['每周动态通报', 7, false],
  ['weekly update', 6, true],
  ['weekly update', 7, false],
  ['2026 年报', 6, true],
  ['주간소식', 4, true],
  ['𠮷野家', 4, false],
  ['', 1, false]
])('%s says as much as %i Han characters: %s', (folded, min, expected) => {
  expect(saysEnough(folded, min)).toBe(expected)
})
