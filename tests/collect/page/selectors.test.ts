import { expect, test } from 'vitest'
import { openPage, type Page } from '../../../src/collect/page/page.ts'
import { readWithSelectors } from '../../../src/collect/page/selectors.ts'

const OPTIONS = { zone: 'Asia/Shanghai', now: new Date('2026-03-12T04:00:00Z') }

const pageOf = (html: string): Page =>
  openPage({
    url: 'http://www.chenghu.example/xwzx/',
    contentType: 'text/html; charset=utf-8',
    bytes: new TextEncoder().encode(html)
  })

const PAGE = pageOf(`<html lang="zh"><ul class="list">
  <li><a href="/c/1" title="栏目">企业动态</a> <a class="t" href="1.html" title="六家企业签约落户望澄山片区">六家企业签约…</a><b>03-09</b><u>2025-12-31</u></li>
  <li><a href="/c/1" title="栏目">企业动态</a> <a class="t" href="2.html">管委会发布用工补贴办法</a><b>03-08</b><u>2025-12-30</u></li>
</ul>`)

test('rows alone are enough: link, title and date are found in them', () => {
  expect(readWithSelectors(PAGE, { item: 'ul.list > li' }, OPTIONS)).toMatchObject([
    { title: '六家企业签约落户望澄山片区', url: 'http://www.chenghu.example/xwzx/1.html' },
    { title: '管委会发布用工补贴办法', url: 'http://www.chenghu.example/xwzx/2.html' }
  ])
})

test('what is named goes before what would be found', () => {
  const [first] = readWithSelectors(
    PAGE,
    { item: 'li', link: 'a.t', date: 'b', title: 'u' },
    OPTIONS
  )
  expect(first).toMatchObject({ title: '2025-12-31', published: '2026-03-09' })
})

test('the first alternative that gives something counts, and @ reads an attribute', () => {
  const items = readWithSelectors(PAGE, { item: 'li', title: 'a.t@title|a.t' }, OPTIONS)
  expect(items.map(({ title }) => title)).toEqual([
    '六家企业签约落户望澄山片区',
    '管委会发布用工补贴办法'
  ])
})

test('a bar inside an attribute selector parts nothing', () => {
  const page = pageOf(
    '<li lang="zh-CN"><a href="/1">六家企业签约落户</a><i lang="zh-CN">另一个标题</i></li>'
  )
  expect(readWithSelectors(page, { item: 'li', title: 'i[lang|=zh]' }, OPTIONS)[0]?.title).toBe(
    '另一个标题'
  )
})

test('rows that are links themselves can be read', () => {
  const page = pageOf('<div><a class="card" href="/1"><h3>六家企业签约落户</h3></a></div>')
  expect(readWithSelectors(page, { item: 'a.card', link: 'a' }, OPTIONS)).toEqual([
    { title: '六家企业签约落户', url: 'http://www.chenghu.example/1' }
  ])
})

test('nothing matches: no items', () => {
  expect(readWithSelectors(PAGE, { item: 'article' }, OPTIONS)).toEqual([])
})

test.each([
  { item: 'li[' },
  { item: 'li', link: 'a:nope(' },
  { item: 'li', title: '>>' },
  { item: 'li', date: 'b|i[' }
])('a selector that is no CSS is refused by name: %j', (selectors) => {
  expect(() => readWithSelectors(PAGE, selectors, OPTIONS)).toThrow(
    expect.objectContaining({
      code: 'selector',
      message: expect.stringContaining('no CSS selector') as string
    })
  )
})
