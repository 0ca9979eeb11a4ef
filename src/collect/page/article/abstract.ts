import { fold } from '../../../normalize/text.ts'
import type { Line } from './line.ts'

/**
 * Without the box above the text in which some systems repeat its first hundred characters: a first line
 * that stands once more in the lines below it, but for its cut end.
 */
export const withoutAbstract = (lines: readonly Line[]): readonly Line[] => {
  const [first, ...others] = lines
  if (!first || first.chars < MIN_CHARS || first.chars > MAX_CHARS) return lines
  const text = bare(first.text)
  const below = bare(
    others
      .slice(0, MAX_LINES)
      .map((line) => line.text)
      .join('')
  )
  const common = text.slice(0, Math.max(MIN_CHARS, Math.floor(text.length * MIN_SHARE)))
  return below.includes(common) && below.length > text.length ? others : lines
}

const MIN_CHARS = 24
const MAX_CHARS = 400
/** The box may end within a word or with marks of its own. */
const MIN_SHARE = 0.9
const MAX_LINES = 8

const bare = (text: string): string => fold(text).replace(/[\s\p{P}]+/gu, '')
