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
  MEZ: '+01:00',
  CEST: '+02:00',
  MESZ: '+02:00',
  EET: '+02:00',
  EEST: '+03:00',
  MSK: '+03:00',
  ICT: '+07:00',
  HKT: '+08:00',
  SGT: '+08:00',
  BJT: '+08:00',
  AWST: '+08:00',
  JST: '+09:00',
  KST: '+09:00',
  AEST: '+10:00',
  AEDT: '+11:00',
  EST: '-05:00',
  EDT: '-04:00',
  CDT: '-05:00',
  MST: '-07:00',
  MDT: '-06:00',
  PST: '-08:00',
  PDT: '-07:00',
  北京时间: '+08:00',
  北京時間: '+08:00'
}

const NUMERIC = /^(?:GMT|UTC)?\s?([+-])(\d{1,2})(?::?(\d{2}))?$/
const CHINA = '+08:00'
const CENTRAL = '-06:00'

/** How a zone is written after a time. To be tried with the flags `iu` and read by `zoneNamed`. */
export const ZONE_SHAPE =
  '北京[时時][间間]|(?:GMT|UTC)?\\s?[+-]\\d{1,2}(?::?\\d{2})?(?!\\d)|[a-z]+/[a-z_]+(?:/[a-z_]+)?|[a-z]{1,5}(?![\\p{L}\\d])'

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
  const numeric = NUMERIC.exec(upper)
  if (!numeric) return IANA_NAMES.has(name) ? name : undefined
  const [, sign = '+', hours = '0', minutes = '00'] = numeric
  return Number(hours) > 14 || Number(minutes) > 59
    ? undefined
    : `${sign}${hours.padStart(2, '0')}:${minutes}`
}

// A text may only name what is in this list: it bounds what zone.ts keeps in memory.
const IANA_NAMES: ReadonlySet<string> = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])

/** The standard offset is the smaller one of winter and summer on either hemisphere. */
const isChinaOffset = (zone: string, now: Date): boolean => {
  const year = now.getUTCFullYear()
  const offsets = [0, 6].map((month) => offsetMsAt(new Date(Date.UTC(year, month)), zone))
  return Math.min(...offsets) === 8 * 3_600_000
}
