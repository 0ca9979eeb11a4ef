import type { AnyNode, Element } from 'domhandler'
import { cleanLine } from '../../../normalize/text.ts'
import { canonicalUrl } from '../../../normalize/url.ts'
import { linkAddress } from './link-address.ts'
import { isElement } from './tree.ts'

export type RowLink = {
  readonly element: Element
  readonly url: string
  /** The same for all spellings of the address. */
  readonly key: string
  /** Its `title` attribute, line ends kept: old CMSs put title, author and date there. */
  readonly hint: string
  /** What the picture inside says of itself. */
  readonly alt: string
}

/** The link that an element is; null when it leads nowhere, or when the links inside it count. */
export const rowLink = (element: Element, base: string): RowLink | null => {
  const url = linkAddress(element, base)
  if (url === null || (element.name !== 'a' && find(element, 'a') !== null)) return null
  const key = canonicalUrl(url)
  const hint = element.attribs['title'] ?? ''
  return key === null ? null : { element, url, key, hint, alt: altOf(element) }
}

const altOf = (element: Element): string => {
  const image = find(element, 'img')
  return cleanLine(image?.attribs['alt'] ?? image?.attribs['title'] ?? '')
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
