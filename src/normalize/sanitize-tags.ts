import { BARE_BLOCK_TAGS, BLOCK_TAGS, CELL_TAGS, INLINE_TAGS, VOID_TAGS } from './html-tags.ts'

/** A tag that may be written, and the only words it is written with. */
export type Tag = {
  readonly name: string
  readonly isVoid: boolean
  /** `<p`, to which attributes may be put, and what ends it: `>` or ` />`. */
  readonly start: string
  readonly startEnd: string
  readonly end: string
  readonly attributes: ReadonlySet<string>
  /** Open elements that it ends: their end tags are optional, or they may not hold it (HTML §13.2.6.4.7). */
  readonly ends: ReadonlySet<string>
  readonly part: TablePart | undefined
}

/** What holds nothing but table parts, or may stand nowhere but in a table. */
export type TablePart = 'table' | 'caption' | 'rows' | 'row' | 'cell'

/** WeChat and most lazy pages hold the address of an image here until a script runs. */
export const LAZY_ADDRESSES = ['data-src', 'data-original']

const EVERYWHERE = ['lang', 'dir']

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'title'],
  img: [...LAZY_ADDRESSES, 'src', 'srcset', 'alt', 'title', 'width', 'height'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan'],
  ol: ['start'],
  time: ['datetime'],
  abbr: ['title']
}

const HEADINGS = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6']

const ENDS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries([...BLOCK_TAGS, ...BARE_BLOCK_TAGS, 'hr'].map((name) => [name, ['p']])),
  ...Object.fromEntries(HEADINGS.map((name) => [name, [...HEADINGS, 'p']])),
  li: ['li', 'p'],
  dt: ['dt', 'dd', 'p'],
  dd: ['dt', 'dd', 'p'],
  rt: ['rt', 'rp'],
  rp: ['rt', 'rp'],
  a: ['a']
}

const PARTS: Readonly<Record<string, TablePart>> = {
  table: 'table',
  caption: 'caption',
  thead: 'rows',
  tbody: 'rows',
  tfoot: 'rows',
  tr: 'row',
  td: 'cell',
  th: 'cell'
}

const tagOf = (name: string): Tag => {
  const isVoid = VOID_TAGS.includes(name)
  const written = BARE_BLOCK_TAGS.includes(name) ? 'div' : name
  return {
    name,
    isVoid,
    start: `<${written}`,
    startEnd: isVoid ? ' />' : '>',
    end: `</${written}>`,
    attributes: new Set([...EVERYWHERE, ...(ATTRIBUTES[name] ?? [])]),
    ends: new Set(ENDS[name]),
    part: PARTS[name]
  }
}

/** The allow-list, by the name that is read. */
export const TAGS: ReadonlyMap<string, Tag> = new Map(
  [...VOID_TAGS, ...CELL_TAGS, ...BLOCK_TAGS, ...INLINE_TAGS, ...BARE_BLOCK_TAGS].map((name) => [
    name,
    tagOf(name)
  ])
)
