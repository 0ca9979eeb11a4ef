import { codecOf, type Codec } from './codec.ts'
import * as letters from './common-letters.ts'

/** What right text in a charset looks like. */
export type CharsetModel = {
  readonly codec: Codec
  /** An advantage for what feeds are most often in. */
  readonly prior: number
  /** By UTF-16 unit: 1 for a letter that is met all the time, 0 or below for a doubtful one. */
  readonly weights: ReadonlyMap<number, number>
  /** Matches once per letter that cannot stand where it does. */
  readonly faults?: RegExp
}

/** The charsets that feeds leave undeclared, GB18030 first. Made at the first use. */
export const charsetModels = (): readonly CharsetModel[] => (made ??= makeModels())
let made: readonly CharsetModel[] | undefined

const makeModels = (): CharsetModel[] => [
  // Chinese is what this reader is for: of two readings as good as each other it is that.
  makeModel('gb18030', gbLetters(), { prior: 0.1 }),
  makeModel('windows-1252', latinLetters(), { prior: 0.05, faults: LATIN_FAULTS }),
  makeModel('big5', big5Letters()),
  makeModel('shift_jis', japaneseLetters()),
  makeModel('euc-jp', japaneseLetters()),
  makeModel('euc-kr', koreanLetters()),
  makeModel('windows-1251', cyrillicLetters(), { faults: CYRILLIC_FAULTS }),
  makeModel('koi8-r', cyrillicLetters(), { faults: CYRILLIC_FAULTS }),
  makeModel('windows-1255', hebrewLetters(), { faults: HEBREW_FAULTS }),
  // Thai fills the whole upper half, so that a few Chinese bytes easily look like it.
  makeModel('windows-874', thaiLetters(), { prior: -0.15, faults: THAI_FAULTS })
]

/** Of a letter named twice the later weight counts. */
type Weighted = readonly (readonly [letters: string, weight: number])[]

const makeModel = (
  charset: string,
  weighted: Weighted,
  options: { readonly prior?: number; readonly faults?: RegExp } = {}
): CharsetModel => ({
  codec: codecOf(charset)!,
  prior: 0,
  weights: new Map(
    weighted.flatMap(([text, weight]) =>
      Array.from(text, (c) => [c.charCodeAt(0), weight] as const)
    )
  ),
  ...options
})

const gbLetters = (): Weighted => [
  [letters.EAST_ASIAN_MARKS, 0.3],
  [rows('gb18030', 0xb0, 0xd7), 0.35],
  [rows('gb18030', 0xa4, 0xa5), 0.3], // kana: Chinese outlets write for Japanese readers, too
  [letters.TRADITIONAL, 0.9],
  [letters.SIMPLIFIED, 1]
]

const big5Letters = (): Weighted => [
  [letters.EAST_ASIAN_MARKS, 0.3],
  [rows('big5', 0xa4, 0xc6), 0.35],
  [letters.TRADITIONAL, 1]
]

const japaneseLetters = (): Weighted => [
  [letters.EAST_ASIAN_MARKS, 0.3],
  [rows('euc-jp', 0xb0, 0xcf), 0.35],
  [letters.KANJI, 1],
  [rows('euc-jp', 0xa4, 0xa5) + 'ー', 0.9] // kana
]

const koreanLetters = (): Weighted => [
  [letters.EAST_ASIAN_MARKS, 0.3],
  [rows('euc-kr', 0xb0, 0xc8), 0.3],
  [letters.HANGUL, 1]
]

/** All characters of the double-byte rows in which a charset keeps its common ones. */
const rows = (charset: 'gb18030' | 'big5' | 'euc-jp' | 'euc-kr', first: number, last: number) => {
  const bytes: number[] = []
  for (let lead = first; lead <= last; lead++) {
    for (let trail = charset === 'big5' ? 0x40 : 0xa1; trail <= 0xfe; trail++) {
      if (trail < 0x7f || trail > 0xa0) bytes.push(lead, trail)
    }
  }
  const text = codecOf(charset)!.decode(Uint8Array.from(bytes))
  return text.replace(/[\ufffd\ue000-\uf8ff]+/g, '')
}

const latinLetters = (): Weighted => [
  [letters.LATIN.common, 1],
  [letters.LATIN.fair, 0.8]
]

/** More than two accented letters in a row; a capital after an accented or a small letter. */
const LATIN_FAULTS = /(?<=[^\0-\x7f]{2})[^\0-\x7f]|(?<=[a-zÀ-ÿ])[À-Þ]/g

const cyrillicLetters = (): Weighted => [
  [(letters.CYRILLIC.common + letters.CYRILLIC.fair).toUpperCase(), 0.3],
  [letters.CYRILLIC.common, 1],
  [letters.CYRILLIC.fair, 0.6],
  [letters.CYRILLIC.uncommon, 0],
  [letters.CYRILLIC.rare, -0.5],
  [letters.TYPOGRAPHY, 0.3]
]

/** A word half Latin, a capital inside a word, signs that must follow a consonant. */
const CYRILLIC_FAULTS = /[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]|[а-яё][А-ЯЁ]|(?<![а-яё])[ъьы]|[ъьй][ъьый]/g

const hebrewLetters = (): Weighted => [
  [letters.HEBREW.common, 1],
  [letters.HEBREW.fair, 0.75],
  [letters.TYPOGRAPHY, 0.3]
]

/** A final form inside a word, a word half Latin. */
const HEBREW_FAULTS = /[ךםןףץ][א-ת]|[A-Za-z][א-ת]|[א-ת][A-Za-z]/g

const thaiLetters = (): Weighted => [
  [letters.THAI.common, 1],
  [letters.THAI.fair, 0.6],
  [letters.THAI.uncommon, 0.2],
  [letters.TYPOGRAPHY, 0.3]
]

/** A mark without its consonant, a leading vowel without one, a word half Latin. */
const THAI_FAULTS = /(?<![ก-ฮ\p{M}])\p{M}|[เ-ไ](?![ก-ฮ])|[A-Za-z][ก-ๆ]|[ก-ๆ][A-Za-z]/gu
