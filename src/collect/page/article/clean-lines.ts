import { fold } from '../../../normalize/text.ts'
import { endsInLabel, isByline } from './byline-line.ts'
import type { Line } from './line.ts'
import {
  isButtons,
  isCredits,
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
  now: Date
): readonly Line[] => {
  const kept: Line[] = []
  const titles = titleForms(headline.title)
  let others = 0
  let isAbove = true
  let isOver = false
  lines.forEach((line, at) => {
    if (!isAbove && headline.at >= 0 && leadsToComments(line)) isOver = true
    if (isOver) return
    if (leadsToOthers(line)) others = MAX_OTHERS
    else if (others > 0 && isOther(line)) others -= 1
    else {
      others = 0
      const isTelling = isByline(line, now, isAbove)
      if (isAbove && !isTelling && isRunning(line) && at > headline.at) isAbove = false
      const isValue =
        isAbove && line.chars <= 30 && !/[:：]$/.test(line.text) && endsInLabel(lines[at - 1])
      const isHeadline = at === headline.at || titles.has(fold(line.text.slice(0, 300)))
      const isNote = isLegal(line) && !isFollowed(lines, at)
      const isText = !isHeadline && !isValue && !isTelling
      if (isText && !isNote && !isNoise(line) && !isPaperPage(line)) kept.push(line)
    }
  })
  return kept
}

/** Boxes of other headlines are seldom longer. */
const MAX_OTHERS = 60

/** A row of such a box: a link, or the date, the counter or the picture text beside one. */
const isOther = ({ chars, linked }: Line): boolean => linked > chars * 0.5 || chars <= 12

/** A sentence; everything down to the first one belongs to the headline. */
const isRunning = ({ text, chars, linked }: Line): boolean =>
  chars >= (/\p{Script=Han}/u.test(text) ? 25 : 60) &&
  linked < chars * 0.3 &&
  /[。！？；，、]|[.!?,](?:\s|$)/u.test(text)

/** An article on rights goes on behind a line about them; the note of a site is one of the last. */
const isFollowed = (lines: readonly Line[], at: number): boolean =>
  lines.slice(at + 1, at + 6).filter((line) => isRunning(line) && !isLegal(line)).length >= 3

/** «《云川日报》（2026年03月11日 第 04 版）»: where it stood in print. */
const isPaperPage = ({ text, chars }: Line): boolean =>
  chars <= 45 && /第\s?\d{1,3}\s?版/u.test(text) && /\d{4}\s?[年.-]/.test(text)

const isNoise = (line: Line): boolean =>
  isCredits(line) || isButtons(line) || isTags(line) || isPointer(line) || isInvitation(line)

const titleForms = (title: string | null): ReadonlySet<string> =>
  new Set(title === null ? [] : [fold(title)])
