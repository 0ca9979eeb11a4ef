import { hasElements, markupIn, saysSomething, type Node } from './element.ts'
import { wording, type Wording } from './loose.ts'
import type { Element } from './xml.ts'

/** RFC 4287 §3.1 and §4.1.3; `mode` is Atom 0.3's. Content of another type, an image for one, has no wording. */
export const wordingOf = (
  node: Node | undefined,
  strings: 'html' | 'guess'
): Wording | undefined => {
  if (!node || !saysSomething(node)) return undefined
  const { element, $ } = node
  const type = ($['type'] ?? '').trim().toLowerCase()
  if (hasElements(element)) {
    const inside = unwrapped(element)
    const isXhtml = inside.name.startsWith('xhtml:') || /xhtml|xml$/.test(type)
    return wording(markupIn(inside, isXhtml ? 'text' : 'html'), 'html', inside.base)
  }
  if ($['mode'] === 'base64' || IS_ENCODED.test(type)) {
    return /^(?:image|audio|video)\//.test(type)
      ? undefined
      : wording(fromBase64(node._), /html/.test(type) ? 'html' : 'guess', element.base)
  }
  return wording(node._, kindOfText(type, $['mode'], strings), element.base)
}

/** Media types whose content is base64 (RFC 4287 §4.1.3.3): not text, not XML. */
const IS_ENCODED = /^(?!text\/)[\w.+-]+\/(?!(?:[\w.-]+\+)?xml$)/

const kindOfText = (
  type: string,
  mode: string | undefined,
  strings: 'html' | 'guess'
): Wording['as'] => {
  if (type === '') return strings
  if (/html|\bxml$/.test(type)) return 'html'
  // Atom 0.3: `escaped` says that there is markup to escape.
  return mode === 'escaped' ? 'guess' : 'text'
}

/** XHTML stands in a `div` that is not part of it (RFC 4287 §3.1.1.3). */
const unwrapped = (element: Element): Element => {
  const inside = element.nodes.filter((node) => typeof node !== 'string' || node.trim() !== '')
  const [div] = inside
  if (inside.length !== 1 || typeof div !== 'object' || !/(?:^|:)div$/.test(div.name))
    return element
  return div
}

const fromBase64 = (text: string): string | undefined => {
  const bytes = Buffer.from(text, 'base64')
  const decoded = bytes.toString('utf8')
  return bytes.length === 0 || decoded.includes('\ufffd') ? undefined : decoded
}
