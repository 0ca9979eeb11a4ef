import { createRequire } from 'node:module'
import { decodeHTML } from 'entities/decode'
import type * as PinyinPro from 'pinyin-pro'
import { toSimplified } from './chinese.ts'

/** One bracketed Latin syllable and what it claims to spell. */
export type Gloss = {
  /** Where the opening bracket stands, and the end after the closing one. */
  readonly start: number
  readonly end: number
  /** The character before the bracket, or before the run of brackets; empty at the start of the text. */
  readonly owner: string
  /** NFC, lower case. */
  readonly syllable: string
  readonly toned: boolean
}

/**
 * Every bracket whose whole content may be one pinyin syllable, in order. In a run such as
 * 路(lu)(lu) all share one owner.
 */
export const glossesIn = (text: string): Gloss[] => {
  const glosses: Gloss[] = []
  for (const match of text.matchAll(BRACKETED)) {
    const [start, end] = [match.index, match.index + match[0].length]
    const previous = glosses.at(-1)
    const owner = previous?.end === start ? previous.owner : charBefore(text, start)
    const syllable = foldSyllable(match[1]!)
    glosses.push({ start, end, owner, syllable, toned: isToned(syllable) })
  }
  return glosses
}

/** Whether `syllable` is a dictionary reading of `char` as it stands: toned, or neutral as in 們(men). */
export const isReading = (char: string, syllable: string): boolean =>
  readingsOf(char).toned.has(syllable)

/** Whether `syllable` is a reading of `char` once its tone is dropped. */
export const isToneless = (char: string, syllable: string): boolean =>
  readingsOf(char).toneless.has(syllable)

/** Whether `syllable` looks like one syllable of pinyin with exactly one tone mark. */
export const isTonedSyllable = (syllable: string): boolean =>
  syllable.normalize('NFD').match(TONES)?.length === 1 && SHAPE.test(withoutMarks(syllable))

/** Other spellings of the same syllable become one: no entities, NFC, ɑ and ɡ as a and g, breve as caron. */
export const foldSyllable = (syllable: string): string =>
  decodeHTML(syllable)
    .normalize('NFD')
    .replaceAll('ɑ', 'a')
    .replaceAll('ɡ', 'g')
    .replaceAll('\u0306', '\u030c')
    .normalize('NFC')

export const charBefore = (text: string, index: number): string =>
  Array.from(text.slice(Math.max(0, index - 2), index)).at(-1) ?? ''

/** What a syllable may be written with. Bounded where it is used, so that no search runs away. */
export const LETTER = '[\u0300-\u030ca-z\u00e0-\u0261\u1e3f\u1ebf\u1ec1]'

/**
 * 8: `zhuang` and the separate marks of a decomposed vowel. Feeds that went through PHP's htmlentities
 * write è as &egrave; and leave ū alone.
 */
const BRACKETED = new RegExp(`[(（]((?:${LETTER}|&#?[a-zA-Z0-9]{2,6};){1,8})[)）]`, 'g')

/** Grave, acute, macron and caron; the diaeresis of ü is no tone. */
const TONES = /\u0300|\u0301|\u0304|\u030c/g
const SHAPE = /^(?:[zcs]h|[b-df-hj-np-tw-z])?[aeiou]{1,3}(?:ng?|r)?$/

const isToned = (syllable: string): boolean => syllable.normalize('NFD').search(TONES) >= 0

const withoutMarks = (syllable: string): string => syllable.normalize('NFD').replace(/\p{M}/gu, '')

type Readings = { readonly toned: ReadonlySet<string>; readonly toneless: ReadonlySet<string> }

const HAN = /^\p{Script=Han}$/u

const known = new Map<string, Readings>()

const readingsOf = (char: string): Readings => {
  const found = known.get(char)
  if (found) return found
  // pinyin-pro knows fewer readings of a traditional form: men for 们, and only mén for 們.
  const forms = HAN.test(char) ? [char, toSimplified(char)] : []
  const toned = new Set(forms.flatMap(lookUp).map(foldSyllable))
  const readings = { toned, toneless: new Set(Array.from(toned).flatMap(tonelessSpellings)) }
  known.set(char, readings)
  return readings
}

/** ü is written lü, lv or lu where tones are dropped. */
const tonelessSpellings = (reading: string): string[] => {
  const plain = reading.normalize('NFD').replace(TONES, '').normalize('NFC')
  return [plain, plain.replaceAll('ü', 'v'), plain.replaceAll('ü', 'u')]
}

/** Loaded at the first Han character with a bracket that may be a reading: the dictionary costs some 45 ms and 15 MB. */
let pinyin: typeof PinyinPro | undefined

const lookUp = (char: string): string[] => {
  pinyin ??= createRequire(import.meta.url)('pinyin-pro') as typeof PinyinPro
  // Without an entry the answer is the character itself, which equals no syllable.
  return pinyin.polyphonic(char, { type: 'array' })[0] ?? []
}
