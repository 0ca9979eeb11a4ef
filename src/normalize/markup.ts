/** A piece of HTML as written; all pieces joined are the input. Names are lower case. */
export type Markup =
  | { readonly kind: 'text'; readonly raw: string }
  | { readonly kind: 'hidden'; readonly raw: string }
  | { readonly kind: 'open' | 'close'; readonly raw: string; readonly name: string }

/**
 * Cuts HTML into tags, text and `hidden`: comments, declarations, and elements with all they hold that
 * are no reading matter (scripts, drawings, players). Reads tags as the HTML standard does (§13.2.5)
 * and builds no tree, so every input, however hostile, takes time in proportion to its length.
 */
export function* readMarkup(html: string): Generator<Markup> {
  const endOfHidden = hiddenEnds(html)
  let from = 0
  while (from < html.length) {
    const start = indexFrom(OPENING, html, from) ?? html.length
    if (start > from) yield { kind: 'text', raw: html.slice(from, start) }
    if (start === html.length) return
    const tag = tagAt(html, start)
    const end = tag.kind === 'open' ? (endOfHidden(tag.name, tag.end) ?? tag.end) : tag.end
    const raw = html.slice(start, end)
    const isHidden = tag.kind === 'hidden' || HIDDEN.has(tag.name)
    yield isHidden ? { kind: 'hidden', raw } : { kind: tag.kind, raw, name: tag.name }
    from = end
  }
}

/** Elements that are taken out with their content. */
const HIDDEN: ReadonlySet<string> = new Set([
  ...['script', 'style', 'template', 'noscript', 'title', 'xmp', 'noembed', 'noframes'],
  ...['textarea', 'select', 'button', 'svg', 'math', 'canvas', 'audio', 'video', 'iframe']
])
/** Left open, these hide all that follows, as in a browser; of the others only the tag goes. */
const HIDES_THE_REST: ReadonlySet<string> = new Set(['script', 'style', 'textarea', 'xmp'])

const OPENING = /<(?=[a-z/!?])/gi
const TAG_NAME = /<\/?([a-z][^\s/>]*)/iy

type Tag =
  | { readonly kind: 'hidden'; readonly end: number }
  | { readonly kind: 'open' | 'close'; readonly end: number; readonly name: string }

const tagAt = (html: string, start: number): Tag => {
  if (html.startsWith('<!--', start)) return { kind: 'hidden', end: after(html, '-->', start + 2) }
  TAG_NAME.lastIndex = start
  const name = TAG_NAME.exec(html)?.[1]
  if (name === undefined) return { kind: 'hidden', end: after(html, '>', start) }
  const end = tagEnd(html, TAG_NAME.lastIndex)
  // A tag that the text breaks off in is no tag.
  if (end === undefined) return { kind: 'hidden', end: html.length }
  return { kind: html[start + 1] === '/' ? 'close' : 'open', end, name: name.toLowerCase() }
}

/** Finds where hidden content ends; for each name, a search that fails is the last one. */
const hiddenEnds = (html: string) => {
  const unclosed = new Set<string>()
  return (name: string, from: number): number | undefined => {
    const isEmpty = html[from - 2] === '/'
    if (!HIDDEN.has(name) || isEmpty || unclosed.has(name)) return undefined
    const close = indexFrom(new RegExp(`</${name}(?=[\\s/>])`, 'gi'), html, from)
    if (close !== undefined) return after(html, '>', close)
    unclosed.add(name)
    return HIDES_THE_REST.has(name) ? html.length : undefined
  }
}

/** The end of the tag whose attributes start at `from`: a `>` in a quoted value does not end it. */
const tagEnd = (html: string, from: number): number | undefined => {
  let state: 'name' | 'before value' | 'value' = 'name'
  let hasName = false
  for (let i = from; i < html.length; i += 1) {
    const char = html.charAt(i)
    if (char === '>') return i + 1
    const isSpace = /\s/.test(char)
    if (state === 'before value' && !isSpace) {
      const isQuote = char === '"' || char === "'"
      const close = isQuote ? html.indexOf(char, i + 1) : i
      if (close < 0) return undefined
      i = close
      state = isQuote ? 'name' : 'value'
    } else if (state === 'value' && isSpace) {
      state = 'name'
    } else if (state === 'name' && char === '=' && hasName) {
      state = 'before value'
      hasName = false
    } else if (state === 'name' && !isSpace) {
      hasName = char !== '/'
    }
  }
  return undefined
}

const after = (html: string, mark: string, from: number): number => {
  const index = html.indexOf(mark, from)
  return index < 0 ? html.length : index + mark.length
}

const indexFrom = (pattern: RegExp, html: string, from: number): number | undefined => {
  pattern.lastIndex = from
  return pattern.exec(html)?.index
}
