import { expect, test } from 'vitest'
import {
  lacksEnd,
  mend,
  upToLastItem,
  withoutControls,
  withoutRefusedNames
} from '../../../src/collect/feed/mend.ts'

test.each([
  ['a bare ampersand', 'R&D & 中心', 'R&amp;D &amp; 中心'],
  ['a query', 'a?x=1&y=2&copy=3', 'a?x=1&amp;y=2&amp;copy=3'],
  ['references', '&amp;&lt;&nbsp;&#20013;&#x4e2d;', '&amp;&lt;&nbsp;&#20013;&#x4e2d;'],
  ['a less-than sign', 'PM2.5<35, a < b', 'PM2.5&lt;35, a &lt; b'],
  ['a declaration inside the feed', 'a<!ENTITY b>', 'a&lt;!ENTITY b>'],
  ['tags', '<a><中:文/></a><?x y?>', '<a><中:文/></a><?x y?>'],
  ['a CDATA section', '<![CDATA[a & b < c]]>&', '<![CDATA[a & b < c]]>&amp;'],
  ['a comment', '<!-- a & b < c -->&', '<!-- a & b < c -->&amp;'],
  ['a CDATA section without end', '<![CDATA[a & b', '<![CDATA[a & b']
])('%s is mended or left', (_, text, mended) => {
  expect(mend(text)).toBe(mended)
})

test('control characters go, white space and what text may hold stay', () => {
  expect(withoutControls('a\0b\x08c\x1bd\x7fe\ufffef\tg\nh\r中😀')).toBe('abcdef\tg\nh\r中😀')
})

test.each([
  ['<item>1</item><item>2', '<item>1</item>'],
  ['<a:entry>1</a:entry ><a:entry>2</a:entry', '<a:entry>1</a:entry >'],
  ['<item>1</item></channel>', '<item>1</item>'],
  ['<item>1', undefined],
  ['<items>1</items><title>', '<items>1</items><title>']
])('%s is whole up to %s', (text, whole) => {
  expect(upToLastItem(text)).toBe(whole)
})

test.each([
  ['<rss></rss>', 'rss', false],
  ['<RSS></rss >', 'RSS', false],
  ['<a:feed></a:entry>', 'a:feed', true]
])('%s lacks the end of %s: %s', (text, root, lacks) => {
  expect(lacksEnd(text, root)).toBe(lacks)
})

test('names that a parser refuses are renamed in tags, not in text', () => {
  expect(
    withoutRefusedNames('<__proto__ a="1">constructor</__proto__><Constructor/><constructors/>')
  ).toBe('<x-__proto__ a="1">constructor</x-__proto__><x-Constructor/><constructors/>')
})
