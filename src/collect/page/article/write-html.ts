import { escapeText, escapeAttribute } from 'entities'
import { BLOCK_TAGS, CELL_TAGS, INLINE_TAGS } from '../../../normalize/html-tags.ts'
import { LAZY_ADDRESSES } from '../../../normalize/sanitize-tags.ts'
import { absoluteUrl } from '../../../normalize/url.ts'
import { elementAt, isBlock, isElement, isText, nameAt, type Outline } from './outline.ts'

/** 1 for each text node and image that belongs to what is written. */
export type Kept = Uint8Array

export type Writing = {
  readonly outline: Outline
  readonly kept: Kept
  /** What is written instead of a text node's own text. */
  readonly edits: ReadonlyMap<number, string>
  /** What relative addresses count from. */
  readonly base: string
}

/** The kept nodes as HTML, inside those of their elements that say how they are read; addresses absolute. */
export const writeHtml = (writing: Writing): string => write(writing, (at) => plainTag(writing, at))

/** The same for a reader that looks at class names: each element says where it stands,
 * as the name of an attribute (`data-n17`): where Readability melts two elements into one, both are told. */
export const writeNumbered = (writing: Writing): string =>
  `<html><body>${write(writing, (at) => numberedTag(writing, at))}</body></html>`

/** What stands before and behind the inside of an element; null for an element that is not written. */
type Tags = (at: number) => { readonly before: string; readonly behind: string } | null

const write = ({ outline, kept, edits }: Writing, tags: Tags): string => {
  const { nodes, ends, depths } = outline
  const counts = countKept(kept)
  const html: string[] = []
  const open: { readonly end: number; readonly behind: string }[] = []
  for (let at = 0; at < nodes.length; at += 1) {
    while (open.length > 0 && open.at(-1)!.end <= at) html.push(open.pop()!.behind)
    const node = nodes[at]!
    if (isText(node) && kept[at] === 1)
      html.push(lined(outline, at, escapeText(edits.get(at) ?? node.data)))
    if (!isElement(node)) continue
    const end = ends[at]!
    if (counts[end] === counts[at]) {
      if (node.name === 'br' || node.name === 'hr') html.push(`<${node.name}>`)
      else at = end - 1
      continue
    }
    const pair = depths[at]! > MAX_DEPTH ? null : tags(at)
    if (!pair) continue
    html.push(pair.before)
    if (pair.behind !== '') open.push({ end, behind: pair.behind })
  }
  while (open.length > 0) html.push(open.pop()!.behind)
  return html.join('')
}

/** The lines of preformatted text are told by breaks: everything behind reads line ends as spaces. */
const lined = (outline: Outline, at: number, html: string): string =>
  nameAt(outline, outline.blocks[at]!) === 'pre' ? html.replace(/\r?\n/g, '<br>') : html

/** Readability and linkedom go into a document by recursion; articles nest some twenty deep. */
const MAX_DEPTH = 150

const countKept = (kept: Kept): Float64Array => {
  const counts = new Float64Array(kept.length + 1)
  kept.forEach((value, at) => (counts[at + 1] = counts[at]! + value))
  return counts
}

const TAGS: ReadonlySet<string> = new Set([...BLOCK_TAGS, ...CELL_TAGS, ...INLINE_TAGS])
const ATTRIBUTES = ['title', 'alt', 'colspan', 'rowspan', 'start', 'datetime', 'lang', 'dir']

const plainTag: (writing: Writing, at: number) => ReturnType<Tags> = ({ outline, base }, at) => {
  const { name, attribs } = elementAt(outline, at)!
  if (name === 'img') return { before: imageTag(attribs, base), behind: '' }
  if (!TAGS.has(name) && !isBlock(name)) return null
  const tag = TAGS.has(name) ? name : 'div'
  const href = name === 'a' ? absoluteUrl(attribs.href ?? '', base) : null
  const attributes = [
    ...(href === null ? [] : [attribute('href', href)]),
    ...ATTRIBUTES.flatMap((key) => (attribs[key] ? [attribute(key, attribs[key])] : []))
  ]
  return { before: `<${tag}${attributes.join('')}>`, behind: `</${tag}>` }
}

const numberedTag: (writing: Writing, at: number) => ReturnType<Tags> = ({ outline }, at) => {
  const { name, attribs } = elementAt(outline, at)!
  if (name === 'body' || name === 'html') return null
  // A custom element and an old <center> are blocks like any other to Readability only as `div`.
  const tag =
    TAGS.has(name) || LANDMARKS.has(name) || name === 'img' ? name : isBlock(name) ? 'div' : 'span'
  const attributes = ['class', 'id', 'href', 'src']
    .flatMap((key) => (attribs[key] ? [attribute(key, attribs[key])] : []))
    .join('')
  const before = `<${tag} data-n${at}=""${attributes}>`
  return { before, behind: tag === 'img' ? '' : `</${tag}>` }
}

const LANDMARKS: ReadonlySet<string> = new Set(['article', 'section', 'main', 'header', 'footer'])

const attribute = (key: string, value: string): string => ` ${key}="${escapeAttribute(value)}"`

const imageTag = (attribs: Readonly<Record<string, string>>, base: string): string => {
  const src = imageAddress(attribs, base)
  const alt = attribs.alt ? attribute('alt', attribs.alt) : ''
  return src === null ? '' : `<img${attribute('src', src)}${alt}>`
}

/** Where the picture really is: pages that load it late have a placeholder in `src`. Null for none. */
export const imageAddress = (
  attribs: Readonly<Record<string, string>>,
  base: string
): string | null => {
  const [ofSet = ''] = (attribs.srcset ?? '').trim().split(/[\s,]+/, 1)
  const given = [...LATE_ADDRESSES.map((name) => attribs[name] ?? ''), attribs.src ?? '', ofSet]
  for (const address of given) {
    const url = address === '' ? null : absoluteUrl(address, base)
    if (url?.startsWith('http')) return url
  }
  return null
}

const LATE_ADDRESSES = [
  ...LAZY_ADDRESSES,
  ...['_src', 'data-lazy-src', 'data-lazyload', 'data-actualsrc', 'original', 'zoomfile', 'file']
]
