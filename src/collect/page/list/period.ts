import { monthOf } from '../../../normalize/date-words.ts'
import { looksLikeDate } from './date-text.ts'

/** A year, or a month of a year, under which rows stand; a month alone until its year is found. */
export type Period = { readonly year?: number | undefined; readonly month?: number | undefined }

/** What a short text above rows says of when they are; null when it says nothing of that. */
export const periodIn = (text: string): Period | null => {
  const line = text.normalize('NFKC').trim()
  const [, ofYear, numbered] = YEAR_MONTH.exec(line) ?? []
  if (ofYear !== undefined) return { year: Number(ofYear), month: monthNumber(Number(numbered)) }
  const years = line.match(YEAR) ?? []
  const words = line.match(/\p{L}[\p{L}\p{M}]{2,}/gu) ?? []
  const named = words
    .map((word) => monthOf(word.normalize('NFD').replace(/[\u0300-\u036f]/g, '')))
    .find((month) => !Number.isNaN(month))
  if (years.length === 1 && (line.match(/\d+/g) ?? []).length === 1)
    return { year: Number(years[0]), month: named }
  const [, month] = MONTH.exec(line) ?? []
  if (month !== undefined) return { month: monthNumber(Number(month)) }
  const han = HAN_MONTHS.indexOf(line.replace(/份$/, ''))
  if (han >= 0) return { month: han + 1 }
  return named !== undefined && words.length === 1 && !/\d/.test(line) ? { month: named } : null
}

const YEAR = /(?<!\d)(?:19|20)\d{2}(?!\d)/g
const YEAR_MONTH = /^((?:19|20)\d{2})\s?[-/.年]\s?(\d{1,2})\s?月?(?:份)?$/
const MONTH = /^(\d{1,2})\s?月(?:份)?$/
const HAN_MONTHS = '一月 二月 三月 四月 五月 六月 七月 八月 九月 十月 十一月 十二月'.split(' ')

const monthNumber = (month: number): number | undefined =>
  month >= 1 && month <= 12 ? month : undefined

/** A text that is nothing but a year or a month of one. */
export const isBarePeriod = (text: string): boolean =>
  BARE.test(text.normalize('NFKC').trim()) || periodIn(text)?.month !== undefined

const BARE = /^(?:19|20)\d{2}\s?(?:年度?)?$/

/** Whether a text is a day, with or without its year. */
export const isDay = (text: string): boolean => looksLikeDate(text) && periodIn(text) === null
