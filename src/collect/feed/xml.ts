import { VOID_TAGS } from '../../normalize/html-tags.ts'
import { isWeb, MAX_URL_CHARS } from '../../normalize/url.ts'
import { rootScope, type Scope } from './namespaces.ts'
import { readPieces, type Attributes, type Piece } from './xml-tags.ts'

/** An element by its namespace's name: `title` of the format itself, `dc:creator`, `?:title` of nobody known. */
export type Element = {
  readonly name: string
  /** Names in lower case, with the usual prefix: `rdf:about`, `xml:lang`. */
  readonly attributes: Attributes
  /** Text and elements in order. */
  readonly nodes: readonly (string | Element)[]
  /** `xml:base`, or CDF's `base`, from here outwards (XML Base §4.2); undefined where none is given. */
  readonly base: string | undefined
  /** Whether its own end tag, or that of an element around it, stands in the document. */
  readonly isEnded: boolean
}

/**
 * The tree of a feed. Nothing is refused: end tags that are missing or mixed up end what they must, and
 * an item begins where its start tag stands, whatever is still open.
 *
 * @param xml begins with the root's start tag
 * @param baseUrl where the document was read
 */
export const readXml = (
  xml: string,
  ownFamily: 'rss' | 'atom',
  baseUrl: string | undefined
): Element => {
  const open: Open[] = []
  let root: Open | undefined
  for (const piece of readPieces(xml)) {
    if (piece.kind === 'text') open.at(-1)?.nodes.push(piece.text)
    else if (piece.kind === 'close') close(open, piece.name)
    else {
      const parent = parentFor(open, piece)
      const element = elementOf(piece, parent, { ownFamily, baseUrl })
      root ??= element
      parent?.nodes.push(element)
      const isLeaf = piece.isEmpty || VOID.has(element.name)
      if (isLeaf) element.isEnded = true
      else if (open.length < MAX_DEPTH) open.push(element)
    }
    if (root && open.length === 0) break
  }
  return root ?? EMPTY
}

/** Deeper tags go and what they hold stays: feeds reach some 40. */
const MAX_DEPTH = 256

type Open = Omit<Element, 'isEnded' | 'nodes'> & {
  isEnded: boolean
  readonly nodes: (string | Element)[]
  readonly written: string
  readonly scope: Scope
}

const EMPTY: Element = { name: '', attributes: {}, nodes: [], base: undefined, isEnded: false }

type Start = Extract<Piece, { kind: 'open' }>

const elementOf = (
  { name: written, attributes: given }: Start,
  parent: Open | undefined,
  { ownFamily, baseUrl }: { ownFamily: 'rss' | 'atom'; baseUrl: string | undefined }
): Open => {
  const declared = declarationsIn(given)
  const scope = parent
    ? declared.size > 0
      ? parent.scope.within(declared)
      : parent.scope
    : rootScope(written, declared, ownFamily)
  const attributes = attributesOf(given, scope)
  return {
    name: scope.nameOf(written),
    written,
    attributes,
    scope,
    base: baseWithin(parent ? parent.base : baseUrl, attributes['xml:base'] ?? attributes['base']),
    nodes: [],
    isEnded: false
  }
}

const NONE: ReadonlyMap<string, string> = new Map()

const declarationsIn = (attributes: Attributes): ReadonlyMap<string, string> => {
  let declared: Map<string, string> | undefined
  for (const name in attributes) {
    if (!name.startsWith('xmlns')) continue
    const prefix = name === 'xmlns' ? '' : name[5] === ':' ? name.slice(6) : undefined
    if (prefix !== undefined) (declared ??= new Map()).set(prefix, attributes[name] ?? '')
  }
  return declared ?? NONE
}

/** An attribute without a prefix belongs to its element and to no namespace. */
const attributesOf = (given: Attributes, scope: Scope): Attributes => {
  if (!hasPrefixes(given)) return given
  const attributes = Object.create(null) as Record<string, string | undefined>
  for (const name in given) attributes[name.includes(':') ? scope.nameOf(name) : name] = given[name]
  return attributes
}

const hasPrefixes = (attributes: Attributes): boolean => {
  for (const name in attributes) if (name.includes(':')) return true
  return false
}

const baseWithin = (outer: string | undefined, given: string | undefined): string | undefined => {
  const url = given === undefined ? null : URL.parse(given.trim(), outer)
  return url && isWeb(url) && url.href.length <= MAX_URL_CHARS ? url.href : outer
}

/** The element that a start tag stands in, once those have ended that cannot hold it. */
const parentFor = (open: Open[], start: Start): Open | undefined => {
  const top = open.at(-1)
  const name = top?.scope.nameOf(start.name) ?? ''
  if (ITEMS.has(name)) {
    const item = open.findLastIndex((element) => ITEMS.has(element.name))
    if (item >= 0) end(open, item)
  } else if (top && LINES.has(top.name) && (LINES.has(name) || TEXTS.has(name))) {
    end(open, open.length - 1)
  }
  return open.at(-1)
}

const close = (open: Open[], written: string): void => {
  let index = open.length - 1
  while (index >= 0 && open[index]!.written !== written) index -= 1
  if (index >= 0) end(open, index)
}

const end = (open: Open[], from: number): void => {
  while (open.length > from) open.pop()!.isEnded = true
}

const ITEMS: ReadonlySet<string> = new Set(['item', 'entry'])
/** Elements that hold one line; another element of the feed ends them. */
const LINES: ReadonlySet<string> = new Set(
  'title link guid id pubdate published updated comments'.split(' ')
)
const TEXTS: ReadonlySet<string> = new Set(
  'description summary content author category enclosure source'.split(' ')
)
/** HTML's elements without an end, where someone forgot to escape them. */
export const VOID: ReadonlySet<string> = new Set(VOID_TAGS)
