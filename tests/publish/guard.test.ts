import { expect, test } from 'vitest'
import {
  cdataHtml,
  httpUrl,
  pathSegment,
  tagUri,
  validDate,
  xmlAttribute,
  xmlText
} from '../../src/publish/guard.ts'

test.each([
  ['https://a.example/新闻?q=a b#c', 'https://a.example/%E6%96%B0%E9%97%BB?q=a%20b#c'],
  ['HTTP://A.example', 'http://a.example/'],
  ['https://a.example/"><script>', 'https://a.example/%22%3E%3Cscript%3E'],
  ['/news/1.html', null],
  ['//a.example/1', null],
  ['javascript:alert(1)', null],
  ['data:text/html,1', null],
  ['', null],
  [null, null]
])('the address %j is published as %j', (url, published) => {
  expect(httpUrl(url)).toBe(published)
})

test('an id stands in a tag URI as one encoded segment', () => {
  expect(tagUri('chenghu.example,2026', `story/${pathSegment('a/b ?<事>')}`)).toBe(
    'tag:chenghu.example,2026:story/a%2Fb%20%3F%3C%E4%BA%8B%3E'
  )
})

test('an empty id is refused', () => {
  expect(() => pathSegment('')).toThrow('the id is empty')
})

test.each([
  [new Date(NaN)],
  [new Date('+010000-01-01T00:00:00Z')],
  [new Date('0000-12-31T00:00:00Z')]
])('the date %s is refused', (date) => {
  expect(() => validDate(date)).toThrow('is not a date that a feed can carry')
})

test.each(['0001-01-01T00:00:00.000Z', '9999-12-31T23:59:59.999Z'])(
  'the date %s passes',
  (date) => {
    expect(validDate(new Date(date)).toISOString()).toBe(date)
  }
)

test('text nodes, attributes and CDATA sections are each prepared for what the generator does', () => {
  expect(xmlText('R&D &amp; R&D')).toBe('R&amp;D &amp;amp; R&amp;D')
  expect(xmlAttribute('a<b<c')).toBe('a＜b＜c')
  expect(cdataHtml('<p>]]>甲]]></p>')).toBe('<p>]]&gt;甲]]&gt;</p>')
})
