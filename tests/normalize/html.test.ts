import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { excerpt, sanitizeHtml, textOf } from '../../src/normalize/html.ts'

const BASE = 'https://news.example.com/park/1.html'

describe('sanitizeHtml', () => {
  test.each([
    ['a script', 'a<script>alert(1)</script>b', 'ab'],
    ['a script in pieces', 'a<scr<script>x</script>ipt>alert(1)</script>b', 'axipt&gt;alert(1)b'],
    ['an event handler', '<p onclick="x()">a</p>', '<p>a</p>'],
    ['a style', '<p style="color:red" class="x" id="y">a</p><style>p{}</style>', '<p>a</p>'],
    ['a script for an address', '<a href="javascript:alert(1)">a</a>', '<a>a</a>'],
    ['one in disguise', '<a href="&#106;ava&#10;script:alert(1)">a</a>', '<a>a</a>'],
    ['data for an address', '<a href="data:text/html,x">a</a>', '<a>a</a>'],
    ['data for a picture', 'a<img src="data:image/png;base64,AA">b', 'a<wbr />b'],
    ['mail for a picture', '<img src="mailto:a@example.com">', '<wbr />'],
    ['a drawing', 'a<svg><a xlink:href="javascript:x"><text>b</text></a></svg>c', 'ac'],
    ['mathematics', 'a<math><mi//xlink:href="data:x,<script>">b</math>c', 'ac'],
    ['a form', '<form action="/x"><p>a</p><input value="b"></form>', '<div><p>a</p></div>'],
    ['a frame', 'a<iframe src="https://example.com/"></iframe>b', 'ab'],
    ['an open frame', 'a<iframe src="https://example.com/"><p>b</p>', 'a<p>b</p>'],
    ['a player', 'a<video src="v.mp4">Your browser is old</video>b', 'ab'],
    ['a comment', 'a<!-- <p>b</p> -->c', 'ac'],
    ['an unknown element', '<o:p>a</o:p><font color="red">b</font>', 'ab'],
    ['control characters', 'a\u0000b&#8;c\u0085d', 'abcd'],
    ['a lone surrogate', 'a\ud83db', 'a\ufffdb']
  ])('takes out %s', (_, html, clean) => {
    expect(sanitizeHtml(html, BASE)).toBe(clean)
  })

  test.each([
    [
      'links',
      '<a href="../a.html?b=1&amp;c=2" target="_blank">a</a>',
      '<a href="https://news.example.com/a.html?b=1&amp;c=2">a</a>'
    ],
    ['mail', '<a href="mailto:park@example.com">a</a>', '<a href="mailto:park@example.com">a</a>'],
    [
      'pictures',
      '<img src="i.png" alt="a" width=10>',
      '<img src="https://news.example.com/park/i.png" alt="a" width="10" />'
    ],
    [
      'lazy pictures',
      '<img src="data:image/gif;base64,AA" data-src="//cdn.example.com/i">',
      '<img src="https://cdn.example.com/i" />'
    ],
    [
      'tables',
      '<table><tr><td colspan=2>a<td>b</table>',
      '<table><tr><td colspan="2">a</td><td>b</td></tr></table>'
    ],
    [
      'blocks',
      '<section><h1>a</h1></section><center>b</center>',
      '<div><h1>a</h1></div><div>b</div>'
    ],
    ['open tags', '<p><b>a', '<p><b>a</b></p>'],
    ['text', '1 < 2 & 3 &lt;b&gt; “新材料”&nbsp;', '1 &lt; 2 &amp; 3 &lt;b&gt; “新材料”\u00a0']
  ])('keeps %s', (_, html, clean) => {
    expect(sanitizeHtml(html, BASE)).toBe(clean)
  })

  test('a relative address without a base is none', () => {
    expect(sanitizeHtml('<a href="/a">a</a><img src="b.png">')).toBe('<a>a</a><wbr />')
  })

  test('what a picture that goes leaves does not upset the tags after it', () => {
    expect(sanitizeHtml('<p>a<img src="x:y">b<b>c</b></p><p>d</p>')).toBe(
      '<p>a<wbr />b<b>c</b></p><p>d</p>'
    )
  })

  const bits = fc.constantFrom(
    ...[
      '<p>',
      '</p>',
      '<div>',
      '</div>',
      '<b>',
      '</b>',
      '<a href="/x">',
      '</a>',
      '<table>',
      '<tr>',
      '<td>'
    ],
    ...[
      '</table>',
      '<ul>',
      '<li>',
      '</ul>',
      '<img src=x>',
      '<img src="a:b">',
      '<br>',
      '<script>',
      '</script>'
    ],
    ...[
      '<svg>',
      '</svg>',
      '<!--',
      '-->',
      '<form>',
      '"',
      "'",
      '<',
      '>',
      '&',
      '&lt;',
      '&amp;lt;',
      '新',
      ' a ',
      '='
    ]
  )
  const pages = fc.array(bits, { maxLength: 30 }).map((all) => all.join(''))

  test('twice is once', () => {
    fc.assert(
      fc.property(pages, (html) => {
        const clean = sanitizeHtml(html, BASE)
        return sanitizeHtml(clean, BASE) === clean
      }),
      { numRuns: 300 }
    )
  })

  test('the readable text stays the same', () => {
    const lettersOf = (html: string) => textOf(html).replace(/\s/g, '')
    fc.assert(
      fc.property(pages, (html) => lettersOf(sanitizeHtml(html, BASE)) === lettersOf(html)),
      { numRuns: 300 }
    )
  })
})

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
  expect(sanitizeHtml(html).at(0)).toBe('a')
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
