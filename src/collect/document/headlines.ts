import { fold } from '../../normalize/text.ts'
import { bodyLines, type BodyLine } from './body-lines.ts'
import { isMediaName } from './media-name.ts'

/** The headline of another article, as it stands below this one. */
export type Headline = { readonly title: string; readonly outlet: string | null }

export type Split = {
  /** Where the headlines begin, with what stands above them as their heading; null without any. */
  readonly from: number | null
  readonly headlines: readonly Headline[]
}

/**
 * Headlines of other articles at the end of a document: the last lines, two or more in a row, each an
 * item of a list or `outlet：headline`, none with a link. Of a list at least one names its outlet, unless a
 * heading such as 相关新闻 stands above, so that the last points of an article remain part of it.
 *
 * @param known folded names of outlets (media-name.ts `knownNames`)
 */
export const splitHeadlines = (lines: readonly BodyLine[], known: ReadonlySet<string>): Split => {
  const read = lines.map((line) => candidateOf(line, known))
  const start = read.findLastIndex((candidate) => candidate === null) + 1
  const candidates = read.slice(start).filter((candidate) => candidate !== null)
  const above = lines[start - 1]
  const hasHeading = above !== undefined && isHeading(above.text)
  const isNamed = hasHeading || candidates.some(({ outlet }) => outlet !== null)
  const body = hasHeading ? start - 1 : start
  const isPlausible = candidates.length >= MIN_LINES && candidates.length <= MAX_LINES
  if (!isPlausible || !isNamed || body === 0) return NOTHING
  const headlines = candidates.map(({ title, outlet }) => ({ title, outlet }))
  return { from: lines[body]?.start ?? null, headlines }
}

/**
 * The lines below an article that may be headlines, as HTML: items of lists without links, up to the first
 * line of another kind. Readers of article pages leave lists at the end out, as they should.
 */
export const linesBelow = (page: string, article: string): string => {
  const last = bodyLines(article).at(-1)?.text
  const lines = bodyLines(page)
  const from = lines.findLastIndex(({ text }) => text === last) + 1
  if (last === undefined || from === 0) return ''
  const first = isHeading(lines[from]?.text ?? '') ? from + 1 : from
  const end = lines.findIndex((line, i) => i >= first && !mayBeHeadline(line))
  return page.slice(lines[from]?.start ?? page.length, lines[end]?.start)
}

const mayBeHeadline = ({ text, isItem, hasLink }: BodyLine): boolean =>
  !hasLink && text.length <= MAX_CHARS && (isItem || BULLET.test(text))

const NOTHING: Split = { from: null, headlines: [] }
const MIN_LINES = 2
/** More are a list that somebody saved as a text, and no remark below an article. */
const MAX_LINES = 100
/** A headline is no paragraph. */
const MAX_CHARS = 150
const MIN_CHARS = 4

/** `-5℃` and `1.5亿` begin with a number, not with a bullet. */
const BULLET = /^[-–—](?!\d) ?|^[•·*●■◆▪○] ?|^\d{1,2}[.、)](?!\d) ?/u
const PARTED = /^([^:：]{2,40})[:：] ?(?!\/\/)/u
/** Text ends so, headlines do not. */
const SENTENCE_END = /[。；;，,、]$|[^.]\.$/u

const candidateOf = (line: BodyLine, known: ReadonlySet<string>): Headline | null => {
  if (line.hasLink || line.text.length > MAX_CHARS) return null
  const bullet = BULLET.exec(line.text)?.[0] ?? ''
  const text = line.text.slice(bullet.length).trim()
  if (text.length < MIN_CHARS || SENTENCE_END.test(text)) return null
  const headline = partedBy(text, known)
  if (headline.outlet === null && bullet === '' && !line.isItem) return null
  return headline
}

/** `园区：…` has the form of `outlet：…`; then the whole line is the headline. */
const partedBy = (text: string, known: ReadonlySet<string>): Headline => {
  const parted = PARTED.exec(text)
  const outlet = parted?.[1]?.trim() ?? ''
  const title = text.slice(parted?.[0].length ?? 0).trim()
  if (title.length < MIN_CHARS || !isMediaName(outlet, known)) return { title: text, outlet: null }
  return { title, outlet }
}

/** Such a heading decides only where the lines below have the form already. */
const HEADING =
  /^(?:相关|延伸|更多|推荐|往期|媒体)?(?:新闻|阅读|报道|链接|文章|聚焦|关注|推荐|回顾)$|^(?:related|more|further|also|see also)(?: (?:news|reading|stories|articles|links|headlines|coverage))?$/

const isHeading = (text: string): boolean => text.length <= 30 && HEADING.test(fold(text))
