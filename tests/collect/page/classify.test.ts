import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { look } from '../../../src/collect/page/classify.ts'
import { bodyInRows } from '../../../src/collect/page/body-in-rows.ts'
import { decide, type Evidence } from '../../../src/collect/page/decide.ts'
import type { Article } from '../../../src/collect/page/article.ts'
import type { FoundList } from '../../../src/collect/page/list-item.ts'
import { openPage } from '../../../src/collect/page/page.ts'
import { feedLinksOf, siteNameOf } from '../../../src/collect/page/site.ts'

const URL_ = 'https://www.yunchuan.example/news/'
const OPTIONS = { zone: 'Asia/Shanghai', now: new Date('2026-03-12T04:00:00Z') }
const lookAt = (text: string | Uint8Array, contentType: string | null = null) =>
  look(
    {
      url: URL_,
      contentType,
      bytes: typeof text === 'string' ? new TextEncoder().encode(text) : text
    },
    OPTIONS
  )
const pageOf = (html: string) =>
  openPage({ url: URL_, contentType: null, bytes: new TextEncoder().encode(html) })

const RSS = `<rss version="2.0"><channel><title>云川日报</title>
  <item><title>澄湖高新区签约</title><link>/a/1.html</link>
  <pubDate>Wed, 11 Mar 2026 09:00:00 +0800</pubDate></item>
  <item><description>只有摘要的一条</description><guid>x</guid></item></channel></rss>`

test('a feed is one whatever its header says, with its items and its newest date', async () => {
  const seen = await lookAt(RSS, 'text/html')
  expect(seen).toMatchObject({ kind: 'feed', title: '云川日报', outlet: '云川日报' })
  expect(seen.reason).toBe('this is a feed with 2 entries, the newest of 2026-03-11')
  expect(seen.items).toEqual([
    {
      title: '澄湖高新区签约',
      link: 'https://www.yunchuan.example/a/1.html',
      published: '2026-03-11T01:00:00.000Z'
    },
    { title: '只有摘要的一条', link: null, published: null }
  ])
})

test('a JSON Feed is a feed', async () => {
  const feed = {
    version: 'https://jsonfeed.org/version/1.1',
    title: '澄湖在线',
    items: [{ id: '1', title: '签约', url: '/1' }]
  }
  expect(await lookAt(JSON.stringify(feed))).toMatchObject({ kind: 'feed', title: '澄湖在线' })
})

test('a feed that is cut off is none, in the words of the reader', async () => {
  const seen = await lookAt('<rss><channel><title>x</title><item><title>y')
  expect(seen).toMatchObject({ kind: 'unknown', items: [] })
  expect(seen.reason).toMatch(/cut off/)
})

test('other JSON is for kind api, with where its news stands', async () => {
  const answer = {
    code: 0,
    banners: [{ name: '横幅', img: '/b.jpg' }],
    data: {
      list: [
        {
          id: 1,
          newsTitle: '澄湖<em>签约</em>',
          link: '/a/1.html',
          pubTime: '2026-03-11 09:00:00'
        },
        { id: 2, newsTitle: '云川调研', link: '/a/2.html', pubTime: '2026-03-10' }
      ]
    }
  }
  const seen = await lookAt(JSON.stringify(answer))
  expect(seen.kind).toBe('unknown')
  expect(seen.reason).toMatch(/2 records in data\.list\[\*\].*kind api/)
  expect(seen.data).toMatchObject({
    items: 'data.list[*]',
    fields: { title: 'newsTitle', url: 'link', published: 'pubTime' }
  })
  expect(seen.items).toEqual([
    {
      title: '澄湖签约',
      link: 'https://www.yunchuan.example/a/1.html',
      published: '2026-03-11T09:00:00+08:00'
    },
    { title: '云川调研', link: 'https://www.yunchuan.example/a/2.html', published: '2026-03-10' }
  ])
})

test.each([
  ['[{"title":"甲"},{"title":"乙"}]', '[*]'],
  ['{"a b":{"rows":[{"TITLE":"甲"}]}}', "['a b'].rows[*]"]
])('%s has its news at %s', async (text, items) => {
  expect((await lookAt(text)).data?.items).toBe(items)
})

test.each([
  ['{"code":500,"msg":"no"}'],
  ['{"a":['],
  ['["a","b"]'],
  ['{"__proto__":[{"title":1}]}']
])('%s is JSON without a list that could be proposed', async (text) => {
  const seen = await lookAt(text)
  expect(seen).toMatchObject({ kind: 'unknown', data: null, items: [] })
  expect(seen.reason).toMatch(/JSON.*kind api/)
})

test('texts and mails are documents', async () => {
  expect(await lookAt('# 澄湖高新区签约\n\n三月十一日，……')).toMatchObject({
    kind: 'document',
    title: '澄湖高新区签约'
  })
  const mail = 'From: a@yunchuan.example\r\nSubject: 签约\r\nDate: x\r\n\r\n<div>正文</div>'
  expect(await lookAt(mail)).toMatchObject({ kind: 'document', title: '签约' })
  expect((await lookAt(mail)).reason).toMatch(/^this is a mail/)
})

test.each([
  ['', /an empty document/],
  ['%PDF-1.7 …', /a PDF/],
  [new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), /ZIP archive or an Office document/],
  [new Uint8Array(gzipSync('x'.repeat(99))), /binary data/]
])('%j is nothing, and is called by its name', async (text, reason) => {
  const seen = await lookAt(text)
  expect(seen.kind).toBe('unknown')
  expect(seen.reason).toMatch(reason)
})

test('a page behind a warning of its program is a page, a text that quotes tags is a text', async () => {
  const warned = await lookAt(
    'Notice: undefined index\n<html><head><title>要闻_甲</title></head></html>'
  )
  expect(warned.reason).toMatch(/^this page has no list of news/)
  expect(await lookAt('# 说明\n\n用 <a href="x"> 和 <div> 来写。')).toMatchObject({
    kind: 'document'
  })
})

test('the feeds of a page are those that its head names, comments last', () => {
  const page = pageOf(`<base href="https://cdn.yunchuan.example/x/"><head>
    <link rel="alternate" type="application/rss+xml" href="/comments/feed/" title="评论">
    <link rel="ALTERNATE" type="application/atom+xml; charset=utf-8" href="a.atom" title=" 要
      闻 ">
    <link rel="alternate home" type="application/feed+json" href="https://y.example/feed.json">
    <link rel="alternate" type="application/atom+xml" href="a.atom">
    <link rel="alternate" type="application/json" href="/wp-json/1">
    <link rel="alternate" hreflang="en" href="/en/"><link rel="stylesheet" type="text/css" href="/c">
    <link rel="alternate" type="application/rss+xml" href="javascript:x"></head>`)
  expect(feedLinksOf(page)).toEqual([
    { title: '要 闻', url: 'https://cdn.yunchuan.example/x/a.atom' },
    { title: null, url: 'https://y.example/feed.json' },
    { title: '评论', url: 'https://cdn.yunchuan.example/comments/feed/' }
  ])
})

test.each([
  ['<title>要闻_云川日报</title>', '云川日报'],
  ['<title>News - Willow Creek Science Park</title>', 'Willow Creek Science Park'],
  ['<title>要闻-澄湖在线</title>', '澄湖在线'],
  ['<title>Willow-Creek news</title>', null],
  ['<title>要闻_甲</title><meta name="SiteName" content="澄湖在线">', '澄湖在线'],
  [
    '<title>a | b</title><meta property="og:site_name" content="Yunchuan Business Weekly">',
    'Yunchuan Business Weekly'
  ],
  ['', null]
])('the site of %s is %s', (head, name) => {
  expect(siteNameOf(pageOf(`<html><head>${head}</head><body></body></html>`))).toBe(name)
})

const listOf = (count: number, title = '澄湖高新区集中签约一批新材料项目'): FoundList => ({
  heading: null,
  selectors: { item: 'li' },
  items: Array.from({ length: count }, (_, at) => ({ title: `${title}${at}`, url: `${URL_}${at}` }))
})
const LONG = '三月十一日，澄湖高新区集中签约。'.repeat(120)
const articleOf = (confidence: number, text = LONG): Article => ({
  title: '签约',
  published: '2026-03-11',
  outlet: null,
  author: null,
  html: '',
  text,
  images: [],
  nextPage: null,
  confidence
})
const evidence = (change: Partial<Evidence>): Evidence => ({
  isShell: false,
  isList: false,
  mark: 'place',
  lists: [],
  article: null,
  bodyInRows: 0,
  ...change
})
const ROWS = { isList: true, lists: [listOf(20)] }

test.each<[string, string, Partial<Evidence>]>([
  ['rows alone', 'list', ROWS],
  [
    'rows that were taken for a text as well',
    'list',
    { ...ROWS, article: articleOf(0.9), bodyInRows: 0.9 }
  ],
  ['rows below a few lines about the column', 'list', { ...ROWS, article: articleOf(0.4, '要闻') }],
  ['a text beside rows', 'article', { ...ROWS, article: articleOf(0.7, '停水通知。') }],
  [
    'a text above a single link',
    'article',
    { isList: true, lists: [listOf(1)], article: articleOf(0.5, '停水通知。') }
  ],
  [
    'a short text beside rows that nothing but themselves calls a list',
    'article',
    { ...ROWS, mark: 'none', article: articleOf(0.5, '停水通知。') }
  ],
  [
    'a text without a day beside rows that bear the name of the page',
    'list',
    { ...ROWS, mark: 'name', article: { ...articleOf(0.7, '本栏目发布通知。'), published: null } }
  ],
  [
    'an article beside rows that bear the name of its column',
    'article',
    { ...ROWS, mark: 'name', article: articleOf(0.9, '停水通知。') }
  ],
  [
    'lines under the heading of the rows',
    'list',
    { ...ROWS, lists: [{ ...listOf(20), heading: '签约' }], article: articleOf(0.8, '本栏目') }
  ],
  [
    'a text with many links among its sentences',
    'article',
    { lists: [listOf(8)], article: articleOf(0.9), bodyInRows: 0.85 }
  ],
  [
    'the excerpts of a home page',
    'unknown',
    { lists: [listOf(20)], article: articleOf(0.6), bodyInRows: 1 }
  ],
  ['a text without any list', 'article', { article: articleOf(0.6) }],
  ['a long text without a headline', 'article', { article: articleOf(0.2) }],
  ['a long text beside many rows', 'unknown', { lists: [listOf(20)], article: articleOf(0.2) }],
  [
    'a home page with some text',
    'unknown',
    { lists: [listOf(8)], article: articleOf(0.3, '你好。') }
  ],
  [
    'a few words without a day or a name',
    'unknown',
    { article: { ...articleOf(0.9, '暂无新闻。'), published: null } }
  ],
  ['nothing', 'unknown', {}],
  ['a shell with rows beside it', 'script-shell', { ...ROWS, isShell: true }],
  ['a short notice with scripts', 'article', { isShell: true, article: articleOf(0.9, '停水') }]
])('%s: %s', (_, kind, change) => {
  expect(decide(evidence(change))).toBe(kind)
})

const EXCERPTS = [
  '三月十一日，十二个项目落户。',
  '市领导出席并见证签约仪式。',
  '预计年底前全部开工建设。'
]
const cards = EXCERPTS.map(
  (text, at) => `<li><a href="/${at}">标题${at}</a><div><p>${text}</p></div></li>`
).join('')

test('excerpts that were taken for an article stand in the rows of the list', () => {
  const article = articleOf(0.9, EXCERPTS.join('\n'))
  const list = listOf(3)
  expect(bodyInRows(pageOf(`<ul>${cards}</ul>`), list, article)).toBe(1)
  expect(bodyInRows(pageOf(`<div>${EXCERPTS.join('')}</div>`), list, article)).toBe(0)
  const half = articleOf(0.9, `${EXCERPTS[0]}\n${EXCERPTS.at(0)?.slice(1)}别`)
  expect(bodyInRows(pageOf(`<ul>${cards}</ul>`), list, half)).toBeCloseTo(0.5, 1)
})

test('a row around the whole text, or a single row, says nothing', () => {
  const article = articleOf(0.9, EXCERPTS.join('\n'))
  const page = pageOf(`<ul><li>${EXCERPTS.join('')}<ul><li>a</li><li>b</li></ul></li></ul>`)
  expect(bodyInRows(page, listOf(3), article)).toBe(0)
  expect(bodyInRows(pageOf(`<ul>${cards}</ul>`), listOf(1), article)).toBe(0)
  expect(bodyInRows(page, undefined, article)).toBe(0)
  expect(bodyInRows(page, listOf(3), null)).toBe(0)
})

test('paragraphs without a link are no rows, though attachments below them have the same shape', () => {
  const text = EXCERPTS.map((line) => `<p>${line}</p>`).join('')
  const page = pageOf(`<div>${text}<p><a href="/1.doc">附件1</a></p></div>`)
  const list = { ...listOf(2), selectors: { item: 'p' } }
  expect(bodyInRows(page, list, articleOf(0.9, EXCERPTS.join('\n')))).toBe(0)
})

test('titles and excerpts count where the rows are no elements of the page', () => {
  const list = listOf(3)
  const text = list.items.map(({ title }) => `${title}…`).join('\n')
  expect(bodyInRows(pageOf('<p></p>'), list, articleOf(0.9, text))).toBe(1)
})

test('rows as deep as anybody likes are read', () => {
  const page = pageOf(`<ul><li><a href="/">${'<i>'.repeat(5000)}${EXCERPTS[0]}</a></li></ul>`)
  expect(
    bodyInRows(page, listOf(2), articleOf(0.9, EXCERPTS.slice(0, 2).join('\n')))
  ).toBeGreaterThan(0.4)
})
