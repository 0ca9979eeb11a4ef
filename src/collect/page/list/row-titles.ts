import { widthOf } from '../../../normalize/width.ts'
import { isCut, titleOf, type LinkTitle } from './title.ts'
import type { RowPieces } from './pieces.ts'

/** One address of a row with the best title that its links give. */
export type Candidate = {
  readonly url: string
  readonly key: string
  readonly title: LinkTitle
}

/** The addresses of a row in page order, each once. `isCommon` tells texts that many rows repeat (Read more). */
export const candidatesOf = (
  { links, pieces }: RowPieces,
  isCommon: (text: string) => boolean
): readonly Candidate[] => {
  const inside = links.map((): RowPieces['pieces'][number][] => [])
  for (const piece of pieces) inside[piece.link]?.push(piece)
  const found = new Map<string, Candidate>()
  links.forEach((link, at) => {
    const title = titleOf(link, inside[at]!)
    if (title === null) return
    const known = found.get(link.key)
    const isBetter = !known || rank(title, isCommon) > rank(known.title, isCommon)
    const isLonger = known && isCut(known.title.text) && isLongerThan(title.text, known.title.text)
    if (isBetter || isLonger)
      found.set(link.key, { url: known?.url ?? link.url, key: link.key, title })
  })
  return [...found.values()]
}

/** A heading before a text, a text before what a picture says, all before what every row says. */
const rank = (title: LinkTitle, isCommon: (text: string) => boolean): number => {
  if (isCommon(title.text)) return 0
  if (title.isHeading) return 4
  if (title.isAlt) return 2
  return widthOf(title.text) < MIN_TITLE_WIDTH ? 1 : 3
}

/** 更多, more, and the like. */
const MIN_TITLE_WIDTH = 7

const isLongerThan = (text: string, cut: string): boolean => {
  const beginning = cut.replace(/[.…⋯。\s]+$/u, '')
  return text.length > beginning.length && text.startsWith(beginning) && text.length < 300
}
