import { isoDate } from '../../normalize/iso-date.ts'
import { cleanLine } from '../../normalize/text.ts'
import { canonicalUrl } from '../../normalize/url.ts'
import type { ReadContext } from './clipping.ts'

/** What the lines under a title say: `来源：云川日报 作者：李娜 时间：2021-06-04 链接：https://…`. */
export type HeadFields = {
  readonly title?: string | undefined
  readonly outlet?: string | undefined
  readonly author?: string | undefined
  readonly published?: string | undefined
  readonly url?: string | undefined
}

/** The fields of one line; null for a line that is none of a head but text. */
export const headFields = (line: string, context: ReadContext): HeadFields | null => {
  const text = cleanLine(line)
  if (text.length > MAX_CHARS) return null
  if (/^https?:\/\/\S+$/.test(text)) return { url: canonicalUrl(text) ?? undefined }
  const marks = [...text.matchAll(LABELS)]
  const before = text.slice(0, marks[0]?.index ?? text.length)
  const date = dateAlone(before, context)
  if (marks.length === 0) return date === undefined ? null : { published: date }
  if (before.trim() !== '' && date === undefined) return null
  const values = marks.map((mark, i) =>
    text.slice(mark.index + mark[0].length, marks[i + 1]?.index)
  )
  if (values.some((value) => value.length > MAX_VALUE && !value.includes('://'))) return null
  const fields = marks.map((mark, i) => fieldOf(mark[1] ?? '', values[i] ?? '', context))
  return Object.assign({ published: date }, ...fields) as HeadFields
}

const MAX_CHARS = 2500
/** `来源：` before a whole sentence is the sentence. */
const MAX_VALUE = 120

const NAMES: readonly (readonly [keyof HeadFields, string])[] = [
  ['title', '标题|標題|题目|題目|title'],
  [
    'outlet',
    '信息来源|文章来源|来源|信息來源|文章來源|來源|稿源|转自|轉自|出处|出處|source|quelle|fuente'
  ],
  ['author', '作者|记者|記者|撰文|author|by|autor|von|por'],
  [
    'published',
    '发布时间|发布日期|發佈時間|發布時間|發佈日期|发表时间|时间|時間|日期|published|created|date|datum|fecha'
  ],
  ['url', '原文链接|原文鏈接|原文地址|链接|鏈接|连结|連結|网址|網址|地址|link|url']
]
const FIELD_OF = new Map(
  NAMES.flatMap(([field, labels]) => labels.split('|').map((label) => [label, field] as const))
)
/** A label stands at the start or behind a space; `社会来源：` and `deadline:` are none. */
const LABELS = new RegExp(
  `(?<![^\\s|｜·])[【\\[*]{0,3}(${[...FIELD_OF.keys()].join('|')})[】\\]*]{0,3} ?[:：] ?[*]{0,2}`,
  'gi'
)

const fieldOf = (label: string, given: string, context: ReadContext): HeadFields => {
  const value = given.replace(/^["'\s]+|["'\s|｜·]+$/g, '')
  const field = FIELD_OF.get(label.toLowerCase())
  if (value === '' || field === undefined) return {}
  // Web clippers write the address as `source:`.
  if (field === 'url' || /^https?:\/\//.test(value))
    return { url: canonicalUrl(value) ?? undefined }
  if (field === 'published') return { published: isoDate(value, context) }
  return { [field]: value }
}

/** A line of nothing but a date: not `6月4日上午，…`. */
const dateAlone = (text: string, context: ReadContext): string | undefined => {
  const line = text.trim()
  if (line.length > 40 || !/\d/.test(line) || !DATE_LINE.test(line)) return undefined
  return isoDate(line, context)
}
const DATE_LINE =
  /^\(?(?:19|20)\d{2}[-/.年 ]{1,2}\d{1,2}[-/.月 ]{1,2}\d{1,2}[\d\s日时時分秒:：.,()（）TZ+-]*$|^(?:[A-Za-z]{3,9}[.,]{0,2} ){1,2}\d{1,2}(?:st|nd|rd|th)?,? \d{4}\b.{0,24}$|^(?:[A-Za-z]{3,9}[.,]{0,2} )?\d{1,2}\.? [A-Za-z]{3,9}[.,]{0,2} \d{4}\b.{0,24}$/u
