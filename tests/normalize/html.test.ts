import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerpt, textOf } from '../../src/normalize/html.ts'

describe('textOf', () => {
  test.each([
    [
      'blocks as lines',
      '<h1>题</h1><p>　　一 &nbsp; 二<br>三</p>\n\n<div>四</div>',
      '题\n一 二\n三\n四'
    ],
    ['one line where only the source breaks', 'a\n  b', 'a b'],
    ['cells apart', '<table><tr><td>甲<td>乙<tr><td>丙</table>', '甲 乙\n丙'],
    ['items as lines', '<ul><li>一<li>二</ul>', '一\n二'],
    ['words of inline elements together', '新<b>材</b>料', '新材料'],
    ['entities decoded once', 'R&amp;D &lt;b&gt; &#26032; &hellip; &amp;lt;', 'R&D <b> 新 … &lt;'],
    ['plain text', 'R&D <中心> 3 < 4', 'R&D <中心> 3 < 4'],
    ['no scripts, styles, comments', '<style>x</style>a<script>"</p>"</script><!-- c -->b', 'ab'],
    ['no control characters', 'a&#0;b&#8;\u0007c\u200bd', 'a\ufffdbcd'],
    ['nothing of nothing', ' <p> </p>&nbsp;', '']
  ])('gives %s', (_, html, text) => {
    expect(textOf(html)).toBe(text)
  })
})

test.each([
  ['open elements', '<div>'],
  ['open tables', '<table><tr><td>'],
  ['open cells', '<td><p>'],
  ['open items', '<li><p>'],
  ['open terms', '<dd><li>'],
  ['wrong ends', '<b></i>'],
  ['open quotes', '<a b="'],
  ['broken tags', '<div'],
  ['open drawings', '<svg>'],
  ['open comments', '<!--'],
  ['bad pictures', '<img>x'],
  ['angles', '<']
])('half a megabyte of %s ends', { timeout: 10_000 }, (_, bit) => {
  const html = `a${bit.repeat(500_000 / bit.length)}`
  expect(textOf(html).at(0)).toBe('a')
})

describe('excerpt', () => {
  const ZH = '新材料园区今天开园。首批十家企业入驻，计划三年建成，总投资七亿元。随后参观。'

  test.each([
    ['a short text as it is', '新材料\n园区。', 20, '新材料 园区。'],
    ['whole sentences', ZH, 40, ZH],
    [
      'up to a sentence',
      ZH,
      35,
      '新材料园区今天开园。首批十家企业入驻，计划三年建成，总投资七亿元。'
    ],
    ['up to a short sentence that fills half', ZH, 18, '新材料园区今天开园。'],
    ['up to a clause', ZH, 22, '新材料园区今天开园。首批十家企业入驻…'],
    ['up to anything', '没有标点的一行很长的文字', 8, '没有标点的一行…'],
    [
      'up to a quote that ends a sentence',
      '他说：“园区开园了。”然后大家都走了。',
      12,
      '他说：“园区开园了。”'
    ],
    ['up to a word', 'The park opened a laboratory today', 22, 'The park opened a…'],
    ['past a decimal point', 'It cost 3.5 million and more', 14, 'It cost 3.5…'],
    [
      'past a dot that ends no sentence',
      'See example.com/a for more of it',
      25,
      'See example.com/a for…'
    ],
    ['up to a full stop', 'It opened. It closed again later.', 15, 'It opened.'],
    ['no half of a pair', '😀😀😀😀', 4, '😀…'],
    ['a part of an endless word', 'a'.repeat(30), 10, `${'a'.repeat(9)}…`]
  ])('gives %s', (_, text, maxChars, expected) => {
    expect(excerpt(text, maxChars)).toBe(expected)
  })

  test('never longer than asked, and well-formed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.integer({ min: 1, max: 50 }),
        (text, max) => {
          const short = excerpt(text, max)
          return short.length <= max && short.isWellFormed()
        }
      )
    )
  })
})
