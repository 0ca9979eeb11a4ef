/** The news of a farm of feeds: invented, Chinese, every item another text. */

export const ITEMS = 30

/** The oldest item of a feed is number 0; each edition has the newest 30 up to its own. */
export type Edition = { readonly newest: number }
export const FIRST: Edition = { newest: ITEMS - 1 }
/** One item later: the newest is new, the oldest has left. */
export const SECOND: Edition = { newest: ITEMS }

export const outletOf = (feed: number): string => `云川${WARDS[feed % WARDS.length]!}报${feed}`

/** RSS 2.0 with the whole text in content:encoded, 1.3 KB an item. `now` is later than every date in it. */
export const feedOf = (feed: number, { newest }: Edition, now: Date): string => {
  const numbers = Array.from({ length: ITEMS }, (_, index) => newest - index)
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>${outletOf(feed)}</title><link>${homeOf(feed)}</link><description>${outletOf(feed)}</description>
${numbers.map((number) => itemOf(feed, number, now)).join('\n')}
</channel></rss>`
}

const itemOf = (feed: number, number: number, now: Date): string => {
  const pick = chooser(feed * 1009 + number)
  const title = fill('{firm}{deed} {count}{gain}', pick)
  const clauses = permuted(pick).map((clause) => fill(clause, pick))
  const link = `${homeOf(feed)}n/${number}.html`
  const publishedAt = new Date(now.getTime() - (ITEMS + 1 - number) * GAP_MS - feed * 1000)
  return `<item><title>${title}</title><link>${link}</link>
<guid isPermaLink="false">${feed}-${number}</guid><pubDate>${publishedAt.toUTCString()}</pubDate>
<description>${clauses[0]!}</description><content:encoded><![CDATA[${htmlOf(clauses, link)}]]></content:encoded></item>`
}

const GAP_MS = 20 * 60_000

const htmlOf = ([first, second, third, ...rest]: readonly string[], link: string): string =>
  `<div class="TRS_Editor" id="zoom"><p style="text-indent:2em" class="p1">　　${first}${second}</p>` +
  `<p align="center"><img src="${link}.jpg" alt="" width="640" height="360" onerror="hide(this)"></p>` +
  `<p style="text-indent:2em">　　${third}<a href="/t/${link.length}" target="_blank" onclick="hit()">更多</a></p>` +
  `<p style="text-indent:2em"><strong>　　${rest.join('')}</strong></p></div>`

/** Five of the clauses, none twice: the step and their number have no common divisor. */
const permuted = (pick: Pick): readonly string[] => {
  const indices = CLAUSES.map((_, index) => index)
  const start = pick(indices)
  const step = pick([1, 5, 7, 11])
  return indices.slice(0, 5).map((index) => CLAUSES[(start + index * step) % CLAUSES.length]!)
}

const homeOf = (feed: number): string => `http://news-${feed}.example/`

type Pick = <T>(list: readonly T[]) => T

const fill = (pattern: string, pick: Pick): string =>
  pattern.replaceAll(/\{(\w+)\}/g, (_, name: keyof typeof WORDS) => pick(WORDS[name]))

/** The same choices for the same seed (mulberry32). */
const chooser = (seed: number): Pick => {
  let state = Math.imul(seed + 1, 0x9e3779b1)
  return (list) => {
    state = (state + 0x6d2b79f5) | 0
    let bits = Math.imul(state ^ (state >>> 15), state | 1)
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61)
    return list[((bits ^ (bits >>> 14)) >>> 0) % list.length]!
  }
}

const WARDS = ['日', '晚', '商', '晨', '都市', '青年', '法治', '科技']

const SYLLABLES = [...'澜云帆荻溪听荷智造星川湖柏岚禾铭远启衡']

const WORDS = {
  firm: SYLLABLES.flatMap((first) =>
    SYLLABLES.filter((second) => second !== first).map((second) => `${first}${second}`)
  ).flatMap((name, index) => `${name}${['光电', '新材', '智能', '医药', '重工'][index % 5]!}`),
  place: ['澄湖高新区', '云帆路', '荻溪河畔', '澄湖智造港', '江北新城', '云川东站', '听荷社区'],
  deed: [
    '签约落户',
    '二期开工',
    '首条产线投产',
    '研发楼封顶',
    '扩建厂房',
    '发布新品',
    '招聘会开场'
  ],
  gain: ['个岗位下月招满', '亩用地交付', '台设备进场', '项专利获授权', '户居民受益', '吨产能释放'],
  body: ['管委会', '市科技局', '住建部门', '云川海关', '行业协会', '审批服务局'],
  person: ['苏听澜', '孟知远', '丁小满', '陆映川', '何秋禾', '顾长衡', '沈若溪'],
  month: ['1月', '3月', '4月', '6月', '8月', '9月', '11月'],
  count: Array.from({ length: 900 }, (_, index) => String(index * 7 + 12))
} as const

const CLAUSES = [
  '{firm}{month}在{place}{deed}，总投资{count}万元，预计带来{count}{gain}。',
  '{body}负责人{person}说，{place}今年已腾出{count}亩厂房，{firm}是第{count}家入驻的企业。',
  '记者{person}在{place}看到，{count}台设备已经就位，工人正在调试{firm}的检测线。',
  '按照计划，{month}底前还有{count}{gain}，配套的{count}套公寓同步交付。',
  '{firm}与{firm}共用一座变电站，每年节约电费{count}万元，{body}为此简化了{count}项手续。',
  '居民{person}告诉记者，{place}到厂区的班车增至{count}趟，步行{count}米就能上车。',
  '{body}{month}组织了{count}场对接会，{firm}当场拿到{count}份订单。',
  '项目三年分期建设，首期占地{count}亩，达产后年产值{count}万元，由{firm}运营。',
  '{place}的污水管网同时扩容，日处理能力增加{count}吨，{body}每{count}小时公布一次数据。',
  '{person}说，过去办齐手续要{count}天，如今{body}派人到{place}一次办完。',
  '因检修，{place}部分路段{month}起封闭，{firm}等{count}家企业的货车改走北线。',
  '{firm}把{count}名新员工送到{place}的实训基地，课程由{body}和{firm}一起编写。'
] as const
