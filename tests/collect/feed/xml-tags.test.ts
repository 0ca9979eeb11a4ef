import { expect, test } from 'vitest'
import { readPieces } from '../../../src/collect/feed/xml-tags.ts'

/** Pieces in one line: `<name key=value>`, `</name>`, text in quotes. */
const pieces = (xml: string): string =>
  [...readPieces(xml)]
    .map((piece) => {
      if (piece.kind === 'text') return JSON.stringify(piece.text)
      if (piece.kind === 'close') return `</${piece.name}>`
      const attributes = Object.entries(piece.attributes).map(([key, value]) => ` ${key}=${value}`)
      return `<${piece.name}${attributes.join('')}${piece.isEmpty ? '/' : ''}>`
    })
    .join(' ')

test.each([
  ['tags in any case', '<Title A="1">x</TITLE>', '<title a=1> "x" </title>'],
  ['quotes of both kinds', `<a b="1'" c='2"'/>`, `<a b=1' c=2"/>`],
  ['values without quotes', '<a href=http://x/y/ b=1/>', '<a href=http://x/y b=1/>'],
  ['attributes without value', '<a b c=1>', '<a b= c=1>'],
  ['the first of two of one name', '<a b="1" B="2">', '<a b=1>'],
  ['references in values', '<a b="1&amp;2&nbsp;3&copy=4">', '<a b=1&2\u00a03&copy=4>'],
  ['references in text', 'a&lt;b &mdash; R&D &bogus; &#20013;', '"a<b — R&D &bogus; 中"'],
  ['no forbidden characters by number', 'a&#8;b&#x1f;c&#xFFFE;', '"abc"'],
  ['a section as it is', '<![CDATA[a<b>&amp;]]>c', '"a<b>&amp;" "c"'],
  ['a section without end', '<a><![CDATA[b', '<a> "b"'],
  ['a section that nobody closed', '<A><![CDATA[<b>c</A><d>', '<a> "<b>c" </a> <d>'],
  [
    'comments and declarations left out',
    'a<!-- <b> -->b<!DOCTYPE x>c<?d e="?>"?>f',
    '"a" "b" "c" "\\"?>f"'
  ],
  ['an instruction of old programs', '<?php echo 1 >a', '"a"'],
  ['a less-than sign', 'PM2.5<35, a < b<c>', '"PM2.5<35, a < b" <c>'],
  ['a tag that another begins in', '<t>a <b c</t>', '<t> "a <b c" </t>'],
  ['a quote that was forgotten', '<a b="1>x<c d="2">', '<a b="1> "x" <c d=2>'],
  ['an end tag that another begins in', '<a>x</a<b>', '<a> "x" </a> <b>'],
  ['nothing of a tag that is cut off', '<a>x<b c="d', '<a> "x"'],
  ['a script, and nothing in it', '<script>if (a<b) "</p>"</script>c', '<script> </script> "c"'],
  ['a script without end as markup', '<script>a<b>c', '<script> "a" <b> "c"'],
  ['Chinese names', '<标题>x</标题>', '<标题> "x" </标题>']
])('%s: %s', (_, xml, expected) => {
  expect(pieces(xml)).toBe(expected)
})

test('no name of an attribute reaches a prototype', () => {
  const [piece] = readPieces('<a __proto__="1" constructor="2">')
  expect(piece).toMatchObject({ attributes: { constructor: '2' } })
  expect(Object.keys((piece as { attributes: object }).attributes)).toEqual([
    '__proto__',
    'constructor'
  ])
})
