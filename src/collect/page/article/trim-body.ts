import type { Line } from './line.ts'
import { attributeAt, commonAncestor, nameAt, type Outline } from './outline.ts'
import { ATTACHED_FILE } from './phrases.ts'
import { plainChars } from './prose.ts'

/** Without what stands above the headline, and without the links below the text, but for attachments. */
export const trimmed = (
  lines: readonly Line[],
  start: number,
  outline: Outline
): readonly Line[] => {
  const below = lines.filter(({ places }) => places[0]! >= start)
  const kept = plainChars(below) > plainChars(lines) * 0.5 ? below : lines
  return kept.slice(0, lastOf(kept, outline) + 1)
}

/** Below the last text stand links, and short headings above links. */
const lastOf = (lines: readonly Line[], outline: Outline): number => {
  let at = lines.length - 1
  for (; at >= 0; at -= 1) {
    const line = lines[at]!
    const isLinks = line.linked > line.chars * 0.5 && !isAttachment(outline, line)
    const next = lines[at + 1]
    const isHeading = next !== undefined && isAboveLinks(outline, line, next, lines[at - 1])
    const isCard = CARD.test(line.text) && lines[at - 1] && isTitle(outline, lines[at - 1]!)
    if (!isLinks && !isHeading && !isCard && !isTitle(outline, line)) return at
  }
  return at
}

/** «By Jane Doe on June 30, 2014» below a heading: another text begins there. */
const CARD = /^(?:By|BY) \p{Lu}[^!?]{4,60}(?<!\p{Ll}\.)$/u

/** No text ends with a heading. */
const isTitle = (outline: Outline, { block, text }: Line): boolean =>
  /^h[1-6]$/.test(nameAt(outline, block)) && !ENDING.test(text)

/** The name of a box: nearer to the links than to the text, and no sentence. A signature is not. */
const isAboveLinks = (
  outline: Outline,
  { chars, linked, text, places }: Line,
  next: Line,
  before: Line | undefined
): boolean => {
  if (chars > 16 || linked > 0 || ENDING.test(text) || !before) return false
  const depthWith = (a: Line['places'], b: Line['places']): number =>
    outline.depths[commonAncestor(outline, [a[0]!, b[0]!])]!
  return depthWith(places, next.places) > depthWith(before.places, places)
}

const ENDING = /[。！？.!?:：;；，,、）)”"\d日]$/u

const isAttachment = (outline: Outline, { places, text }: Line): boolean =>
  ATTACHED_FILE.test(text) ||
  places.some((at) => {
    const link = outline.links[at]!
    return link >= 0 && ATTACHED_FILE.test(attributeAt(outline, link, 'href'))
  })
