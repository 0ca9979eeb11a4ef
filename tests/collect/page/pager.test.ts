import { expect, test } from 'vitest'
import { nextPageOf } from '../../../src/collect/page/pager.ts'
import { openPage } from '../../../src/collect/page/page.ts'

const HERE = 'http://news.chenghu.example/yqyw/index.html'

const next = (html: string, url = HERE): string | null =>
  nextPageOf(
    openPage({
      url,
      contentType: 'text/html; charset=utf-8',
      bytes: new TextEncoder().encode(`<html><body>${html}</body></html>`)
    })
  )

const at = (path: string): string => new URL(path, HERE).href

test.each([
  ['a word', '<a href="list_2.html">下一页</a>', 'list_2.html'],
  ['a word in brackets with an arrow', '<a href="?page=2">[下页 &gt;&gt;]</a>', '?page=2'],
  ['a word with spaces', '<a href="/yqyw/2.html">&nbsp;下一页　</a>', '/yqyw/2.html'],
  ['traditional characters', '<a href="index_2.html">下一頁</a>', 'index_2.html'],
  ['Japanese', '<a href="index_2.html">次のページへ</a>', 'index_2.html'],
  ['Russian', '<a href="?PAGEN_1=2">Следующая страница</a>', '?PAGEN_1=2'],
  ['English', '<a href="/yqyw/page/2/">Next Page »</a>', '/yqyw/page/2/'],
  [
    'older posts of a blog',
    '<div class="nav-links"><div class="nav-previous"><a href="/yqyw/page/2/">&larr; Older posts</a></div></div>',
    '/yqyw/page/2/'
  ],
  [
    'the text of an image',
    '<a href="index_2.html"><img src="n.gif" alt="下一页"></a>',
    'index_2.html'
  ],
  [
    'the title of a link',
    '<a href="index_2.html" title="下一页"><i class="r"></i></a>',
    'index_2.html'
  ],
  ['rel=next', '<a rel="next" href="?page=2"><i></i></a>', '?page=2'],
  [
    'an arrow in a pager',
    '<ul class="pagination"><li class="active"><span>1</span></li><li><a href="?p=2">2</a></li><li><a href="?p=2" aria-label="Next"><span>&raquo;</span></a></li></ul>',
    '?p=2'
  ],
  ['a class in a pager', '<div class="pager"><a class="page-next" href="?p=2"></a></div>', '?p=2'],
  [
    'an address in a script',
    `<a href="javascript:location.href='index_2.html'">下一页</a>`,
    'index_2.html'
  ],
  [
    'an address in a handler',
    `<span onclick="go('/yqyw/index_2.html')">下一页</span>`,
    '/yqyw/index_2.html'
  ],
  ['a button', `<input type="button" value="下一页" onclick="location.href='?page=2'">`, '?page=2'],
  ['more of the list', '<a class="more" href="?page=2">Load more</a>', '?page=2']
])('the next page is told by %s', (_, html, expected) => {
  expect(next(html)).toBe(at(expected))
})

test('a link of the head counts when it leads to a numbered page', () => {
  expect(next('<link rel="next" href="/yqyw/page/2/">')).toBe(at('/yqyw/page/2/'))
  expect(next('<link rel="next" title="另一篇文章" href="/2026/03/other/">')).toBeNull()
})

test.each([
  [
    'a number without a link',
    '<span>1</span> <a href="a_2.html">2</a> <a href="a_3.html">3</a>',
    'a_2.html'
  ],
  [
    'plain text',
    '第 1 <a href="index_2.html">[2]</a> <a href="index_3.html">[3]</a>',
    'index_2.html'
  ],
  ['the last but one', '<a href="a_1.html">1</a> <b>2</b> <a href="a_3.html">3</a>', 'a_3.html'],
  ['a marked link', '<a class="on" href="#">1</a><a href="index_2.html">2</a>', 'index_2.html'],
  [
    'a marked item',
    '<li class="active"><a href="x.html">1</a></li><li><a href="index_2.html">2</a></li>',
    'index_2.html'
  ],
  [
    'a link to the page itself',
    '<a href="/yqyw/">1</a><a href="/yqyw/index_2.html">2</a>',
    '/yqyw/index_2.html'
  ],
  ['no current page', '<a href="index_4.html">4</a><a href="index_5.html">5</a>', null],
  [
    'numbers of a slider over articles with ids in a row',
    '<b>1</b> <a href="/n/x_3102.html">2</a> <a href="/n/x_3103.html">3</a>',
    null
  ],
  ['numbers that count nothing', '<b>1</b> <a href="/a.html">2</a> <a href="/b.html">3</a>', null]
])('the number behind the current one: %s', (_, html, expected) => {
  expect(next(`<div class="fy">${html}</div>`)).toBe(expected === null ? null : at(expected))
})

test('in a pager that says so, numbers may lead anywhere on the host', () => {
  const html = '<div class="pagination"><em>1</em> <a href="/c/b">2</a> <a href="/c/x">3</a></div>'
  expect(next(html)).toBe(at('/c/b'))
})

test('a last arrow that skips pages gives way to the number', () => {
  const html =
    '<div class="pages"><strong>1</strong><a href="?page=2">2</a><a href="?page=3">3</a><a href="?page=40">»</a></div>'
  expect(next(html)).toBe(at('?page=2'))
})

test.each([
  [
    'the next article',
    '<p>下一篇：<a href="t20260301_2.html">园区召开推进会</a></p><a href="2.html">下一篇</a>'
  ],
  [
    'the next post',
    '<nav class="post-navigation"><a rel="next" href="/2026/other/">Next</a></nav>'
  ],
  [
    'the page itself',
    '<a href="index.html">下一页</a><a href="./">下一页</a><a href="#">下一页</a>'
  ],
  ['another host', '<a href="http://ads.example/index_2.html">下一页</a>'],
  ['a script without an address', '<a href="javascript:goPage(2)">下一页</a>'],
  ['a form of the server', `<a href="javascript:__doPostBack('GridView1','Page$2')">下一页</a>`],
  ['no page of the web', '<a href="mailto:a@news.chenghu.example">下一页</a>'],
  [
    'a slider',
    '<div class="carousel slide"><a class="carousel-control" href="/yqyw/?slide=2">Next</a><a href="/p.html" data-slide="next">›</a></div>'
  ],
  [
    'a calendar',
    `<table>${'<tr><td>1</td><td>2</td><td><b>3</b></td><td><a href="?d=4">4</a></td><td>5</td><td>6</td><td>7</td></tr>'.repeat(4)}<tr><td><a href="?m=7">»</a></td></tr></table>`
  ],
  ['Next without a pager', '<p><a href="/products/">Next</a></p>'],
  ['an arrow without a pager', '<p>首页 <a href="/products/">&gt;</a> 新闻</p>'],
  [
    'a long text',
    '<a href="index_2.html">下一页将介绍澄湖高新区近三年来重点项目建设的进展情况和安排</a>'
  ]
])('%s is no next page', (_, html) => {
  expect(next(html)).toBeNull()
})

test.each([
  ['/yqyw/index_2.html', '<a href="index_1.html">下一页</a>'],
  ['/yqyw/?page=3', '<a href="?page=3">下一页</a>'],
  ['/yqyw/index_5.html', '<a href="index_5.html">下一页</a>']
])('on %s a link back is no next page', (path, html) => {
  expect(next(html, at(path))).toBeNull()
})

test('a list with a cursor adds it to its own address', () => {
  const html = '<a rel="next" href="/yqyw/?section=2&amp;after=t3_8981&amp;n=30">More</a>'
  expect(next(html, at('/yqyw/?section=2'))).toBe(at('/yqyw/?section=2&after=t3_8981&n=30'))
  expect(next(html, at('/yqyw/?section=3'))).toBeNull()
})

test('the next article of a program is no next page, though its address differs in a number', () => {
  expect(next('<a rel="next" href="show.php?id=18">Next</a>', at('/show.php?id=17'))).toBeNull()
})

test('pagers may count rows', () => {
  const html = (current: number): string =>
    [0, 10, 20, 30]
      .map((n) => (n === current ? `<b class="on">${n}</b>` : `<a href="?start=${n}">${n}</a>`))
      .join(' | ')
  expect(next(html(0), at('/yqyw/'))).toBe(at('/yqyw/?start=10'))
  expect(next(html(10), at('/yqyw/?start=10'))).toBe(at('/yqyw/?start=20'))
  expect(next('<b>10</b> <a href="?pagesize=25">25</a> <a href="?pagesize=50">50</a>')).toBeNull()
})

test('the base of the addresses may be another host of the site', () => {
  const html = '<base href="http://www.chenghu.example/web/"><a href="list_2.html">下一页</a>'
  expect(next(html)).toBe('http://www.chenghu.example/web/list_2.html')
})

const script = (call: string): string => `<script type="text/javascript">\n${call}\n</script>`

test.each([
  ['/yqyw/', "createPageHTML(20, 0, 'index', 'shtml');", '/yqyw/index_1.shtml'],
  ['/yqyw/index.shtml', 'createPageHTML("20","0","index","shtml");', '/yqyw/index_1.shtml'],
  ['/yqyw/index_1.shtml', "createPageHTML(20, 1, 'index', 'shtml');", '/yqyw/index_2.shtml'],
  ['/yqyw/index_1.shtml', "createPageHTML(2, 1, 'index', 'shtml');", null],
  ['/yqyw/index_19.shtml', "createPageHTML(20, 19, 'index', 'shtml');", null],
  [
    '/yqyw/list.shtml',
    "createPageHTML('page_div',23, 1,'list','shtml',340);",
    '/yqyw/list_2.shtml'
  ],
  [
    '/yqyw/list_22.shtml',
    "createPageHTML('page_div',23, 22,'list','shtml',340);",
    '/yqyw/list_23.shtml'
  ],
  ['/yqyw/list_23.shtml', "createPageHTML('page_div',23, 23,'list','shtml',340);", null],
  ['/yqyw/list.shtml', "createPageHTML(5, 1, 'list', 'shtml');", '/yqyw/list_2.shtml'],
  ['/yqyw/', "createPageHTML(1, 0, 'index', 'shtml');", null],
  ['/was/search?page=1', "createPageHTML(9, 0, 'index', 'shtml');", null],
  ['/yqyw/', "// createPageHTML(20, 0, 'index', 'shtml');", null],
  [
    '/202603/t20260304_7.htm',
    'createPageHTML(3, 0, "t20260304_7", "htm");',
    '/202603/t20260304_7_1.htm'
  ]
])('on %s %s leads to %s', (path, call, expected) => {
  expect(next(script(call), at(path))).toBe(expected === null ? null : at(expected))
})

const VARIABLES = `var currentPage = 0;//所在页从0开始
  var prevPage = currentPage-1//上一页
  var nextPage = currentPage+1//下一页
  var countPage = 12//共多少页
  if(countPage>1) document.write("<a href=\\"index"+"_" + nextPage + "."+"htm\\">下一页</a>");`

test('the older script of TRS keeps its numbers in variables', () => {
  expect(next(script(VARIABLES), at('/yqyw/'))).toBe(at('/yqyw/index_1.htm'))
  expect(next(script(VARIABLES.replace('= 0', '= 11')), at('/yqyw/index_11.htm'))).toBeNull()
})

test.each([
  ['/yqyw/list_564.shtml', '/yqyw/list_564_2.shtml'],
  ['/yqyw/list_564_3.shtml', '/yqyw/list_564_4.shtml'],
  ['/yqyw/list_564_9.shtml', null]
])('on %s a stem, an ending and a count lead to %s', (path, expected) => {
  const call = `var totalPages = 9; var url = 'list_564_'; showPages(url + n + ".shtml")`
  expect(next(script(call), at(path))).toBe(expected === null ? null : at(expected))
})

test('an address may be a template', () => {
  const call =
    "var totalPage = 37; var currentPage = 1; writePages(totalPage, currentPage, '/yqyw/index_{n}.html');"
  expect(next(script(call), at('/yqyw/'))).toBe(at('/yqyw/index_2.html'))
  expect(next(script(call), at('/yqyw/index_37.html'))).toBeNull()
})

test.each([
  ['deep elements', '<div>'.repeat(5000) + '<a href="i_2.html">下一页</a>'],
  ['links that say next', '<a href="/x.html">Next</a>'.repeat(20_000)],
  ['numbers', '<a href="/x.html">1</a>'.repeat(20_000)],
  ['a link that holds much', `<a href="index_2.html">${'<b>'.repeat(5000)}`],
  ['a script of quotes', script(`"${"'a_".repeat(6000)}`)]
])('%s take no time to speak of', (_, html) => {
  const start = performance.now()
  next(html)
  expect(performance.now() - start).toBeLessThan(2500)
})
