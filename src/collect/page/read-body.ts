import { textOf } from '../../normalize/html.ts'
import { withoutAbstract } from './article/abstract.ts'
import { chooseBody } from './article/choose-body.ts'
import { cleanLines } from './article/clean-lines.ts'
import { guessBody } from './article/guess.ts'
import { dataAt, type Dropped, type Line } from './article/line.ts'
import {
  attributeAt,
  commonAncestor,
  elementAt,
  nameAt,
  namesAt,
  type Outline
} from './article/outline.ts'
import { ATTACHED_FILE, CREDITS_AT_END } from './article/phrases.ts'
import { isProse, SENTENCE } from './article/prose.ts'
import { imageAddress, writeHtml, type Kept } from './article/write-html.ts'

export type Body = {
  /** Cleaned, its addresses absolute. */
  readonly html: string
  /** A line for each block. */
  readonly text: string
  /** Absolute. */
  readonly images: readonly string[]
  /** Its lines as they stand on the page, in order. */
  readonly lines: readonly Line[]
}

export type BodyOptions = {
  readonly outline: Outline
  readonly dropped: Dropped
  /** All lines of the page. */
  readonly lines: readonly Line[]
  readonly headline: {
    readonly title: string | null
    readonly at: number
    readonly until: number
  }
  /** What relative addresses count from. */
  readonly base: string
  readonly now: Date
}

/** The text of the page's article; null where there is none. */
export const readBody = async (options: BodyOptions): Promise<Body | null> => {
  const { outline, dropped, lines, headline, base, now } = options
  const clean = cleanLines(lines, headline, { now, outline })
  const start = lines[headline.at]?.places[0] ?? 0
  const edits = new Map<number, string>()
  const guessed = await guessBody({ outline, kept: keptOf(outline, clean), edits, base })
  const chosen = withLead(chooseBody(outline, clean, guessed, start), clean, options)
  if (chosen.length === 0) return null
  trimCredits(outline, chosen, edits)
  trimLink(outline, chosen, edits)
  const kept = keptOf(outline, chosen)
  const images = keepImages(outline, dropped, chosen, base, kept)
  const html = writeHtml({ outline, kept, edits, base })
  const text = textOf(html)
  return text === '' ? null : { html, text, images, lines: chosen }
}

/** The lead right below the headline, above the names and the date: the text begins with it. */
const withLead = (
  chosen: readonly Line[],
  clean: readonly Line[],
  { lines, headline, outline }: BodyOptions
): readonly Line[] => {
  const lead = headline.at < 0 ? undefined : lines[headline.until + 1]
  const first = chosen[0]
  if (!lead || !first || lead.places[0]! >= first.places[0]! || !clean.includes(lead)) return chosen
  const isText = lead.linked === 0 && isProse(lead) && SENTENCE.test(lead.text)
  return isText && LEAD.test(namesAt(outline, lead.block))
    ? withoutAbstract([lead, ...chosen])
    : chosen
}

/** A lead is the first paragraph; what is called an excerpt or a summary tells of the text. */
const LEAD = /(?:^|[\s_-])(?:lead|lede|intro|first-?paragraph)(?:$|[\s_-])/

const keptOf = (outline: Outline, lines: readonly Line[]): Kept => {
  const kept = new Uint8Array(outline.nodes.length)
  for (const { places } of lines) for (const at of places) kept[at] = 1
  return kept
}

/** «…。（责任编辑：张三）» in one text node with the last sentence. */
const trimCredits = (
  outline: Outline,
  lines: readonly Line[],
  edits: Map<number, string>
): void => {
  for (const { places } of lines.slice(-3)) {
    const last = places.at(-1)!
    const data = dataAt(outline, last)
    const trimmed = data.slice(-80).replace(CREDITS_AT_END, '')
    if (trimmed.length < Math.min(80, data.length)) edits.set(last, data.slice(0, -80) + trimmed)
  }
}

/** «…四天。返回首页，查看更多»: a short link behind the last full stop. */
const trimLink = (outline: Outline, lines: readonly Line[], edits: Map<number, string>): void => {
  const { places, linked, text } = lines.at(-1)!
  const texts = places.filter((at) => dataAt(outline, at).trim() !== '')
  const last = texts.at(-1)
  if (last === undefined || texts.length < 2 || linked === 0 || linked > 14) return
  const label = dataAt(outline, last).trim()
  const href = attributeAt(outline, outline.links[last]!, 'href')
  if (ATTACHED_FILE.test(href) || text.length - label.length < 10) return
  const isBehind = /[。！？.!?][”"’』」)）]?$/u.test(text.slice(0, -label.length).trim())
  if (isBehind && outline.links[last]! >= 0 && !/[。.]$/.test(label)) edits.set(last, '')
}

/** The pictures between the first and the last line, and those just before and behind in the same element. */
const keepImages = (
  outline: Outline,
  dropped: Dropped,
  lines: readonly Line[],
  base: string,
  kept: Kept
): string[] => {
  const [first, last] = [lines[0]!.places[0]!, lines.at(-1)!.places.at(-1)!]
  const container = commonAncestor(outline, [first, last])
  const images = new Set<string>()
  for (let at = container; at < outline.ends[container]!; at += 1) {
    if (dropped[at] === 1) {
      at = outline.ends[at]! - 1
      continue
    }
    const attribs = nameAt(outline, at) === 'img' ? elementAt(outline, at)?.attribs : undefined
    const url = attribs && !isIcon(attribs) ? imageAddress(attribs, base) : null
    if (url === null) continue
    kept[at] = 1
    images.add(url)
  }
  return [...images]
}

/** Marks of buttons and counters are smaller than any photograph. */
const isIcon = ({ width, height }: Readonly<Record<string, string>>): boolean =>
  [width, height].some(
    (size) => size !== undefined && /^\d{1,2}(?:px)?$/.test(size.trim()) && parseInt(size, 10) < 60
  )
