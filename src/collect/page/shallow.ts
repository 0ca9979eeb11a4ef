import { readMarkup, type Markup } from '../../normalize/markup.ts'

/**
 * As browsers do at a depth of 512 (Chromium's `kMaximumHTMLParserDOMTreeDepth`): what is nested deeper
 * loses its tags and keeps its text. The tree builder looks through all open elements at each tag, so
 * that time would grow with the square of the depth; and who walks the tree would run out of stack.
 */
export const shallow = (html: string): string => (isShallow(html) ? html : cut(html))

const MAX_DEPTH = 400

/** Never open, or closed by the next of their kind: a thousand of them in a row are no depth. */
const FLAT: ReadonlySet<string> = new Set(
  `a area base br col embed hr img input link meta param source track wbr
  p li dt dd tr td th thead tbody tfoot caption colgroup option optgroup rp rt html head body`.split(
    /\s+/
  )
)
const TAG = /<(\/?)([a-z][a-z\d-]*)/gi

/** Counts too much rather than too little: text in scripts looks like tags too. */
const isShallow = (html: string): boolean => {
  let depth = 0
  for (const [, slash, name = ''] of html.matchAll(TAG)) {
    if (FLAT.has(name.toLowerCase())) continue
    depth = Math.max(0, depth + (slash === '/' ? -1 : 1))
    if (depth > MAX_DEPTH) return false
  }
  return true
}

/** An end tag ends what stands open inside, as `</div>` does a `<font>` that nobody has closed. */
const cut = (html: string): string => {
  const kept: string[] = []
  const open: string[] = []
  const dropped = new Map<string, number>()
  for (const piece of readMarkup(html)) {
    const name = nestingName(piece)
    if (name === null) {
      kept.push(piece.raw)
    } else if (piece.kind === 'open') {
      if (open.length < MAX_DEPTH) open.push(name)
      else dropped.set(name, (dropped.get(name) ?? 0) + 1)
      if (!dropped.get(name)) kept.push(piece.raw)
    } else if (dropped.get(name)) {
      dropped.set(name, dropped.get(name)! - 1)
    } else {
      const at = open.lastIndexOf(name)
      if (at >= 0) kept.push(...ends(open.splice(at).slice(1)))
      kept.push(piece.raw)
    }
  }
  return kept.join('')
}

/** Left open, a thousand `<font>` would be opened again in each row that follows (§13.2.4.3). */
const ends = (names: readonly string[]): readonly string[] =>
  names.toReversed().map((name) => `</${name}>`)

const nestingName = (piece: Markup): string | null => {
  if (piece.kind !== 'open' && piece.kind !== 'close') return null
  return FLAT.has(piece.name) ? null : piece.name
}
