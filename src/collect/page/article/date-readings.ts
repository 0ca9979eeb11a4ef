import { isoDate } from '../../../normalize/iso-date.ts'
import { localDate } from '../../../normalize/local-time.ts'

export type When = { readonly zone: string; readonly now: Date }

/** One reading of the date: where it was found, how far it is believed. */
export type Reading = { readonly iso: string; readonly place: string; readonly weight: number }

/** The day on a calendar in `zone`: pages write one instant with and without an offset. */
export const dayIn = (iso: string, zone: string): string =>
  iso.includes('T') ? localDate(new Date(iso), zone) : iso

/** What looks like a date at all, from where it may be read. */
const DATE =
  /(?:\d{4}|\d{2}|[〇零一二三四五六七八九]{4})\s?年\s?[\d一二三四五六七八九十]{1,3}\s?月|(?:19|20)\d{2}\s?([-/.])\s?\d{1,2}\s?\1\s?\d{1,2}|(?<!\d)(?:19|20)\d{6}(?!\d{1,5}(?!\d))|\d{1,2}([-/.])\d{1,2}\2(?:19|20)\d{2}|(?<!\p{L})(?:(?:mon|tue|wed|thu|fri|sat|sun)\p{L}{0,6},?\s)?(?:\d{1,2}(?:st|nd|rd|th|\.)?\s(?:de\s)?)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|janv|févr|avr|mai|juin|juil|août|déc|ene|abr|ago|dic|mär|okt|dez|set|out|фев|мар|апр|мая|июн|июл|авг|сен|окт|ноя|дек|янв)\p{L}{0,7}\.?,?\s(?:de\s)?\d{1,4}/iu
/** Dates without a year and relative ones. */
const SHORT_DATE =
  /\d{1,2}月\d{1,2}[日号]|(?<![\d-])\d{1,2}-\d{1,2}(?![\d-])|(?:\d{1,2}|半|an?)\s?(?:秒|分钟|小时|天|min|hour|day)\p{L}{0,4}\s?(?:前|ago)|昨天|今天|刚刚|yesterday|just now/iu

/** Year, month and day in elements of their own: 2021 06 / 04. */
const SPLIT = /(?<=(?:19|20)\d{2})\t(\d{1,2})\t?[/.-]\t?(\d{1,2})(?=\t)/
/** 2026-02-20-23:59:59, as some editing systems write it. */
const JOINED = /(\d{4}-\d{2}-\d{2})-(\d{2}:\d{2})/
const MAX_CHARS = 1000

/** The first date in a text; empty without one. */
export const readingsIn = (
  given: string,
  place: string,
  weight: number,
  { zone, now }: When
): Reading[] => {
  const whole = given.replace(SPLIT, '-$1-$2').replace(JOINED, '$1 $2')
  const text = whole.length > MAX_CHARS ? whole.slice(0, MAX_CHARS) : whole
  const match = DATE.exec(text) ?? SHORT_DATE.exec(text)
  if (!match) return []
  const rest = text
    .slice(match.index, match.index + 60)
    .split('\n', 1)[0]!
    .replace(/\t/g, ' ')
  const time = TIME_BEFORE.exec(text.slice(0, match.index))?.[1]
  const iso = isoDate(time && !/\d:\d\d/.test(rest) ? `${match[0]} ${time}` : rest, { zone, now })
  // A page that was kept tells «1 hour ago» for ever.
  const isRelative = /ago|前/.test(match[0])
  return iso === undefined ? [] : [{ iso, place, weight: isRelative ? weight * 0.75 : weight }]
}

/** «16:05, 10 March 2026» */
const TIME_BEFORE = /(\d{1,2}:\d{2}(?:\s?[ap]\.?m\.?)?)\s?,?\s?$/i

/** Pages that a script completes have the date in its data; one that holds several days is no article's. */
export const scriptReadings = (html: string, when: When): Reading[] => {
  const readings = [...html.slice(0, MAX_SCRIPT_CHARS).matchAll(IN_SCRIPT)]
    .slice(0, 20)
    .flatMap((match) => {
      const iso = isoDate(match[1]!, when)
      return iso === undefined ? [] : [{ iso, place: 'script', weight: 3 }]
    })
  const days = new Set(readings.map(({ iso }) => dayIn(iso, when.zone)))
  return days.size === 1 ? readings.slice(0, 1) : []
}

const MAX_SCRIPT_CHARS = 400_000
const IN_SCRIPT =
  /(?<![a-z])(?:publish(?:ed)?_?(?:time|date|at)|pub_?(?:time|date)|create_?time|ct)["']?\s?[:=]\s?["']?(\d{10}(?:\d{3})?(?!\d)|\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2})?)/gi

/** /2021/6/4/, /2021-06/04/, /2021/world/06/04/, /202106/t20210604_1.html, /20210604/: the day on which the file was made. */
export const addressReadings = (address: string, when: When): Reading[] => {
  const path = URL.parse(address)?.pathname ?? ''
  const match = SPLIT_DAY.exec(path) ?? WHOLE_DAY.exec(path) ?? PARTED_DAY.exec(path)
  const { y, m, d } = match?.groups ?? {}
  if (y === undefined) return []
  return readingsIn(`${y}-${m}-${d}`, 'address', 3, when)
}

const SPLIT_DAY =
  /[/_-](?<y>(?:19|20)\d{2})[/_-]?(?<m>0[1-9]|1[0-2]|[1-9](?=[/_-]))[/_-]?(?<d>0[1-9]|[12]\d|3[01]|[1-9](?=[/_-]))(?=[/_.-]|$|\/)/
const PARTED_DAY =
  /\/(?<y>20\d{2})\/[a-z][a-z_.-]{1,30}\/(?<m>0?[1-9]|1[0-2])\/(?<d>0?[1-9]|[12]\d|3[01])\//i
const WHOLE_DAY =
  /(?<!\d)(?<y>20\d{2})(?<m>0[1-9]|1[0-2])(?<d>0[1-9]|[12]\d|3[01])(?=\d{0,8}(?:[/_.-]|$))/
