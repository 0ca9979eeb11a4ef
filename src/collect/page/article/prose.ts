import { charsOf, linkedIn, type Line } from './line.ts'

/** Characters outside of links. */
export const plainChars = (lines: readonly Line[]): number => charsOf(lines) - linkedIn(lines)

/** A line of running text: long enough and mostly no link. */
export const isProse = ({ chars, linked }: Line): boolean => chars >= 30 && linked < chars * 0.3

/** How much running text a line is: its characters, less where no sentence ends in it. */
export const proseOf = ({ chars, linked, text }: Line): number =>
  Math.max(0, chars - linked * 2) * (SENTENCE.test(text) ? 1 : chars >= 40 ? 0.7 : 0.3)

export const SENTENCE = /[。！？；，、][\s”’」』)）\]】]{0,3}|[.!?]["”’)]{0,2}(?:\s|$)/u
