import { isoDate } from '../../../normalize/iso-date.ts'
import type { DateContext, DateKind, TextDate } from './date-context.ts'
import { monthByName, numericDate } from './date-parts.ts'

/** The date that a short text is, brackets and a label around it allowed; null when it says anything else. */
export const standaloneDate = (text: string, context: DateContext): TextDate | null => {
  if (text.length > MAX_CHARS || !HINT.test(text)) return null
  const bare = unframed(text)
  const written = spelled(bare, context)
  if (written === null) return null
  const iso = isoDate(written.text, context)
  return iso === undefined ? null : { iso, kind: written.kind }
}

/** The first full date inside a text that says more (`来源：澄湖在线 2021-06-04 09:12`), and where it begins. */
export const dateWithin = (
  text: string,
  context: DateContext
): { readonly date: TextDate; readonly start: number; readonly end: number } | null => {
  if (!/\d/.test(text)) return null
  for (const pattern of [FULL_WITHIN, MONTH_WITHIN]) {
    const match = pattern.exec(text)
    const date = match && standaloneDate(match[0], context)
    if (match && date?.kind === 'full') {
      return { date, start: match.index, end: match.index + match[0].length }
    }
  }
  return null
}

/** Whether a text may be a date, for taking lines apart before anything is known of the page. */
export const looksLikeDate = (text: string): boolean =>
  text.length < 40 && HINT.test(text) && LOOKS.test(unframed(text))

const MAX_CHARS = 64
const HINT = /\d|昨|前天|今|刚|剛|now|yesterday|today/i
const CLOCK = String.raw`\d{1,2}[:：]\d{2}(?:[:：]\d{2})?`
const FULL = String.raw`(?:19|20)\d{2}\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}(?!\d)\s?[日号號일.]?`
const FULL_WITHIN = new RegExp(String.raw`(?<![\d.])${FULL}(?:[\sT]{0,3}${CLOCK})?`)
/** 4 March 2026, March 4, 2026, in any language. */
const MONTH_WITHIN =
  /(?<!\d)\d{1,2}(?:st|nd|rd|th|er|\.|º)?\s(?:de\s)?\p{L}{3,12}\.?,?\s(?:de\s)?(?:19|20)\d{2}(?!\d)|(?<!\p{L})\p{L}{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s(?:19|20)\d{2}(?!\d)/u
const LOOKS = new RegExp(
  String.raw`^(?:${FULL}|(?:\d{1,2}\s)?(?:19|20)\d{2}[-/.年]\s?\d{1,2}月?$|\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?:\s${CLOCK})?$|(?:令和|平成|民国|民國|中華民國)?\s?(?:\d{1,3}|元)[-/.年]\d{1,2}[-/.月]\d{1,2}日?$|\d{1,2}\s?月\s?\d{1,2}\s?日?(?:\s?${CLOCK})?$|(?:昨天|今天|前天|yesterday|today)[\s\d:]*$|刚刚$|剛剛$|\d{1,3}\s?\S{1,8}\s?(?:前|ago)$|(?:\p{L}{2,9}\.?,?\s)?\d{1,2}\.?\s(?:de\s)?\p{L}{3,12}\.?(?:,?\s(?:de\s)?\d{4})?$|(?:\p{L}{2,9}\.?,?\s)?\p{L}{3,12}\.?\s\d{1,2}(?:,?\s\d{4})?$)`,
  'iu'
)

/** Without brackets, dashes and a label (`发布时间：`) around it. */
const unframed = (text: string): string => {
  const line = text
    .normalize('NFKC')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s-\s(?=\d{1,2}:\d{2})/, ' ')
  const start = line
    .replace(EDGE_START, '')
    .replace(LABEL, '')
    .replace(EDGE_START, '')
    .replace(WEEKDAY, '')
  const end = start.search(EDGE_END)
  return end < 0 ? start : start.slice(0, end)
}

const WEEKDAY = /^(?:(?:星期|周|週)[一二三四五六日天]|\p{L}{2,10}\.?,)[\s,]*(?=\d)/u
const EDGE_START = /^[\s[\](){}【】〔〕|·•:,;/~<>«»*-]+/
const EDGE_END = /(?<![\s[\](){}【】〔〕|·•:,;/~<>«»*-])[\s[\](){}【】〔〕|·•:,;/~<>«»*-]+$/
const LABEL = /^[^\d:]{1,24}:\s?|^(?:posted|published|updated|on)\s(?:on\s)?(?=\S)/i

/** `1-7` alone might be read as something else. */
const two = (digits = ''): string => digits.padStart(2, '0')

type Spelled = { readonly text: string; readonly kind: DateKind }

const spelled = (bare: string, context: DateContext): Spelled | null => {
  if (FULL_ALONE.test(bare)) return { text: withoutHangul(bare), kind: 'full' }
  const [, date = '', year, month] = DAY_OVER_MONTH.exec(bare) ?? []
  if (year !== undefined) return { text: `${year}-${two(month)}-${two(date)}`, kind: 'full' }
  if (/^(?:19|20)\d{6}$/.test(bare) || ERA.test(bare)) return { text: bare, kind: 'full' }
  if (RELATIVE.test(bare)) return VAGUE.test(bare) ? null : { text: bare, kind: 'relative' }
  const yearless = CHINESE_DAY.exec(bare) ?? ISO_DAY.exec(bare)
  if (yearless) {
    const [, month, day, clock = ''] = yearless
    return { text: `${two(month)}-${two(day)} ${clock}`.trim(), kind: 'yearless' }
  }
  return numericDate(bare, context) ?? monthByName(bare, context)
}

/** `2026. 2. 20.`, `2026년 2월 20일` as all readers of dates know it. */
const withoutHangul = (text: string): string =>
  text
    .replace(/\.\s(?=\d)/g, '.')
    .replace(/\s?[년월]\s?(?=\d)/g, '-')
    .replace('일', '')

/** `31 2023/10`: the day large, year and month below it, where nothing but a line parts them. */
const DAY_OVER_MONTH = /^(\d{1,2})\s((?:19|20)\d{2})\s?[-/.年]\s?(0?[1-9]|1[0-2])月?$/

/** Four years ago is no day. */
const VAGUE = /[年月]|\b(?:month|year)s?\b/i

/** A weekday and a time may follow. */
const FULL_ALONE = new RegExp(
  String.raw`^${FULL}[\s,T]{0,3}(?:\(?(?:星期|周|週)?[一二三四五六日天月火水木金土]?(?:曜日?)?\)?)?[\s,T]{0,3}(?:[上下]午|凌晨|晚上)?\s?(?:${CLOCK}|\d{1,2}[时時点點]\d{1,2}分?)?(?:\.\d{1,6})?\s?(?:Z|[+-]\d{2}:?\d{2})?$`
)
const ERA =
  /^(?:(?:中華)?民國\s?|令和|平成)?(?:1\d{2}|(?<=令和|平成)(?:\d{1,2}|元))\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}\s?日?$/
const CHINESE_DAY = new RegExp(
  String.raw`^(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号號일]?\s?(${CLOCK})?$`
)
const ISO_DAY = new RegExp(String.raw`^(\d{1,2})-(\d{1,2})(?:\s(${CLOCK}))?$`)
const RELATIVE =
  /^(?:约|約|大约|about\s)?(?:\d{1,4}|半|an?|one)\s?(?:\p{Script=Han}{1,3}|[a-z]{1,8}\s?)(?:[以之]?前|ago)$|^(?:昨天|昨日|前天|今天|今日|yesterday|today)(?:[\s,]|\sat\s)*(?:\d{1,2}:\d{2})?$|^(?:刚刚|剛剛|刚才|just now)$/iu
