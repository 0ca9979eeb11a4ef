import type { Page } from '../page.ts'
import type { HeadData } from './head-data.ts'
import { charsOf, linkedIn, type Line } from './line.ts'
import type { Outline } from './outline.ts'
import { nameAt } from './outline.ts'

export type Signs = {
  readonly page: Page
  readonly outline: Outline
  readonly head: HeadData
  readonly lines: readonly Line[]
  readonly body: readonly Line[]
  readonly title: string | null
  /** The page shows the headline, and calls itself by it. */
  readonly agrees: boolean
  readonly isDated: boolean
  readonly isCredited: boolean
  /** A line with the date or the source stands between the headline and the text. */
  readonly isHeaded: boolean
}

/** 0 to 1: how much speaks for one article. Signs of several texts or of none weigh against much text. */
export const confidenceOf = (signs: Signs): number => {
  const sum =
    textSign(signs) +
    (signs.title === null ? 0 : signs.agrees ? 0.22 : 0.1) +
    (signs.isDated ? 0.15 : 0) +
    (signs.isCredited ? 0.08 : 0) +
    (signs.head.isArticle ? 0.1 : 0) -
    againstOf(signs)
  return Math.round(Math.min(1, Math.max(0, sum)) * 100) / 100
}

/** Running text: up to 0.45 for four hundred characters of it. */
const textSign = ({ body }: Signs): number => {
  const prose = body.filter(({ text, linked, chars }) => PROSE.test(text) && linked < chars * 0.5)
  const chars = charsOf(prose)
  return chars === 0 ? 0.05 : Math.min(0.45, 0.15 + Math.log2(1 + chars / 25) * 0.075)
}

const PROSE = /[。！？；，]|[.!?]["”’)]{0,2}(?:\s|$)|,\s/u

const againstOf = (signs: Signs): number =>
  (isHome(signs.page) ? 0.35 : 0) +
  (ERROR.test(signs.title ?? '') && charsOf(signs.body) < 400 ? 0.6 : 0) +
  Math.min(0.5, Math.max(0, linkedIn(signs.body) / Math.max(1, charsOf(signs.body)) - 0.15)) +
  (linkedHeadings(signs) >= 3 ? 0.4 : 0) +
  listSign(signs)

/** The address of a home page or of a column's first page. */
const isHome = ({ url }: Page): boolean =>
  /^\/?(?:(?:index|default|home|main)\.\w{2,5})?$/i.test(URL.parse(url)?.pathname ?? '-') &&
  (URL.parse(url)?.search ?? '') === ''

const ERROR =
  /^(?:404|403|500|502|503)\b|not found|page (?:missing|unavailable)|access denied|forbidden|页面(?:不存在|没有找到|未找到|找不到)|找不到(?:页面|网页)|访问(?:出错|受限|被拒绝)|系统(?:提示|错误|维护)|^提示信息$|error|验证码|安全验证|登录$|just a moment/i

/** Headings within the text that lead to other pages: a blog's front page, a list of summaries. */
const linkedHeadings = ({ body, outline }: Signs): number =>
  body.filter(
    ({ block, linked, chars }) => linked > chars * 0.8 && /^h[1-4]$/.test(nameAt(outline, block))
  ).length

/** Far more rows of links than text. */
const listSign = (signs: Signs): number => {
  const { lines, body } = signs
  const rows = lines.filter(({ linked, chars }) => chars >= 8 && linked > chars * 0.6)
  const own = charsOf(body) - linkedIn(body)
  const ratio = linkedIn(rows) / Math.max(1, own)
  if (ratio <= 4 || rows.length <= 12) return 0
  return Math.min(isShortArticle(signs) ? 0.1 : 0.3, ratio * 0.03)
}

/** A short notice has a headline, a line of its own below it and a sentence; so much stands on no list. */
const isShortArticle = (signs: Signs): boolean =>
  signs.agrees && signs.isDated && signs.isHeaded && textSign(signs) >= 0.25
