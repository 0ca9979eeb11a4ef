import { traditionalShare } from '../normalize/chinese.ts'

/** From this share of traditional characters on, a text is also read in Taiwan wording. */
const TAIWAN_READING_SHARE = 0.12
/** Characters that tell which script a text is written in; the rest is written in the same. */
const SCRIPT_SAMPLE = 2000

type Fold = (text: string) => string

/**
 * A text folded for comparing. A traditional one has two readings, by character and in Taiwan wording
 * (軟體 is 软件), because nobody can tell from outside which one its simplified twin was written in.
 */
export const readingsOf = (text: string, plain: Fold, taiwan: Fold): string[] => {
  const first = plain(text)
  if (traditionalShare(text.slice(0, SCRIPT_SAMPLE)) < TAIWAN_READING_SHARE) return [first]
  return [...new Set([first, taiwan(text)])]
}

/**
 * Whether a folded text says enough to be told from others: `min` in Han characters. A letter of an
 * alphabet counts half, a space nothing: `weekly update` says no more than 每周动态通报.
 */
export const saysEnough = (folded: string, min: number): boolean => {
  if (holdsHan(folded, min)) return true
  const head = folded.slice(0, MOST_UNITS * min).replaceAll(' ', '')
  const letters = head.match(LETTERS)?.length ?? 0
  return Array.from(head).length - letters / 2 >= min
}

/** Most texts: settled without a look at each character's script. */
const holdsHan = (folded: string, min: number): boolean => {
  const end = Math.min(folded.length, MOST_UNITS * min)
  for (let at = 0, han = 0; at < end; at++) {
    const unit = folded.charCodeAt(at)
    if (unit >= 0x4e00 && unit <= 0x9fff && ++han >= min) return true
  }
  return false
}

/** What one Han character's worth takes at most, in UTF-16 units: two rare letters and their spaces. */
const MOST_UNITS = 8

const LETTERS =
  /[\p{L}--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Bopomofo}\p{Script=Hangul}]]/gv
