import { expect, test } from 'vitest'
import { epaperIssue } from '../../../src/collect/page/epaper.ts'
import { openPage } from '../../../src/collect/page/page.ts'

const read = (html: string, url: string) =>
  epaperIssue(
    openPage({
      url,
      contentType: 'text/html; charset=utf-8',
      bytes: new TextEncoder().encode(
        `<html><head><title>数字报</title></head><body>${html}</body></html>`
      )
    })
  )
const PAPER = 'http://paper.yunchuan.example'

test('an old page: links with numbers, a map, a list with another end of the addresses', () => {
  const html = `
    <map name="PagePicMap"><AREA coords="1,2,3,4" shape="polygon" href="content_5001.htm"><AREA coords="5,6,7,8" shape="polygon" href="content_5002.htm"></map>
    <table><tr><td><a href="../../../page/1/2026-03-12/01/2026031201_pdf.pdf"><img src="pdf.gif"></a></td>
      <td><a id=pageLink href=./node_2.htm>第01版：要闻</a></td></tr>
      <tr><td><a id=pageLink href=./node_3.htm>第02版：澄湖新闻</a><td><a href="node_4.htm">第03版:广告</a></table>
    <a class="preart" href="../../2026-03/11/node_2.htm">上一期</a>
    <ul><li><a href=content_5001.htm?div=-1><div style="display:inline" id=mp5001>园区招商<br>首月“开门红”</div></a>
    <li><a href=content_5002.htm?div=-1><div style="display:inline" id=mp5002>春耕备耕忙起来</div></a></ul>`
  expect(read(html, `${PAPER}/html/2026-03/12/node_2.htm`)).toEqual({
    pages: [`${PAPER}/html/2026-03/12/node_3.htm`, `${PAPER}/html/2026-03/12/node_4.htm`],
    articles: [
      {
        url: `${PAPER}/html/2026-03/12/content_5001.htm`,
        title: '园区招商 首月“开门红”',
        published: '2026-03-12'
      },
      {
        url: `${PAPER}/html/2026-03/12/content_5002.htm`,
        title: '春耕备耕忙起来',
        published: '2026-03-12'
      }
    ],
    date: '2026-03-12'
  })
})

test('a newer page: layout and content stand in folders of their own', () => {
  const html = `<div class="swiper-slide"><a id="pageLink" href="node_01.html">01版：要闻</a></div>
    <div class="swiper-slide"><a id="pageLink" href="node_02.html">02版：要闻</a></div>
    <map><area href="../../../content/202603/12/content_30.html"></map>
    <ul class="news-list"><li><a href="../../../content/202603/12/content_30.html">产业链“链长”走进企业</a></li>
    <li><a href="../../../content/202603/12/content_31.html">一线见闻</a></li></ul>
    <a href="../../202603/11/node_01.html">上一期</a>`
  expect(read(html, `${PAPER}/layout/202603/12/node_01.html`)).toMatchObject({
    pages: [`${PAPER}/layout/202603/12/node_02.html`],
    articles: [{ title: '产业链“链长”走进企业' }, { title: '一线见闻' }],
    date: '2026-03-12'
  })
})

test('an index of all pages and articles, with ids for names', () => {
  const html = `<a href="PageA01TB.htm">A01版：头条</a><a href="A01Q7K2M9X4B1ZT.htm">高新区建成智算中心</a>
    <a href="PageA02TB.htm">A02版：城事</a><a href="B02Q7K2M9X4B1ZT.htm">地铁三号线试运行</a>`
  expect(read(html, `${PAPER}/wb/content/20260312/PageArticleIndexWZ.htm`)).toMatchObject({
    pages: [
      `${PAPER}/wb/content/20260312/PageA01TB.htm`,
      `${PAPER}/wb/content/20260312/PageA02TB.htm`
    ],
    articles: [{ title: '高新区建成智算中心' }, { title: '地铁三号线试运行' }]
  })
})

test('pages may be known by their files below a date alone', () => {
  const html = `<a href="/20260312/v01.shtml">要闻</a><a href="/20260312/v02.shtml">财经</a>
    <a href="/20260311/v01.shtml">昨天</a><a href="/20260312/904411.shtml">银企对接会签约十二项</a>`
  expect(read(html, `${PAPER}/20260312/v01.shtml`)).toMatchObject({
    pages: [`${PAPER}/20260312/v02.shtml`],
    articles: [{ url: `${PAPER}/20260312/904411.shtml` }],
    date: '2026-03-12'
  })
})

test('a paper in English is known by its addresses', () => {
  const html = `<a href="page_a1.html">Page A1</a><a href="page_a2.html">Page A2</a>
    <a href="article_771.html">Willow Creek opens its second wind tunnel</a>`
  expect(read(html, 'https://paper.willow.example/2026/3/12/page_a1.html')).toMatchObject({
    pages: ['https://paper.willow.example/2026/3/12/page_a2.html'],
    articles: [{ title: 'Willow Creek opens its second wind tunnel' }],
    date: '2026-03-12'
  })
})

test('addresses without a date: the page shows it', () => {
  const html = `<p>2026年3月12日 星期四 总第1024期</p><a href="?page=1">第1版 要闻</a><a href="?page=2">第2版 副刊</a>
    <a href="?id=71">湖畔书屋开放</a><a href="?id=72">老街换新颜</a>`
  expect(read(html, `${PAPER}/issue.php?page=1`)).toMatchObject({
    pages: [`${PAPER}/issue.php?page=2`],
    articles: [{ title: '湖畔书屋开放' }, { title: '老街换新颜' }],
    date: '2026-03-12'
  })
})

test('a title may be written by a script, or stand in the map only', () => {
  const html = `<a href="node_2.htm">第一版</a><a href="node_3.htm">第二版</a>
    <map><area href="content_1.htm"><area href="content_2.htm" title="只在图上的稿件"><area href="content_3.htm"></map>
    <a href="content_1.htm"><div><script>document.write(view("脚本写出的标题"))</script></div></a>`
  expect(
    read(html, `${PAPER}/html/2026-03/12/node_2.htm`)?.articles.map(({ title }) => title)
  ).toEqual(['脚本写出的标题', '只在图上的稿件'])
})

test('pages come in the order of their numbers', () => {
  const html = [10, 9, 2, 1].map((n) => `<a href="node_${n}.htm">第${n}版</a>`).join('')
  const pages = read(html, `${PAPER}/html/2026-03/12/node_9.htm`)?.pages
  expect(pages?.map((url) => /\d+(?=\.htm)/.exec(url)?.[0])).toEqual(['1', '2', '10'])
})

test('a front page without articles leads to its pages', () => {
  const html =
    '<a href="html/2026-03/12/node_2.htm">第01版</a><a href="html/2026-03/12/node_3.htm">第02版</a>'
  expect(read(html, `${PAPER}/`)).toEqual({
    pages: [`${PAPER}/html/2026-03/12/node_2.htm`, `${PAPER}/html/2026-03/12/node_3.htm`],
    articles: [],
    date: '2026-03-12'
  })
})

test.each([
  [
    'an article of a paper',
    '<a href="node_2.htm">第01版</a><a href="node_3.htm">第02版</a><a href="content_1.htm">甲乙丙</a><a href="content_2.htm">丁戊己</a>',
    `${PAPER}/html/2026-03/12/content_1.htm`
  ],
  [
    'columns of a website',
    '<a href="node_7026.htm">要闻</a><a href="node_7027.htm">科技</a>',
    `${PAPER}/`
  ],
  ['pages of a list', '<a href="?page=2">第2页</a><a href="?page=3">Page 3</a>', `${PAPER}/`],
  [
    'editions of a book',
    '<a href="/a/1.html">第2版本说明</a><a href="/a/2.html">第3版本说明</a>',
    `${PAPER}/`
  ],
  ['one page only', '<a href="node_2.htm">第01版</a>', `${PAPER}/html/2026-03/12/`],
  ['pages to print', '<a href="1.pdf">第01版</a><a href="2.pdf">第02版</a>', `${PAPER}/`],
  [
    'pages of another host',
    '<a href="http://b.example/1.htm">第01版</a><a href="http://b.example/2.htm">第02版</a>',
    `${PAPER}/`
  ],
  [
    'news of a day in files with short names',
    '<a href="/2026/03/12/a01.html">园区召开一季度经济运行分析会议并部署工作</a><a href="/2026/03/12/a02.html">澄湖高新区举办银企对接会现场签约十二个项目</a>',
    `${PAPER}/`
  ],
  [
    'news of a day',
    '<a href="/2026/03/12/10234.html">一</a><a href="/2026/03/12/10235.html">二</a>',
    `${PAPER}/`
  ]
])('%s is no issue', (_, html, url) => {
  expect(read(html, url)).toBeNull()
})
