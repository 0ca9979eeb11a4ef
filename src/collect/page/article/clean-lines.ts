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

/** Lines of the page without those that are by their words no text of an article. */
export const cleanLines = (
  lines: readonly Line[],
  headline: { readonly title: string | null; readonly at: number },
  { now, outline }: { readonly now: Date; readonly outline: Outline }
): readonly Line[] => {
  const kept: Line[] = []
  const titles = titleForms(headline.title)
  let others = 0
  let passed = 0
  let isAbove = true
  let isOver = false
  const head = headEnd(lines, headline.at, now)
  const end = endOf(lines, headline.at)
  const foot = footLines(outline, lines)
  lines.forEach((line, at) => {
    if (!isAbove && headline.at >= 0 && leadsToComments(line)) isOver = true
    if (isOver || (at > end && !isAttached(line)) || foot.has(line)) return
    if (leadsToOthers(line)) others = MAX_OTHERS
    else if (others > 0 && isOther(line)) others -= 1
    else {
      others = 0
      const isLate = passed <= MAX_SUMMARY && isLateByline(line, now)
      const isTelling = isByline(line, now, isAbove) || isLate || isStamp(line)
      const isPassing = !isTelling && isRunning(line) && at > headline.at
      if (isPassing) passed += 1
      if (isPassing) isAbove = false
      const isValue =
        isAbove && line.chars <= 30 && !/[:：]$/.test(line.text) && endsInLabel(lines[at - 1])
      const isHeadline = at === headline.at || titles.has(fold(line.text.slice(0, 300)))
      const isNote = isLegal(line) && !isFollowed(lines, at)
      const isInHead = at > headline.at && at < head && !isSentence(line)
      const isText = !isHeadline && !isValue && !isTelling && !isInHead
      if (isText && !isNote && !isNoise(line) && !isPaperPage(line)) kept.push(line)
    }
  })
  return kept
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
  isCredits(line) ||
  isFormerTitle(line) ||
  isTemplate(line) ||
  isButtons(line) ||
  isTags(line) ||
  isPointer(line) ||
  isInvitation(line)

const titleForms = (title: string | null): ReadonlySet<string> =>
  new Set(title === null ? [] : [fold(title)])
