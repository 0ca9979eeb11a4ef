import { fold } from '../../../normalize/text.ts'
import type { Line } from './line.ts'
import type { Claim } from './title-claims.ts'

/** A headline that stands on several lines; `from` is the first of them, `until` the last. */
export type BrokenHeadline = {
  readonly text: string
  readonly from: number
  readonly until: number
}

/**
 * Lines that follow each other and together are what the page calls itself: broken by hand, in any elements.
 * A single line, or one that is not all of it, is no matter of this.
 */
export const brokenHeadlines = (
  lines: readonly Line[],
  claims: readonly Claim[]
): readonly BrokenHeadline[] => {
  const wanted = new Set(
    claims.map(({ folded }) => bare(folded)).filter(({ length }) => length >= 8)
  )
  const folded = lines.map(({ text, chars }) => (chars <= MAX_CHARS ? bare(fold(text)) : ''))
  return [...wanted].flatMap((whole) =>
    folded.flatMap((part, from) => {
      if (part.length < 2 || part === whole || !whole.startsWith(part)) return []
      const until = endOf(folded, from, whole)
      return until < 0 ? [] : [{ text: joined(lines.slice(from, until + 1)), from, until }]
    })
  )
}

const MAX_CHARS = 100
const MAX_LINES = 4

const bare = (text: string): string => text.replace(/\s+/g, '')

const endOf = (folded: readonly string[], from: number, whole: string): number => {
  let text = ''
  for (let at = from; at < from + MAX_LINES; at += 1) {
    const part = folded[at] ?? ''
    if (part === '' || !whole.startsWith(text + part)) return -1
    text += part
    if (text === whole) return at
  }
  return -1
}

const joined = (lines: readonly Line[]): string =>
  lines.map(({ text }) => text).reduce((whole, text) => joinLines(whole, text))

/** Without a space where Chinese is broken. */
export const joinLines = (a: string, b: string): string =>
  /\p{Script=Han}\p{P}?$/u.test(a) || /^\p{Script=Han}/u.test(b) ? `${a}${b}` : `${a} ${b}`
