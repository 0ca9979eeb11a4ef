import { mayConvert } from './chinese.ts'

/** The words of a text before its script is converted. */
export type Words = {
  readonly words: string
  /** Whether a conversion to simplified characters would leave them as they are. */
  readonly isSimplified: boolean
}

/**
 * Reads the words of most texts in one pass, many times faster than the regular expressions of `fold`;
 * undefined for a text with a character that does not stand for itself (a combining mark, ㎡, an emoji).
 * What a character means is learnt from `fold`, once each, so the two cannot disagree. With `keepsMarks` a
 * space stands for punctuation between two Chinese words too: a conversion by phrase needs to see it.
 */
export const createQuickWords = (fold: (text: string) => string) => {
  const meanings = new Uint32Array(0x10000)
  const meaningAt = (text: string, at: number): number => {
    if (at >= text.length) return SPACE
    const unit = text.charCodeAt(at)
    return (meanings[unit] ||= learn(String.fromCharCode(unit), fold))
  }

  /** Whether a comma before `at` parts thousands: three digits and no fourth. */
  const isThousand = (text: string, at: number): boolean | undefined => {
    const next = [at, at + 1, at + 2, at + 3].map((place) => meaningAt(text, place))
    if (next.includes(NOTHING)) return undefined
    return next.every((meaning, i) => isDigit(meaning) === i < 3)
  }

  const page = new Uint16Array(PAGE)
  const bytes = Buffer.from(page.buffer)
  const written = (length: number): string => bytes.toString('utf16le', 0, 2 * length)

  return (text: string, keepsMarks = false): Words | undefined => {
    let words = ''
    let length = 0
    let last = 0
    let gap = 0
    let isSimplified = true
    for (let at = 0; at < text.length; at++) {
      const meaning = meaningAt(text, at)
      if (meaning === UNKNOWN) return undefined
      if (meaning === NOTHING) continue
      if (meaning === COMMA && gap === 0 && isDigit(last)) {
        const isInNumber = isThousand(text, at + 1)
        if (isInNumber === undefined) return undefined
        if (isInNumber) continue
      }
      if (meaning <= COMMA) {
        gap = Math.max(gap, meaning)
        continue
      }
      const unit = meaning & 0xffff
      if (meaning !== unit) isSimplified = false
      if (gap > 0 && last > 0 && (isSpaced(last, unit) || (keepsMarks && gap > SPACE)))
        page[length++] = 0x20
      page[length++] = last = unit
      gap = 0
      if (length < PAGE - 1) continue
      words += written(length)
      length = 0
    }
    return { words: words + written(length), isSimplified }
  }
}

/** UTF-16 units that are gathered before they become text. */
const PAGE = 4096

/** What a UTF-16 unit means where it is none of a word's; none of these is one. 0 is not learnt yet. */
const UNKNOWN = 1
const NOTHING = 2
const SPACE = 3
const MARK = 4
const COMMA = 5
/** Added to a unit that a conversion to simplified may change. */
const CONVERTS = 0x10000

/** Words of units below have spaces between them, those of units from here on have none. */
const FIRST_UNSPACED = 0x2e80

const isSpaced = (before: number, unit: number): boolean =>
  before < FIRST_UNSPACED && unit < FIRST_UNSPACED

const isDigit = (unit: number): boolean => unit >= 0x30 && unit <= 0x39

/** Where characters stand alone: Latin, symbols, CJK punctuation, kana, Han, full width. */
const ALONE = /[\0-\u024f\u2000-\u2bff\u3000-\u30ff\u3400-\u9fff\uff01-\uff9f]/

const learn = (char: string, fold: (text: string) => string): number => {
  if (!ALONE.test(char)) return UNKNOWN
  if (/[,，]/.test(char)) return COMMA
  const folded = fold(`a${char}b`)
  if (folded === 'ab') return NOTHING
  if (folded === 'a b') return /[\s\x85]/.test(char) ? SPACE : MARK
  const word = char.normalize('NFKC').toLowerCase()
  if (folded.length !== 3 || word.length !== 1 || /\p{M}/u.test(word)) return UNKNOWN
  const isUnspaced = !fold(`a ${char}`).includes(' ')
  if (isUnspaced !== word.charCodeAt(0) >= FIRST_UNSPACED) return UNKNOWN
  return word.charCodeAt(0) + (mayConvert(word) ? CONVERTS : 0)
}
