import { offsetMsAt } from './zone.ts'

/** Abbreviations met in feeds and on pages. RFC 822 §5 names the American ones, habit the others. */
const OFFSETS: Readonly<Record<string, string>> = {
  Z: '+00:00',
  UT: '+00:00',
  UTC: '+00:00',
  GMT: '+00:00',
  WET: '+00:00',
  BST: '+01:00',
  WEST: '+01:00',
  CET: '+01:00',
  MET: '+01:00',
  MEZ: '+01:00',
  CEST: '+02:00',
  MEST: '+02:00',
  MESZ: '+02:00',
  EET: '+02:00',
  SAST: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  PKT: '+05:00',
  IST: '+05:30',
  ICT: '+07:00',
  WIB: '+07:00',
  HKT: '+08:00',
  SGT: '+08:00',
  BJT: '+08:00',
  MYT: '+08:00',
  PHT: '+08:00',
  AWST: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  ACST: '+09:30',
  AEST: '+10:00',
  AEDT: '+11:00',
  NZST: '+12:00',
  NZDT: '+13:00',
  NDT: '-02:30',
  NST: '-03:30',
  ADT: '-03:00',
  AST: '-04:00',
  AT: '-04:00',
  EDT: '-04:00',
  EST: '-05:00',
  ET: '-05:00',
  CDT: '-05:00',
  CT: '-06:00',
  MDT: '-06:00',
  MST: '-07:00',
  MT: '-07:00',
  PDT: '-07:00',
  PST: '-08:00',
  PT: '-08:00',
  AKDT: '-08:00',
  AKST: '-09:00',
  HST: '-10:00',
  北京时间: '+08:00',
  北京時間: '+08:00'
}

/**
 * RFC 822 §5: A is an hour behind UTC, M twelve, N an hour ahead, Y twelve. RFC 2822 §4.3 found the
 * signs to be wrong, but no writer is known to mean them otherwise, and feedparser reads them so.
 */
const BEHIND = 'ABCDEFGHIKLM'
const AHEAD = 'NOPQRSTUVWXY'

const NUMERIC = /^(?:GMT|UTC)?\s?([+-]?)(\d{1,2})(?::?(\d{2}))?$/
const CHINA = '+08:00'
const CENTRAL = '-06:00'

/**
 * How a zone is written after a time, in small letters. To be read by `zoneNamed`. Four
 * digits have lost their plus, in a URL for one; a single letter or `at` in a sentence is a word.
 */
export const ZONE_SHAPE = [
  '北京[时時][间間]',
  String.raw`(?:gmt|utc)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)`,
  String.raw`(?:0\d|1[0-4])[034][05](?=$|\))`,
  String.raw`[a-z]+/[a-z_]+(?:/[a-z_]+)?(?:[+-]\d{1,2})?`,
  String.raw`(?!at\s)[a-z]{2,5}(?![\p{L}\d])`,
  String.raw`z(?![\p{L}\d])`,
  String.raw`(?<=\s)[a-y]$`
].join('|')

/**
 * The zone that a text names, as `+08:00` or an IANA name; undefined when the name is not known.
 * `CST` is China Standard Time on a source whose own zone lies there, else US Central: read the
 * American way, as rss-parser does, every Chinese item would be 14 hours late.
 */
export const zoneNamed = (
  name: string,
  options: { readonly zone: string; readonly now: Date }
): string | undefined => {
  const upper = name.trim().toUpperCase()
  if (upper === 'CST') return isChinaOffset(options.zone, options.now) ? CHINA : CENTRAL
  if (Object.hasOwn(OFFSETS, upper)) return OFFSETS[upper]
  if (upper.length === 1) return military(upper)
  const numeric = NUMERIC.exec(upper)
  if (!numeric) return IANA_NAMES.get(upper)
  const [, sign, hours = '0', minutes = '00'] = numeric
  return Number(hours) > 14 || Number(minutes) > 59
    ? undefined
    : `${sign || '+'}${hours.padStart(2, '0')}:${minutes}`
}

const military = (letter: string): string | undefined => {
  const hours = (BEHIND.indexOf(letter) + 1 || AHEAD.indexOf(letter) + 1).toString()
  if (hours === '0') return undefined
  return `${BEHIND.includes(letter) ? '-' : '+'}${hours.padStart(2, '0')}:00`
}

/** Names that `Intl` reads but does not list, most because they are new or a link to another one. */
const UNLISTED =
  'UTC Etc/GMT Etc/UTC PRC ROC ROK Hongkong Singapore Japan Asia/Chongqing Asia/Harbin Asia/Kashgar Asia/Kolkata Asia/Kathmandu Asia/Ho_Chi_Minh Asia/Yangon Europe/Kyiv US/Eastern US/Central US/Mountain US/Pacific'

// A text may only name what is in this list: it bounds what zone.ts keeps in memory.
const IANA_NAMES: ReadonlyMap<string, string> = new Map(
  [...Intl.supportedValuesOf('timeZone'), ...UNLISTED.split(' ')].map((name) => [
    name.toUpperCase(),
    name
  ])
)

/** The standard offset is the smaller one of winter and summer on either hemisphere. */
const isChinaOffset = (zone: string, now: Date): boolean => {
  const year = now.getUTCFullYear()
  const offsets = [0, 6].map((month) => offsetMsAt(new Date(Date.UTC(year, month)), zone))
  return Math.min(...offsets) === 8 * 3_600_000
}
