import iconv from 'iconv-lite'
import { content, startHttpServer, type Answer, type HttpServer } from '../support/http-server.ts'

/** A site of a town that writes GBK, with columns of articles; `site` is changed as time goes on. */
export type Gazette = {
  readonly server: HttpServer
  readonly columns: readonly Column[]
  /** Articles of each column that are out by now. */
  out: number
  style: 'old' | 'new'
  /** Columns that a script draws by now. */
  readonly shells: Set<number>
}
export type Column = {
  readonly name: string
  readonly path: string
  readonly articles: readonly Article[]
}
export type Article = {
  readonly path: string
  readonly title: string
  readonly date: string
  readonly text: string
}

const COLUMNS = 12
const ARTICLES = 5

const NAMES = [
  '要闻',
  '招商',
  '企业',
  '政策',
  '城建',
  '教育',
  '交通',
  '民生',
  '文旅',
  '农业',
  '科技',
  '公告'
]
const WHO = ['澄湖高新区', '云川市发改委', '柳溪镇', '川江港务局', '海棠街道']
const WHAT = [
  '集中签约一批传感器项目',
  '召开营商环境座谈会',
  '新建两条通勤公交线路',
  '为小微企业减免三个月租金',
  '公布年度人才公寓分配办法'
]

const articleAt = (column: number, index: number): Article => {
  const day = `2026-03-0${index + 1}`
  const title = `${WHO[(column + index) % WHO.length]}${WHAT[index]}（${NAMES[column]}第${column * ARTICLES + index + 1}号）`
  const name = NAMES[column]!
  return {
    path: `/${column}/${day.replaceAll('-', '')}/${index}.shtml`,
    title,
    date: `${day} 09:${10 + column}`,
    text: [
      `记者从${name}栏目获悉，${title}。这是今年以来第${column * ARTICLES + index + 1}次发布同类消息，负责人介绍了来龙去脉。`,
      `按照安排，第一阶段在${column + 3}月底前完成，第二阶段持续到年末，共涉及${index + 12}家单位、${column * 7 + 31}名工作人员。`,
      `多位受访者表示，${name}领域的变化看得见、摸得着，下一步还要听取更多意见，把好事办好、实事办实。`
    ].join('\n')
  }
}

export const startGazette = async (): Promise<Gazette> => {
  const columns = Array.from({ length: COLUMNS }, (_, column) => ({
    name: NAMES[column]!,
    path: `/col/${column}/index.shtml`,
    articles: Array.from({ length: ARTICLES }, (_, index) => articleAt(column, index))
  }))
  const routes: Record<string, Answer> = {}
  const server = await startHttpServer(routes)
  const site: Gazette = { server, columns, out: 1, style: 'old', shells: new Set() }
  columns.forEach((column, index) => {
    routes[column.path] = (...exchange) => gbk(listPage(site, column, index))(...exchange)
    for (const article of column.articles) routes[article.path] = gbk(articlePage(article, column))
  })
  return site
}

/** The header does not say in which charset it is; the page does. */
const gbk = (html: string): Answer =>
  content(iconv.encode(html, 'gbk'), { 'content-type': 'text/html' })

const frame = (title: string, body: string): string => `<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gbk"><title>${title}_云川公报</title></head><body>
<div class="top"><a href="/">首页</a> ${NAMES.map((name, index) => `<a href="/col/${index}/index.shtml">${name}</a>`).join(' | ')}</div>
${body}
<div class="footer"><a href="/about.shtml">关于我们</a> <a href="/contact.shtml">联系方式</a> 云川公报社主办 备案号：云备00000001号</div>
</body></html>`

const listPage = ({ out, style, shells }: Gazette, column: Column, index: number): string => {
  if (shells.has(index)) {
    return frame(
      column.name,
      `<div id="app"></div><script>var api = '/api/list?col=${index}'; $.getJSON(api, draw)</script><script src="/app.js"></script>`
    )
  }
  const rows = column.articles.slice(0, out).toReversed()
  const list =
    style === 'old'
      ? `<table width="600">${rows.map((row) => `<tr><td>·<a href="${row.path}">${row.title}</a><td>[${row.date.slice(0, 10)}]`).join('')}</table>`
      : `<div class="news-cards">${rows.map((row) => `<div class="card"><h3><a href="${row.path}">${row.title}</a></h3><p>${row.text.slice(0, 40)}…</p><span class="time">${row.date}</span></div>`).join('')}</div>`
  return frame(column.name, `<div>当前位置：首页 &gt; ${column.name}</div>${list}`)
}

const articlePage = ({ title, date, text }: Article, column: Column): string =>
  frame(
    title,
    `<div>当前位置：首页 &gt; ${column.name} &gt; 正文</div><h1>${title}</h1>
<div class="info">来源：川江晚报　作者：林小满　发布时间：${date}　浏览次数：<span id="hits">12</span></div>
<div id="zoom">${text
      .split('\n')
      .map((line) => `<p>　　${line}</p>`)
      .join('')}</div>
<div class="share">分享到：<a href="#">微博</a> <a href="#">微信</a></div><p>（责任编辑：周一帆）</p>`
  )
