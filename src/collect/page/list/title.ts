import { cleanLine } from '../../../normalize/text.ts'
import { widthOf } from '../../../normalize/width.ts'
import { looksLikeDate } from './date-text.ts'
import { isLabel, isMark } from './field.ts'
import type { Piece } from './pieces.ts'
import type { RowLink } from './row-link.ts'

/** What one link offers as the title of its row. */
export type LinkTitle = {
  readonly text: string
  /** In a heading, or in an element that is called title. */
  readonly isHeading: boolean
  /** Only a picture or an attribute says it. */
  readonly isAlt: boolean
  /** The pieces it was taken from. */
  readonly pieces: readonly Piece[]
}

/** The title in a link: its heading, else its first line that is no date and no mark. */
export const titleOf = (link: RowLink, inside: readonly Piece[]): LinkTitle | null => {
  const worded = inside.filter(({ text }) => isWorded(text))
  const headed = worded.filter(({ isHeading }) => isHeading)
  const pieces = firstText(headed.length > 0 ? headed : worded)
  const shown = withoutBullet(pieces.map(({ text }) => text).join(''))
  if (shown !== '') {
    const isHeading = headed.length > 0
    return { text: whole(shown, link), isHeading, isAlt: false, pieces }
  }
  const said = cleanLine(link.hint) || link.alt
  return said === '' ? null : { text: said, isHeading: false, isAlt: true, pieces: [] }
}

const isWorded = (text: string): boolean =>
  /[\p{L}\p{N}]/u.test(text) && !looksLikeDate(text) && !isMark(text) && !isLabel(text)

/** A label stands before the title of a card without brackets too: two to four Han signs. */
const LABEL_WIDTH = 8
const TITLE_WIDTH = 14

/** The first line; a short one before a much longer one is a label. */
const firstText = (pieces: readonly Piece[]): readonly Piece[] => {
  const [first] = pieces
  if (!first || pieces.length === 1) return pieces
  const line = pieces.filter((piece) => piece.line === first.line && piece.at === first.at)
  const rest = pieces.filter((piece) => !line.includes(piece))
  const isBare = widthOf(first.text) <= LABEL_WIDTH && line.length === 1
  return isBare && widthOf(rest[0]?.text ?? '') >= TITLE_WIDTH ? firstText(rest) : line
}

const BULLET = /^[\s·•●○◆◇■□▪▫★☆※▶►▸→»›>・◎⊙√﹒．|-]+(?=\S)/u

const withoutBullet = (text: string): string => cleanLine(text.replace(BULLET, ''))

const CUT = /(?:…|\.\.|⋯|。。)[….⋯。]*$/u

/** Whether the page shows only the beginning of a title. */
export const isCut = (text: string): boolean => CUT.test(text)

/** The title whole, where the page shows only its beginning and keeps the rest in an attribute. */
const whole = (shown: string, { hint }: RowLink): string => {
  const beginning = letters(shown.replace(CUT, ''))
  if (beginning === '' || hint === '') return shown
  const bare = shown.replace(LABELLED, '')
  // A label that the title for programs does not have was put there by the list.
  if (bare !== shown && cleanLine(hint) === bare) return bare
  const longer = hint
    .split(/[\r\n]+|<br\s?\/?>/i, 12)
    .map((line) => cleanLine(line))
    .flatMap((line) => [line, line.replace(/^[^:：]{1,8}[:：]\s?/, '')])
    .find((line) => line.length < MAX_TITLE && letters(line).startsWith(beginning))
  return longer === undefined || isDescription(shown, longer) ? shown : longer
}

const LABELLED = /^[[(（［][^\d[\]()（）［］]{1,8}[\])）］]\s{0,3}(?=\S)/u
const MAX_TITLE = 300

/** What adds far more to an uncut title is no title. */
const isDescription = (shown: string, longer: string): boolean =>
  !isCut(shown) && widthOf(longer) > Math.max(2 * widthOf(shown), 100)

const letters = (text: string): string => text.replace(/[^\p{L}\p{N}]+/gu, '').toLowerCase()
