import { expect, test } from 'vitest'
import { sanitizeHtml } from '../../src/normalize/sanitize.ts'

test.each([
  ['paragraphs', '<p>a<p>b<div>c</div>', '<p>a</p><p>b</p><div>c</div>'],
  ['items', '<ul><li>a<li><p>b</ul>', '<ul><li>a</li><li><p>b</p></li></ul>'],
  ['terms', '<dl><dt>a<dd>b<dt>c</dl>', '<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>'],
  ['readings', '<ruby>镕<rt>róng<rp>)</ruby>', '<ruby>镕<rt>róng</rt><rp>)</rp></ruby>'],
  ['links', '<a href="https://a.example/">a<a>b', '<a href="https://a.example/">a</a><a>b</a>'],
  [
    'cells and rows',
    '<table><tr><td><p>a<td>b<tr><th>c</table>',
    '<table><tr><td><p>a</p></td><td>b</td></tr><tr><th>c</th></tr></table>'
  ],
  ['a list in an item', '<li>a<ul><li>b</ul><li>c', '<li>a<ul><li>b</li></ul></li><li>c</li>'],
  ['all that stands in a cell', '<table><td><div><b>a<td>b', cells('<div><b>a</b></div>', 'b')],
  [
    'groups of rows and captions',
    '<table><caption>a<thead><tr><th>b<tbody><tr><td>c',
    '<table><caption>a</caption><thead><tr><th>b</th></tr></thead><tbody><tr><td>c</td></tr></tbody></table>'
  ]
])('ends open %s', (_, html, clean) => {
  expect(sanitizeHtml(html)).toBe(clean)
})

test.each([
  ['an end without a start', 'a</p></br><b>c</b></b>', 'a<b>c</b>'],
  [
    'an end in a cell of what is open around the table',
    `<div>${cells('a</div>b')}c</div>`,
    `<div>${cells('ab')}c</div>`
  ],
  ['an end of a cell in a table inside', cells('<table></td>a</table>b'), cells(`${cells('a')}b`)],
  ['parts of a table outside of one', '<tr><td>a</td></tr><caption>b', 'ab'],
  ['elements between cells', '<table><form><tr><center><td>a</table>', cells('a')]
])('leaves out %s', (_, html, clean) => {
  expect(sanitizeHtml(html)).toBe(clean)
})

test.each([
  [
    'text in a table',
    '<table> a<tr><td>b</table>',
    '<table><tr><td> a</td></tr><tr><td>b</td></tr></table>'
  ],
  ['text in a row', '<table><tr>a<td>b</table>', cells('a', 'b')],
  [
    'a picture in a group of rows',
    '<table><tbody><img src="https://a.example/b.png"></table>',
    '<table><tbody><tr><td><img src="https://a.example/b.png" /></td></tr></tbody></table>'
  ]
])('gives %s a cell', (_, html, clean) => {
  expect(sanitizeHtml(html)).toBe(clean)
})

test('blanks between cells need none', () => {
  expect(sanitizeHtml('<table>\n<tr>&nbsp;<td>a</table>')).toBe(
    '<table>\n<tr>\u00a0<td>a</td></tr></table>'
  )
})

test('tags nested deeper than 128 go, what they hold stays', () => {
  const [starts, ends] = ['<div>'.repeat(128), '</div>'.repeat(128)]
  expect(sanitizeHtml(`${'<div>'.repeat(200)}a`)).toBe(`${starts}a${ends}`)
  expect(sanitizeHtml(`${starts}<p>a<br>b`)).toBe(`${starts}a<br />b${ends}`)
})

test('a table on the deepest place keeps its parts', () => {
  const table = cells('a', 'b')
  expect(sanitizeHtml('<div>'.repeat(127) + table)).toContain(table)
})

test.each([
  ['<p>a'],
  ['<li><p>a'],
  ['<table><tr><td>a<td>b</table>'],
  ['a<br>'],
  ['<div><b>a</b></div>']
])('a long page of %s is not deep: no tag is lost', (line) => {
  const tags = (html: string) => html.match(/<[a-z]/g)?.length
  expect(tags(sanitizeHtml(line.repeat(500)))).toBe(tags(line.repeat(500)))
})

function cells(...texts: string[]): string {
  return `<table><tr>${texts.map((text) => `<td>${text}</td>`).join('')}</tr></table>`
}
