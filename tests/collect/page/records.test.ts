import { expect, test } from 'vitest'
import { openPage, type Page } from '../../../src/collect/page/page.ts'
import { recordFragments } from '../../../src/collect/page/records.ts'

const URL_OF_LIST = 'http://www.chenghu.example/col/col23/index.html'
const PROXY = 'http://www.chenghu.example/module/web/jpage/dataproxy.jsp'

const open = (html: string, url = URL_OF_LIST): Page =>
  openPage({ url, contentType: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(html) })
const read = (html: string, url?: string) => recordFragments(open(html, url))

const row = (n: number): string =>
  `<li><a title='园区简讯第${n}期' href='/art/2026/3/${n}/art_23_${n}.html'>园区简讯第${n}期</a><span>2026-03-0${n}</span></li>`
const record = (n: number): string => `<record><![CDATA[\n${row(n)}\n]]></record>`
const store = (inside: string): string =>
  `<html><body><div id="315"><script type="text/xml"><datastore>${inside}</datastore></script></div></body></html>`
const next = (href: string): string => `<nextgroup><![CDATA[<a href="${href}"></a>]]></nextgroup>`

test('rows of a jpage store come out as HTML, with the address of the next group', () => {
  const link = '/module/web/jpage/dataproxy.jsp?page=1&webid=1&path=/&unitid=315&webname=%25E6%25BE'
  const html = store(`${next(link)}<recordset>${record(1)}\n${record(2)}</recordset>`)
  expect(read(html)).toEqual([
    {
      html: [row(1), row(2)],
      next: `${PROXY}?page=1&webid=1&path=/&unitid=315&webname=%25E6%25BE`,
      total: null
    }
  ])
})

test('the answer of the data server is read as a page is', () => {
  const xml = `<?xml version='1.0' encoding='UTF-8'?><datastore><totalrecord>61</totalrecord><totalpage>4</totalpage>
    ${next('./dataproxy.jsp?page=2&amp;unitid=315')}<recordset>${record(1)}</recordset></datastore>`
  expect(read(xml, `${PROXY}?page=1&unitid=315`)).toEqual([
    { html: [row(1)], next: `${PROXY}?page=2&unitid=315`, total: 61 }
  ])
})

test('an empty next group is the end', () => {
  const script =
    "<script>var param_315={columnid:23,unitid:'315'};$('#315').jpage({perPage:15})</script>"
  const html = store(`<nextgroup><![CDATA[]]></nextgroup><recordset>${record(1)}</recordset>`)
  expect(read(html + script)[0]?.next).toBeNull()
})

test('an answer that was asked for by rows leads on to the rows behind them', () => {
  const xml = (total: number): string =>
    `<datastore><totalrecord>${total}</totalrecord><recordset>${record(1)}</recordset></datastore>`
  const url = `${PROXY}?startrecord=16&endrecord=30&perpage=15&unitid=315`
  expect(read(xml(31), url)[0]?.next).toBe(
    `${PROXY}?startrecord=31&endrecord=45&perpage=15&unitid=315`
  )
  expect(read(xml(30), url)[0]?.next).toBeNull()
})

test('an answer that was asked for by page leads on to the next up to the last', () => {
  const xml = `<datastore><totalpage>3</totalpage><recordset>${record(1)}</recordset></datastore>`
  expect(read(xml, `${PROXY}?page=2&unitid=315`)[0]?.next).toBe(`${PROXY}?page=3&unitid=315`)
  expect(read(xml, `${PROXY}?page=3&unitid=315`)[0]?.next).toBeNull()
})

const script = `<script>
  var param_315 = {col:1,appid:1,webid:1,path:'/',columnid:23,sourceContentType:1,unitid:'315',webname:'%E6%BE%84湖',permissiontype:0};
  $(function(){ $("#315").jpage({ totalRecord:64, proxyUrl:'/module/web/jpage/dataproxy.jsp', perPage:20, groupSize:3, ajaxParam:param_315 }) })
</script>`
const QUERY =
  'col=1&appid=1&webid=1&path=%2F&columnid=23&sourceContentType=1&unitid=315&webname=%25E6%25BE%2584%E6%B9%96&permissiontype=0'

test('without a next group its address is built from the parameters of the script', () => {
  expect(read(store(`<recordset>${record(1)}${record(2)}</recordset>`) + script)).toEqual([
    {
      html: [row(1), row(2)],
      next: `${PROXY}?startrecord=3&endrecord=4&perpage=20&${QUERY}`,
      total: 64
    }
  ])
})

test('a page that holds all rows leads to no further ones', () => {
  const html = store(`<recordset>${record(1)}${record(2)}</recordset>`)
  expect(read(html + script.replace('totalRecord:64', 'totalRecord:2'))[0]?.next).toBeNull()
})

test('what stands behind one list does not belong to the next', () => {
  const html =
    store(`<recordset>${record(1)}</recordset>${next('/d.jsp?unitid=1')}`) +
    store(`<recordset>${record(2)}</recordset>`)
  expect(read(html).map((group) => group.next?.slice(-1))).toEqual(['1', undefined])
})

test('a list that only a script draws names the address of its data', () => {
  expect(read(`<div id="315"></div>${script}`)).toEqual([
    { html: [], next: `${PROXY}?startrecord=1&endrecord=20&perpage=20&${QUERY}`, total: 64 }
  ])
})

test('parameters may stand in the call itself', () => {
  const html = `<script>$('#77').jpage({proxyUrl:"/data/proxy.jsp",perPage:'10',ajaxParam:{columnid:'9',unitid:77}})</script>`
  expect(read(html)[0]?.next).toBe(
    'http://www.chenghu.example/data/proxy.jsp?startrecord=1&endrecord=10&perpage=10&columnid=9&unitid=77'
  )
})

test('of several calls each list has its own', () => {
  const call = (unit: number): string =>
    `$('#${unit}').jpage({perPage:5,proxyUrl:'/p${unit}.jsp',ajaxParam:{unitid:'${unit}'}});`
  const list = (unit: number): string =>
    `<div id="${unit}"><script type="text/xml"><datastore><recordset>${record(1)}</recordset></datastore></script></div>`
  const html = `${list(71)}${list(72)}<script>${call(72)}${call(71)}</script>`
  expect(read(html).map(({ next }) => next?.slice(-61))).toEqual(
    [
      '.example/p71.jsp?startrecord=2&endrecord=2&perpage=5&unitid=71',
      '.example/p72.jsp?startrecord=2&endrecord=2&perpage=5&unitid=72'
    ].map((text) => text.slice(-61))
  )
})

test('parameters of some other script are none', () => {
  expect(read("<script>var param_a={color:'red',size:3}</script>")).toEqual([])
})

test('two lists of a page stay apart, each with its own next group', () => {
  const html =
    store(`${next('/d.jsp?page=1&unitid=1')}<recordset>${record(1)}</recordset>`) +
    store(`${next('/d.jsp?page=1&unitid=2')}<recordset>${record(2)}${record(3)}</recordset>`)
  expect(read(html).map(({ html, next }) => [html.length, next?.slice(-1)])).toEqual([
    [1, '1'],
    [2, '2']
  ])
})

test.each([
  ['bare records in the page', `<div>${record(1)}${record(2)}</div>`],
  ['records in a textarea', `<textarea>${record(1)}${record(2)}</textarea>`],
  [
    'records in a textarea, as text',
    `<textarea>${(record(1) + record(2)).replaceAll('<', '&lt;').replaceAll('>', '&gt;')}</textarea>`
  ],
  ['records without CDATA', `<recordset><record>${row(1)}</record><record>${row(2)}</record>`],
  [
    'records of escaped HTML',
    `<record>${row(1).replaceAll('<', '&lt;')}</record><record>${row(2).replaceAll('<', '&lt;')}</record>`
  ],
  [
    'capital letters and attributes',
    `<RECORD id="1"><![cdata[${row(1)}]]></RECORD><RECORD id="2"><![cdata[${row(2)}]]></RECORD>`
  ],
  [
    'a section that is not closed',
    `<record><![CDATA[${row(1)}</record><record><![CDATA[${row(2)}]]></record>`
  ]
])('%s', (_, html) => {
  expect(read(html)).toEqual([{ html: [row(1), row(2)], next: null, total: null }])
})

test('rows need not be well-formed', () => {
  const html = `<record><![CDATA[<tr><td><a href=/a.html>甲 & 乙<td>2026-03-01]]></record>`
  expect(read(html)[0]?.html).toEqual(['<tr><td><a href=/a.html>甲 & 乙<td>2026-03-01'])
})

test('a record that the document breaks off in is left out', () => {
  expect(read(`${record(1)}<record><![CDATA[<li><a href="/art`)[0]?.html).toEqual([row(1)])
})

const rec = (n: number): string =>
  `<REC><DOCID>${n}</DOCID><TITLE><![CDATA[<font color=red>园区</font>“${n}号”项目开工]]></TITLE><URL>./t2026030${n}_${n}.html</URL><DOCRELTIME>2026.03.0${n} 09:00:00</DOCRELTIME><CRTIME>2026-01-01</CRTIME></REC>`
const link = (n: number): string =>
  `<a href="./t2026030${n}_${n}.html" title="园区“${n}号”项目开工">园区“${n}号”项目开工</a><span>2026.03.0${n} 09:00:00</span>`

test('XML records become links with a date', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?><RESULT><TOTAL>120</TOTAL>${rec(1)}${rec(2)}</RESULT>`
  expect(read(xml)).toEqual([{ html: [link(1), link(2)], next: null, total: 120 }])
})

test('XML records may stand in an island of a page', () => {
  const html = `<html><body><script type="application/xml"><RESULT>${rec(1)}</RESULT></script></body></html>`
  expect(read(html)[0]?.html).toEqual([link(1)])
})

test('records are found under other names, and in attributes', () => {
  const xml = `<news count="2"><n bt="双碳园区建设导则发布" dz="/n/1.htm" sj="2026-03-01"/><n bt="人才公寓二期交付使用" dz="/n/2.htm" sj="2026-03-02"/></news>`
  expect(read(xml)[0]).toMatchObject({
    total: 2,
    html: [
      '<a href="/n/1.htm" title="双碳园区建设导则发布">双碳园区建设导则发布</a><span>2026-03-01</span>',
      '<a href="/n/2.htm" title="人才公寓二期交付使用">人才公寓二期交付使用</a><span>2026-03-02</span>'
    ]
  })
})

test('the address of a picture is not that of the article', () => {
  const xml = `<r><REC><PIC>/p/1.jpg</PIC><LOC>/n/1.htm</LOC><TITLE>甲乙丙丁</TITLE></REC><REC><A>/x.htm</A><DOCPUBURL>/n/2.htm</DOCPUBURL><TITLE>戊己庚辛</TITLE></REC></r>`
  expect(read(xml)[0]?.html.map((html) => /href="([^"]*)"/.exec(html)?.[1])).toEqual([
    '/n/1.htm',
    '/n/2.htm'
  ])
})

test('a record of XML elements is no row of HTML', () => {
  const xml = `<list><record><title>创新中心揭牌仪式举行</title><link>/a/1.html</link><text><![CDATA[<p>正文</p>]]></text></record></list>`
  expect(read(xml)[0]?.html).toEqual([
    '<a href="/a/1.html" title="创新中心揭牌仪式举行">创新中心揭牌仪式举行</a>'
  ])
})

test('what a title holds cannot end its attribute', () => {
  const xml = `<r><REC><TITLE>"&gt;&lt;b onclick=x&gt;甲 &amp;lt; 乙</TITLE><URL>/1.html"x</URL></REC></r>`
  expect(read(xml)[0]?.html[0]).toMatch(/^<a href="\/1.html&quot;x" title="&quot;&gt;甲[^"<>]*">/)
})

test.each([
  [
    'an ordinary page',
    '<html><body><ul><li><a href="/1.html">一条新闻</a></li></ul></body></html>'
  ],
  [
    'a feed',
    '<rss><channel><item><title>甲乙丙丁戊</title><link>/1.html</link></item></channel></rss>'
  ],
  ['words about a record', '<p>a <recording> of records</p>']
])('%s holds none', (_, html) => {
  expect(read(html)).toEqual([])
})

test.each([
  ['records that never end', `<script type="text/xml">${'<record>'.repeat(100_000)}</script>`],
  ['CDATA that never ends', `<textarea>${'<record><![CDATA['.repeat(50_000)}`],
  ['far apart records', '<record><![CDATA[<li>x]]></record>x'.repeat(10_000)],
  ['parameters', `<script>${'var param_1={unitid:1,a:'.repeat(20_000)}</script>`],
  ['deep XML', `<r>${'<a>'.repeat(100_000)}`]
])('%s take no time to speak of', (_, html) => {
  const page = open(html)
  const start = performance.now()
  recordFragments(page)
  expect(performance.now() - start).toBeLessThan(1500)
})
