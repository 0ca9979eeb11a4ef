import { cleanLine, fold } from '../../../normalize/text.ts'
import type { HeadData } from './head-data.ts'
import type { Line } from './line.ts'

/** A part of the title that a line of rights names is the owner of the site. */
export const withFooterNames = (
  sites: ReadonlySet<string>,
  whole: string,
  lines: readonly Line[]
): ReadonlySet<string> => {
  const rights = lines
    .slice(-40)
    .filter(({ text, chars }) => chars < 300 && RIGHTS.test(text))
    .map(({ text }) => fold(text))
  const owners = partsOf(whole)
    .map((part) => fold(part))
    .filter((part) => part.length >= 2 && rights.some((text) => text.includes(part)))
  return new Set([...sites, ...owners])
}

const RIGHTS = /©|copyright|版权|版權|all rights|主办|主辦|ICP/i

/** A text that may be the headline, by what the head of the page or a list says. */
export type Claim = { readonly text: string; readonly folded: string; readonly weight: number }

export const claimsOf = (
  whole: string,
  head: HeadData,
  sites: ReadonlySet<string>,
  listed?: string
): readonly Claim[] =>
  [
    { text: listed ?? '', weight: 7 },
    ...head.titles
      .slice(0, 6)
      .map((text) => ({ text: withoutSite(text, whole, sites), weight: 5 })),
    { text: withoutSite(whole, whole, sites), weight: 4 }
  ]
    .map(({ text, weight }) => ({
      text: cleanLine(text),
      folded: fold(text.replace(CUT, '')),
      weight
    }))
    .filter(({ folded, text }) => folded !== '' && !sites.has(folded) && !GENERIC.test(text))

/** A title that was cut to fit. */
export const CUT = /(?:…|\.{3})\s*$/
const GENERIC =
  /^(?:home|首页|首頁|index|untitled|无标题文档|正文|新建网页|(?:新闻|文章|信息|内容|公告|资讯)?(?:详情|详细|内容|浏览|阅读|显示|查看|中心)页?|untitled document|blog archives?)$/i

/** What is left of a page's title without its site and its columns: the first long part, or the longest. */
const withoutSite = (text: string, whole: string, sites: ReadonlySet<string>): string => {
  const parts = partsOf(text)
  const isFrame = (part: string): boolean => sites.has(fold(part)) || GENERIC.test(part)
  // A dash inside a headline parts nothing: only what is known as a frame goes from a meta title.
  if (text !== whole && !parts.some(isFrame)) return withoutKnown(text, whole)
  const usable = parts.filter((part) => !isFrame(part))
  const first = usable[0] ?? text
  if (charsOf(first) >= 6 || usable.length < parts.length) return first
  return usable.toSorted((a, b) => charsOf(b) - charsOf(a))[0] ?? text
}

/** `og:title` often repeats the whole title. */
const withoutKnown = (text: string, whole: string): string =>
  fold(text) === fold(whole) ? (partsOf(text)[0] ?? text) : text

const partsOf = (text: string): readonly string[] =>
  text
    .slice(0, 500)
    .split(
      /\s*[_|｜丨]+\s*|\s+[-–—·»:]+\s+|\s*-{2,}\s*|(?<=[\p{Script=Han}\p{Pe}\p{Pf}])\s?[-–]\s?(?=[\p{Script=Han}\p{Ps}])/u
    )
    .map((part) => part.trim())
    .filter((part) => part !== '')

export const charsOf = (text: string): number => text.replace(/\s/g, '').length
