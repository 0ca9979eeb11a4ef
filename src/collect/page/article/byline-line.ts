import { parseDate } from '../../../normalize/date.ts'
import { LABELS } from './label.ts'
import type { Line } from './line.ts'

/**
 * Whether a line is the one under a headline that tells when, whence and by whom: mostly labels, dates
 * and names, no sentence.
 *
 * @param isAbove no running text stands between the headline and it: there a bare date is no signature
 */
export const isByline = ({ text, chars }: Line, now: Date, isAbove: boolean): boolean => {
  if (chars > MAX_CHARS || SENTENCES.test(text)) return false
  if (isAbove && BY.test(text) && chars <= 120) return true
  const labels = COLON.test(text) ? [...text.matchAll(LABELS)] : []
  if (LABEL_FIRST.test(text) && chars <= 50) return true
  // «时间：3月20日 14:30» within a notice is when something will be.
  if (!isAbove) return labels.length >= 2 && labels.some(({ groups }) => groups?.date === undefined)
  if (labels.length >= 2) return true
  const hasDate = DATED.test(text) && parseDate(text, { zone: 'UTC', now }) !== undefined
  if (labels.length === 1) return hasDate ? chars <= 100 : chars <= 45
  if (hasDate && chars <= 100 && AFTER_DATE.test(text)) return true
  return hasDate && text.replace(DATE_CHARS, '').length <= 14
}

/** Labels that no text of an article begins a line with; «时间» and «日期» alone are none of them. */
const LABEL_FIRST =
  /^[(（【\s]{0,3}(?:作者|(?:发布|發布|發佈|更新|上網|上网|上架|修改|维护|維護)(?:日期|时间|時間|单位|單位|机构|機構)|[點点][閱阅](?:數|数|次數|次数)|信息来源|文章来源|来源|來源|稿源|转自|source|quelle|fuente|fonte|источник)\s?[:：]/iu
/** No label without one, and most lines have none. */
const COLON = /[:：∶︰]/
const MAX_CHARS = 220
/** Two full stops make a text. */
const SENTENCES = /[。！？]\S|\p{Ll}{2}[.!?] \p{Lu}.*[.!?]$/u
const BY = /^(?:by|von|por|par|di|door|文[/／])\s?\S/iu
const AFTER_DATE = /[-–—|·•,]\s?by\s\p{Lu}/u
const DATED = /\d{1,2}\D{1,5}\d|\d{8}/
const DATE_CHARS =
  /[\d\s:：年月日时分秒\-/.,|()[\]（）【】]|星期.|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\p{L}*|(?:mon|tues|wednes|thurs|fri|satur|sun)day|[ap]\.?m\.?|\b[A-Z]{2,4}\b|published|posted|updated|on|at|last/giu

/** «来源：» whose value stands on the next line. */
export const endsInLabel = (line: Line | undefined): boolean =>
  line !== undefined &&
  line.chars <= 40 &&
  /[:：]\s?$/u.test(line.text) &&
  [...line.text.matchAll(LABELS)].length > 0
