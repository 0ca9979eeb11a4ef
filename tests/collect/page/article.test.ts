import { describe, expect, it } from 'vitest'
import { readArticle, type ArticleOptions } from '../../../src/collect/page/article.ts'
import { openPage } from '../../../src/collect/page/page.ts'

const OPTIONS = { zone: 'Asia/Shanghai', now: new Date('2026-03-12T04:00:00Z') }
const TEXT = [
  '<p>澄湖高新区上午举行了一场面向中小企业的对接会，三十多家单位到场，会场坐满了人。</p>',
  '<p>管委会介绍了今年的扶持办法，并当场答复了企业提出的十二个问题，另有三个问题会后书面答复。</p>',
  '<p>“我们最看重的是办事的速度。”一位负责人说，从递交材料到拿到批复，只用了四天时间。</p>'
].join('')
const PLAIN = TEXT.replace(/<p>/g, '')
  .replace(/<\/p>$/, '')
  .replace(/<\/p>/g, '\n')

const read = (
  html: string,
  url = 'http://news.example/a/9.html',
  more: Partial<ArticleOptions> = {}
) =>
  readArticle(
    openPage({
      url,
      contentType: 'text/html; charset=utf-8',
      bytes: new TextEncoder().encode(html)
    }),
    { ...OPTIONS, ...more }
  )

const page = (parts: {
  head?: string
  info?: string
  body?: string
  after?: string
  title?: string
}) =>
  `<html><head><title>${parts.title ?? '园区对接会来了三十多家单位_云川新闻网'}</title>${parts.head ?? ''}</head>
  <body><div class="nav"><a href="/">云川新闻网</a><a href="/yw/">要闻</a></div>
  <h1>园区对接会来了三十多家单位</h1><div class="info">${parts.info ?? ''}</div>
  <div class="box">${parts.body ?? TEXT}</div>${parts.after ?? ''}
  <div class="foot">云川新闻网 版权所有 滇ICP备00000001号 © 2019-2026</div></body></html>`

describe('title', () => {
  it('is the headline on the page, not the title with the name of the site', async () => {
    expect((await read(page({})))?.title).toBe('园区对接会来了三十多家单位')
  })

  it('is not a meta title that names the site', async () => {
    const head = '<meta name="ArticleTitle" content="云川新闻网">'
    expect((await read(page({ head })))?.title).toBe('园区对接会来了三十多家单位')
  })

  it('is whole where <title> is cut', async () => {
    const html = page({ title: '园区对接会来了…' })
    expect((await read(html))?.title).toBe('园区对接会来了三十多家单位')
  })

  it('comes from <title> without site and column where no element shows it', async () => {
    const html = `<title>停水通知 - 云川水务</title><img src="/logo.png" alt="云川水务"><div>${TEXT}</div>`
    expect((await read(html))?.title).toBe('停水通知')
  })

  it('is the one of two headings that the list named', async () => {
    const html = `<title>云川新闻网</title><h2>园区要闻</h2><h2>对接会来了三十多家单位</h2><div>${TEXT}</div>`
    const listed = { title: '对接会来了三十多家单位' }
    expect((await read(html, undefined, { listed }))?.title).toBe('对接会来了三十多家单位')
  })
})

describe('date', () => {
  const dateOf = async (info: string, more: { head?: string; url?: string } = {}) =>
    (await read(page({ info, head: more.head ?? '' }), more.url))?.published

  it('is read with its time in the zone of the source', async () => {
    expect(await dateOf('发布时间：2026年03月11日 09:12')).toBe('2026-03-11T09:12:00+08:00')
  })

  it('is the published one beside an updated one', async () => {
    const info = '<span>更新时间：2026-03-12 10:00</span><span>发布时间：2026-03-09 08:00</span>'
    expect(await dateOf(info)).toBe('2026-03-09T08:00:00+08:00')
  })

  it('is missing where only an updated one stands', async () => {
    expect(await dateOf('最后更新：2026-03-12 10:00')).toBeNull()
  })

  it('is not the clock of the server', async () => {
    expect(await dateOf('今天是2026年3月12日 星期四')).toBeNull()
  })

  it('on the page beats a meta date of another day, the one of the last build', async () => {
    const head = '<meta name="PubDate" content="2025-01-01 00:00">'
    expect(await dateOf('发布时间：2026-03-11 09:12', { head })).toBe('2026-03-11T09:12:00+08:00')
  })

  it('comes from the address where nothing else tells it', async () => {
    const url = 'http://news.example/202603/t20260304_88.html'
    expect(await dateOf('', { url })).toBe('2026-03-04')
  })

  it('in elements for year and day is put together', async () => {
    const info =
      '<span><em>2026</em></span> <span><em>03</em>/<em>04</em></span> <span>09:12:30</span>'
    expect(await dateOf(info)).toBe('2026-03-04T09:12:30+08:00')
  })

  it('in the data of a script counts if it is the only one', async () => {
    const one = '<script>var ct = "1773191520"</script>'
    expect(await dateOf('', { head: one })).toBe('2026-03-11T09:12:00+08:00')
    const two = '<script>[{"ct":"1773191520"},{"ct":"1773000000"}]</script>'
    expect(await dateOf('', { head: two })).toBeNull()
  })

  it('of a related list, a comment or the foot is none', async () => {
    const after =
      '<h3>相关新闻</h3><ul><li><a href="/1">北坝村的草莓又红了</a><i>2026-03-02</i></li></ul>'
    expect((await read(page({ after })))?.published).toBeNull()
  })
})

describe('outlet and author', () => {
  const creditsOf = async (info: string, body = TEXT, head = '') => {
    const article = await read(page({ info, body, head }))
    return [article?.outlet, article?.author]
  }

  it.each([
    ['来源：云川日报　作者：张三　李四　浏览次数：12次', '云川日报', '张三 李四'],
    [
      '<span>来 源:</span><span><a href="http://d.example">云川日报</a></span><span>作者:</span>',
      '云川日报',
      null
    ],
    ['2026-03-11 09:12 來源：「云川日报」 记者：张三', '云川日报', '张三'],
    ['来源：云川日报2026-03-11 09:12', '云川日报', null],
    ['来源： 作者： 发布时间：2026-03-11', null, null],
    ['来源：本网', null, null],
    ['责任编辑：王五', null, null],
    ['作者：admin', null, null],
    ['<span class="source">云川日报</span> 2026-03-11', '云川日报', null],
    [
      '<table><tr><td>稿源：</td><td>云川日报</td><td>通讯员：</td><td>张三</td></tr></table>',
      '云川日报',
      '张三'
    ]
  ])('%s', async (info, outlet, author) => {
    expect(await creditsOf(info)).toEqual([outlet, author])
  })

  it('stand behind the text where nothing stands above it', async () => {
    const body = `${TEXT}<p>（记者 张三 通讯员 李四）</p><p>来源：云川日报</p>`
    expect(await creditsOf('', body)).toEqual(['云川日报', '张三 李四'])
  })

  it('are not taken from what the site says about its rights', async () => {
    const body = `${TEXT}<p>凡注明“来源：云川晚报”的所有作品，版权均属于云川晚报社，转载请注明出处。</p>`
    expect(await creditsOf('', body)).toEqual([null, null])
  })

  it('are not taken from a meta tag that holds what a template left', async () => {
    const head = '<meta name="source" content="{source}"><meta name="author" content="">'
    expect(await creditsOf('', TEXT, head)).toEqual([null, null])
  })

  it('are names without offices in English', async () => {
    expect(await creditsOf('By Jane Doe, Staff Writer')).toEqual([null, 'Jane Doe'])
  })
})

describe('body', () => {
  const textOf = async (body: string, after = '') => (await read(page({ body, after })))?.text

  it.each([
    ['share bars', '<div class="bdsharebuttonbox"><a>微信</a><a>微博</a></div>'],
    ['buttons', '<p>【<a href="#">打印</a>】【<a href="#">关闭</a>】</p>'],
    ['the editor', '<p>（责任编辑：王五）</p>'],
    ['a counter', '<p>浏览次数：12次</p>'],
    ['neighbours', '<p>上一篇：<a href="/8">八号码头</a></p><p>下一篇：没有了</p>'],
    ['related headlines', '<p>相关阅读</p><ul><li><a href="/1">北坝村的草莓又红了</a></li></ul>'],
    ['rights', '<p>版权声明：凡本网注明来源的作品，未经授权不得转载，违者将依法追究责任。</p>'],
    ['tags', '<div class="tags">标签：<a href="/t">园区</a></div>'],
    [
      'hidden elements',
      '<p style="display:none">这里是一段看不见的文字，不该读到，也不该留下。</p>'
    ]
  ])('leaves out %s', async (_, noise) => expect(await textOf(TEXT + noise)).toBe(PLAIN))

  it('cuts the editor off the last sentence', async () => {
    expect(await textOf(TEXT.replace(/<\/p>$/, '（责任编辑：王五）</p>'))).toBe(PLAIN)
  })

  it.each([
    ['when an event will be', '<p>时间：3月20日 14:30</p>'],
    ['what a step says', '<p>审核：由经信局对材料进行审核，五日内答复。</p>'],
    ['the day of the signature', '<p>2026年3月9日</p>']
  ])('keeps %s', async (_, line) => {
    expect(await textOf(TEXT + line)).toBe(`${PLAIN}\n${line.slice(3, -4)}`)
  })

  it('keeps a line on rights in the middle of a text', async () => {
    const line = '<p>如发现侵权行为，权利人可以向高新区知识产权保护中心投诉，中心三日内答复。</p>'
    expect(await textOf(TEXT + line + TEXT)).toContain('如发现侵权行为')
  })

  it('keeps tables, lists, quotes and attachments', async () => {
    const more =
      '<table><tr><td>项目</td><td>9.6亿元</td></tr></table><ul><li>申报条件</li></ul><blockquote>一句话</blockquote><p>附件：<a href="/a.docx">申报表.docx</a></p>'
    const text = await textOf(`<div id="zoom">${TEXT}${more}</div>`)
    for (const kept of ['项目 9.6亿元', '申报条件', '一句话', '申报表.docx'])
      expect(text).toContain(kept)
  })

  it('is a marked one of two lines beside much other text', async () => {
    const aside = `<div class="col">${'<p>网站简介：本站成立多年，内容很多，常有更新。</p>'.repeat(6)}</div>`
    const body = '<div class="TRS_Editor"><p>因检修，明日停水两小时，请提前储水。</p></div>'
    expect(await textOf(body, aside)).toContain('明日停水')
  })

  it('is what stands bare between line breaks in an old table', async () => {
    const lines = PLAIN.split('\n')
    const body = `<table><tr><td>${lines.map((line) => `　　${line}<br><br>`).join('')}</td></tr></table>`
    expect(await textOf(body)).toBe(PLAIN)
  })

  it('stands in an element that a script will show', async () => {
    expect(await textOf(`<div id="js_content" style="visibility: hidden">${TEXT}</div>`)).toBe(
      PLAIN
    )
  })

  it('keeps its pictures with their real addresses', async () => {
    const picture = '<p><img src="/blank.gif" data-src="img/1.jpg" alt="会场"></p>'
    const article = await read(page({ body: picture + TEXT }))
    expect(article?.images).toEqual(['http://news.example/a/img/1.jpg'])
    expect(article?.html).toContain('<img src="http://news.example/a/img/1.jpg" alt="会场">')
  })

  it('has absolute links and nothing that runs', async () => {
    const body = `${TEXT}<p>另见<a href="../b.html" onclick="x()">管委会公布的扶持办法全文</a>，共有二十条，自公布之日起施行。</p><script>x()</script>`
    const html = (await read(page({ body })))?.html
    expect(html).toContain('<a href="http://news.example/b.html">')
    expect(html).not.toMatch(/onclick|script/)
  })
})

describe('confidence', () => {
  it('is high for an article with headline, date and source', async () => {
    const article = await read(page({ info: '来源：云川日报 发布时间：2026-03-11' }))
    expect(article?.confidence).toBeGreaterThan(0.7)
  })

  it('is low for a list', async () => {
    const rows = Array.from(
      { length: 20 },
      (_, i) => `<li><a href="/${i}">第${i}批重点项目集中开工</a><i>03-0${i % 9}</i></li>`
    )
    const article = await read(`<title>要闻</title><h2>要闻</h2><ul>${rows.join('')}</ul>`)
    expect(article?.confidence ?? 0).toBeLessThan(0.3)
  })

  it('is low for a front page with several texts', async () => {
    const texts = ['/1', '/2', '/3'].map(
      (url) => `<div><h2><a href="${url}">一个单独的题目${url}</a></h2>${TEXT}</div>`
    )
    const article = await read(`<title>某人的博客</title>${texts.join('')}`, 'http://blog.example/')
    expect(article?.confidence ?? 0).toBeLessThan(0.3)
  })

  it('is low for an error page', async () => {
    const html =
      '<title>404</title><h1>页面不存在</h1><p>很抱歉，您访问的页面不存在，请检查地址，或者返回首页。</p>'
    expect((await read(html))?.confidence ?? 0).toBeLessThan(0.3)
  })

  it('does not arise for a page that a script draws', async () => {
    expect(await read('<title>详情</title><div id="app"></div>')).toBeNull()
  })
})
