import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import sanitize from 'sanitize-html'
import { describe, expect, test } from 'vitest'
import { textOf } from '../../src/normalize/html.ts'
import { sanitizeHtml } from '../../src/normalize/sanitize.ts'
import { ALLOWED, SOUP } from '../support/markup-soup.ts'

const BASE = 'https://news.example.com/park/1.html'
const IMAGE = '<img src="https://a.example/b" />'

/** With the same list, so that it has nothing to do. */
const ORACLE = (html: string): string =>
  sanitize(html, {
    allowedTags: Object.keys(ALLOWED),
    allowedAttributes: ALLOWED,
    allowedSchemes: ['http', 'https', 'mailto'],
    selfClosing: ['br', 'hr', 'img', 'wbr']
  })

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
})

describe('an address that leads out of the page', () => {
  test.each([
    ['by decimal references', '&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;x'],
    ['by padded references without semicolons', '&#0000106&#0000097vascript:x'],
    ['by hexadecimal references', '&#x6A;&#x61;vascript&colon;x'],
    ['with a tab', 'jav\tascript:x'],
    ['with a tab by name', 'jav&Tab;ascript:x'],
    ['over two lines', 'java\nscript:x'],
    ['after control characters', ' \u0001\u000ejavascript:x'],
    ['around a control character', 'java\u0000script:x'],
    ['in mixed case', 'JaVaScRiPt:x'],
    ['of Visual Basic', 'vbscript:msgbox(1)'],
    ['of data', 'data:text/html;base64,PHNjcmlwdD4='],
    ['of a feed reader', 'feed:javascript:x'],
    ['of an inner page', 'view-source:javascript:x'],
    ['of a file', 'file:///etc/passwd'],
    ['of a blob', 'blob:https://a.example/1']
  ])('%s is none', (_, href) => {
    expect(sanitizeHtml(`<a href="${href}">a</a><img src="${href}">`, BASE)).toBe('<a>a</a><wbr />')
  })

  test('in full-width letters is a name like any other', () => {
    expect(sanitizeHtml('<a href="ｊａｖａｓｃｒｉｐｔ：x">a</a>', 'https://a.example/')).toMatch(
      /^<a href="https:\/\/a\.example\/%EF%BD%8A[%A-F\d]+x">a<\/a>$/
    )
  })
})

describe('attributes', () => {
  test.each([
    ['what runs or loads', '<p onclick=x ONMOUSEOVER="y" style="a:b" ping=u>a</p>', '<p>a</p>'],
    [
      'other addresses',
      '<img src="https://a.example/b" srcset="c 2x" longdesc=d usemap=#e>',
      IMAGE
    ],
    [
      'all of a form',
      '<form action="https://a.example/"><p formaction=b>a</form>',
      '<div><p>a</p></div>'
    ],
    ['an empty title', '<a title="">a</a>', '<a>a</a>'],
    ['the second of a name', '<a title="1" TITLE="2">a</a>', '<a title="1">a</a>'],
    ['names of other tags', '<p href="https://a.example/" src=b title=c>a</p>', '<p>a</p>']
  ])('%s go', (_, html, clean) => {
    expect(sanitizeHtml(html)).toBe(clean)
  })

  test.each([
    [
      'markup in a title',
      `<a title='<b onclick="x">"&amp;'>a</a>`,
      '<a title="&lt;b onclick=&quot;x&quot;&gt;&quot;&amp;">a</a>'
    ],
    [
      'an empty description of a picture',
      '<img src="https://a.example/b" alt="">',
      '<img src="https://a.example/b" alt="" />'
    ],
    [
      'attributes that touch',
      `<a title='1'href="https://a.example/"dir=rtl>a</a>`,
      '<a title="1" href="https://a.example/" dir="rtl">a</a>'
    ],
    ['full-width spaces between', '<td　colspan=2　x>a', 'a'],
    [
      'a reference that is none',
      '<a href="https://a.example/?a=1&copy=2">a</a>',
      '<a href="https://a.example/?a=1&amp;copy=2">a</a>'
    ]
  ])('%s are kept', (_, html, clean) => {
    expect(sanitizeHtml(html)).toBe(clean)
  })
})

describe('what is no element of text', () => {
  test.each([
    ['an applet', 'a<applet code="b.class">old</applet> <b>c</b>', 'a <b>c</b>'],
    ['an embedded player', 'a<embed src="https://a.example/">b', 'ab'],
    [
      'an object with its makeshift',
      'a<object data="b"><param name=c><p>get Flash</p></object>d',
      'ad'
    ],
    ['an object left open', 'a<object classid="b"> <b>c</b>', 'a <b>c</b>'],
    ['a template', 'a<template><b>b</b></template>c', 'ac'],
    [
      'choices and what is to be copied',
      'a<select><option>b</select><textarea><b>c</textarea>d',
      'ad'
    ],
    ['what stands in for a player', 'a<audio>b</audio><video>c</video><canvas>d</canvas>e', 'ae'],
    ['what stands in for frames', 'a<noembed>b</noembed><noframes>c</noframes>d', 'ad'],
    ['a title of a document', '<head><title>a</title></head>b', 'b'],
    ['a list of suggestions', 'a<datalist><option>b</option></datalist>c', 'ac'],
    ['frames', 'a<frameset rows="*"><frame src="b"></frameset>c', 'ac'],
    [
      'links and settings',
      'a<link rel=stylesheet href=b><meta http-equiv=refresh content="0;url=c"><base href=d>e',
      'ae'
    ],
    ['a script inside an angle', 'a<<script>alert(1)</script>>b', 'a&lt;&gt;b'],
    ['a script that breaks off', 'a<script src="b', 'a'],
    ['a script left open', 'a<script>b<p>c</p>', 'a'],
    ['a script whose end is spread', 'a<script\n>/*<script>< /script>*/</script\n\n>b', 'ab'],
    ['PHP', 'a<?php if ($b > 1) echo "<b>"; ?>c', 'ac'],
    ['PHP left open', 'a<?php echo 1; > b', 'a b'],
    ['an instruction of an office program', 'a<?xml:namespace prefix = o />b', 'ab'],
    ['a document type with entities', 'a<!DOCTYPE b [<!ENTITY c "<b>d</b>">]>e&c;', 'ae&amp;c;'],
    ['a comment that ends with !', 'a<!-- b --!>c', 'ac'],
    ['the marks of CDATA', 'a<![CDATA[<p>b</p>]]>c', 'a<p>b</p>c']
  ])('%s goes', (_, html, clean) => {
    expect(sanitizeHtml(html)).toBe(clean)
  })

  test.each([
    ['noscript', '<noscript><p>a</p></noscript>', '<p>a</p>'],
    ['button, label and legend', '<label>a</label><button>b</button><legend>c</legend>', 'abc'],
    ['marquee, blink and font', '<marquee>a</marquee><blink>b</blink><font>c</font>', 'abc'],
    ['xmp', '<xmp><p>a</p></xmp>', '<p>a</p>']
  ])('the words of %s are kept', (_, html, clean) => {
    expect(sanitizeHtml(html)).toBe(clean)
  })

  test('a picture that a script would load is not repeated by its makeshift', () => {
    const lazy = '<img src="data:image/gif;base64,AA" data-src="https://a.example/b">'
    const plain = '<img src="https://a.example/b">'
    expect(sanitizeHtml(`${lazy}<noscript>${plain}</noscript>`)).toBe(IMAGE)
    expect(sanitizeHtml(`${plain}${plain}`)).toBe(IMAGE + IMAGE)
    expect(sanitizeHtml(`<noscript>${plain}</noscript>`)).toBe(IMAGE)
  })
})

describe('whatever the markup', () => {
  const check = (holds: (html: string) => boolean): void =>
    fc.assert(fc.property(SOUP, holds), { numRuns: 1000 })

  test('an independent parser finds only what is allowed', () => {
    check((html) => {
      const strange: string[] = []
      const parser = new Parser({
        onopentag: (name, attributes) => {
          const allowed = ALLOWED[name]
          if (!allowed) strange.push(name)
          for (const [key, value] of Object.entries(attributes)) {
            const isAddress = key === 'href' || key === 'src'
            const scheme = key === 'href' ? /^(?:https?|mailto):/ : /^https?:/
            if (!allowed?.includes(key) || (isAddress && !scheme.test(value))) strange.push(key)
          }
        },
        oncomment: () => strange.push('comment'),
        onprocessinginstruction: () => strange.push('declaration')
      })
      parser.end(sanitizeHtml(html, BASE))
      return strange.length === 0
    })
  })

  test('another sanitizer finds nothing to take out or to mend', () => {
    check((html) => {
      const clean = sanitizeHtml(html, BASE)
      return ORACLE(clean) === clean
    })
  })

  test('twice is once, with the base and without', () => {
    check((html) => {
      const clean = sanitizeHtml(html, BASE)
      return sanitizeHtml(clean, BASE) === clean && sanitizeHtml(clean) === clean
    })
  })

  test('the readable text stays the same', () => {
    const lettersOf = (html: string) => textOf(html).replace(/\s|\ufffd/g, '')
    check((html) => lettersOf(sanitizeHtml(html, BASE)) === lettersOf(html))
  })

  test('nothing is left that XML forbids', () => {
    check((html) => {
      const clean = sanitizeHtml(html, BASE)
      return clean.isWellFormed() && !/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/u.test(clean)
    })
  })
})

test.each([
  ['open elements', '<div>'],
  ['open tables', '<table><tr><td>'],
  ['open cells', '<td><p>'],
  ['open items', '<li><p>'],
  ['open terms', '<dd><li>'],
  ['wrong ends', '<b></i>'],
  ['broken tags', '<div'],
  ['open values', '<a "'],
  ['open quotes', '<a b="'],
  ['open declarations', '<!['],
  ['open types', '<!doctype [>'],
  ['open PHP', '<?php>'],
  ['open sections', '<![CDATA['],
  ['open drawings', '<svg>'],
  ['open comments', '<!--'],
  ['bad pictures', '<img>x'],
  ['ampersands', '&'],
  ['angles', '<']
])('a megabyte of %s takes no two seconds', (_, bit) => {
  const html = `a${bit.repeat(2 ** 20 / bit.length)}`
  const start = process.cpuUsage()
  expect(sanitizeHtml(html).at(0)).toBe('a')
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(2)
})

test('a hundred thousand attributes of one tag', () => {
  const attributes = Array.from({ length: 100_000 }, (_, i) => `a${i}="x"`).join(' ')
  expect(sanitizeHtml(`<p ${attributes} lang=zh>b`)).toBe('<p lang="zh">b</p>')
})
