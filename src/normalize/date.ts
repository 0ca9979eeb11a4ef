import {
  readAgo,
  readDay,
  readDayWord,
  readEpoch,
  readNow,
  readOrdinal,
  readYearless,
  type DateOptions,
  type ParsedDate,
  type Read
} from './date-reader.ts'
import {
  AGO_SHAPE,
  DAY_WORD_SHAPE,
  MONTH_SHAPE,
  PERIOD_SHAPE,
  QIAN_SHAPE,
  WEEKDAY_SHAPE,
  re,
  tidy
} from './date-words.ts'

/**
 * Reads the date in a short text as feeds and pages write it, noise around it allowed.
 * A missing year is the latest one that does not lead past tomorrow; a year or month alone is its
 * first day. Undefined for a text without a date and for a date that cannot be (2024-13-45).
 */
export const parseDate = (text: string, options: DateOptions): ParsedDate | undefined => {
  const line = tidy(text.slice(0, MAX_CHARS)).replace(LABEL, '')
  const zone = /北京[时時][间間]/.test(line) ? 'Asia/Shanghai' : options.zone
  for (const { pattern, read } of FORMATS) {
    const match = pattern.exec(line)
    if (!match) continue
    const rest = line.slice(match.index + match[0].length)
    const parsed = read(match.groups ?? {}, rest, { ...options, zone })
    if (parsed) return parsed
  }
  return undefined
}

/** A longer text is no date field. */
const MAX_CHARS = 300

/** What stands before a date: 发布时间：, [, Published on. */
const LABEL =
  /^(?:[\s[({<【〔:|·•*#,-]|信息|发布|發布|發佈|发表|發表|发稿|發稿|刊发|刊發|更新|上传|上傳|修改|日期|时间|時間|[于於在]|(?:published|posted|updated|date|time|on|at)(?!\p{L}))+/iu

/** Where a date without a year ends; before a year it is part of a date that was found impossible. */
const END = String.raw`(?=$|[\s,;|()\[\]}】])(?!,?\s\d{4}(?!\d))`
/** Before a date: 星期二, Tue,. */
const WEEKDAY = String.raw`(?:${WEEKDAY_SHAPE}[.,]*\s)?`

type Format = { readonly name: string; readonly pattern: RegExp; readonly read: Read }

/**
 * The formats in the order in which they are tried; the groups are told in date-reader.ts. A pattern
 * looks anywhere in the line, but for those (`^`) that any number in the noise could fill.
 * A new format is one row here; a new language is mostly words in date-words.ts.
 */
const FORMATS: readonly Format[] = [
  {
    name: '1717466400, 1717466400000, /Date(1717466400000)/',
    pattern: re`^(?:(?<seconds>\d{10}(?:\.\d+)?)|(?:/Date\()?(?<ms>\d{13})(?:[+-]\d{4})?(?:\)/)?)$`,
    read: readEpoch
  },
  {
    // The time may follow without a gap where a page lost its spaces.
    name: '2024-06-04, 2024/6/4, 2024.06.04',
    pattern: re`(?<!\d)(?<y>\d{4})\s?(?<sep>[-/.])\s?(?<mo>\d{1,2})\s?\k<sep>\s?(?<d>\d{1,2}?)(?=\D|$|\d{2}:\d{2})`,
    read: readDay
  },
  {
    name: '2024年6月4日',
    pattern: re`(?<!\d)(?<y>\d{4}|\d{2})\s?年\s?(?<mo>\d{1,2})\s?月\s?(?<d>\d{1,2})(?:\s?[日号號]|(?!\d))`,
    read: readDay
  },
  {
    name: '20240604, 20240604T1000Z, 20240604100000',
    pattern: re`(?<!\d)(?<y>(?:19|20)\d{2})(?<mo>\d{2})(?<d>\d{2})(?=\D|$|\d{4}(?:\d{2})?(?!\d))`,
    read: readDay
  },
  {
    name: 'Tue, 04 Jun 2024, 4 June 24, 04 六月 2024, 4th of June 2024',
    pattern: re`(?<!\d)(?<d>\d{1,2})(?:st|nd|rd|th)?[\s./,-]+(?:of\s)?(?<mon>${MONTH_SHAPE})[\s./,-]+(?<y>\d{2,4})(?![\d:])`,
    read: readDay
  },
  {
    name: 'Jun  4 10:00:00 CST 2024',
    pattern: re`(?<!\p{L})(?<mon>${MONTH_SHAPE})\s(?<d>\d{1,2})\s(?<clock>\d{1,2}:\d{2}(?::\d{2})?(?:\s[ap]m)?(?:\s\S{1,9})?)\s(?<y>\d{4})(?!\d)`,
    read: readDay
  },
  {
    name: 'June 4th, 2024',
    pattern: re`(?<!\p{L})(?<mon>${MONTH_SHAPE})[\s-](?<d>\d{1,2})(?:st|nd|rd|th)?(?:\s?,\s?|[\s-])(?<y>\d{4})(?!\d)`,
    read: readDay
  },
  {
    name: '2024 Jun 4',
    pattern: re`(?<!\d)(?<y>\d{4})[\s-](?<mon>${MONTH_SHAPE})[\s-](?<d>\d{1,2})(?!\d)`,
    read: readDay
  },
  {
    // ISO 8601 day of the year.
    name: '2024-156, 2024156',
    pattern: re`^(?<y>\d{4})-?(?<doy>\d{3})(?=$|T|\s)`,
    read: readOrdinal
  },
  {
    name: '5分钟前, 2小时前, 3天前, 半小时前',
    pattern: re`(?<![\d.])(?<n>\d{1,4}(?:\.\d{1,2})?|半)\s?(?<word>${QIAN_SHAPE})\s?[以之]?前`,
    read: readAgo
  },
  {
    name: '2 hours ago, an hour ago, 5m ago',
    pattern: re`(?<![\p{L}\d.])(?<n>\d{1,4}|an?|one)\s?(?<word>${AGO_SHAPE})\sago(?!\p{L})`,
    read: readAgo
  },
  {
    name: '刚刚, just now',
    pattern: re`(?<!\p{L})(?:刚刚|剛剛|刚才|剛才|just now)|^now$`,
    read: readNow
  },
  {
    // Not in 今日头条.
    name: '今天 08:30, 昨天, yesterday at 10:30',
    pattern: re`(?<!\p{L})(?<word>${DAY_WORD_SHAPE})(?=$|\P{L}|${PERIOD_SHAPE})`,
    read: readDayWord
  },
  {
    name: '6月4日',
    pattern: re`(?<!\d)(?<mo>\d{1,2})\s?月\s?(?<d>\d{1,2})\s?[日号號]`,
    read: readYearless
  },
  {
    name: '06-04 09:12, 6/4',
    pattern: re`^(?<mo>\d{1,2})[-/](?<d>\d{1,2})${END}`,
    read: readYearless
  },
  {
    name: 'June 4, Tue, Jun 4 10:00',
    pattern: re`^${WEEKDAY}(?<mon>${MONTH_SHAPE})\s(?<d>\d{1,2})(?:st|nd|rd|th)?${END}`,
    read: readYearless
  },
  {
    name: '4 June, Tue, 4 Jun 10:00',
    pattern: re`^${WEEKDAY}(?<d>\d{1,2})(?:st|nd|rd|th)?[\s-](?<mon>${MONTH_SHAPE})${END}`,
    read: readYearless
  },
  {
    name: '2024-06, 2024年6月, 2024',
    pattern: re`^(?<y>\d{4})\s?(?:[-/.年]\s?(?:(?<mo>\d{1,2})\s?月?)?)?$`,
    read: readDay
  },
  {
    name: '24-06-04',
    pattern: re`^(?<y>\d{2})(?<sep>[-/.])(?<mo>\d{2})\k<sep>(?<d>\d{2})${END}`,
    read: readDay
  }
]
