import { cleanLine, fold, toNfkc } from '../normalize/text.ts'

/** A title or a text in the forms that names are looked for in. */
export type Passage = {
  /** Folded clause by clause, one a line, so that no name is found across a full stop. */
  readonly folded: string
  /** As it is written, but for width. */
  readonly plain: string
}

/** [start, end) in `folded`. */
export type Span = readonly [start: number, end: number]

/** A name from a profile, ready to be looked for. */
export type Needle = {
  readonly text: string
  readonly folded: string
  /** Set where upper and lower case must agree. */
  readonly cased: RegExp | null
}

/** A name that stands further down than this says nothing about a text. */
const MAX_CHARS = 20_000
/** Where a name stands more often than this, the rest tells nothing new; bounds what a text can cost. */
const MAX_SPANS = 100

export const passageOf = (text: string): Passage => {
  const head = text.slice(0, MAX_CHARS)
  return { folded: foldClauses(head), plain: plainOf(head) }
}

export const needleOf = (text: string, isCased = false): Needle => {
  const folded = foldClauses(text)
  return {
    text,
    folded,
    cased: isCased && ALPHABETIC.test(folded) ? patternOf(plainOf(text)) : null
  }
}

/**
 * Where a name stands. At the edge of a Latin, Greek or Cyrillic word or a number it has to end there
 * too: RTP is not found in RTPS, but in 位于RTP的企业. Any other script is found anywhere.
 */
export const spansOf = (needle: Needle, { folded, plain }: Passage): Span[] => {
  const spans = spansIn(needle.folded, folded)
  if (needle.cased === null || spans.length === 0) return spans
  // The nth of the folded text is the nth of the plain one.
  const written = Array.from(plain.matchAll(needle.cased).take(MAX_SPANS), ([found]) =>
    spaced(found)
  )
  return spans.filter((_, i) => written[i] === spaced(plainOf(needle.text)))
}

export const occursIn = (needle: Needle, passage: Passage): boolean =>
  spansOf(needle, passage).length > 0

/** Whether names of this kind are words with spaces between them. */
export const isAlphabetic = (needle: Needle): boolean => ALPHABETIC.test(needle.folded)

const foldClauses = (text: string): string =>
  text.split(CLAUSE_END).map(fold).filter(Boolean).join('\n')

const CLAUSE_END = /[。，、；！？;!?]|,(?!\d)|\.(?=\s|$)/

const plainOf = (text: string): string => toNfkc(cleanLine(text))

const spansIn = (folded: string, text: string): Span[] => {
  if (folded === '') return []
  const spans: Span[] = []
  for (let at = text.indexOf(folded); at >= 0 && spans.length < MAX_SPANS;) {
    const end = at + folded.length
    const isWhole = !isInWord(text, at) && !isInWord(text, end)
    if (isWhole) spans.push([at, end])
    at = text.indexOf(folded, isWhole ? end : at + 1)
  }
  return spans
}

const WORD_CHAR = String.raw`[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}]`
const IN_WORD = new RegExp(`${WORD_CHAR}{2}`, 'u')
const ALPHABETIC = /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{M}\s]+$/u

const isInWord = (text: string, at: number): boolean =>
  at > 0 && IN_WORD.test(text.slice(at - 1, at + 1))

/** Everything from the profile is escaped and every repetition bounded: no profile can make it hang. */
const patternOf = (text: string): RegExp =>
  new RegExp(
    `(?<!${WORD_CHAR})${text
      .split(GAP)
      .map(RegExp.escape)
      .join(String.raw`[\s\p{Pd}]{1,3}`)}(?!${WORD_CHAR})`,
    'giu'
  )

const GAP = /[\s\p{Pd}]+/u

const spaced = (text: string): string => text.split(GAP).join(' ')
