import { readCommon } from './date-common.ts'
import { FORMATS } from './date-formats.ts'
import type { DateOptions, ParsedDate } from './date-reader.ts'
import { tidy, zoneIn } from './date-words.ts'

/**
 * Reads the date in a short text as feeds and pages write it, noise around it allowed.
 * A missing year is the latest one that does not lead past tomorrow; a year or month alone is its
 * first day. Undefined for a text without a date and for a date that cannot be (2024-13-45).
 */
export const parseDate = (text: string, options: DateOptions): ParsedDate | undefined =>
  readCommon(text, options.zone) ?? readAnyFormat(text.slice(0, MAX_CHARS), options)

/** A longer text is no date field. */
const MAX_CHARS = 300

const readAnyFormat = (text: string, options: DateOptions): ParsedDate | undefined => {
  const line = tidy(text).replace(LABEL, '')
  const zone = zoneIn(text) ?? options.zone
  for (const { pattern, read } of FORMATS) {
    const match = pattern.exec(line)
    if (!match) continue
    const rest = line.slice(match.index + match[0].length)
    const parsed = read(match.groups ?? {}, rest, { ...options, zone })
    if (parsed) return parsed
  }
  return undefined
}

/** What stands before a date: 发布时间：, [, Published on. A dash before a digit belongs to the date. */
const LABEL =
  /^(?:[\s[({<【〔:|·•*#,]|-(?!-*\d)|信息|发布|發布|發佈|发表|發表|发稿|發稿|刊发|刊發|更新|上传|上傳|修改|日期|日時|时间|時間|[于於在]|(?:published|posted|updated|date|time|on|at)(?!\p{L}))+/u
