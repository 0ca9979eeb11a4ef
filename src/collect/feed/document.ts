import { withoutControls } from './plain-text.ts'

/** What a decoded document is, seen from its outside. */
export type FeedDocument =
  /** `text` begins with the root. */
  | { readonly format: 'rss' | 'atom'; readonly text: string }
  | { readonly format: 'json'; readonly text: string }
  /** `looksLike` completes the sentence "this is …". */
  | { readonly format: 'none'; readonly looksLike: string }

/**
 * Finds the feed in a document. Everything before the root is dropped: warnings that PHP prints
 * there, and the DOCTYPE with its entities, so that none is ever expanded.
 */
export const recognize = (decoded: string): FeedDocument => {
  const trimmed = withLineFeeds(withoutControls(decoded)).trim()
  if (trimmed === '') return { format: 'none', looksLike: 'an empty document' }
  if (/^[{[]/.test(trimmed)) return { format: 'json', text: trimmed }
  let first: string | undefined
  for (const match of trimmed.matchAll(START)) {
    const name = match[1]
    if (name === undefined) continue
    first ??= name
    const format = formatOf(name)
    if (format) return { format, text: trimmed.slice(match.index) }
    if (/^(?:html|head|body)$/i.test(name)) break
  }
  return { format: 'none', looksLike: describe(trimmed, first, decoded) }
}

/** XML 1.0 §2.11. */
const withLineFeeds = (text: string): string =>
  text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text

/** An element's start; comments and entity declarations are passed over, for they may quote one. */
const START = /<!--[^]*?(?:-->|$)|<!ENTITY(?:"[^"]*"|'[^']*'|[^"'<>])*>|<([a-z_][\w.:-]*)/gi
const HTML = /^<(?:!doctype\s+html|html|head|body|meta|script|title|div|p|br)\b/i

/** `channel`: CDF, or RSS that has lost its first line. */
const formatOf = (root: string): 'rss' | 'atom' | undefined => {
  switch (root.replace(/^.*:/, '').toLowerCase()) {
    case 'rss':
    case 'rdf':
    case 'channel':
      return 'rss'
    case 'feed':
      return 'atom'
    default:
      return undefined
  }
}

const describe = (text: string, element: string | undefined, decoded: string): string => {
  if (HTML.test(text) || /^(?:html|head|body)$/i.test(element ?? '')) return 'an HTML page'
  if (element !== undefined && text.startsWith('<')) {
    return `an XML document whose root is <${element.slice(0, 40)}>`
  }
  const head = decoded.slice(0, 1024)
  return withoutControls(head) === head ? 'plain text' : 'binary data'
}
