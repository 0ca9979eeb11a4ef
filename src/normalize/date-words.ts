import { cleanLine } from './text.ts'

/** January to December; another language is another name on each line. Chinese digits: `tidy`. */
const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan'],
  ['february', 'feb'],
  ['march', 'mar'],
  ['april', 'apr'],
  ['may'],
  ['june', 'jun'],
  ['july', 'jul'],
  ['august', 'aug'],
  ['september', 'sept', 'sep'],
  ['october', 'oct'],
  ['november', 'nov'],
  ['december', 'dec']
]

/** How many days before today a word means. */
const DAYS_AGO: Readonly<Record<string, number>> = {
  大前天: 3,
  前天: 2,
  前日: 2,
  昨天: 1,
  昨日: 1,
  今天: 0,
  今日: 0,
  today: 0,
  yesterday: 1
}

/** Words for a part of the day, and the hour on the 24-hour clock that an hour up to 12 means in it. */
const PERIODS: readonly { readonly names: readonly string[]; readonly hour: ToHour }[] = [
  {
    names: ['am', '凌晨', '清晨', '早上', '早晨', '早', '上午'],
    hour: (hour) => hour % 12
  },
  { names: ['中午'], hour: (hour) => (hour < 4 ? hour + 12 : hour) },
  { names: ['pm', '下午', '午后', '午後', '傍晚'], hour: (hour) => (hour % 12) + 12 },
  {
    names: ['晚上', '晚间', '晚間', '晚', '夜间', '夜間', '夜里', '夜裡', '深夜'],
    // Twelve at night ends the day that is named, one at night begins it.
    hour: (hour) => (hour === 12 ? 24 : hour < 5 ? hour : hour + 12)
  }
]
type ToHour = (hour: number) => number

/** `ms` units count back from now, the others on the calendar. */
export type Unit = { readonly ms?: number; readonly days?: number; readonly months?: number }

/** What stands before 前 and before `ago`. */
const UNITS: readonly { readonly qian: string; readonly ago: string; readonly unit: Unit }[] = [
  { qian: '秒[钟鐘]?', ago: 's|secs?|seconds?', unit: { ms: 1000 } },
  { qian: '分[钟鐘]?', ago: 'm|mins?|minutes?', unit: { ms: 60_000 } },
  { qian: '[个個]?(?:小[时時]|[钟鐘][头頭])', ago: 'h|hrs?|hours?', unit: { ms: 3_600_000 } },
  { qian: '[天日]', ago: 'd|days?', unit: { days: 1 } },
  { qian: '[个個]?(?:[周週]|星期|[礼禮]拜)', ago: 'w|wks?|weeks?', unit: { days: 7 } },
  { qian: '[个個]?月', ago: 'months?', unit: { months: 1 } },
  { qian: '年', ago: 'y|years?', unit: { months: 12 } }
]

const anyOf = (words: readonly string[]): string =>
  words.toSorted((a, b) => b.length - a.length).join('|')

/** A pattern around shapes, without regard to case. */
export const re = (parts: TemplateStringsArray, ...shapes: string[]): RegExp =>
  new RegExp(String.raw(parts, ...shapes), 'iu')

/** A month as a word or as `6月`, for use inside a pattern. */
export const MONTH_SHAPE = String.raw`(?:(?:${anyOf(MONTHS.flat())})(?!\p{L})\.?|\d{1,2}\s?月)`
export const QIAN_SHAPE = UNITS.map(({ qian }) => qian).join('|')
export const AGO_SHAPE = UNITS.map(({ ago }) => ago).join('|')
export const WEEKDAY_SHAPE = String.raw`(?:(?:星期|周|週|[礼禮]拜)[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)(?!\p{L})|(?:mon|tues|wednes|thurs|fri|satur|sun)day)`
export const DAY_WORD_SHAPE = anyOf(Object.keys(DAYS_AGO))

/** The parts of the day that stand before the hour; am and pm stand after it. */
export const PERIOD_SHAPE = anyOf(
  PERIODS.flatMap(({ names }) => names).filter((name) => !/[ap]m/.test(name))
)

/** The hour from 0 to 24 that `hour` means in a part of the day; as it is when the word is no such part. */
export const hourOf = (hour: number, period: string): number => {
  const found = PERIODS.find(({ names }) => names.includes(period.toLowerCase()))
  return found && hour <= 12 ? found.hour(hour) : hour
}

/** 1 to 12 for a text that `MONTH_SHAPE` matched (`6月` may give more). */
export const monthOf = (word: string): number => {
  const name = word.toLowerCase().replace('.', '')
  const index = MONTHS.findIndex((names) => names.includes(name))
  return index < 0 ? Number.parseInt(name, 10) : index + 1
}

export const daysAgo = (word: string): number => DAYS_AGO[word.toLowerCase()] ?? 0

/** The unit that matched `QIAN_SHAPE` or `AGO_SHAPE`. */
export const unitOf = (word: string): Unit =>
  UNITS.find(({ qian, ago }) => new RegExp(`^(?:${qian}|${ago})$`, 'iu').test(word))?.unit ?? {}

/**
 * One spelling for many: full-width forms, odd dashes and colons, Chinese numerals before a unit
 * (二〇二四年六月四日, 三天前), white space.
 */
export const tidy = (text: string): string =>
  cleanLine(text.normalize('NFKC'))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2236/g, ':')
    .replace(/[〇零一二两三四五六七八九十廿]+(?=个?[年月日号號天分秒周小时時点點])/g, numeralOf)

/** 二〇二四 is read digit by digit, 二十四 by tens. */
const numeralOf = (han: string): string => {
  const digits = han.replace(/[〇零一二两三四五六七八九]/g, (char) =>
    String('零一二三四五六七八九'.indexOf(char.replace('〇', '零').replace('两', '二')))
  )
  return digits
    .replace(/廿/g, '2十')
    .replace(/(\d?)十(\d?)/g, (_, tens: string, ones: string) =>
      String(Number(tens || 1) * 10 + Number(ones || 0))
    )
}
