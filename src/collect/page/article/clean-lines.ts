import { fold } from '../../../normalize/text.ts'
import { endsInLabel, isByline, isLateByline, isSentence, isStamp } from './byline-line.ts'
import { endOf, footLines } from './ending.ts'
import type { Line } from './line.ts'
import type { Outline } from './outline.ts'
import {
  isButtons,
  isAttached,
  isCredits,
  isFormerTitle,
  isTemplate,
  isInvitation,
  isLegal,
  isPointer,
  isTags,
  leadsToComments,
  leadsToOthers
} from './phrases.ts'

type Heading = { readonly title: string | null; readonly at: number; readonly until: number }

/** What is known of the lines so far, as they are gone through from above. */
type Passage = {
  /** Rows that a box of other headlines may still have. */
  others: number
  /** Running lines below the headline. */
  passed: number
  /** No running line yet. */
  isAbove: boolean
  /** No line of text below the headline yet. */
  isFirst: boolean
}

/** Lines of the page without those that are by their words no text of an article. */
export const cleanLines = (
  lines: readonly Line[],
  headline: Heading,
  { now, outline }: { readonly now: Date; readonly outline: Outline }
): readonly Line[] => {
  const isHead = headTest(lines, headline, now)
  const end = lastBefore(lines, headline)
  const foot = footLines(outline, lines)
  const passage: Passage = { others: 0, passed: 0, isAbove: true, isFirst: true }
  return lines.filter((line, at) => {
    if (at >= end.comments || (at > end.article && !isAttached(line)) || foot.has(line))
      return false
    if (isOfBox(line, passage)) return false
    const isTelling = tells(line, passage, now)
    if (!isTelling && at > headline.at && isRunning(line)) {
      passage.passed += 1
      passage.isAbove = false
    }
    const isNote = isLegal(line) && !isFollowed(lines, at)
    const isText = !isTelling && !isHead(at, passage) && !isNote && !isNoise(line)
    if (isText && at > headline.at) passage.isFirst = false
    return isText
  })
}

/** Where the article is over, and where what readers wrote begins below its first running line. */
const lastBefore = (
  lines: readonly Line[],
  headline: Heading
): { readonly article: number; readonly comments: number } => {
  const first = lines.findIndex((line, at) => at > headline.at && isRunning(line))
  const comments = lines.findIndex((line, at) => at > first && leadsToComments(line))
  const isKnown = headline.at >= 0 && first >= 0 && comments >= 0
  return { article: endOf(lines, headline.at), comments: isKnown ? comments : lines.length }
}

/** «Related stories», and the rows below it. */
const isOfBox = (line: Line, passage: Passage): boolean => {
  const isHeading = leadsToOthers(line)
  const isRow = passage.others > 0 && isOther(line)
  passage.others = isHeading ? MAX_OTHERS : isRow ? passage.others - 1 : 0
  return isHeading || isRow
}

const tells = (line: Line, { isAbove, passed }: Passage, now: Date): boolean =>
  isByline(line, now, isAbove) ||
  (passed <= MAX_SUMMARY && isLateByline(line, now)) ||
  isStamp(line)

/** Tells what belongs to the headline: itself, and what stands short between it and the text. */
const headTest = (
  lines: readonly Line[],
  headline: Heading,
  now: Date
): ((at: number, passage: Passage) => boolean) => {
  const titles = titleForms(headline.title)
  const head = headEnd(lines, headline.at, now)
  return (at, { isAbove, isFirst }) => {
    const line = lines[at]!
    if (at === headline.at || titles.has(fold(line.text.slice(0, 300)))) return true
    if (at > headline.at && at <= headline.until) return true
    if (at > headline.at && at < head && !isSentence(line)) return true
    if (!isAbove) return false
    const isValue = line.chars <= 30 && !/[:：]$/.test(line.text) && endsInLabel(lines[at - 1])
    const isCounter = isFirst && at > headline.at && line.chars <= 6 && !/\p{L}/u.test(line.text)
    return isValue || isCounter || isBesideByline(lines, at, now)
  }
}

/**
 * The last line below the headline that tells when or by whom: what stands short between the two is a name,
 * a subtitle or a button. -1 without one.
 */
const headEnd = (lines: readonly Line[], headline: number, now: Date): number => {
  let last = -1
  for (let at = headline + 1; headline >= 0 && at < headline + MAX_HEAD; at += 1) {
    const line = lines[at]
    if (!line) break
    if (isByline(line, now, true)) last = at
    else if (isSentence(line)) break
  }
  return last
}

const MAX_HEAD = 12

/**
 * «Jane Doe», «Archive | Contact» under one another: short lines in an element that holds the byline and no
 * sentence. In Chinese a salutation may stand there.
 */
const isBesideByline = (lines: readonly Line[], at: number, now: Date): boolean => {
  const { block, chars, text } = lines[at]!
  if (chars > 24 || /\p{Script=Han}|[:.!?]$/u.test(text)) return false
  const beside = lines.slice(Math.max(0, at - 4), at + 5).filter((line) => line.block === block)
  return beside.some((line) => isByline(line, now, true)) && !beside.some(isSentence)
}

/** Running lines of a summary, behind which the names may stand. */
const MAX_SUMMARY = 2

/** Boxes of other headlines are seldom longer. */
const MAX_OTHERS = 60

/** A row of such a box: a link, or the date, the counter or the picture text beside one. */
const isOther = ({ chars, linked }: Line): boolean => linked > chars * 0.5 || chars <= 12

/** A sentence; everything down to the first one belongs to the headline. */
const isRunning = (line: Line): boolean => line.linked < line.chars * 0.3 && isSentence(line)

/** An article on rights goes on behind a line about them; the note of a site is one of the last. */
const isFollowed = (lines: readonly Line[], at: number): boolean =>
  lines.slice(at + 1, at + 6).filter((line) => isRunning(line) && !isLegal(line)).length >= 3

/** «《云川日报》（2026年03月11日 第 04 版）»: where it stood in print. */
const isPaperPage = ({ text, chars }: Line): boolean =>
  chars <= 45 && /第\s?\d{1,3}\s?版/u.test(text) && /\d{4}\s?[年.-]/.test(text)

const isNoise = (line: Line): boolean =>
  isPaperPage(line) ||
  isCredits(line) ||
  isFormerTitle(line) ||
  isTemplate(line) ||
  isButtons(line) ||
  isTags(line) ||
  isPointer(line) ||
  isInvitation(line)

const titleForms = (title: string | null): ReadonlySet<string> =>
  new Set(title === null ? [] : [fold(title)])
