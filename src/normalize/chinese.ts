import { createRequire } from 'node:module'

/** Traditional to simplified, characters only: the wording stays. For display. */
export const toSimplified = (text: string): string => characters()(text)

/** Traditional to simplified, Taiwan wording included (軟體 → 软件). For comparing only. */
export const toSimplifiedTaiwan = (text: string): string => wording()(text)

/** The share of Han characters, 0 to 1, that have another simplified form. 0 without Han. */
export const traditionalShare = (text: string): number => {
  let han = 0
  let traditional = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) ?? 0
    if (code > 0xffff) at++
    const kind = kindOf(code)
    if (kind !== OTHER) han++
    if (kind === TRADITIONAL) traditional++
  }
  return han === 0 ? 0 : traditional / han
}

/** Whether one character, on its own, has another simplified form. */
export const isTraditional = (char: string): boolean =>
  kindOf(char.codePointAt(0) ?? 0) === TRADITIONAL

/** Whether a text that holds this character may change in `toSimplified`; without any such it stays. */
export const mayConvert = (char: string): boolean =>
  isTraditional(char) || CONVERTED_IN_PHRASES.includes(char)

/**
 * Whether one character is traditional in any text. 乾, 後, 於 and a dozen more are not: simplified
 * text writes them in names (乾县, 於潜), and GB 2312, the set it is written in, holds them.
 */
export const isOnlyTraditional = (char: string): boolean =>
  isTraditional(char) && !simplifiedSet().has(char)

export const hanIn = (text: string): string[] => text.match(HAN) ?? []

const HAN = /\p{Script=Han}/gu

/** Simplified by themselves, but not in every word: 瞭望 stays, 一目瞭然 is 一目了然. */
const CONVERTED_IN_PHRASES = '坏瞭藉覆沈哩甦衹'

/** Kinds of characters by code point, for the texts of a whole run; 0 is not looked up yet. */
const kinds = new Uint8Array(0x10000)
const OTHER = 1
const SIMPLIFIED = 2
const TRADITIONAL = 3

const kindOf = (code: number): number => {
  if (code > 0xffff) return lookUpKind(code)
  return (kinds[code] ||= lookUpKind(code))
}

const lookUpKind = (code: number): number => {
  const char = String.fromCodePoint(code)
  if (char.search(HAN) < 0) return OTHER
  return toSimplified(char) === char ? SIMPLIFIED : TRADITIONAL
}

/** `make` runs at the first call: the dictionaries cost some 20 ms, and most texts need none. */
const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined
  return () => (made ??= make())
}

/** What is used of opencc-js; its own types do not resolve under nodenext. */
type OpenCC = {
  readonly Converter: (locales: { from: string; to: string }) => (text: string) => string
}

const converter = (from: 't' | 'twp') =>
  once(() => {
    const { Converter } = createRequire(import.meta.url)('opencc-js/t2cn') as OpenCC
    return Converter({ from, to: 'cn' })
  })

const characters = converter('t')
const wording = converter('twp')

/** The 6,763 characters of GB 2312: rows B0 to F7 of 94 cells from A1. */
const simplifiedSet = once(() => {
  const bytes = Array.from({ length: 72 * 94 }, (_, i) => [
    0xb0 + Math.floor(i / 94),
    0xa1 + (i % 94)
  ])
  return new Set(new TextDecoder('gbk').decode(Uint8Array.from(bytes.flat())))
})
