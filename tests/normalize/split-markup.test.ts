import { expect, test } from 'vitest'
import { splitMarkup } from '../../src/normalize/split-markup.ts'

test.each([
  ['plain text is one piece', '甲 < 乙 > 丙', ['甲 < 乙 > 丙']],
  ['nothing is one empty piece', '', ['']],
  ['tags stand at odd places', '甲<b>乙</b>', ['甲', '<b>', '乙', '</b>', '']],
  ['a quoted > does not end a tag', '<a t="1>2" u=\'>\'>甲', ['', '<a t="1>2" u=\'>\'>', '甲']],
  ['an apostrophe in a comment is no quote', "<!-- it's > -->甲", ['', "<!-- it's > -->", '甲']],
  ['a quote outside an attribute is no quote', '<b ">甲"', ['', '<b ">', '甲"']],
  ['an unclosed tag is text', '甲<b 乙', ['甲<b 乙']],
  ['an unclosed quote ends with its tag', '<a t="1>甲<b>', ['', '<a t="1>', '甲', '<b>', '']],
  ['an unclosed comment ends with its tag', '<!-- 1>甲', ['', '<!-- 1>', '甲']]
])('%s', (_, html, pieces) => {
  expect(splitMarkup(html)).toEqual(pieces)
})

test.each(['<', '<a ', '<a "', '<a ="', '<!--', '<a ="x>', '<a ="x>\'='])(
  'a megabyte of %j comes back whole',
  (piece) => {
    const html = piece.repeat(Math.ceil(2 ** 20 / piece.length))
    expect(splitMarkup(html).join('') === html).toBe(true)
  }
)
