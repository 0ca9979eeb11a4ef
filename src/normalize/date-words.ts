import { cleanLine } from './text.ts'

/** Letters as words are compared: small, without accents (août, aout; Μάϊ, Μαι). */
const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')

const words = (text: string): readonly string[] => plain(text).trim().split(/\s+/)

/**
 * January to December in English, French, German, Spanish, Italian, Portuguese, Dutch, Hungarian,
 * Russian, Greek, Polish, Turkish, Ukrainian and Arabic, Swedish and Danish, with the slips that the Python feedparser has met (`máujus`, `Μαώ`); another
 * language is another name in each row. Chinese, Japanese and Korean months are numbers: `tidy`.
 */
const MONTHS: readonly (readonly string[])[] = [
  `january jan janvier janv januar jänner enero ene gennaio gen janeiro januari január
  января январь янв ιανουαρίου ιανουάριος ιαν
  stycznia styczeń ocak januar januari січня يناير`,
  `february feb février févr fév februar febrero febbraio fevereiro fev februari február februári
  февраля февраль фев φεβρουαρίου φεβρουάριος φεβ
  lutego luty şubat februari лютого فبراير`,
  `march mar mars märz mär mrz maerz marzo março maart mrt március márc
  марта март мар μαρτίου μάρτιος μαρ μαώ
  marca marzec mart березня مارس`,
  `april apr avril avr abril abr aprile április ápr апреля апрель апр απριλίου απρίλιος απρ
  kwietnia kwiecień nisan квітня أبريل ابريل`,
  `may mai mayo maggio mag maio mei május máujus máj мая май μαΐου μάιος μαι
  maja maj mayıs травня مايو`,
  `june jun juin juni junio giugno giu junho június июня июнь июн ιουνίου ιούνιος ιούν ιον
  czerwca czerwiec haziran червня يونيو`,
  `july jul juillet juil juli julio luglio lug julho július июля июль июл ιουλίου ιούλιος ιούλ ιολ
  lipca lipiec temmuz липня يوليو`,
  `august aug août agosto ago augustus augusztus августа август авг αυγούστου αύγουστος αυγ
  sierpnia sierpień ağustos augusti серпня أغسطس اغسطس`,
  `september sept sep septembre septiembre setiembre set settembre sett setembro szeptember szept
  сентября сентябрь сент сен σεπτεμβρίου σεπτέμβριος σεπ
  września wrzesień eylül вересня سبتمبر`,
  `october oct octobre oktober okt octubre ottobre ott outubro out október
  октября октябрь окт οκτωβρίου οκτώβριος οκτ
  października październik ekim жовтня أكتوبر اكتوبر`,
  `november nov novembre noviembre novembro ноября ноябрь ноя νοεμβρίου νοέμβριος νοε
  listopada listopad kasım листопада نوفمبر`,
  `december dec décembre déc dezember dez diciembre dic dicembre dezembro
  декабря декабрь дек δεκεμβρίου δεκέμβριος δεκ
  grudnia grudzień aralık грудня ديسمبر`
].map(words)

const MONTH_NUMBERS: ReadonlyMap<string, number> = new Map(
  MONTHS.flatMap((names, index) => names.map((name) => [name, index + 1] as const))
)

/** Days of the week in the same languages. They are passed over, since they are often wrong. */
const WEEKDAYS: readonly string[] = [
  'mon tue wed thu fri sat sun tues thur thurs',
  'monday tuesday wednesday thursday friday saturday sunday',
  'lun mar mer jeu ven sam dim lundi mardi mercredi jeudi vendredi samedi dimanche',
  'mo di mi do fr sa so montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag',
  'mié jue vie sáb dom lunes martes miércoles jueves viernes sábado domingo',
  'gio lunedì martedì mercoledì giovedì venerdì domenica',
  'seg ter qua qui sex segunda terça quarta quinta sexta',
  'ma wo vr za zo maandag dinsdag woensdag donderdag vrijdag zaterdag zondag',
  'hétfő kedd szerda csütörtök péntek szombat vasárnap',
  'пн вт ср чт пт сб вс понедельник вторник среда четверг пятница суббота воскресенье',
  'κυρ δευ τρι τετ πεμ παρ σαβ κυριακή δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο'
].flatMap(words)

/** Years are counted from the first after these. */
const ERAS: Readonly<Record<string, number>> = {
  中华民国: 1911,
  中華民國: 1911,
  民国: 1911,
  民國: 1911,
  令和: 2018,
  平成: 1988,
  昭和: 1925
}

/** Words that leave no doubt about the zone; Korean ones are taken for Korean time as feedparser does. */
const ZONES: readonly { readonly sign: RegExp; readonly zone: string }[] = [
  { sign: /北京[时時][间間]/, zone: 'Asia/Shanghai' },
  { sign: /\d\s?[년월]|오[전후]/, zone: 'Asia/Seoul' }
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
    names: ['am', '凌晨', '清晨', '早上', '早晨', '早', '上午', '午前', '오전'],
    hour: (hour) => hour % 12
  },
  { names: ['中午'], hour: (hour) => (hour < 4 ? hour + 12 : hour) },
  {
    names: ['pm', '下午', '午后', '午後', '傍晚', '오후'],
    hour: (hour) => (hour % 12) + 12
  },
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

/**
 * A pattern around shapes, for a line that `tidy` has brought to small letters: the flag `i` makes
 * such long lists of words five times as slow to compile.
 */
export const re = (parts: TemplateStringsArray, ...shapes: string[]): RegExp =>
  new RegExp(String.raw(parts, ...shapes), 'u')

/** A month as a word or as `6月`, for use inside a pattern. */
export const MONTH_SHAPE = String.raw`(?:(?:${anyOf(MONTHS.flat())})(?!\p{L})\.?|(?<!\d)\d{1,2}\s?月)`
export const QIAN_SHAPE = UNITS.map(({ qian }) => qian).join('|')
export const AGO_SHAPE = UNITS.map(({ ago }) => ago).join('|')
export const WEEKDAY_SHAPE = String.raw`(?:(?:星期|周|週|[礼禮]拜)[一二三四五六日天]|[月火水木金土日]曜日?|(?:${anyOf(WEEKDAYS)})(?!\p{L}))`
export const ERA_SHAPE = anyOf(Object.keys(ERAS))
export const DAY_WORD_SHAPE = anyOf(Object.keys(DAYS_AGO))

/** Parts of the day that stand before the hour. */
export const PERIOD_SHAPE = anyOf(PERIODS.flatMap(({ names }) => names))

/** Words between a day and its time, small and without accents: `4 June at 10:00`, `4 juin à 10h`. */
export const AT_SHAPE = 'at|a las|a|as|alle|um|om|г|в'

/** The hour from 0 to 24 that `hour` means in a part of the day; as it is when the word is no such part. */
export const hourOf = (hour: number, period: string): number => {
  const found = PERIODS.find(({ names }) => names.includes(period))
  return found && hour <= 12 ? found.hour(hour) : hour
}

/** 1 to 12 for a month in any case (`6月` may give more, a word that is no month NaN). */
export const monthOf = (word: string): number => {
  const name = word.toLowerCase().replace('.', '')
  return MONTH_NUMBERS.get(name) ?? Number.parseInt(name, 10)
}

/** The year before the first of an era. */
export const eraStart = (era: string): number => ERAS[era] ?? NaN

export const daysAgo = (word: string): number => DAYS_AGO[word] ?? 0

/** The unit that matched `QIAN_SHAPE` or `AGO_SHAPE`. */
export const unitOf = (word: string): Unit =>
  UNITS.find(({ qian, ago }) => new RegExp(`^(?:${qian}|${ago})$`, 'u').test(word))?.unit ?? {}

/** The zone that the wording of a date tells. */
export const zoneIn = (text: string): string | undefined =>
  ZONES.find(({ sign }) => sign.test(text))?.zone

/**
 * One spelling for many: small letters, full-width forms, odd dashes and colons, accents, Korean units, Chinese
 * numerals before a unit (二〇二四年六月四日, 三天前), white space.
 */
export const tidy = (text: string): string =>
  cleanLine(plain(text.normalize('NFKC')))
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\u2236/g, ':')
    .replace(/(?<=\d\s?)[년월일시분초]/g, (unit) => KOREAN_UNITS[unit] ?? unit)
    .replace(/[〇零一二两三四五六七八九十百廿]+(?=个?[年月日号號天分秒周小时時点點])/g, numeralOf)

const KOREAN_UNITS: Readonly<Record<string, string>> = {
  년: '年',
  월: '月',
  일: '日',
  시: '時',
  분: '分',
  초: '秒'
}

/** 二〇二四 is read digit by digit, 二十四 and 一百一十三 by tens and hundreds. */
const numeralOf = (han: string): string => {
  const digits = han
    .replace(/[〇零一二两三四五六七八九]/g, (char) =>
      String('零一二三四五六七八九'.indexOf(char.replace('〇', '零').replace('两', '二')))
    )
    .replace(/廿/g, '2十')
  const [, hundreds, tens, ones] = /^(?:(\d)百0?)?(?:(\d?)十)?(\d?)$/.exec(digits) ?? []
  if (hundreds === undefined && tens === undefined) return digits
  return String(
    Number(hundreds ?? 0) * 100 + (tens === undefined ? 0 : Number(tens || 1) * 10) + Number(ones)
  )
}
