import { withoutControls } from './mend.ts'

/** What a decoded document is, seen from its outside. */
export type FeedDocument =
  | {
      readonly format: 'rss' | 'rdf' | 'atom'
      /** The root's name as written, prefix and case included. */
      readonly root: string
      /** `xml:base` of the root. */
      readonly base: string | undefined
      /** From the root on. */
      readonly text: string
    }
  | { readonly format: 'json'; readonly text: string }
  /** `looksLike` completes the sentence "this is …". */
  | { readonly format: 'none'; readonly looksLike: string }

/**
 * Finds the feed in a document. Everything before the root is dropped: warnings that PHP prints
 * there, and the DOCTYPE with its entities, so that none is ever expanded.
 */
export const recognize = (decoded: string): FeedDocument => {
  const trimmed = withoutControls(decoded).trim()
  if (trimmed === '') return { format: 'none', looksLike: 'an empty document' }
  if (/^[{[]/.test(trimmed)) return { format: 'json', text: trimmed }
  let first: string | undefined
  for (const match of trimmed.matchAll(START)) {
    const name = match[1]
    if (name === undefined) continue
    first ??= name
    const format = formatOf(name)
    if (format) {
      const at = trimmed.slice(match.index)
      return { format, root: name, base: BASE.exec(startTag(at))?.[2], text: at }
    }
    if (/^(?:html|head|body)$/i.test(name)) break
  }
  return { format: 'none', looksLike: describe(trimmed, first, decoded) }
}

/** An element's start; comments and entity declarations are passed over, for they may quote one. */
const START = /<!--[^]*?(?:-->|$)|<!ENTITY(?:"[^"]*"|'[^']*'|[^"'<>])*>|<([a-z_][\w.:-]*)/gi
const BASE = /\sxml:base\s*=\s*(["'])(.*?)\1/is
const HTML = /^<(?:!doctype\s+html|html|head|body|meta|script|title|div|p|br)\b/i

const formatOf = (root: string): 'rss' | 'rdf' | 'atom' | undefined => {
  switch (root.replace(/^.*:/, '').toLowerCase()) {
    case 'rss':
      return 'rss'
    case 'rdf':
      return 'rdf'
    case 'feed':
      return 'atom'
    default:
      return undefined
  }
}

/** The tag that `text` begins with; roots of thousands of characters are namespaces, not attacks. */
const startTag = (text: string): string =>
  /^<(?:"[^"]*"|'[^']*'|[^"'>])*/.exec(text.slice(0, 65_536))![0]

const describe = (text: string, element: string | undefined, decoded: string): string => {
  if (HTML.test(text) || /^(?:html|head|body)$/i.test(element ?? '')) return 'an HTML page'
  if (element !== undefined && text.startsWith('<')) {
    return `an XML document whose root is <${element.slice(0, 40)}>`
  }
  const head = decoded.slice(0, 1024)
  return withoutControls(head) === head ? 'plain text' : 'binary data'
}
