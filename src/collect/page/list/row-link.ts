import type { AnyNode, Element } from 'domhandler'
import { cleanLine } from '../../../normalize/text.ts'
import { canonicalUrl } from '../../../normalize/url.ts'
import { linkAddress } from './link-address.ts'
import { innerText, isElement } from './tree.ts'

export type RowLink = {
  readonly element: Element
  readonly url: string
  /** The same for all spellings of the address. */
  readonly key: string
  /** Its `title` attribute, line ends kept: old CMSs put title, author and date there. */
  readonly hint: string
  /** What the link or the picture inside says to those who see neither. */
  readonly alt: string
  /** Neither a text nor a picture: it lies over a card whose headline is no link. */
  readonly isEmpty: boolean
}

/** The link that an element is; null when it leads nowhere, or when the links inside it count. */
export const rowLink = (element: Element, base: string): RowLink | null => {
  const url = linkAddress(element, base)
  if (url === null || (element.name !== 'a' && find(element, 'a') !== null)) return null
  const key = canonicalUrl(url)
  if (key === null || isSharing(url, base)) return null
  const hint = element.attribs['title'] ?? ''
  return { element, url, key, hint, alt: altOf(element), isEmpty: isOverlay(element) }
}

/** Hands a page to another site: its address, its title, a few words. */
const isSharing = (url: string, base: string): boolean => {
  if (!url.includes('?')) return false
  const { host, searchParams } = new URL(url)
  return host !== new URL(base).host && SHARED.filter((name) => searchParams.has(name)).length > 1
}
const SHARED = ['url', 'u', 'title', 'summary', 'text', 'desc', 'pic'] as const

const altOf = (element: Element): string => {
  const image = find(element, 'img')
  const said = image?.attribs['alt'] ?? image?.attribs['title'] ?? ''
  return cleanLine(said) || cleanLine(element.attribs['aria-label'] ?? '')
}

const MAX_NODES = 300

const find = (within: Element, name: string): Element | null => {
  const todo: AnyNode[] = [...within.children].reverse()
  let left = MAX_NODES
  for (let node = todo.pop(); node && left > 0; node = todo.pop(), left -= 1) {
    if (!isElement(node)) continue
    if (node.name === name && (name !== 'a' || node.attribs['href'] !== undefined)) return node
    for (let at = node.children.length - 1; at >= 0; at -= 1) todo.push(node.children[at]!)
  }
  return null
}

/** Whether a link has neither a text nor a picture, as one that a style sheet lays over a whole card. */
export const isOverlay = (element: Element): boolean =>
  innerText(element, 200) === '' && PICTURES.every((name) => find(element, name) === null)

const PICTURES = ['img', 'svg', 'picture', 'i'] as const
