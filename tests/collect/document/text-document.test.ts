import { expect, test } from 'vitest'
import { readText } from '../../../src/collect/document/text-document.ts'

const context = { zone: 'Asia/Shanghai', now: new Date('2026-06-10T00:00:00Z') }
const read = (text: string, more: { isMarkdown?: boolean; title?: string } = {}) =>
  readText(text, { ...context, ...more })

test('the first line is the title, lines of fields follow, the rest is the body', () => {
  const text =
    '\ufeff夜市周五开街\r\n\r\n来源：澄湖在线\r\n2026-06-08\r\n\r\n六十个摊位。\r\n停车免费。'
  expect(read(text)).toEqual({
    title: '夜市周五开街',
    url: null,
    outlet: '澄湖在线',
    author: null,
    published: '2026-06-08',
    html: '<p>六十个摊位。</p>\n<p>停车免费。</p>'
  })
})

test.each([
  ['a sentence', '六十个摊位周五开街。\n停车免费。'],
  ['a paragraph', `${'很长的一段话'.repeat(20)}\n停车免费。`],
  ['all there is', '六十个摊位周五开街']
])('a first line that is %s is no title', (_, text) => {
  const { title, html } = read(text)
  expect(title).toBeNull()
  expect(html).toContain(text.split('\n')[0])
})

test('a title may stand in a field of its own', () => {
  expect(read('标题：夜市周五开街\n作者：周岚\n六十个摊位。')).toMatchObject({
    title: '夜市周五开街',
    author: '周岚',
    html: '<p>六十个摊位。</p>'
  })
})

test('where something else names the document, its first line is text', () => {
  expect(read('夜市周五开街\n六十个摊位。', { title: 'Fw' })).toMatchObject({
    title: 'Fw',
    html: '<p>夜市周五开街</p>\n<p>六十个摊位。</p>'
  })
})

test('Markdown: the heading is the title, headings, links and pictures are kept as such', () => {
  const text =
    '# Night market # \n\nSee **the** [plan](https://a.example/p).\n## When\n---\n![Stall](https://a.example/s.jpg)'
  expect(read(text, { isMarkdown: true })).toMatchObject({
    title: 'Night market',
    html: [
      '<p>See the <a href="https://a.example/p">plan</a>.</p>',
      '<h3>When</h3>',
      '<p><img src="https://a.example/s.jpg" alt="Stall"></p>'
    ].join('\n')
  })
})

test('front matter is read and is no text', () => {
  const text =
    '---\ntitle: "Night market"\nsource: https://a.example/1\ncreated: 2026-06-08\n---\n\nOn Friday.'
  expect(read(text, { isMarkdown: true })).toEqual({
    title: 'Night market',
    url: 'https://a.example/1',
    outlet: null,
    author: null,
    published: '2026-06-08',
    html: '<p>On Friday.</p>'
  })
})

test('what looks like HTML in a text is text', () => {
  expect(read('标题一行\n<script>x</script> & "y"').html).toBe(
    '<p>&lt;script&gt;x&lt;/script&gt; &amp; &quot;y&quot;</p>'
  )
  expect(
    read('a title\n[x](https://a.example/"onload=1)', { isMarkdown: true }).html
  ).not.toContain('"onload')
})

test('a megabyte of brackets or asterisks is read in no time to speak of', () => {
  const startedAt = performance.now()
  for (const mark of ['[', '**a', '![](', '来源：', '> ']) {
    read(`标题\n${mark.repeat(300_000)}`, { isMarkdown: true })
  }
  expect(performance.now() - startedAt).toBeLessThan(3000)
})
