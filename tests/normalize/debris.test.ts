import { expect, test } from 'vitest'
import { findDebris } from '../../src/normalize/debris.ts'

const spansOf = (text: string): string[] =>
  findDebris(text).spans.map(([start, end]) => text.slice(start, end))

test.each([
  ['a swallowed bracket', '普洛斯?jié)咸鞓騾^(qū)物流', 'certain', ['咸鞓騾']],
  [
    'a byte shown as a replacement character',
    '普洛斯\ufffd(jié)咸鞓騾^(qū)物流',
    'certain',
    ['咸鞓騾']
  ],
  ['the second half of a character before its reading', '騾^(qū)物流', 'certain', ['騾']],
  ['a full stop in front of the half', '區長，F(xiàn)任', 'certain', ['，']],
  ['a shift between two losses', '田廣?。簞?chuàng)百年', 'certain', ['?。簞', '。簞']],
  ['a shift that begins at a lost character', '園\ufffd咸鞓騾^(qū)', 'certain', ['咸鞓騾']],
  ['a half that spells no such character', '甲^(qū)', 'likely', []],
  ['a letter behind nothing', 'T(tī)恤', 'likely', []],
  ['a reading behind another character', '斯(jié)', 'likely', []],
  ['a question mark before a reading', '何謂?(jié)', 'likely', []],
  ['a lost full stop with a footnote', '影響?！盵2]其後', 'likely', ['?！盵']],
  ['a lost character', '影\ufffd', 'likely', []],
  ['a genuine gloss', '行(háng)业', 'none', []],
  ['a reading behind a space', '拼音 (qū)', 'none', []],
  ['a reading behind a wide space', '拼音\u3000(qū)', 'none', []],
  ['a reading behind a digit', '第5(qū)', 'none', []],
  ['two syllables', '济南(jǐnán)', 'none', []],
  ['a French word', '斯(café)', 'none', []],
  ['a toneless reading', '斯(jie)', 'none', []],
  ['a toneless word behind a question mark', '何谓?jie)', 'none', []],
  ['plain text', '园区?!好', 'none', []]
])('%s', (_, text, damage, debris) => {
  expect([findDebris(text).damage, spansOf(text)]).toEqual([damage, debris])
})
