import { cleanLine, fold, foldTaiwan } from './text.ts'

/**
 * A headline folded for comparing, without the frames that outlets put around it: their name before or
 * after it, （图）, 【column】. `outlets` are the known names; behind a headline, names that end as those
 * of Chinese media do go unlisted too. Never takes away everything.
 */
export const foldTitle = (title: string, outlets: readonly string[]): string =>
  fold(unframed(title, namesOf(outlets)))

/** The second reading of a traditional headline, in Taiwan wording. */
export const foldTitleTaiwan = (title: string, outlets: readonly string[]): string =>
  foldTaiwan(unframed(title, namesOf(outlets)))

/** A headline as its outlet wrote it, less the outlet's own name before or behind it: what readers see. */
export const withoutOutlet = (title: string, outlet: string): string => {
  if (title.startsWith(outlet)) {
    const rest = title.slice(outlet.length)
    if (/^\s*[:：|｜丨]/u.test(rest)) return left(rest.replace(/^\s*[:：|｜丨]\s*/u, '')) ?? title
  }
  if (!title.endsWith(outlet)) return title
  const rest = title.slice(0, -outlet.length)
  return /[-–—_|｜丨]\s*$/u.test(rest)
    ? (left(rest.replace(/\s*[-–—_|｜丨]+\s*$/u, '')) ?? title)
    : title
}

/** Word characters that a headline keeps at least, else the frame is part of it. */
const MIN_LEFT = 2
/** More before a name that only looks like an outlet's: 济南-青岛高铁新闻 has none. */
const MIN_BEFORE_UNLISTED = 6
/** Frames seldom nest deeper: 【组图】…_频道_大众网. */
const MAX_FRAMES = 6

const MARKS: ReadonlySet<string> = new Set(
  '图 组图 多图 图文 图集 高清组图 视频 附图 附视频'.split(' ')
)
const MEDIA = /^\p{Script=Han}{1,11}(?:网|报|新闻|在线|客户端|频道)$/u

/** A hyphen inside a Latin word (T-Mobile) parts nothing, nor does the Chinese dash ——. */
const SEPARATOR = / ?(?:(?<![a-z\d])[-–]+|[-–]+(?![a-z\d])|(?<!—)—(?!—)|[_|丨·]) ?/gi
/** Tells most headlines, which have none, at a glance. */
const SEPARATING = /[-–—_|丨·]/
/** What may stand before an outlet that no list knows. */
const PLAIN_SEPARATOR = /[-–_|丨]/

type Names = ReadonlySet<string>

const unframed = (title: string, names: Names): string => {
  let rest = cleanLine(title.normalize('NFKC'))
  for (let frames = 0; frames < MAX_FRAMES; frames += 1) {
    const next = STRIPS.map((strip) => strip(rest, names)).find((found) => found !== undefined)
    if (next === undefined) return rest
    rest = next
  }
  return rest
}

/** Each gives what is left without its frame, undefined when there is no such frame. */
type Strip = (title: string, names: Names) => string | undefined

const stripBracket: Strip = (title, names) => {
  const match =
    /^([([【])([^()[\]【】]{1,12})[)\]】]/.exec(title) ??
    /([([【])([^()[\]【】]{1,12})[)\]】]$/.exec(title)
  if (!match) return undefined
  const [whole, bracket, inside = ''] = match
  const content = fold(inside)
  // 【第三批】 and 【2024】 tell one notice from the next.
  const isColumn = bracket === '【' && !/[\d第]/.test(content)
  if (!isColumn && !MARKS.has(content) && !names.has(content)) return undefined
  return left(match.index === 0 ? title.slice(whole.length) : title.slice(0, match.index))
}

const stripBefore: Strip = (title, names) => {
  const match = /^([^:|丨]{1,30})[:|丨]/.exec(title)
  const name = fold(match?.[1] ?? '')
  return match && (names.has(name) || MARKS.has(name))
    ? left(title.slice(match[0].length))
    : undefined
}

const stripAfter: Strip = (title, names) => {
  if (!SEPARATING.test(title)) return undefined
  for (const { index, 0: separator } of [...title.matchAll(SEPARATOR)].reverse().slice(0, 3)) {
    const name = fold(title.slice(index + separator.length))
    const head = title.slice(0, index)
    if (names.has(name)) return left(head)
    if (PLAIN_SEPARATOR.test(separator) && MEDIA.test(name)) return left(head, MIN_BEFORE_UNLISTED)
  }
  return undefined
}

const STRIPS: readonly Strip[] = [stripBracket, stripBefore, stripAfter]

const left = (title: string, atLeast = MIN_LEFT): string | undefined =>
  (title.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= atLeast ? title.trim() : undefined

// One list serves every headline of a run; folding it anew for each would cost more than the headlines.
const foldedNames = new WeakMap<readonly string[], Names>()

const namesOf = (outlets: readonly string[]): Names => {
  const known = foldedNames.get(outlets)
  if (known) return known
  const names: Names = new Set(outlets.map(fold).filter(Boolean))
  foldedNames.set(outlets, names)
  return names
}
