import { expect, test } from 'vitest'
import { openPage } from '../../../src/collect/page/page.ts'
import { scriptShell } from '../../../src/collect/page/shell.ts'

const URL_ = 'https://news.yunchuan.example/col/12/index.html'
const shellOf = (html: string, url = URL_) =>
  scriptShell(openPage({ url, contentType: null, bytes: new TextEncoder().encode(html) }))
const page = (body: string, head = ''): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>要闻_澄湖高新区</title>${head}</head>` +
  `<body><div class="header"><a href="/">首页</a><a href="/gk/">政务公开</a></div>${body}` +
  `<div class="footer">主办：云川市澄湖高新区管理委员会　地址：云川市澄湖大道一号　备案号 0001</div></body></html>`
const site = (path: string): string => new URL(path, URL_).href

const TITLES = ['澄湖高新区举行第一季度项目集中签约活动', '云川市调研澄湖高新区新材料企业生产情况']
const rows = (count: number): string =>
  Array.from(
    { length: count },
    (_, at) =>
      `<li><a href="/a/${at}.html">${TITLES[at % 2]}</a><span>2026-03-0${at + 1}</span></li>`
  ).join('')

test.each<[string, string, readonly string[]]>([
  ['an empty mount point', '<div id="app"></div><script src="/js/app.3f2a.js"></script>', []],
  ['a mount point that says to wait', '<div id="root">加载中，请稍候…</div>', []],
  ['an element of a framework', '<app-root></app-root>', []],
  ['a mount point with a server’s mark', '<section data-reactroot></section>', []],
  [
    'a mount point, and a request for JavaScript',
    '<noscript>You need to enable JavaScript to run this app.</noscript><div id="__next"></div>',
    []
  ],
  [
    'an empty list and who fills it',
    `<ul id="newsList"></ul><script>$.getJSON('/api/news?col=12', draw)</script>`,
    [site('/api/news?col=12')]
  ],
  [
    'an empty table body',
    `<table><tbody id="tb"></tbody></table><script>fetch("list.json").then(draw)</script>`,
    [site('list.json')]
  ],
  [
    'an empty list and a script elsewhere',
    '<ul class="list"></ul><script src="col12.js"></script>',
    []
  ],
  [
    'rows of a framework',
    '<ul><li v-for="n in news"><a :href="n.url">{{n.title}}</a></li></ul>',
    []
  ],
  ['a template in a script', '<script type="text/x-template"><li><%= title %></li></script>', []],
  ['a template in the text', '<ul><li><a href="#">{{ item.title }}</a></li></ul>', []],
  [
    'an empty box of any name that a script speaks of',
    `<div id="k7"></div><script>$.get('/q/12', function (x) { $('#k7').html(x) })</script>`,
    [site('/q/12')]
  ],
  [
    'rows that are wanted beside a short side list',
    `<ul class="list"></ul><div class="hot"><ul>${rows(5)}</ul></div>
     <script>$.ajax({ type: 'POST', url: '/els-service/list/12', data: {} })</script>`,
    [site('/els-service/list/12')]
  ]
])('%s is a shell', (_, body, dataUrls) => {
  expect(shellOf(page(body))).toEqual({ dataUrls })
})

test('the page of a column of the Chinese government standard without any row is a shell', () => {
  const head = '<meta name="ColId" content="44545"><meta name="ColumnName" content="要闻">'
  expect(shellOf(page('<div class="main"></div><script>go()</script>', head))).not.toBeNull()
  expect(shellOf(page(`<ul class="list">${rows(6)}</ul><script>go()</script>`, head))).toBeNull()
})

test('the data of a Hanweb list is named with its parameters', () => {
  const found = shellOf(
    page(`<div id="315"></div><script>
      var param_315={col:1,appid:1,webid:3,path:'/',columnid:23,sourceContentType:1,unitid:'315',
      webname:'%E4%BA%91%E5%B7%9D',permissiontype:0};
      $('#315').jpage({ajaxParam:param_315,perPage:15,proxyUrl:'/module/web/jpage/dataproxy.jsp'})
    </script>`)
  )
  expect(found?.dataUrls).toHaveLength(1)
  const { pathname, searchParams } = new URL(found!.dataUrls[0]!)
  expect(pathname).toBe('/module/web/jpage/dataproxy.jsp')
  expect(searchParams.get('columnid')).toBe('23')
  expect(searchParams.get('unitid')).toBe('315')
})

test('rows that wait inside the page as data are no shell', () => {
  const record = (at: number): string =>
    `<record><![CDATA[<li><a href="/art/2026/3/${at}/art_1_${at}.html">${TITLES[0]}</a></li>]]></record>`
  const body = `<div id="315"><script type="text/xml"><datastore><recordset>${record(1)}${record(2)}
    </recordset></datastore></script></div><script>$('#315').jpage({url:'/api/x'})</script>`
  expect(shellOf(page(body))).toBeNull()
})

test.each([
  ['a list', `<ul id="list">${rows(9)}</ul><ul id="more"></ul><script>$.get('/api/more')</script>`],
  ['a mount point that the server has filled', `<div id="app"><ul>${rows(9)}</ul></div>`],
  [
    'an article with a counter and an empty list of related news',
    `<div id="app"><h1>${TITLES[0]}</h1><p>${'三月五日，澄湖高新区举行集中签约活动，项目涉及新材料。'.repeat(8)}</p>
     <ul id="relatedList"></ul></div><script>$.get('/api/related?id=1')</script>`
  ],
  [
    'a notice of two lines',
    `<div><p>${'因设备检修，三月十二日零时起暂停受理业务，请互相转告。'.repeat(5)}</p></div>`
  ],
  ['a page that says there is nothing', '<div class="box">暂无内容</div>'],
  [
    'an error',
    '<h2>404</h2><p>您访问的页面不存在</p><script>var _hmt=[];(function(){})()</script>'
  ],
  [
    'a login',
    `<form><input name="u"><input type="password"></form><script>$.post('/api/enter')</script>`
  ],
  [
    'a gallery',
    `${'<a href="/p/1.html"><img src="/p/1.jpg"></a>'.repeat(9)}<script>$.get('/api/photos')</script>`
  ],
  ['a page that only counts', `<div class="box"></div><script>$.get('/api/hits?id=9')</script>`]
])('%s is none', (_, body) => {
  expect(shellOf(page(body))).toBeNull()
})

const dataOf = (script: string, url = URL_): readonly string[] =>
  shellOf(page(`<div id="app"></div>${script}`), url)?.dataUrls ?? []

test.each([
  ["fetch('/api/list')", '/api/list'],
  ['fetch(`/api/list?size=${size}`, {})', '/api/list?size='],
  ['axios.get("/v1/news")', '/v1/news'],
  ["axios({ method: 'get', url: '/v1/news' })", '/v1/news'],
  ["$.get('list.json', draw)", 'list.json'],
  ["$.post ( '../data/list.do' , {} )", '../data/list.do'],
  ["jQuery.ajax({\n  type: 'GET',\n  url: 'getList.jsp?id=3'\n})", 'getList.jsp?id=3'],
  ["$('#list').load('/inc/list.html')", '/inc/list.html'],
  ["this.$http.get('/rest/column/9')", '/rest/column/9'],
  ["xhr.open('GET', '/query/list.php', true)", '/query/list.php'],
  ["var apiUrl = '/els/list';", '/els/list'],
  ["var base = '/els'; $.get(base + '/list')", '/els/list'],
  ["var cfg = { api: '/els' }; fetch(cfg.api + '/list/' + id)", '/els/list/'],
  ["var page = 1; $.get('/list?p=' + page + '&size=' + 15)", '/list?p=1&size=15'],
  ["$.get('/list?pageNo=' + pageNo)", '/list?pageNo=1'],
  ["$.get(ctx + '/list?_=' + new Date().getTime())", '/list'],
  [
    "load(['x', '//data.yunchuan.example/api/12.json'])",
    'https://data.yunchuan.example/api/12.json'
  ],
  ["import('./x'); const u = 'data/news.json?v=2'", 'data/news.json?v=2']
])('%s names its data', (script, address) => {
  expect(dataOf(`<script>${script}</script>`)).toEqual([site(address)])
})

test.each([
  ['<div data-url="/api/news/list"></div>', '/api/news/list'],
  ['<ul data-src="list.json"></ul>', 'list.json'],
  ['<div data-api="/els/query?col=1"></div>', '/els/query?col=1'],
  ['<link rel="preload" as="fetch" href="/api/front">', '/api/front']
])('%s names its data', (html, address) => {
  expect(dataOf(html)).toEqual([site(address)])
})

test.each([
  ['counters', "fetch('https://hm.baidu.com/api/x'); $.get('//s4.cnzz.com/api/z.php')"],
  ['more counters', "fetch('https://www.google-analytics.com/g/collect'); $.get('/hits.jsp?id=3')"],
  ['pictures, styles and scripts', "$.get('/api/a.png'); fetch('/x/y.css'); load('/api/z.js')"],
  ['logins', "$.post('/api/login'); fetch('/sso/token')"],
  ['names that are no addresses', "params.get('id'); cache.load('news'); fetch(target)"],
  ['addresses of readers’ pages', "share({ url: 'https://www.yunchuan.example/n/1.html' })"],
  ['types of data', "$.ajax({ contentType: 'application/json' })"],
  ['what no browser asks over HTTP', "fetch('data:text/json,[]'); fetch('javascript:alert(1)')"]
])('%s are no data', (_, script) => {
  expect(
    dataOf(`<script>${script}</script><script type="text/plain">fetch('/api/x')</script>`)
  ).toEqual([])
})

test('pictures that are loaded late are no data', () => {
  expect(dataOf('<img data-src="/api/list/1"><a data-url="/api/share/list">x</a>')).toEqual([])
})

test('relative addresses count from <base>, each once, calls before what is only mentioned', () => {
  const html = page(
    `<div id="app"></div><script>var a='/api/old/x';fetch('n.json');fetch('n.json')</script>`,
    '<base href="https://static.yunchuan.example/x/">'
  )
  expect(shellOf(html)?.dataUrls).toEqual([
    'https://static.yunchuan.example/x/n.json',
    'https://static.yunchuan.example/api/old/x'
  ])
})

test('a page saved as a file names no addresses that nobody could ask', () => {
  expect(
    shellOf(page("<div id=app></div><script>fetch('/api/x')</script>"), 'file:///a/b.html')
  ).toEqual({ dataUrls: [] })
})

test.each([
  ['nested boxes', '<div id="list">'.repeat(10_000)],
  ['empty lists side by side', '<ul id="list"></ul>'.repeat(50_000)],
  ['open quotes', `<script>${"url:'a".repeat(100_000)}</script>`],
  ['names without an end', `<script>${'a'.repeat(500_000)}</script>`],
  ['sums without an end', `<script>${"url:'/a'+b+".repeat(50_000)}</script>`],
  ['calls within calls', `<script>${'fetch('.repeat(100_000)}</script>`],
  ['braces', `<p>${'{{'.repeat(300_000)}</p>`]
])('%s take no more than linear time', (_, html) => {
  const bytes = new TextEncoder().encode(`<div id=app></div>${html}`)
  const opened = openPage({ url: URL_, contentType: null, bytes })
  const started = performance.now()
  scriptShell(opened)
  expect(performance.now() - started).toBeLessThan(3000)
})
