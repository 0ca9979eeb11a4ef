import {
  readAgo,
  readDay,
  readDayMonth,
  readDayWord,
  readEpoch,
  readEra,
  readMonthless,
  readNow,
  readOrdinal,
  readShortYear,
  readWeek,
  readYearless,
  type Read
} from './date-reader.ts'
import {
  AGO_SHAPE,
  AT_SHAPE,
  DAY_WORD_SHAPE,
  ERA_SHAPE,
  MONTH_SHAPE,
  PERIOD_SHAPE,
  QIAN_SHAPE,
  WEEKDAY_SHAPE,
  re
} from './date-words.ts'

export type Format = { readonly name: string; readonly pattern: RegExp; readonly read: Read }

/** Nothing or a time follows. */
const TIME = String.raw`(?=$|t\d)`
/**
 * Where a date without a year ends. Before a year, or a word where the year should be, it is part of
 * a date that was found impossible.
 */
const END = String.raw`(?=$|[\s,;|()\[\]}】]|t\d)(?!,?\s-?\d{4,}(?!\d*:))(?!\s(?!(?:${AT_SHAPE}|am|pm|${WEEKDAY_SHAPE})\s)[a-z]{2,4}\s\d{1,2}:)`
/** Before a date: 星期二, Tue,. */
const WEEKDAY = String.raw`(?:${WEEKDAY_SHAPE}[.,]*\s)?`
/** 4th, 1er, 1º. */
const ORDINAL = '(?:st|nd|rd|th|er|o|a)?'
/** Between day, month and year; a dash after a space and before a number is a minus. */
const GAP = String.raw`(?:[\s./,]+(?:-\s)?|-\s?)`
const OF = '(?:(?:of|de|del)\\s)?'
/** A year that is not the hour of a time. */
const YEAR = String.raw`(?<y>\d{4}(?!\d)|\d{2,3}(?![\d:]))`

/**
 * The formats in the order in which they are tried; the groups are told in date-reader.ts. A pattern
 * looks anywhere in the line, but for those (`^`) that any number in the noise could fill.
 * A new format is one row here; a new language is mostly words in date-words.ts.
 */
export const FORMATS: readonly Format[] = [
  {
    name: '1717466400, 1717466400000, /Date(1717466400000)/',
    pattern: re`^(?:(?<seconds>\d{10}(?:\.\d+)?)|(?:/date\()?(?<ms>\d{13})(?:[+-]\d{4})?(?:\)/)?)$`,
    read: readEpoch
  },
  {
    // The time may follow without a gap where a page lost its spaces. Google has written 2003-012-31;
    // -2024-06-04 is a year before Christ.
    name: '2024-06-04, 2024/6/4, 2024.06.04',
    pattern: re`(?<!\d|^-(?=\d{4}-))(?<y>\d{4})\s?(?<sep>[-/.])\s?0?(?<mo>\d{1,2})\s?\k<sep>\s?(?<d>\d{1,2}?)(?=\D|$|\d{2}:\d{2})(?!-\d{1,2}$)`,
    read: readDay
  },
  {
    name: '民國113年6月4日, 民國113/6/4, 令和6年6月4日, 令和元年',
    pattern: re`(?<era>${ERA_SHAPE})\s?(?<y>\d{1,3}|元)(?:\s?[年/.-]\s?(?:\(\d{4}年?\)\s?)?(?<mo>\d{1,2})(?:\s?[月/.-]\s?(?<d>\d{1,2})\s?日?|\s?月)|\s?年(?!\s?[\d)]))`,
    read: readEra
  },
  {
    name: '2024年6月4日, 2024年(令和6年)6月4日',
    pattern: re`(?<!\d)(?<y>\d{4}|\d{2})\s?年\s?(?:\([^()]{1,9}\)\s?)?(?<mo>\d{1,2})\s?月\s?(?<d>\d{1,2})(?:\s?[日号號]|(?![\d:]))`,
    read: readDay
  },
  {
    // Taiwan counts from 1912, also without the word for it. 113.6.4 is a version inside a text.
    name: '113年6月4日, 113/06/04, 113.6.4',
    pattern: re`(?<![\d./-])(?<roc>1\d{2})(?:\s?年\s?(?<mo>\d{1,2})\s?月\s?(?<d>\d{1,2})\s?[日号號]?|(?<sep>[/-]|(?<=^1\d{2})\.)(?<mo>\d{1,2})\k<sep>(?<d>\d{1,2}))(?![\d.])`,
    read: readEra
  },
  {
    name: '20240604, 20240604T1000Z, 20240604100000',
    pattern: re`(?<!\d)(?<y>(?:19|20)\d{2})(?<mo>\d{2})(?<d>\d{2})(?=\D|$|\d{4}(?:\d{2})?(?!\d))`,
    read: readDay
  },
  {
    name: 'Tue, 04 Jun 2024, 4 June 24, 04Jun2024, 04 六月 2024, 4th of June 2024, 4 de junio de 2024',
    pattern: re`(?<!\d)(?<d>\d{1,2})${ORDINAL}${GAP}?${OF}(?<mon>${MONTH_SHAPE})${GAP}?${OF}${YEAR}`,
    read: readDay
  },
  {
    name: 'Jun  4 10:00:00 CST 2024',
    pattern: re`(?<!\p{L})(?<mon>${MONTH_SHAPE})\s(?<d>\d{1,2})\s(?<clock>\d{1,2}:\d{2}(?::\d{2})?(?:\s[ap]m)?(?:\s\S{1,32})?)\s(?<y>\d{4})(?!\d)`,
    read: readDay
  },
  {
    name: 'June 4th, 2024',
    pattern: re`(?<!\p{L})(?<mon>${MONTH_SHAPE})[\s-](?<d>\d{1,2})(?:st|nd|rd|th)?(?:\s?,\s?|[\s-])(?<y>\d{4})(?!\d)`,
    read: readDay
  },
  {
    name: '2024 Jun 4, 2004-július-13, 2024. július 13.',
    pattern: re`(?<!\d)(?<y>\d{4})${GAP}(?<mon>${MONTH_SHAPE})${GAP}(?<d>\d{1,2})(?!\d)`,
    read: readDay
  },
  {
    name: '20/11/2026, 20.11.2026, 11/20/2026 10:00 AM',
    pattern: re`(?<!\d[./-]?)(?<a>\d{1,2})(?<sep>[-/.])\s?(?<b>\d{1,2})\k<sep>\s?(?<y>\d{4})(?!\d|\.\d)`,
    read: readDayMonth
  },
  {
    name: '2024-156, 2024156, 24156',
    pattern: re`^(?:(?<y>\d{4})-?(?<doy>\d{3})(?=$|t|\s)|(?<y>\d{2})-?(?<doy>\d{3})${TIME})`,
    read: readOrdinal
  },
  {
    name: '2024-W23-2, 2024W232',
    pattern: re`^(?<y>\d{4})-?w(?<week>\d{2})(?:-?(?<weekday>\d))?${TIME}`,
    read: readWeek
  },
  {
    // ISO 8601 up to 2000 let each part be left out that is clear.
    name: '240604',
    pattern: re`^(?<y>\d{2})(?<mo>\d{2})(?<d>\d{2})${TIME}`,
    read: readDay
  },
  {
    name: '-24-06, -2406, -24',
    pattern: re`^-(?<y>\d{2})(?:-?(?<mo>\d{2}))?${TIME}`,
    read: readDay
  },
  { name: '-156', pattern: re`^-(?<doy>\d{3})${TIME}`, read: readOrdinal },
  {
    name: '--06-04, --0604, --06',
    pattern: re`^--(?<mo>\d{2})(?:-?(?<d>\d{2}))?${TIME}`,
    read: readYearless
  },
  { name: '---04', pattern: re`^---(?<d>\d{2})${TIME}`, read: readMonthless },
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
    pattern: re`(?<!\d|\d\s?年\s?)(?<mo>\d{1,2})\s?月\s?(?<d>\d{1,2})\s?[日号號]`,
    read: readYearless
  },
  {
    name: '06-04 09:12, 6/4',
    pattern: re`^-*(?<mo>\d{1,2})[-/](?<d>\d{1,2})${END}`,
    read: readYearless
  },
  {
    // Before the next one, where mar is a day in `mar 4 juin` and the month in `Mar 4`.
    name: '4 June, Tue, 4 Jun 10:00',
    pattern: re`^${WEEKDAY}(?<d>\d{1,2})${ORDINAL}(?:[\s-]|\.\s?)${OF}(?<mon>${MONTH_SHAPE})${END}`,
    read: readYearless
  },
  {
    name: 'June 4, Tue, Jun 4 10:00',
    pattern: re`^${WEEKDAY}(?<mon>${MONTH_SHAPE})\s(?<d>\d{1,2})(?:st|nd|rd|th)?${END}`,
    read: readYearless
  },
  {
    name: '2024-06, 2024年6月, 2024',
    pattern: re`^(?<y>\d{4})\s?(?:[-/.年]\s?(?:(?<mo>\d{1,2})\s?月?)?)?$`,
    read: readDay
  },
  {
    name: 'June 2024',
    pattern: re`^(?<mon>${MONTH_SHAPE})[\s-]${OF}(?<y>\d{4})$`,
    read: readDay
  },
  {
    name: '24-06-04, 04.06.24, 6/4/24 10:00 AM',
    pattern: re`^(?<a>\d{1,2})(?<sep>[-/.])(?<b>\d{1,2})\k<sep>(?<c>\d{2})${END}`,
    read: readShortYear
  }
]
