import { createRequire } from 'node:module'

/** Traditional to simplified, characters only: the wording stays. For display. */
export const toSimplified = (text: string): string => characters()(text)

/** Traditional to simplified, Taiwan wording included (軟體 → 软件). For comparing only. */
export const toSimplifiedTaiwan = (text: string): string => wording()(text)

/** The share of Han characters, 0 to 1, that have another simplified form. 0 without Han. */
export const traditionalShare = (text: string): number => {
  const han = hanIn(text)
  return han.length === 0 ? 0 : han.filter(isTraditional).length / han.length
}

/** Whether one character, on its own, has another simplified form. */
export const isTraditional = (char: string): boolean => {
  const known = traditional.get(char)
  if (known !== undefined) return known
  const answer = toSimplified(char) !== char
  traditional.set(char, answer)
  return answer
}

/**
 * Whether one character is traditional in any text. 乾, 後, 於 and a dozen more are not: simplified
 * text writes them in names (乾县, 於潜), and GB 2312, the set it is written in, holds them.
 */
export const isOnlyTraditional = (char: string): boolean =>
  isTraditional(char) && !simplifiedSet().has(char)

export const hanIn = (text: string): string[] => text.match(HAN) ?? []

const HAN = /\p{Script=Han}/gu

const traditional = new Map<string, boolean>()

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
