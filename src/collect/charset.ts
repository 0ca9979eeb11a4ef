import { isUtf8 } from 'node:buffer'
import { codecOf, type Decoded } from './charset/codec.ts'
import { declaredLabels } from './charset/declared-labels.ts'
import { decodeEbcdic } from './charset/ebcdic.ts'
import { CONVINCING, rankCharsets, type Guess } from './charset/guess.ts'
import { sampleForeign } from './charset/sample.ts'
import { decodeSevenBit } from './charset/seven-bit.ts'
import { decodeWide } from './charset/wide.ts'

/**
 * Right text from bytes whose label may lie. Byte pattern first, then "what is valid UTF-8 is
 * UTF-8", then the charset that somebody names, if the bytes do not speak against it, then the one
 * in which they read best. Never throws: bytes that fit nothing come out as windows-1252.
 *
 * @param contentType the HTTP header, whose `charset` outweighs what the document says
 */
export const decode = (bytes: Uint8Array, contentType?: string | null): Decoded =>
  decodeWide(bytes) ??
  decodeEbcdic(bytes) ??
  decodeUtf8(bytes, contentType) ??
  decodeEightBit(bytes, contentType)

/**
 * How much of what is not ASCII may be broken before a charset is ruled out. UTF-8 may lose more:
 * its sequences hardly arise by chance, and a feed of ten good items with one GBK item pasted in is
 * still UTF-8. For a declared charset the share is that of a few bytes cut by a mirror.
 */
const MAX_BROKEN_UTF8 = 0.2
const HOPELESS_UTF8 = 0.5
const MAX_BROKEN_DECLARED = 0.05

const decodeUtf8 = (bytes: Uint8Array, contentType?: string | null): Decoded | undefined => {
  const valid = isUtf8(bytes)
  if (!valid && isHopelessUtf8(bytes)) return undefined
  const text = new TextDecoder().decode(bytes)
  // A page that a mirror has already mangled may hold nothing but U+FFFD, and is UTF-8 all the same.
  if (!valid && brokenShareOfUtf8(text) > MAX_BROKEN_UTF8) return undefined
  // One character per byte: nothing but ASCII, under which several charsets hide.
  const hidden =
    text.length === bytes.length
      ? decodeSevenBit(bytes, text, declaredLabels(bytes, contentType))
      : undefined
  return hidden ?? { text, charset: 'utf-8' }
}

/** Spares most documents in another charset the reading of all their bytes as UTF-8. */
const isHopelessUtf8 = (bytes: Uint8Array): boolean =>
  [bytes, bytes.subarray(bytes.length >> 1)].every((part) => {
    const sample = new TextDecoder().decode(sampleForeign(part))
    return brokenShareOfUtf8(sample) > HOPELESS_UTF8
  })

/** Letters below U+0800 count half: they take two bytes in UTF-8, which pairs of GBK may pass for. */
const brokenShareOfUtf8 = (text: string): number => brokenShare(text, 0.5)

/** Below this score nothing is known. */
const DOUBTFUL = 0.2
/** By how much another charset must read better to overrule the declared one. */
const OVERRULING = 0.3
const OVERRULING_LETTERS = 8

const decodeEightBit = (bytes: Uint8Array, contentType?: string | null): Decoded => {
  const body = hasUtf8Mark(bytes) ? bytes.subarray(3) : bytes
  const guesses = rankCharsets(sampleForeign(body))
  for (const label of declaredLabels(body, contentType)) {
    const codec = codecOf(label)
    if (!codec || SAYS_NOTHING.has(codec.charset) || isOverruled(codec.charset, guesses)) continue
    const text = codec.decode(body)
    if (brokenShare(text) <= MAX_BROKEN_DECLARED) return { text, charset: codec.charset }
  }
  return decodeGuessed(body, guesses[0]!)
}

/**
 * Latin-1 is what servers send when nobody chose, and no byte is wrong in it. What is UTF-8 has
 * been found to be so already.
 */
const SAYS_NOTHING: ReadonlySet<string> = new Set(['windows-1252', 'utf-8'])

const decodeGuessed = (bytes: Uint8Array, best: Guess): Decoded => {
  const fallback = comesInPairs(bytes) ? 'gb18030' : 'windows-1252'
  const codec = best.score >= DOUBTFUL ? best.codec : codecOf(fallback)!
  return { text: codec.decode(bytes), charset: codec.charset }
}

/** A few templates put the mark of UTF-8 before whatever charset the page is in. */
const hasUtf8Mark = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf

/** No byte is wrong in most eight-bit charsets, so a lie shows only in what the text then says. */
const isOverruled = (charset: string, guesses: readonly Guess[]): boolean => {
  const best = guesses[0]!
  if (best.score < CONVINCING || best.letters < OVERRULING_LETTERS) return false
  // The few marks of an English text in GBK pass for those of Latin-1; true Latin-1 breaks in GBK.
  if (best.codec.charset === 'windows-1252') return false
  const own = guesses.find((guess) => guess.codec.charset === charset)
  if (own) return best.score - own.score > OVERRULING
  return EAST_ASIAN.has(best.codec.charset) || LATIN_SCRIPT.test(charset)
}

/** Pairs of bytes that make sense do not arise by chance, which single letters do. */
const EAST_ASIAN: ReadonlySet<string> = new Set([
  'gb18030',
  'big5',
  'shift_jis',
  'euc-jp',
  'euc-kr'
])

/** Charsets in which letters above ASCII stand alone, and never make up words. */
const LATIN_SCRIPT = /^iso-8859-(?:[2349]|1\d)$|^windows-125[0478]$|^cp(?:437|850|852)$|^macintosh$/

/**
 * Whether most bytes above ASCII have such a neighbour. Chinese in GBK does; in Latin text accented
 * letters stand alone, and GB18030 would take the letter after each for the second half of a character.
 */
const comesInPairs = (bytes: Uint8Array): boolean => {
  let high = 0
  let paired = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue
    high++
    if ((bytes[i + 1] ?? 0) < 0x80) continue
    high++
    paired += 2
    i++
  }
  return paired * 2 >= high
}

/** U+FFFD among all that is not ASCII. */
const brokenShare = (text: string, weightBelow0800 = 1): number => {
  if (!text.includes('\ufffd')) return 0
  let broken = 0
  let foreign = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    foreign += code < 0x800 ? weightBelow0800 : 1
    if (code === 0xfffd) broken++
  }
  return broken / foreign
}
