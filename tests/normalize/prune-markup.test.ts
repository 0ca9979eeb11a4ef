import { expect, test } from 'vitest'
import { pruneMarkup } from '../../src/normalize/prune-markup.ts'

test.each([
  ['known tags with their attributes', '<p id="1">a<br>b</P>', '<p id="1">a<br>b</P>'],
  ['the text of others', '<x><b>a</b></x>', '<b>a</b>'],
  ['nothing hidden', 'a<script>b</script><!-- c -->d', 'ad'],
  ['no end without a start', 'a</p></br><b>c</b></b>', 'a<b>c</b>'],
  ['a bare < as text', 'a < b <3 c', 'a &lt; b &lt;3 c']
])('leaves %s', (_, html, pruned) => {
  expect(pruneMarkup(html)).toBe(pruned)
})

test('tags nested deeper than 128 go, what they hold stays', () => {
  expect(pruneMarkup(`${'<div>'.repeat(200)}a`)).toBe(`${'<div>'.repeat(128)}a`)
  expect(pruneMarkup(`${'<div>'.repeat(128)}<p>a<br>b`)).toBe(`${'<div>'.repeat(128)}a<br>b`)
})

test.each([
  ['paragraphs', '<p>a<p>b<div>c</div>', '<p>a</p><p>b</p><div>c</div>'],
  ['items', '<ul><li>a<li><p>b</ul>', '<ul><li>a</li><li><p>b</ul>'],
  ['terms', '<dl><dt>a<dd>b<dt>c</dl>', '<dl><dt>a</dt><dd>b</dd><dt>c</dl>'],
  [
    'cells and rows',
    '<table><tr><td><p>a<td>b<tr><th>c</table>',
    '<table><tr><td><p>a</p></td><td>b</td></tr><tr><th>c</table>'
  ],
  ['a list in an item', '<li>a<ul><li>b</ul><li>c', '<li>a<ul><li>b</ul></li><li>c']
])('ends open %s', (_, html, pruned) => {
  expect(pruneMarkup(html)).toBe(pruned)
})

test.each([['<p>a'], ['<li><p>a'], ['<tr><td>a<td>b'], ['a<br>'], ['<div><b>a</b></div>']])(
  'a long page of %s is not deep: no tag is lost',
  (line) => {
    const tags = (html: string) => html.match(/<[a-z]/g)?.length
    expect(tags(pruneMarkup(line.repeat(500)))).toBe(tags(line.repeat(500)))
  }
)
