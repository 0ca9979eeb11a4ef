import { fold } from '../../../normalize/text.ts'
import { headTitle, type Page } from '../page.ts'
import { brokenHeadlines, joinLines, type BrokenHeadline } from './broken-headline.ts'
import { isByline, isSentence } from './byline-line.ts'
import type { HeadData } from './head-data.ts'
import { dataAt, type Line } from './line.ts'
import { attributeAt, elementAt, nameAt, namesAt, type Outline } from './outline.ts'
import { leadsToComments, leadsToOthers } from './phrases.ts'
import { charsOf, claimsOf, CUT, withFooterNames, type Claim } from './title-claims.ts'

/** `at` is the line of the headline on the page, `until` its last one; -1 where none shows it. */
export type Headline = {
  readonly title: string | null
  readonly at: number
  readonly until: number
  readonly agrees: boolean
}

/**
 * The headline of the article: the line of the page that agrees best with what the page calls itself, and
 * looks most like a headline. Without one, the head's own title without the name of the site.
 */
export const findHeadline = (
  page: Page,
  outline: Outline,
  lines: readonly Line[],
  head: HeadData,
  options: { readonly now: Date; readonly listed?: string | undefined }
): Headline => {
  const sites = withFooterNames(head.sites, headTitle(page) ?? '', lines)
  const claims = claimsOf(headTitle(page) ?? '', head, sites, options.listed)
  const broken = brokenHeadlines(lines.slice(0, MAX_LINES), claims)
  const shown = [...candidates(outline, lines, options.now, page.url), ...broken.map(shownBroken)]
    .map((shown) => ({ ...shown, score: scoreOf(shown, claims, sites) }))
    .sort((a, b) => b.score - a.score || a.at - b.at)
  const best = shown[0]
  if (best && best.score >= ENOUGH)
    return { title: best.text, at: best.at, until: best.until, agrees: best.score >= 6 }
  const title = claims.find(({ text }) => charsOf(text) >= 2)?.text ?? null
  const at = best && best.score > 0 ? best.at : -1
  return { title, at, until: at, agrees: false }
}

const ENOUGH = 2.5

type Shown = {
  readonly text: string
  readonly at: number
  readonly until: number
  readonly look: number
  readonly folded: string
}

/** Lines that look like a headline, or could: at most 200 characters, not mostly other links. */
const candidates = (outline: Outline, lines: readonly Line[], now: Date, url: string): Shown[] => {
  const shown: Shown[] = []
  const seen = new Map<number, number>()
  lines.slice(0, MAX_LINES).forEach((line, at) => {
    const heading = headingAround(outline, line.block)
    const before = heading < 0 ? undefined : seen.get(heading)
    if (before !== undefined) {
      // A headline of two lines, or with its kicker: the whole and each line.
      const whole = joinLines(shown[before]!.text, line.text)
      shown.push(shownAs(whole, shown[before]!.at, shown[before]!.look))
    }
    if (line.chars < 2 || line.chars > 200 || leadsToOthers(line) || leadsToComments(line)) return
    const leading = leadingOf(lines, at, now)
    const isOverText = heading >= 0 && lines.slice(at + 1, at + 4).some(isSentence)
    const link = linkLook(outline, line, url)
    const look = lookOf(outline, line, heading) + link + leading + (isOverText ? 0.6 : 0)
    if (heading >= 0 && before === undefined) seen.set(heading, shown.length)
    shown.push(shownAs(line.text, at, look))
  })
  return shown
}

const MAX_LINES = 1500

/** How much speaks for a headline that a line with its date or source comes next, and the text soon after. */
const leadingOf = (lines: readonly Line[], at: number, now: Date): number => {
  const [line, next, second] = lines.slice(at, at + 3)
  if (!line || !next) return 0
  if (!isByline(next, now, true)) return second && isByline(second, now, true) ? 1.2 : 0
  const isClose = line.linked === 0 && line.chars >= 6 && line.chars <= 80
  return isClose && !isByline(line, now, true) && lines.slice(at + 2, at + 8).some(isSentence)
    ? 2.5
    : 1.2
}

const shownAs = (text: string, at: number, look: number): Shown => ({
  text,
  at,
  until: at,
  look,
  folded: fold(text)
})

const shownBroken = ({ text, from, until }: BrokenHeadline): Shown => ({
  ...shownAs(text, from, 1),
  until
})

const headingAround = (outline: Outline, block: number): number => {
  let at = block
  for (let up = 0; at > 0 && up < 3; up += 1) {
    if (/^h[1-6]$/.test(nameAt(outline, at))) return at
    at = outline.parents[at]!
  }
  return -1
}

const lookOf = (outline: Outline, line: Line, heading: number): number => {
  const tag = heading < 0 ? 0 : (HEADINGS.get(nameAt(outline, heading)) ?? 0)
  const names = [line.block, outline.parents[line.block] ?? -1, outline.parents[line.places[0]!]!]
    .map((at) => (at > 0 ? namesAt(outline, at) : ''))
    .join(' ')
  const named = NAMED.test(names) ? (SUBTITLE.test(names) ? -3 : 1.5) : 0
  return tag + named + (tag === 0 && isLarge(outline, line) ? 1.5 : 0)
}

/** A line that leads elsewhere is no headline; themes of blogs link it to its own page. */
const linkLook = (outline: Outline, { linked, chars, places }: Line, url: string): number => {
  if (linked <= chars * 0.5) return 0
  const link = places.map((at) => outline.links[at]!).find((at) => at >= 0) ?? -1
  const target = URL.parse(attributeAt(outline, link, 'href'), url)
  const own = URL.parse(url)
  const isOwn = target?.host === own?.host && target?.pathname === own?.pathname
  return isOwn && target?.search === own?.search ? 0.5 : -1.5
}

/** Old pages without classes set their headline in large or centred type. */
const isLarge = (outline: Outline, { places, chars }: Line): boolean => {
  let at = outline.parents[places.find((place) => dataAt(outline, place).trim() !== '')!]!
  for (let up = 0; at > 0 && up < 4 && chars <= 60; up += 1) {
    const { size = '', style = '' } = elementAt(outline, at)?.attribs ?? {}
    if (/^\+?[4-7]$/.test(size.trim())) return true
    const px = /font-size\s{0,3}:\s{0,3}(\d{1,3})(?:px|pt)/i.exec(style)?.[1]
    if (px !== undefined && Number(px) >= 18) return true
    at = outline.parents[at]!
  }
  return false
}

const HEADINGS: ReadonlyMap<string, number> = new Map([
  ['h1', 3],
  ['h2', 2],
  ['h3', 1],
  ['h4', 0.5]
])
const NAMED = /title|headline|heading|biaoti|(?:^|[\s_-])(?:bt|tit|tt|hd|subject)(?:$|[\s_-])/
const SUBTITLE =
  /sub[_-]?(?:title|head|tit)|subtitle|futitle|fubiaoti|kicker|yinti|site|logo|column|channel|pretitle|deck/

/** How well it agrees with each claim, plus how it looks; the site's name agrees with nothing. */
const scoreOf = (shown: Shown, claims: readonly Claim[], sites: ReadonlySet<string>): number => {
  if (shown.folded === '' || sites.has(shown.folded)) return -1
  const agreement = Math.max(0, ...claims.map((claim) => agree(shown.folded, claim) * claim.weight))
  const second = claims.filter((claim) => agree(shown.folded, claim) > 0.8).length
  if (agreement === 0) return shown.look >= 2.5 ? shown.look + (claims.length === 0 ? 0.5 : 0) : 0
  return agreement + second * 0.5 + shown.look
}

/** 1 for the same text, less for a part of the other; a cut title is the beginning of the whole one. */
const agree = (folded: string, { folded: claim, text }: Claim): number => {
  if (folded === claim) return 1
  const [short, long] = folded.length < claim.length ? [folded, claim] : [claim, folded]
  if (short.length < 4 || !long.includes(short)) return similar(short, long)
  const share = short.length / long.length
  if (CUT.test(text) && long === folded && long.startsWith(short)) return 0.98
  return share > 0.5 ? 0.5 + share * 0.4 : share > 0.3 ? share : 0
}

/** The share of pairs of letters in common; headlines in meta tags are often retouched. */
const similar = (short: string, long: string): number => {
  if (short.length < 6 || long.length > 200 || short.length < long.length * 0.5) return 0
  const pairs = new Set(pairsOf(long))
  const own = pairsOf(short)
  const share = own.filter((pair) => pairs.has(pair)).length / Math.max(own.length, pairs.size)
  return share > 0.6 ? share * 0.8 : 0
}

const pairsOf = (text: string): string[] =>
  Array.from({ length: Math.max(text.length - 1, 0) }, (_, i) => text.slice(i, i + 2))
