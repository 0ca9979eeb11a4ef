import { describe, expect, it } from 'vitest'
import { readArticle } from '../../../src/collect/page/article.ts'
import { openPage } from '../../../src/collect/page/page.ts'

const OPTIONS = { zone: 'Asia/Shanghai', now: new Date('2026-03-12T04:00:00Z') }
const LINES = [
  '云川市新建的三座充电站上周投入使用，每座可同时为二十辆车充电，附近居民不必再绕路。',
  '市交通局介绍，今年还将在老城区补建五座，选址已经公示，居民可以在月底前提出意见。',
  '“以前要排一个小时的队，现在十分钟就够了。”一位出租车司机说，他每天要跑三百公里。'
]
const PLAIN = LINES.join('\n')
const TEXT = LINES.map((line) => `<p>　　${line}</p>`).join('\n')
const ENGLISH = [
  'The council opened three charging stations last week, each with room for twenty cars at a time.',
  'Five more will follow in the old town this year, the transport office said; the sites are public.',
  '"I used to wait for an hour," one driver said. "Now it takes me ten minutes, even at noon."'
]
const TEASERS = [1, 2, 3, 4]
  .map(
    (n) =>
      `<dl><dt><a href="/a/${n}.html">第${n}批新能源公交车交付使用</a></dt><dd>第${n}批车辆已经完成验收，本周开始在城区线路上运行，乘客反映良好。</dd><dd>2026-03-0${n}</dd></dl>`
  )
  .join('')

const read = (html: string, url = 'http://www.charge.example/2026/a/9.html') => {
  const bytes = new TextEncoder().encode(html)
  return readArticle(openPage({ url, contentType: 'text/html; charset=utf-8', bytes }), OPTIONS)
}

const chinese = (info: string, body = TEXT, { head = '', after = '' } = {}) =>
  read(`<html><head><title>三座充电站投入使用_云川在线</title>${head}</head><body>
  <div class="top"><a href="/">云川在线</a><a href="/news/">新闻</a></div>
  <div class="detail"><h1>三座充电站投入使用</h1><div class="info">${info}</div><div class="con">${body}</div></div>
  ${after}<div class="bottom">云川在线 版权所有 云ICP备00000002号</div></body></html>`)

const english = (info: string, body = '', after = '') =>
  read(`<html><head><title>Three charging stations open | Willow Creek Courier</title>
  <meta property="og:site_name" content="Willow Creek Courier"></head><body>
  <h1>Three charging stations open</h1><div class="meta">${info}</div>
  <div class="copy">${body || ENGLISH.map((line) => `<p>${line}</p>`).join('')}</div>${after}
  <footer>© 2026 Willow Creek Courier</footer></body></html>`)

describe('the line below a headline names the outlet', () => {
  it.each([
    [
      'in a link to another site beside the date',
      '<span>2026-03-11 10:56:28</span> <a href="http://paper.example/1.html">川江财经网</a>',
      '川江财经网'
    ],
    ['in bare words beside the date', '2026-03-11 10:56　川江日报　', '川江日报'],
    ['behind 来源于', '来源于：<!-- begin -->东岸办事处<!-- end --> 2026-03-11', '东岸办事处'],
    ['in the next element', '<i>来源：</i><em>川江晨报</em><b>2026-03-11</b>', '川江晨报'],
    ['with its town behind it', '2026-03-11 来源：川江晚报(云川)', '川江晚报'],
    ['with its edition', '2026-03-11 来源：川江日报（海外版）', '川江日报（海外版）'],
    ['which is the site itself', '2026-03-11 来源：云川在线', '云川在线'],
    [
      'in a table of labels',
      '<table><tr><th>发布时间</th><td>2026-03-11</td><th>信息来源</th><td>市交通局</td></tr></table>',
      '市交通局'
    ],
    [
      'in brackets of its own',
      '【信息来源：办公室】 【信息时间：2026-03-11】 【<a>关闭</a>】',
      '办公室'
    ],
    ['behind a bar', '来源丨川江日报　2026-03-11', '川江日报'],
    ['in words before a short date', '<span>川江日报</span><span>03-11 09:12</span>', null],
    ['not in a link to a column', '<span>2026-03-11</span> <a href="/jt/">交通</a>', null]
  ])('%s', async (_, info, outlet) => expect((await chinese(info))?.outlet).toBe(outlet))

  it.each([
    ['By Jane Doe, Meridian Press', '', 'Meridian Press'],
    ['Source: Yunchuan Business Weekly', '', 'Yunchuan Business Weekly'],
    ['By Jane Doe, Courier staff', '', null],
    [
      'March 11, 2026',
      `<p>HARTLEY, March 11, 2026 /Harborwire/ -- ${ENGLISH[0]}</p><p>${ENGLISH[1]}</p>`,
      'Harborwire'
    ],
    [
      'March 11, 2026',
      `<p>PORT ANSEL (Meridian Press) — ${ENGLISH[0]}</p><p>${ENGLISH[1]}</p>`,
      'Meridian Press'
    ]
  ])('%s', async (info, body, outlet) => expect((await english(info, body))?.outlet).toBe(outlet))

  it('but a meta source in another language is a column', async () => {
    const html = `<title>A</title><meta name="source" content="Case Study"><h1>A day</h1><p>${ENGLISH.join(' ')}</p>`
    expect((await read(html))?.outlet).toBeNull()
  })
})

describe('the author', () => {
  it.each([
    ['is no editor of pictures', '', '<meta name="author" content="美编">', null],
    [
      'is not who edits the page',
      '责任编辑：梁景行',
      '<meta name="author" content="梁景行">',
      null
    ],
    ['is no login', '', '<meta name="author" content="ypp,zj">', null],
    ['is not the name of the site', '', '<meta name="author" content="云川">', null],
    [
      'is none of two that the page does not show',
      '',
      '<meta name="Author" content=""><meta name="author" content="唐月华">',
      null
    ],
    [
      'is not in an element that names the editor',
      '<p class="show_author">责任编辑：王五</p>',
      '',
      null
    ],
    ['is the reporter of an outlet', '<p>川江财经记者 何晓岚</p><p>2026-03-11</p>', '', '何晓岚']
  ])('%s', async (_, info, head, author) =>
    expect((await chinese(info, TEXT, { head }))?.author).toBe(author)
  )

  it.each([
    ['（张三）', '张三'],
    ['(文/图 潘文博 易雨桐)', '潘文博 易雨桐'],
    ['（完）', null],
    ['</p><p>记者注意到，站内设有热水。', null],
    ['（记者陈秋白 整合）', '陈秋白']
  ])('stands at the end: %s', async (end, author) => {
    const body = TEXT.replace(/<\/p>$/, `${end}</p>`)
    expect((await chinese('2026-03-11', body))?.author).toBe(author)
  })

  it.each([
    [
      'By&nbsp;<a href="/author/samuel-brandt">SAMUEL BRANDT</a> and <span>NADIA FERRO</span>',
      'SAMUEL BRANDT, NADIA FERRO'
    ],
    [
      '<div class="authors"><img alt="x"><h5>Amira Keane</h5></div><h5>March 11, 2026</h5>',
      'Amira Keane'
    ],
    ['by Bob Yarrow        , Sciwire.example', 'Bob Yarrow'],
    ['<a href="/people/jane-doe/">Jane Doe</a> March 11, 2026', 'Jane Doe']
  ])('%s', async (info, author) => {
    const article = await english(info)
    expect(article?.author).toBe(author)
    expect(article?.text).toBe(ENGLISH.join('\n'))
  })

  it('may stand behind the summary, and is no part of the text', async () => {
    const body = `<p>${ENGLISH[0]}</p><p>By Jane Doe</p><p>9:39AM 11 Mar 2026</p><p>${ENGLISH[1]}</p><p>${ENGLISH[2]}</p>`
    const article = await english('', body)
    expect(article?.author).toBe('Jane Doe')
    expect(article?.text).toBe(ENGLISH.join('\n'))
  })
})

describe('the date', () => {
  it('is not the one of a reader who wrote below the text', async () => {
    const after = '<div><p>Posted by:</p><p>Posted by: Ann, 11 Mar 2026 | 15:22</p></div>'
    expect((await english('9 Mar 2026', '', after))?.published).toBe('2026-03-09')
  })

  it('may stand below the text, beside the one of the last change', async () => {
    const after = '<div><p>Publié le 09/03/2026</p><p>Mis à jour le 11/03/2026 à 14h03</p></div>'
    expect((await english('', '', after))?.published).toBe('2026-03-09')
  })
})

describe('the day', () => {
  it.each([
    [
      '<span>Updated 9:10 a.m. March 12, 2026 | Published 8:00 a.m. March 9, 2026</span>',
      '2026-03-09T08:00:00+08:00'
    ],
    ['Updated 9:10 a.m. March 12, 2026', null]
  ])('of publication is not the one of a change: %s', async (info, date) =>
    expect((await english(info))?.published).toBe(date)
  )

  it.each([
    ['<p><em>2026</em> <em>03</em>/<em>09</em> 09:12:00</p>', '2026-03-09T09:12:00+08:00'],
    ['<p>2026年3月12日 星期四</p>', null],
    ['<p>东门3月9日 9:00 起封闭施工，请绕行</p>', null]
  ])('above the headline: %s', async (line, date) => {
    const html = `<title>三座充电站投入使用</title><div>${line}</div><h1>三座充电站投入使用</h1><div>${TEXT}</div>`
    expect((await read(html, 'http://a.example/9.html'))?.published).toBe(date)
  })
})

describe('the headline', () => {
  it('is the line above the date where the page calls itself by its column', async () => {
    const html = `<title>新闻中心-云川科技有限公司</title><div><div class="a">三座充电站投入使用</div><div>时间：2026-03-11</div><div>${TEXT}</div></div><p>云川科技有限公司 版权所有</p>`
    expect((await read(html))?.title).toBe('三座充电站投入使用')
  })

  it('is never the heading of a box', async () => {
    const box = '<div><h2>You might also like:</h2><h5>January 10, 2026</h5></div>'
    const html = `<title>Bluefinch Group</title><div class="tags"><h1>Our demo froze</h1></div><div>${ENGLISH.map((line) => `<p>${line}</p>`).join('')}</div>${box}`
    expect((await read(html))?.title).toBe('Our demo froze')
  })
})

describe('the body', () => {
  const textOf = async (body: string, after = '', info = '2026-03-11 来源：川江日报') =>
    (await chinese(info, body, { after }))?.text

  it.each([
    ['stands bare between line breaks', `　　${LINES.join('<br><br>\n　　')}<br>`],
    ['stands in paragraphs that nothing closes', LINES.map((line) => `<p>${line}`).join('\n')],
    ['stands bare before an empty paragraph', `\n ${LINES.join('<br>')}  <p></p>`],
    ['stands in an element of its own make', `<cms-story><cms-copy>${TEXT}</cms-copy></cms-story>`],
    [
      'stands in a box within a box',
      `<div class="content"><div class="content all-txt">${TEXT}</div></div>`
    ],
    [
      'stands in one element for each sentence',
      LINES.map((l) => `<section><span>${l}</span></section>`).join('')
    ]
  ])('%s', async (_, body) => expect(await textOf(body)).toBe(PLAIN))

  it.each([
    ['a longer box of excerpts', `<div class="box"><h2>为你推荐</h2>${TEASERS}</div>`],
    [
      'a box by a name in pinyin',
      `<div class="tuijian"><p>大家在看</p>${TEASERS.replace(/<dd>.*?<\/dd>/g, '')}</div>`
    ],
    [
      'a box by a name in capitals',
      '<div class="HotNews"><b>热</b><a href="/1">第一批新能源公交车交付</a></div>'
    ],
    [
      'what is printed only',
      '<div class="d-none d-print-block">本文引自云川在线，未经同意请勿翻印，翻印时请注明日期和网址。</div>'
    ],
    ['what a script fills', '<p>Updated [hour]:[minute] [AMPM] [timezone], [month]</p>'],
    ['the count of pictures', '<span>1 of 3 |</span>'],
    ['what it was called elsewhere', '<p>（原标题：三座充电站上周投用）</p>'],
    [
      'what follows the editor',
      '<p>责任编辑：王五</p><blockquote><p>云川今日还有</p><p>东岸召开会议，部署下一阶段工作。</p></blockquote>'
    ],
    [
      'the heading of a list',
      '<div class="mod"><h4>24小时最热</h4><ul><li><a href="/1">第一批新能源公交车交付使用</a></li></ul></div>'
    ],
    ['a heading that nothing follows', '<h3>与内文相关的内容</h3>']
  ])('leaves out %s', async (_, noise) => {
    expect(await textOf(TEXT + noise)).toBe(PLAIN)
    expect(await textOf(TEXT, noise)).toBe(PLAIN)
  })

  it.each([
    'Portions of the road will close on Monday, the council said in a short note to residents.',
    'By Monday, all of the stations had been tested, and the council invited drivers to use them.',
    'Parents welcomed the news, the council said, and asked for a station beside the school too.'
  ])('keeps a first sentence that begins like a byline: %s', async (first) => {
    const body = [first, ...ENGLISH].map((line) => `<p>${line}</p>`).join('')
    expect((await english('March 11, 2026', body))?.text).toBe([first, ...ENGLISH].join('\n'))
  })

  it('of one paragraph beats a longer box of recommendations', async () => {
    const after = `<div class="tuijian"><h2>为你推荐</h2><div>${TEASERS}</div></div>`
    expect(await textOf(LINES[0]!, after)).toBe(LINES[0])
  })

  it('keeps a word that is a link with the name of a tag', async () => {
    const line =
      '市交通局提醒，<a class="textTag" href="/tags/1" rel="tag">充电</a>高峰在每天傍晚，市民可以错开时间前往，也可以在手机上先查看空位再出发，费用按谷段计算，夜里最便宜，节假日也一样，详情见站内公告栏里张贴的说明，或者拨打热线询问。'
    expect(await textOf(`${TEXT}<p>${line}</p>`)).toBe(`${PLAIN}\n${line.replace(/<[^>]+>/g, '')}`)
  })

  it('keeps the signature above links, and the attachment behind the editor', async () => {
    const end =
      '<p>云川市交通局</p><p>2026年3月9日</p><p>（责任编辑：王五）</p><p>附件：<a href="/a.docx">选址表.docx</a></p>'
    const text = await textOf(TEXT + end)
    for (const kept of ['云川市交通局', '2026年3月9日', '选址表.docx']) expect(text).toContain(kept)
    expect(text).not.toContain('王五')
  })

  it('keeps the name of a numbered attachment', async () => {
    const body = `<p>${LINES[0]}</p><p>附件：1.<a href="/a.pdf">选址表</a></p><p>2.<a href="/b.doc">意见表</a></p>`
    expect(await textOf(body)).toBe(`${LINES[0]}\n附件：1.选址表\n2.意见表`)
  })

  it('has none of the lines of the foot', async () => {
    const foot =
      '<table><tr><td>版权所有 云川市第一医院<br><a href="http://gov.example/">云ICP备00000003号</a><br>地址：云川市麓山路58号 急救电话：0999-88866120</td></tr></table>'
    expect(await textOf(TEXT, foot)).toBe(PLAIN)
  })
})

describe('confidence', () => {
  const list = `<div><h3>排行榜</h3><ol>${Array.from({ length: 20 }, (_, i) => `<li><a href="/p/${i}">澄湖高新区第${i}批重点项目集中开工建设</a></li>`).join('')}</ol></div>`

  it('is enough for a short notice beside a long list', async () => {
    const article = await chinese('2026-03-11 来源：川江日报', `<p>${LINES[0]}</p>`, {
      after: list
    })
    expect(article?.confidence).toBeGreaterThan(0.55)
  })

  it('is low for a list below a sentence about it', async () => {
    const html = `<title>公告_云川在线</title><h1>公告</h1><p>${LINES[0]}</p>${list}`
    expect((await read(html))?.confidence ?? 0).toBeLessThan(0.47)
  })
})
