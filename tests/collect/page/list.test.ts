import { expect, test } from 'vitest'
import { findLists, isListPage } from '../../../src/collect/page/list.ts'
import type { ListItem } from '../../../src/collect/page/list-item.ts'
import { openPage, type Page } from '../../../src/collect/page/page.ts'

const OPTIONS = { zone: 'Asia/Shanghai', now: new Date('2026-03-12T04:00:00Z') }
const URL_OF_PAGE = 'http://www.chenghu.example/xwzx/index.html'

const pageOf = (html: string, url = URL_OF_PAGE): Page =>
  openPage({ url, contentType: 'text/html; charset=utf-8', bytes: new TextEncoder().encode(html) })

const itemsOf = (html: string): readonly ListItem[] =>
  findLists(pageOf(html), OPTIONS)[0]?.items ?? []

const TITLES = [
  '澄湖高新区召开新材料产业推进会',
  '六家企业签约落户望澄山片区',
  '北岸机器人新厂房提前两个月封顶',
  '管委会发布企业用工补贴办法'
]

const each = (row: (title: string, n: number) => string): string => TITLES.map(row).join('\n')
const titlesOf = (items: readonly ListItem[]): string[] => items.map(({ title }) => title)
const daysOf = (items: readonly ListItem[]) => items.map(({ published }) => published)

const DAYS = ['2026-03-09', '2026-03-08', '2026-03-07', '2026-03-06']

test.each([
  [
    'behind the link',
    `<ul>${each((t, n) => `<li><a href="./${n}.html">${t}</a><span>${DAYS[n]}</span>`)}</ul>`
  ],
  [
    'before it, in brackets',
    `<ul>${each((t, n) => `<li>[${DAYS[n]}] <a href="./${n}.html">${t}</a>`)}</ul>`
  ],
  [
    'month and day alone',
    `<ul>${each((t, n) => `<li><a href="./${n}.html">${t}</a><i>03-0${9 - n}</i>`)}</ul>`
  ],
  [
    'in cells that nobody closed',
    `<table>${each((t, n) => `<tr><td><a href="./${n}.html">${t}</a><td>${DAYS[n]}`)}</table>`
  ],
  [
    'behind a line break',
    `<p>${each((t, n) => `<a href="./${n}.html">${t}</a> ${DAYS[n]}<br>`)}</p>`
  ],
  ['in dd', `<dl>${each((t, n) => `<dt><a href="./${n}.html">${t}</a><dd>${DAYS[n]}`)}</dl>`],
  [
    'in dt, the link in dd',
    `<dl>${each((t, n) => `<dt>${DAYS[n]}<dd><a href="./${n}.html">${t}</a>`)}</dl>`
  ],
  [
    'day and month apart',
    `<ul>${each((t, n) => `<li><b>0${9 - n}</b><i>2026-03</i><a href="./${n}.html">${t}</a>`)}</ul>`
  ],
  [
    'in the card that is one link',
    `<div>${each((t, n) => `<a class="card" href="./${n}.html"><h3>${t}</h3><p>正文摘要</p><time datetime="${DAYS[n]}"></time></a>`)}</div>`
  ],
  [
    'in the address',
    `<ul>${each((t, n) => `<li><a href="./t2026030${9 - n}_1.html">${t}</a>`)}</ul>`
  ],
  [
    'at the end of the link itself',
    `<ul>${each((t, n) => `<li><a href="./${n}.html">${t} (${DAYS[n]})</a>`)}</ul>`
  ],
  [
    'in a heading above several rows',
    DAYS.map((day, n) => `<h3>${day}</h3><ul><li><a href="./${n}.html">${TITLES[n]}</a></ul>`).join(
      ''
    )
  ]
])('the date is read %s', (_, html) => {
  const items = itemsOf(`<html lang="zh"><body>${html}</body></html>`)
  expect(titlesOf(items)).toEqual(TITLES)
  expect(daysOf(items)).toEqual(DAYS)
})

test('a cut title is completed from its attribute, also where that says more than the title', () => {
  const items = itemsOf(
    `<ul>${each((t, n) => `<li><a href="${n}.html" title="标题：${t}&#10;作者：办公室&#10;更新时间：${DAYS[n]}">${t.slice(0, 8)}...</a>`)}</ul>`
  )
  expect(titlesOf(items)).toEqual(TITLES)
  expect(daysOf(items)).toEqual(DAYS)
})

test('a category, an author and a link to more are not the news of their row', () => {
  const items = itemsOf(
    `<table>${each((t, n) => `<tr><td>[<a href="/c/1">企业</a>]<a href="${n}.html">${t}</a><td><a href="/u/${n}">作者${n}</a><td><a href="/d/${n}">查看详情</a>`)}</table>`
  )
  expect(titlesOf(items)).toEqual(TITLES)
})

test('picture, title and more that lead to one address are one item', () => {
  const items = itemsOf(
    `<div>${each((t, n) => `<div class="item"><a href="/a/${n}"><img alt="图片"></a><h4><a href="/a/${n}">${t}</a></h4><p>该项目占地四十亩，建成后将形成完整的研发、中试与量产链条。</p><a href="/a/${n}#more">[详细]</a></div>`)}</div>`
  )
  expect(titlesOf(items)).toEqual(TITLES)
  expect(items[0]?.excerpt).toContain('占地四十亩')
})

test('marks beside a title are none of its words, and brackets that tell titles apart stay', () => {
  const items = itemsOf(
    '<ul><li><em>置顶</em><a href="1.html">【第三批】专利资助名单公示<i>NEW</i></a> 03-09<li><a href="2.html">关于征集（试行）意见的通知</a> 03-08<li><a href="3.html">停水通知：3月14日8时至18时</a> 03-07</ul>'
  )
  expect(titlesOf(items)).toEqual([
    '【第三批】专利资助名单公示',
    '关于征集（试行）意见的通知',
    '停水通知：3月14日8时至18时'
  ])
})

test('rows that only a script makes clickable are items', () => {
  const items = itemsOf(
    `<table>${each((t, n) => `<tr onclick="window.open('view.asp?id=${n}')"><td>${t}<td>${DAYS[n]}`)}</table>`
  )
  expect(items.map(({ url }) => url)).toEqual(
    [0, 1, 2, 3].map((n) => `http://www.chenghu.example/xwzx/view.asp?id=${n}`)
  )
})

test('links that lead nowhere are no items', () => {
  const items = itemsOf(
    `<ul><li><a href="javascript:void(0)">请点击这里打开全部新闻列表</a><li><a href="#top">返回本页面的顶部继续阅读</a><li><a href="mailto:a@b.example">给编辑部写信反映情况</a>${each((t, n) => `<li><a href="//cdn.chenghu.example/${n}">${t}</a>`)}</ul>`
  )
  expect(items[0]?.url).toBe('http://cdn.chenghu.example/0')
  expect(items).toHaveLength(4)
})

test.each([
  ['a day by which something is due', '<li><a href="a.html">T</a> 报名截止：2026-03-01'],
  ['a day in the future', '<li><a href="a.html">T</a> 2027-01-01'],
  [
    'a day in a sentence',
    '<li><a href="a.html">T</a><p>2026年3月4日，园区举行了开工仪式，共有三百余人参加了活动。</p>'
  ],
  ['a number in the address that is no day', '<li><a href="/id/2026139N.html">T</a>'],
  ['a year alone', '<li><a href="a.html">T</a> 2024'],
  ['numbers that may be read in two ways', '<li><a href="a.html">T</a> 03/02/2026']
])('%s is not the date of a row', (_, row) => {
  const rows = TITLES.map((t, n) =>
    row.replace('T', t).replace('a.html', `a${n}.html`).replace('N', `${n}`)
  ).join('')
  expect(daysOf(itemsOf(`<ul>${rows}</ul>`))).toEqual([undefined, undefined, undefined, undefined])
})

test('a row that shows month and day has the year of its address', () => {
  const items = itemsOf(
    `<ul>${each((t, n) => `<li><a href="/2019/030${9 - n}/c${n}.html">${t}</a><span>03-0${9 - n}</span>`)}</ul>`
  )
  expect(daysOf(items)).toEqual(['2019-03-09', '2019-03-08', '2019-03-07', '2019-03-06'])
})

const rowsWith = (n: number, prefix: string): string =>
  Array.from(
    { length: n },
    (_, i) =>
      `<li><a href="/${prefix}/${i}.html">${TITLES[i % 4]}之${i}</a><span>03-0${9 - (i % 9)}</span>`
  ).join('')

test('a short list under the name of the page goes before a longer one beside it', () => {
  const page = pageOf(
    `<title>通知公告_澄湖高新区</title><div class="left"><h3>热点排行</h3><ul>${rowsWith(12, 'hot')}</ul></div><div class="right"><div>当前位置：<a href="/">首页</a> &gt; 通知公告</div><h2>通知公告</h2><ul>${rowsWith(4, 'xwzx')}</ul></div>`
  )
  const lists = findLists(page, OPTIONS)
  expect(lists[0]).toMatchObject({ heading: '通知公告' })
  expect(lists[0]?.items).toHaveLength(4)
  expect(lists[1]?.items).toHaveLength(12)
})

test('groups of five rows are one list, boxes with names of their own are not', () => {
  const five = `<ul>${rowsWith(5, 'a')}</ul><hr><ul>${rowsWith(5, 'b')}</ul>`
  expect(itemsOf(`<div>${five}</div>`)).toHaveLength(10)
  const boxes = `<div><h3>要闻</h3><ul>${rowsWith(5, 'a')}</ul></div><div><h3>公告</h3><ul>${rowsWith(5, 'b')}</ul></div>`
  expect(itemsOf(`<div>${boxes}</div>`)).toHaveLength(5)
})

test('a home page of boxes, an article with related news and a menu are no pages of a list', () => {
  const box = (name: string): string => `<div><h3>${name}</h3><ul>${rowsWith(6, name)}</ul></div>`
  const prose = `<p>${'园区负责人介绍了项目的进展情况，并回答了企业代表的提问。'.repeat(12)}</p>`
  const pages = [
    ['要闻', '公告', '政策', '招商'].map(box).join(''),
    `<h1>六家企业签约</h1>${prose}${prose}<div><h3>相关新闻</h3><ul>${rowsWith(6, 'x')}</ul></div>`,
    '<ul><li><a href="/a">首页</a><li><a href="/b">新闻</a><li><a href="/c">政策</a></ul>'
  ].map((html) => pageOf(html, 'http://www.chenghu.example/a/1.html'))
  expect(pages.map((page) => isListPage(page, findLists(page, OPTIONS)))).toEqual([
    false,
    false,
    false
  ])
})

test('a young column of one dated row is a list where it bears the name of the page', () => {
  const page = pageOf(
    `<title>园区要闻</title><div id="nav"><a href="/">首页</a></div><div><h2>园区要闻</h2><ul>${rowsWith(1, 'xwzx')}</ul></div>`
  )
  const lists = findLists(page, OPTIONS)
  expect(lists[0]?.items).toHaveLength(1)
  expect(isListPage(page, lists)).toBe(true)
})

test('lists that were not found here are not vouched for', () => {
  const foreign = { items: [], heading: null, selectors: { item: 'li' } }
  expect(isListPage(pageOf('<ul></ul>'), [foreign])).toBe(false)
})

test('no more than 200 rows are read, in page order', () => {
  const items = itemsOf(`<ul>${rowsWith(400, 'n')}</ul>`)
  expect(items).toHaveLength(200)
  expect(items[199]?.url).toBe('http://www.chenghu.example/n/199.html')
})

test.each([
  ['nested elements', '<div>'.repeat(4000) + '<a href="/x">some words here</a>'],
  ['nested tables', '<table><tr><td><a href="/x">some words here</a>'.repeat(1000)],
  ['links in a row', '<a href="/x">some words here</a> '.repeat(20_000)],
  [
    'small lists',
    `<ul><li><a href="/x">some words here</a><li><a href="/y">more words</a></ul>`.repeat(5000)
  ]
])('a page of nothing but %s is read in a moment', (_, html) => {
  const page = pageOf(html)
  const start = performance.now()
  findLists(page, OPTIONS)
  expect(performance.now() - start).toBeLessThan(10_000)
})

test('a page that only its own script opens is an item, the argument of any other call is none', () => {
  const call = (t: string, n: number): string =>
    `<li><a href="javascript:void(0);" onclick="openNews('17${n}.htm','1');">${t}</a> ${DAYS[n]}`
  expect(itemsOf(`<ul>${each(call)}</ul>`).map(({ url }) => url)).toEqual(
    TITLES.map((_, n) => `http://www.chenghu.example/xwzx/17${n}.htm`)
  )
  const tab = (t: string, n: number): string =>
    `<li><a href="javascript:showTab('tab${n}')">${t}</a> ${DAYS[n]}`
  expect(itemsOf(`<ul>${each(tab)}</ul>`)).toEqual([])
})

test.each([
  [
    'the day large above year and month',
    (n: number) => `<div class="date"><span>0${9 - n} </span>2026/03</div>`
  ],
  ['Korean words', (n: number) => `<td>2026년 3월 ${9 - n}일</td>`],
  ['Korean points', (n: number) => `<td>2026. 3. ${9 - n}.</td>`]
])('a date written with %s is read', (_, date) => {
  const html = `<table>${each((t, n) => `<tr><td><a href="${n}.html">${t}</a></td>${date(n)}</tr>`)}</table>`
  const rows = html.includes('<div')
    ? `<ul>${each((t, n) => `<li><a href="${n}.html">${date(n)}<h3>${t}</h3></a></li>`)}</ul>`
    : html
  expect(daysOf(itemsOf(rows))).toEqual(DAYS)
})

test('labels of a few columns leave the titles, labels that people wrote stay', () => {
  const rowsWith = (labels: readonly string[]): string =>
    `<ul>${each((t, n) => `<li><a href="${n}.html">[${labels[n]}] ${t}</a> ${DAYS[n]}`)}</ul>`
  expect(titlesOf(itemsOf(rowsWith(['要闻', '企业', '要闻', '企业'])))).toEqual(TITLES)
  const own = ['问', '公告', '心得', '问']
  expect(titlesOf(itemsOf(rowsWith(own)))).toEqual(TITLES.map((t, n) => `[${own[n]}] ${t}`))
})

const MANY = Array.from({ length: 3 }, () => TITLES).flat()
const rowsOf = (row: (title: string, n: number) => string): string =>
  `<ul>${MANY.map((t, n) => row(`第${n + 1}期：${t}`, n)).join('')}</ul>`
const PLAIN_ROWS = rowsOf((t, n) => `<li><a href="/a/${n}.html">${t}</a></li>`)
const PAGER = '<div class="pager"><a href="2.html">2</a><a href="3.html">3</a></div>'

const isList = (html: string, url?: string): boolean => {
  const page = pageOf(html, url)
  return isListPage(page, findLists(page, OPTIONS))
}

test('many headlines without dates are a list where nothing else of the page could be meant', () => {
  expect(isList(`<div>${PLAIN_ROWS}${PAGER}</div>`)).toBe(true)
  expect(isList(PLAIN_ROWS)).toBe(true)
  // The first page of a site, and a film with others below it.
  expect(isList(PLAIN_ROWS, 'http://www.chenghu.example/en/')).toBe(false)
  const name = '澄湖花海迎春来，万名游客周末乘船赏花'
  const film = `<title>${name} - 澄湖在线</title><h1>${name}</h1><div>${PLAIN_ROWS}${PAGER}</div>`
  expect(isList(film)).toBe(false)
  const names = rowsOf((_, n) => `<li><a href="/b/${n}.html">澄湖第${n + 1}服务站</a></li>`)
  expect(isList(names)).toBe(false)
  const other = PLAIN_ROWS.replaceAll('/a/', '/c/')
    .replaceAll('<li', '<dd')
    .replaceAll('ul>', 'dl>')
  expect(isList(`<div>${PLAIN_ROWS}</div><div>${other}</div>`)).toBe(false)
})

test('files with their days are a list of their own, files below a notice are not', () => {
  const file = (t: string, n: number): string => `<li><a href="/f/${n}.pdf">${t}</a>`
  expect(isList(rowsOf((t, n) => `${file(t, n)} <i>${DAYS[n % 4]}</i></li>`))).toBe(true)
  expect(isList(rowsOf((t, n) => `${file(t, n)}</li>`))).toBe(false)
})

test('an introduction above many rows does not make them the neighbours of an article', () => {
  const intro = `<p>${'本栏目发布各部门的通知与活动预告，欢迎来信。'.repeat(16)}</p>`
  const rows = rowsOf((t, n) => `<li><a href="/a/${n}.html">${t}</a> ${DAYS[n % 4]}</li>`)
  expect(isList(`<h1>通知公告</h1>${intro}${rows}`)).toBe(true)
  expect(isList(`<div><div>${intro}</div></div><div><div><div>${rows}</div></div></div>`)).toBe(
    false
  )
})

test('rows that a class calls a menu are news if dates and the numbers of further pages say so', () => {
  const rows = rowsOf((t, n) => `<li><a href="/a/${n}.html">${t}</a> ${DAYS[n % 4]}</li>`)
  const other = '<p><a href="/x">关于我们</a></p>'.repeat(9)
  expect(isList(`${other}<div class="nav">${rows}${PAGER}</div>`)).toBe(true)
  expect(isList(`${other}<div class="nav">${rows}</div>`)).toBe(false)
})

test('the short names of columns beside headlines are no rivals of theirs', () => {
  const rows = each((t, n) => `<li><a href="/a/${n}.html">${t}</a> ${DAYS[n]}</li>`)
  const names = (at: string): string =>
    `<div><dl>${each((_, n) => `<dd><a href="/${at}/${n}/">专题第${n}号</a> ${DAYS[n]}</dd>`)}</dl></div>`
  expect(
    isList(`<div><ul>${rows}${rows.replaceAll('/a/', '/a/1')}</ul></div>${names('b')}${names('c')}`)
  ).toBe(true)
})

const headingOf = (above: string): string | null | undefined => {
  const rows = each((t, n) => `<li><a href="${n}.html">${t}</a> ${DAYS[n]}`)
  return findLists(pageOf(`<div>${above}<ul>${rows}</ul></div>`), OPTIONS)[0]?.heading
}

test.each([
  ['当前位置：<a href="/">首页</a> &gt; <a href="/xw/">园区要闻</a> &gt;', '园区要闻'],
  ['<a href="/">Home</a> / <a href="/n/">Newsroom</a>', 'Newsroom'],
  ['<a href="/">首页</a> &gt;&gt; <a href="/t/">通知</a> &gt;&gt; 正文', '通知'],
  ['Está aquí: <a href="/">Inicio</a> &gt; <a href="/n/">Noticias</a>', 'Noticias'],
  ['园区要闻 <span>您的位置：<a href="/">首页</a></span>', '园区要闻']
])('the way to a page %s gives its last step as heading', (way, heading) => {
  expect(headingOf(`<div>${way}</div>`)).toBe(heading)
})

test('the first page of the site, its neighbours and the names of columns are no headings', () => {
  expect(headingOf('<h2>通知公告</h2><div><a href="/">首页</a></div>')).toBe('通知公告')
  const tabs = '<div><a href="/a/">公司新闻</a><a href="/b/">行业资讯</a></div>'
  expect(headingOf(`<h2>新闻中心</h2>${tabs}`)).toBe('新闻中心')
  const head = '<tr><td>序号</td><td>标题</td><td>日期</td></tr>'
  const rows = each(
    (t, n) => `<tr><td>${n}</td><td><a href="${n}.html">${t}</a></td><td>${DAYS[n]}`
  )
  const table = findLists(pageOf(`<h2>公告</h2><table>${head}${rows}</table>`), OPTIONS)
  expect(table[0]?.heading).toBe('公告')
})

test('many thousand rows and links are read in time that grows with their number', () => {
  const rows = (count: number): string =>
    Array.from(
      { length: count },
      (_, n) => `<a href="/a/${n}.html">澄湖新闻第${n}条来了</a><br>`
    ).join('')
  const timeOf = (count: number): number => {
    const page = pageOf(rows(count))
    const start = performance.now()
    findLists(page, OPTIONS)
    return performance.now() - start
  }
  timeOf(2_000)
  const [few, many] = [timeOf(4_000), timeOf(32_000)]
  expect(many).toBeLessThan(Math.max(few, 20) * 8 * 4)
})
