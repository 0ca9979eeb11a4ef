import { BARE_BLOCK_TAGS, BLOCK_TAGS, CELL_TAGS, INLINE_TAGS, VOID_TAGS } from './html-tags.ts'
import { readMarkup, type Markup } from './markup.ts'

/**
 * Leaves text, known tags with their attributes as they are, and no nesting deeper than `MAX_DEPTH`;
 * end tags that may be left out are put in. It makes nothing safe: it bounds the work of the real
 * parser that comes after it.
 */
export const pruneMarkup = (html: string): string => {
  const open: string[] = []
  let pruned = ''
  for (const piece of readMarkup(html)) {
    if (piece.kind === 'text') pruned += piece.raw.replaceAll('<', '&lt;')
    else if (piece.kind !== 'hidden' && KNOWN.has(piece.name)) pruned += keptTag(piece, open)
  }
  return pruned
}

/**
 * Deeper tags go and what they hold stays. sanitize-html (htmlparser2) takes quadratic time on depth,
 * seconds for 200 kB of open tables; articles reach some 40.
 */
const MAX_DEPTH = 128

const VOID: ReadonlySet<string> = new Set(VOID_TAGS)
const KNOWN: ReadonlySet<string> = new Set([
  ...[...VOID_TAGS, ...CELL_TAGS, ...BLOCK_TAGS, ...INLINE_TAGS, ...BARE_BLOCK_TAGS]
])

/** Open elements that a start tag ends, their end tags being optional (HTML §13.1.2.4). */
const ENDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries([...BLOCK_TAGS, ...BARE_BLOCK_TAGS, 'hr'].map((name) => [name, ['p']])),
  li: ['li', 'p'],
  dt: ['dt', 'dd', 'p'],
  dd: ['dt', 'dd', 'p'],
  td: ['td', 'th', 'p'],
  th: ['td', 'th', 'p'],
  tr: ['td', 'th', 'tr', 'p']
}

type Tag = Extract<Markup, { name: string }>

/**
 * The tag with the end tags it implies, or nothing for an end without a start and a start too deep.
 * Writing the end tags out keeps `open` and the parser's own stack alike.
 */
const keptTag = ({ kind, name, raw }: Tag, open: string[]): string => {
  if (kind === 'close') {
    const index = open.lastIndexOf(name)
    if (index < 0) return ''
    open.length = index
    return raw
  }
  let ends = ''
  while (ENDS[name]?.includes(open.at(-1) ?? '')) ends += `</${open.pop()}>`
  if (VOID.has(name)) return ends + raw
  if (open.length >= MAX_DEPTH) return ends
  open.push(name)
  return ends + raw
}
