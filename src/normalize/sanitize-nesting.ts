import { TAGS, type TablePart, type Tag } from './sanitize-tags.ts'

/** The elements that are open in what is written. Each method gives the tags that a step needs. */
export type Nesting = {
  /** What comes before the start tag; null if the tag goes and only what it holds stays. */
  readonly open: (tag: Tag) => string | null
  /** The end tag, after those of all elements open inside; nothing if the element is not open. */
  readonly close: (tag: Tag) => string
  /** What comes before a text. */
  readonly text: (text: string) => string
  readonly closeAll: () => string
}

/**
 * Keeps tags balanced, at most `MAX_DEPTH` deep, and tables whole. A browser puts what it finds between
 * two cells in front of the table; here it gets a cell, so that the order of the words is kept.
 */
export const createNesting = (): Nesting => {
  const open: Tag[] = []
  const closeTo = (depth: number): string => {
    let ends = ''
    while (open.length > depth) ends += open.pop()?.end ?? ''
    return ends
  }
  const start = (tag: Tag): string => {
    open.push(tag)
    return tag.start + tag.startEnd
  }
  const isBetweenCells = (): boolean => HOLDS[open.at(-1)?.part ?? 'cell'].length > 0
  const cell = (): string => (open.at(-1)?.part === 'row' ? '' : start(ROW)) + start(CELL)

  /** Ends what cannot hold the part, up to what can. A part outside of all tables goes. */
  const openPart = (tag: Tag, part: TablePart): string | null => {
    let depth = open.findLastIndex((outer) => outer.part)
    if (depth < 0) return null
    while (!HOLDS[open[depth]?.part ?? 'table'].includes(part)) depth -= 1
    const needsRow = part === 'cell' && open[depth]?.part !== 'row'
    const before = closeTo(depth + 1) + (needsRow ? start(ROW) : '')
    open.push(tag)
    return before
  }

  return {
    open: (tag) => {
      if (tag.part && tag.part !== 'table') return openPart(tag, tag.part)
      if (isBetweenCells()) return tag.name === 'img' ? cell() : null
      let ends = ''
      while (tag.ends.has(open.at(-1)?.name ?? '')) ends += closeTo(open.length - 1)
      if (tag.isVoid) return ends
      if (open.length >= MAX_DEPTH) return null
      open.push(tag)
      return ends
    },
    close: (tag) => {
      for (let depth = open.length - 1; depth >= 0; depth -= 1) {
        const outer = open[depth]
        if (outer === tag) return closeTo(depth)
        // No end tag reaches out of a cell, and none of a part out of its table.
        if (outer?.part && (!tag.part || outer.part === 'table')) return ''
      }
      return ''
    },
    text: (text) => (isBetweenCells() && text.trim() !== '' ? cell() : ''),
    closeAll: () => closeTo(0)
  }
}

/**
 * Deeper tags go and what they hold stays, but for the parts of a table on that depth. Browsers cut at
 * 512; articles reach some 40.
 */
const MAX_DEPTH = 128

const HOLDS: Readonly<Record<TablePart, readonly TablePart[]>> = {
  table: ['caption', 'rows', 'row', 'cell'],
  rows: ['row', 'cell'],
  row: ['cell'],
  cell: [],
  caption: []
}

const known = (name: string): Tag => {
  const tag = TAGS.get(name)
  if (!tag) throw new Error(`no tag ${name}`)
  return tag
}
const [ROW, CELL] = [known('tr'), known('td')]
