import { describe, expect, test } from 'vitest'
import { needleOf, passageOf, spansOf } from '../../src/match/needle.ts'

/** Where a name begins in the folded text. */
const starts = (name: string, text: string, isCased = false): number[] =>
  spansOf(needleOf(name, isCased), passageOf(text)).map(([start]) => start)

test.each([
  ['港口产业园，今天动工。', '港口产业园\n今天动工'],
  ['港口 产业园：今天“动工”', '港口产业园今天动工'],
  ['Pier No. 3, rebuilt in 7,450 days. Ready!', 'pier no\n3\nrebuilt in 7450 days\nready'],
  ['Ｐｉｅｒ　３ 碼\n頭', 'pier 3码头'],
  ['。，！', ''],
  ['', '']
])('%s is folded clause by clause', (text, folded) => {
  expect(passageOf(text).folded).toBe(folded)
})

describe('a name is found', () => {
  test.each([
    ['anywhere in Chinese', '码头', '三号码头扩建', [2]],
    ['each time', '码头', '码头、码头和码头', [0, 3, 6]],
    ['without overlapping itself', '港港', '港港港港港', [0, 2]],
    ['as a whole word', 'pier', 'Pier 3, old pier', [0, 11]],
    ['not inside a word', 'pier', 'piers, rapier', []],
    ['between Chinese characters', 'PRP', '位于PRP的企业', [2]],
    ['as a whole number', '3', '3 of 33', [0]],
    ['behind a word that ends like it', '1 1', '11 1 1', [3]],
    ['with a Latin edge', 'K6路', 'AK6路与K6路', [5]],
    ['with accents', 'Zürich', 'In Zürich', [3]],
    ['in Cyrillic letters', 'Порт', 'Портовый Порт', [9]],
    ['in Japanese', 'センター', '研究センターにて', [2]],
    ['in Korean, whose particles stick to it', '산업단지', '산업단지에서', [0]],
    ['across a comma that it has itself', 'Pier, Inc.', 'At Pier, Inc. today', [3]]
  ])('%s: %s in %s', (_, name, text, expected) => {
    expect(starts(name, text)).toEqual(expected)
  })

  test.each([
    ['in its own case', 'PRP', 'PRP', [0]],
    ['in no other', 'PRP', 'prp Prp', []],
    ['where both stand', 'PRP', 'prp, PRP, Prp, PRP', [4, 12]],
    ['in full width', 'PRP', 'ＰＲＰ', [0]],
    ['over a hyphen', 'Hub PRP', 'Hub-PRP, hub PRP', [0]],
    ['in Chinese, where case means nothing', '码头', '三号码头', [2]]
  ])('with its case %s: %s in %s', (_, name, text, expected) => {
    expect(starts(name, text, true)).toEqual(expected)
  })

  test('a hundred times at most', () => {
    expect(starts('码头', '码头'.repeat(500))).toHaveLength(100)
  })

  test('nowhere if nothing is left of it', () => {
    expect(starts('……', '码头……码头')).toEqual([])
  })
})
