import { expect, test } from 'vitest'
import { bodyLines } from '../../../src/collect/document/body-lines.ts'
import { textOf } from '../../../src/normalize/html.ts'

const cutAt = (html: string, text: string): string =>
  html.slice(0, bodyLines(html).find((line) => line.text === text)?.start)

test.each([
  '<p>a</p><p>b</p>',
  'a<br>b<br/>c',
  '<ul><li>a</li><li><p>b</p></li></ul>',
  '<table><tr><td>a</td><td>b</td></tr></table>',
  '<div>a<script>x()</script>&amp;b</div>tail',
  'no markup at all'
])('the lines of %s are those of its text', (html) => {
  expect(
    bodyLines(html)
      .map(({ text }) => text)
      .join('\n')
  ).toBe(textOf(html))
})

test('a line knows where its block starts', () => {
  expect(cutAt('<p>a</p>\n<p class="x">b</p>', 'b')).toBe('<p>a</p>\n')
  expect(cutAt('<p>a<br>b</p>', 'b')).toBe('<p>a')
  expect(cutAt('<p>a</p><ul><li><b>b</b></li></ul>', 'b')).toBe('<p>a</p><ul>')
})

test('items of lists and links are told', () => {
  const [plain, item, linked] = bodyLines('<p>a</p><li>b</li><li><a href="/c">c</a></li>')
  expect(plain).toMatchObject({ isItem: false, hasLink: false })
  expect(item).toMatchObject({ isItem: true, hasLink: false })
  expect(linked).toMatchObject({ isItem: true, hasLink: true })
})

test('the end of a line is before the tag that ends it', () => {
  const html = '<p>a</p><p>b</p>'
  expect(html.slice(bodyLines(html)[0]?.end)).toBe('</p><p>b</p>')
})
