import { toSimplified, toSimplifiedTaiwan } from './chinese.ts'
import { createQuickWords } from './quick-words.ts'

/**
 * What a text says once width, case, script, punctuation and spacing are gone; for comparing only.
 * One space stands between two words that are not Chinese (`R&D  Center` → `r d center`), none beside
 * Chinese (`新 材料` → `新材料`).
 */
export const fold = (text: string): string => {
  const quick = quickWords(text)
  return quick?.isSimplified ? quick.words : foldWith(toSimplified, text)
}

/** The second reading of a traditional text: Taiwan wording too (軟體 → 软件). */
export const foldTaiwan = (text: string): string =>
  INNER_MARKS.test(text) ? foldSlowly(toSimplifiedTaiwan, text) : foldWith(toSimplifiedTaiwan, text)

/**
 * A one-line text from outside, clean for display: no control characters, nothing that hides or turns
 * text around, well-formed, single spaces. Entities stay as they are: a title is text, not HTML.
 */
export const cleanLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(UNSEEN, '')
    .replace(/[\s\x85]+/g, ' ')
    .trim()

/**
 * C0 and C1 controls that are no white space, bidirectional marks, overrides and isolates, zero-width
 * space, word joiner, soft hyphen, annotation marks, noncharacters. U+200C and U+200D stay: Persian
 * and emoji need them.
 */
const UNSEEN =
  // eslint-disable-next-line no-control-regex
  /[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]/g

/**
 * NFKC in linear time: sorting a run of combining marks takes quadratic time, fifteen seconds for 200,000
 * of them. No writing puts more than a few on a letter.
 */
export const toNfkc = (text: string): string =>
  (MARK_RUN.test(text) ? text.replace(/(\p{M}{16})\p{M}+/gu, '$1') : text).normalize('NFKC')

/** Where such a run may be: the blocks of marks, and halves of characters beyond them. */
const MARK_RUN =
  // eslint-disable-next-line no-misleading-character-class -- these are ranges of blocks
  /[\u0300-\u036f\u0483-\u0489\u0591-\u1fff\u20d0-\u20ff\u302a-\u309a\ua66f-\uabff\ufb1e\ufe20-\ufe2f\ud800-\udfff]{17}/

/** Taiwan wording spells some foreigners otherwise, with the mark between their names: 保羅·海吉斯. */
const INNER_MARKS = /[·－-]/

/** Scripts that are written without spaces between words. */
const UNSPACED = String.raw`[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}ー]`

const INNER_SPACES = new RegExp(`(?<=${UNSPACED})\\s+(?=${UNSPACED})`, 'gu')
const NEEDLESS_SPACES = new RegExp(`(?<=${UNSPACED}) | (?=${UNSPACED})`, 'gu')

// Spaces go first, because OpenCC converts by phrase.
const plain = (text: string): string =>
  toNfkc(cleanLine(text))
    .toLowerCase()
    .replace(/\p{Default_Ignorable_Code_Point}+/gu, '')
    .replace(INNER_SPACES, '')

const wordsOf = (text: string): string =>
  withoutNeedlessSpaces(
    text
      // 7,450 is 7450, but 3.5 is not 35.
      .replace(/(?<=\d),(?=\d{3}(?!\d))/g, '')
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
  ).trim()

const withoutNeedlessSpaces = (words: string): string => words.replace(NEEDLESS_SPACES, '')

type Convert = (text: string) => string

const foldWith = (convert: Convert, text: string): string => {
  const quick = quickWords(text, true)
  return quick ? withoutNeedlessSpaces(convert(quick.words)) : foldSlowly(convert, text)
}

const foldSlowly = (convert: Convert, text: string): string => wordsOf(convert(plain(text)))

const quickWords = createQuickWords((text) => foldSlowly(toSimplified, text))
