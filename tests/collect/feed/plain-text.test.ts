import { expect, test } from 'vitest'
import { clean, htmlOf, plainOf, withoutControls } from '../../../src/collect/feed/plain-text.ts'

test.each([
  ['html', '甲<b>乙</b>丙', '甲乙丙'],
  ['html', '<p>甲</p><p>乙</p>', '甲 乙'],
  ['html', 'R&amp;D&nbsp; <中心>', 'R&D <中心>'],
  ['html', 'a < b, c > d', 'a < b, c > d'],
  ['html', '<style>p{}</style>甲<script>x()</script><!-- y -->乙', '甲乙'],
  ['html', '甲<script>alert(1)', '甲'],
  ['html', ' <br> ', null],
  ['text', '纯文本 <b> &amp;', '纯文本 <b> &amp;'],
  ['guess', '<b>加粗</b>', '加粗'],
  ['guess', 'a<b 且 b>c', 'a<b 且 b>c'],
  ['guess', 'AT&amp;T', 'AT&T']
] as const)('%s %j as a line is %j', (as, value, line) => {
  expect(plainOf({ value, as })).toBe(line)
})

test.each([
  ['html', ' <p>甲</p> ', '<p>甲</p>'],
  ['text', '1 < 2 & 3\r\n4 > 3', '1 &lt; 2 &amp; 3<br>4 &gt; 3'],
  ['guess', '<p>甲</p>', '<p>甲</p>'],
  ['guess', 'A&B', 'A&amp;B'],
  ['html', ' ', null]
] as const)('%s %j as HTML is %j', (as, value, html) => {
  expect(htmlOf({ value, as })).toBe(html)
})

test('no wording is neither', () => {
  expect([plainOf(undefined), htmlOf(undefined)]).toEqual([null, null])
})

test('control characters go, half characters are replaced, what text may hold stays', () => {
  expect(withoutControls('a\0b\x08c\x1bd\x7fe\ufffef\tg\nh\r中😀\ud83d')).toBe(
    'abcdef\tg\nh\r中😀\ufffd'
  )
})

test('a control character of Latin-1 is the windows-1252 quote', () => {
  expect(clean('a\u0092b')).toBe('a’b')
})

test('UTF-8 that was encoded twice is read once more, Latin-1 is left', () => {
  expect(clean(Buffer.from('园区公告 № 1').toString('latin1'))).toBe('园区公告 № 1')
  expect(clean('Café “Zürich” Â· 园')).toBe('Café “Zürich” Â· 园')
  expect(clean('Façade, São Paulo')).toBe('Façade, São Paulo')
})
