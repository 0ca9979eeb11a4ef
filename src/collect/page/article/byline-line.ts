import { parseDate } from '../../../normalize/date.ts'
import { LABELS } from './label.ts'
import type { Line } from './line.ts'

/**
 * Whether a line is the one under a headline that tells when, whence and by whom: mostly labels, dates
 * and names, no sentence.
 *
 * @param isAbove no running text stands between the headline and it: there a bare date is no signature
 */
export const isByline = ({ text, parts, chars }: Line, now: Date, isAbove: boolean): boolean => {
  if (chars > MAX_CHARS || SENTENCES.test(text)) return false
  if (isAbove && BY.test(text) && chars <= 120) return true
  if (isAbove && chars <= 40 && REPORTER.test(text)) return true
  const labels = COLON.test(text) ? [...text.matchAll(LABELS)] : []
  if (LABEL_FIRST.test(text) && chars <= 50) return true
  // «时间：3月20日 14:30» within a notice is when something will be.
  if (!isAbove) return labels.length >= 2 && labels.some(({ groups }) => groups?.date === undefined)
  if (labels.length >= 2) return true
  const isDate = (part: string): boolean =>
    DATED.test(part) && parseDate(part, { zone: 'UTC', now }) !== undefined
  const hasDate = isDate(text)
  if (labels.length === 1) return hasDate ? chars <= 100 : chars <= 45
  if (hasDate && chars <= 100 && AFTER_DATE.test(text)) return true
  const others = text.replace(DATE_CHARS, '').length
  return (hasDate && others <= 14) || (others <= 8 && isDate(datePart(parts)))
}

/**
 * «By Jane Doe», «9:39AM BST 05 Oct 2011» below a summary. Only where names and dates look like no text:
 * a notice in Chinese may have the date of its signature as its second line.
 */
export const isLateByline = ({ text, chars }: Line, now: Date): boolean => {
  if (chars > 90 || /\p{Script=Han}|[!?]$/u.test(text) || SENTENCES.test(text)) return false
  if (BY_NAME.test(text)) return !/[.:]$/.test(text) || chars <= 30
  if (!/(?:19|20)\d{2}/.test(text) || text.replace(DATE_CHARS, '').length > 6) return false
  return parseDate(text, { zone: 'UTC', now }) !== undefined
}

/** «Publié le 29/10/2012», «Updated May 3, 2012», in front of or behind a text. */
export const isStamp = ({ text, chars }: Line): boolean =>
  chars <= 60 && STAMP.test(text) && /\d/.test(text)

export const STAMP =
  /^(?:publié(?:e)? le|mis(?:e)? à jour|(?:first |originally )?(?:published|posted|updated)(?! by)(?: on| at)?\s?[:\d\p{L}]|last (?:updated|modified)|[^.,;:!?]{0,30}first published |publicado el|actualizado|veröffentlicht am|aktualisiert am|erstellt am|pubblicato il|опубликовано)/iu

const BY_NAME = /^(?:[Bb]y|BY|[Vv]on|VON|[Pp]or|POR|[Pp]ar|PAR|[Dd]i)\s\p{Lu}[\p{L}.'’-]*\s\p{Lu}/u

/** Labels that no text of an article begins a line with; «时间» and «日期» alone are none of them. */
const LABEL_FIRST =
  /^[(（【\s]{0,3}(?:作者|(?:发布|發布|發佈|更新|上網|上网|上架|修改|维护|維護)(?:日期|时间|時間|单位|單位|机构|機構)|[點点][閱阅](?:數|数|次數|次数)|信息来源|文章来源|来源|來源|稿源|转自|source|quelle|fuente|fonte|источник)\s?[:：丨｜]/iu
/** No label without one, and most lines have none. */
const COLON = /[:：∶︰丨｜]/
const MAX_CHARS = 220
/** Two full stops make a text. */
const SENTENCES = /[。！？]\S|\p{Ll}{2}[.!?] \p{Lu}.*[.!?]$/u
const BY =
  /^(?:文[/／]|(?:[Bb]y|BY|[Vv]on|VON|[Pp]or|POR|[Pp]ar|PAR|[Dd]i|[Dd]oor)\s{0,2}:?\s\p{Lu})(?!.{30}.*\p{Ll}[.!?]$)/u
/** From the first digit on: a name may stand before it. */
const datePart = (text: string): string => text.slice(text.search(/\d/)).replace(/\t/g, ' ')

/** «云川日报记者 张三 通讯员 李四» */
const REPORTER =
  /^[^。！？，、：:]{0,16}(?:记者|記者|通讯员|通訊員|评论员)\s{0,3}[:：]?\s{0,3}\p{Script=Han}{2,4}(?:$|[\s、，/／])/u
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

/** Long enough for running text, with its marks. */
export const isSentence = ({ text, chars }: Line): boolean =>
  chars >= (/\p{Script=Han}/u.test(text) ? 25 : 60) && /[。！？；，、]|[.!?,](?:\s|$)/u.test(text)
