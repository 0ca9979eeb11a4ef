import { toSimplified } from '../../normalize/chinese.ts'
import { cleanLine, fold } from '../../normalize/text.ts'

/**
 * Whether a short text is the name of an outlet: one of `known`, or a name of the form that media have
 * (…日报, …网, … Daily). `园区` and other prefixes of headlines are none.
 */
export const isMediaName = (text: string, known: ReadonlySet<string>): boolean => {
  const name = cleanLine(text)
  if (name === '' || name.length > MAX_CHARS) return false
  if (known.has(fold(name))) return true
  return isChineseMedia(toSimplified(name)) || isLatinMedia(name)
}

/** Names as `isMediaName` takes them. */
export const knownNames = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.map(fold).filter((name) => name !== ''))

const MAX_CHARS = 40

/** A name is a word or two before one of these. */
const CHINESE =
  /^[\p{Script=Han}A-Za-z\d·+]{2,14}(?:日报|晚报|早报|商报|晨报|时报|快报|都市报|周报|导报|财经|电视台|广播|广播电台|网|在线|客户端|融媒|融媒体|融媒体中心|发布)$/u
/** Nets that carry water, power or goods and no news; columns that only call themselves a release. */
const NO_CHINESE =
  /(?:管|电|水|路|官|渔|联|地|互联|物联)网$|(?:权威|重磅|联合|最新|首次|正式|即将|新闻|政策|数据|成果|信息|报告|新品|公开|规划)发布$/u

const isChineseMedia = (name: string): boolean => CHINESE.test(name) && !NO_CHINESE.test(name)

const LATIN_ENDINGS: ReadonlySet<string> = new Set(
  'news daily times post herald gazette weekly journal tribune'.split(' ')
)
const LATIN_WORD = /^(?:[A-Z\d][\p{L}\d.'’&-]*|&|of|and|the|de)$/u
/** `Breaking News:` is a call, no name. */
const CALLS: ReadonlySet<string> = new Set(
  'breaking latest top more good bad park company daily weekly'.split(' ')
)

const isLatinMedia = (name: string): boolean => {
  const words = name.split(' ')
  if (words.length < 2 || words.length > 6) return false
  const last = words.at(-1)?.toLowerCase() ?? ''
  const first = words[0]?.toLowerCase() ?? ''
  if (!LATIN_ENDINGS.has(last) || (words.length === 2 && CALLS.has(first))) return false
  return words.every((word) => LATIN_WORD.test(word))
}
