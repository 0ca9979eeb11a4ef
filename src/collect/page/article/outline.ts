import type { Comment, Text } from 'domhandler'
import { BARE_BLOCK_TAGS, BLOCK_TAGS, CELL_TAGS } from '../../../normalize/html-tags.ts'
import type { AnyNode, Element, Page } from '../page.ts'

/**
 * A page as a row of nodes in the order of the document: what is inside a node is the range from it to
 * its end. All reading is then a loop, and no depth of nesting can overflow the stack.
 */
export type Outline = {
  readonly nodes: readonly AnyNode[]
  /** For each node, where what comes after all its descendants stands. */
  readonly ends: readonly number[]
  /** -1 for the first. */
  readonly parents: readonly number[]
  readonly depths: readonly number[]
  /** The nearest element around each node, or itself, that begins a line of its own. */
  readonly blocks: readonly number[]
  /** The nearest link around each node, or itself; -1 outside links. */
  readonly links: readonly number[]
}

export const outlineOf = ({ $ }: Page): Outline => {
  const outline = empty()
  const root: AnyNode = $('body').get(0) ?? $.root()[0]!
  const open: number[] = []
  let node: AnyNode | null = root
  while (node) {
    const children = enter(outline, node, open.at(-1) ?? -1)
    if (children?.[0]) {
      open.push(outline.nodes.length - 1)
      node = children[0]
      continue
    }
    outline.ends[outline.nodes.length - 1] = outline.nodes.length
    node = nextAfter(outline, node, root, open)
  }
  return outline
}

type Growing = {
  -readonly [K in keyof Outline]: Outline[K] extends readonly (infer T)[] ? T[] : never
}

const empty = (): Growing => ({
  nodes: [],
  ends: [],
  parents: [],
  depths: [],
  blocks: [],
  links: []
})

const enter = (outline: Growing, node: AnyNode, parent: number): readonly AnyNode[] | null => {
  const at = outline.nodes.push(node) - 1
  const name = isElement(node) ? node.name : ''
  outline.ends.push(at + 1)
  outline.parents.push(parent)
  outline.depths.push(parent < 0 ? 0 : outline.depths[parent]! + 1)
  outline.blocks.push(parent < 0 || isBlock(name) ? at : outline.blocks[parent]!)
  outline.links.push(name === 'a' ? at : parent < 0 ? -1 : outline.links[parent]!)
  return 'children' in node && !UNREAD.has(name) ? node.children : null
}

/** The next in the document; every element that ends on the way is closed. */
const nextAfter = (
  outline: Growing,
  from: AnyNode,
  root: AnyNode,
  open: number[]
): AnyNode | null => {
  let node: AnyNode | null = from
  while (node && node !== root) {
    if (node.next) return node.next
    const at = open.pop()
    if (at === undefined) return null
    outline.ends[at] = outline.nodes.length
    node = outline.nodes[at] ?? null
  }
  return null
}

export const isElement = (node: AnyNode | undefined): node is Element => node?.nodeType === 1
export const isText = (node: AnyNode | undefined): node is Text => node?.nodeType === 3
export const isComment = (node: AnyNode | undefined): node is Comment => node?.nodeType === 8

export const elementAt = (outline: Outline, at: number): Element | null => {
  const node = outline.nodes[at]
  return isElement(node) ? node : null
}

export const nameAt = (outline: Outline, at: number): string => elementAt(outline, at)?.name ?? ''

export const attributeAt = (outline: Outline, at: number, name: string): string =>
  elementAt(outline, at)?.attribs[name] ?? ''

/** Class and id in small letters, parted by spaces. */
export const namesAt = (outline: Outline, at: number): string => {
  const element = elementAt(outline, at)
  return element ? `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`.toLowerCase() : ''
}

/** The same with hyphens where small letters meet capital ones: `HotNews` is `hot-news` too. */
export const splitNamesAt = (outline: Outline, at: number): string => {
  const element = elementAt(outline, at)
  if (!element) return ''
  const names = `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`
  if (!/[a-z][A-Z]/.test(names)) return names.toLowerCase()
  return `${names} ${names.replace(/(?<=[a-z])(?=[A-Z])/g, '-')}`.toLowerCase()
}

/** The deepest node around all of these; 0 for none. */
export const commonAncestor = (outline: Outline, places: readonly number[]): number => {
  const [first, last] = [places[0], places.at(-1)]
  if (first === undefined || last === undefined) return 0
  let at = outline.parents[first]!
  while (at > 0 && outline.ends[at]! <= last) at = outline.parents[at]!
  return Math.max(at, 0)
}

/** What a page holds but nobody reads as its text. */
const UNREAD: ReadonlySet<string> = new Set([
  ...['script', 'style', 'template', 'noscript', 'svg', 'math', 'canvas', 'audio', 'video'],
  ...['iframe', 'object', 'applet', 'embed', 'noembed', 'noframes', 'title', 'select', 'datalist'],
  ...['textarea', 'head', 'button', 'input']
])

const BLOCKS: ReadonlySet<string> = new Set([
  ...BLOCK_TAGS,
  ...BARE_BLOCK_TAGS,
  ...CELL_TAGS,
  ...['ucapcontent', 'dir', 'menu', 'hgroup', 'search']
])

export const isBlock = (name: string): boolean => BLOCKS.has(name)
