/** A piece of HTML as written; all pieces joined are the input. Names are lower case. */
export type Markup =
  | { readonly kind: 'text'; readonly raw: string }
  | { readonly kind: 'hidden'; readonly raw: string }
  | {
      readonly kind: 'open' | 'close'
      readonly raw: string
      readonly name: string
      /** Where each attribute stands in the input: its name from and to, its value from and to. */
      readonly attributes: readonly number[]
    }

/**
 * Cuts HTML into tags, text and `hidden`: comments, declarations, and elements with all they hold that
 * are no reading matter (scripts, drawings, players). Reads tags as the HTML standard does (§13.2.5)
 * and builds no tree, so every input, however hostile, takes time in proportion to its length.
 */
export function* readMarkup(html: string): Generator<Markup> {
  const search = searchIn(html)
  let from = 0
  let start = nextMark(html, 0)
  while (start < html.length) {
    if (start > from) yield { kind: 'text', raw: html.slice(from, start) }
    const piece = markupAt(html, start, search)
    yield piece
    from = start + piece.raw.length
    start = nextMark(html, from)
  }
  if (from < html.length) yield { kind: 'text', raw: html.slice(from) }
}

/**
 * HTML knows no CDATA sections; a browser takes them for comments. In feeds they are left over from
 * content that was wrapped twice, and what they hold is meant to be read.
 */
export const withoutSections = (html: string): string =>
  html.includes('<![CDATA[') ? html.replace(/<!\[CDATA\[|\]\]>/g, '') : html

/**
 * Elements that go with all they hold: it is code or a drawing (script, style, template, svg, math),
 * stands in for what a browser cannot play or frame (canvas, audio, video, iframe, object, applet,
 * noembed, noframes), names the document (title), or is a visitor's to choose or to copy (select,
 * datalist, textarea). Of all others only the tags go, because a reader would miss the words: button,
 * label, legend, marquee, blink, xmp; noscript too, as readers of feeds and mail run no scripts.
 */
const HIDDEN: ReadonlyMap<string, RegExp> = new Map(
  [
    ...['script', 'style', 'template', 'svg', 'math', 'canvas', 'audio', 'video', 'iframe'],
    ...['object', 'applet', 'noembed', 'noframes', 'title', 'select', 'datalist', 'textarea']
  ].map((name) => [name, new RegExp(`</${name}(?=[\\s/>])`, 'gi')])
)
/** Left open, these hide all that follows, as in a browser; of the others only the tag goes. */
const HIDES_THE_REST: ReadonlySet<string> = new Set(['script', 'style'])

const COMMENT_END = /--!?>/g
const PHP_END = /\?>/g
const SUBSET_END = /\]\s*>/g

/** The next `<` that opens a tag, a comment or a declaration; any other is text. */
const nextMark = (html: string, from: number): number => {
  let at = html.indexOf('<', from)
  while (at >= 0 && !isA(html, at + 1, LETTER | SLASH | DECLARES)) at = html.indexOf('<', at + 1)
  return at < 0 ? html.length : at
}

const markupAt = (html: string, start: number, search: Search): Markup => {
  const isClose = isA(html, start + 1, SLASH)
  const nameFrom = isClose ? start + 2 : start + 1
  if (!isA(html, nameFrom, LETTER)) {
    return { kind: 'hidden', raw: html.slice(start, declarationEnd(html, start, search)) }
  }
  const nameTo = find(html, nameFrom, SPACE | SLASH | ANGLE)
  const attributes: number[] = []
  const end = readAttributes(html, nameTo, attributes)
  // A tag that the text breaks off in is no tag.
  if (end === undefined) return { kind: 'hidden', raw: html.slice(start) }
  const name = html.slice(nameFrom, nameTo).toLowerCase()
  const close = HIDDEN.get(name)
  const raw = html.slice(start, end)
  if (!close) return { kind: isClose ? 'close' : 'open', raw, name, attributes }
  if (isClose || isA(html, end - 2, SLASH)) return { kind: 'hidden', raw }
  const closeTo = search(close, end)
  if (closeTo !== undefined) return { kind: 'hidden', raw: html.slice(start, after(html, closeTo)) }
  return { kind: 'hidden', raw: HIDES_THE_REST.has(name) ? html.slice(start) : raw }
}

/** Ends as in a browser, but for PHP and a document type with entities, which may hold a `>`. */
const declarationEnd = (html: string, start: number, search: Search): number => {
  if (html.startsWith('<!--', start)) return search(COMMENT_END, start + 2) ?? html.length
  const end = after(html, start)
  const declaration = html.slice(start, end)
  if (/^<\?(?:php|=)/i.test(declaration)) return search(PHP_END, start) ?? end
  if (/^<!doctype[^[]*\[/i.test(declaration)) return search(SUBSET_END, start) ?? end
  return end
}

type Search = (mark: RegExp, from: number) => number | undefined

/** Finds where the next such mark ends; for each mark, a search that fails is the last one. */
const searchIn = (html: string): Search => {
  const inVain = new Set<RegExp>()
  return (mark, from) => {
    if (inVain.has(mark)) return undefined
    mark.lastIndex = from
    if (mark.test(html)) return mark.lastIndex
    inVain.add(mark)
    return undefined
  }
}

/**
 * The end of the tag whose attributes start at `from`, if it has one, with their places in `found`. A
 * `>` in a quoted value does not end it.
 */
const readAttributes = (html: string, from: number, found: number[]): number | undefined => {
  let at = skip(html, from, SPACE | SLASH)
  while (at < html.length && !isA(html, at, ANGLE)) {
    const nameTo = find(html, at + 1, SPACE | SLASH | ANGLE | EQUALS)
    const next = skip(html, nameTo, SPACE)
    let valueFrom = nameTo
    let valueTo = nameTo
    let end = next
    if (isA(html, next, EQUALS)) {
      valueFrom = skip(html, next + 1, SPACE)
      const isQuoted = isA(html, valueFrom, QUOTE)
      valueTo = isQuoted
        ? html.indexOf(html.charAt(valueFrom), valueFrom + 1)
        : find(html, valueFrom, SPACE | ANGLE)
      if (valueTo < 0) return undefined
      if (isQuoted) valueFrom += 1
      end = isQuoted ? valueTo + 1 : valueTo
    }
    found.push(at, nameTo, valueFrom, valueTo)
    at = skip(html, end, SPACE | SLASH)
  }
  return at < html.length ? at + 1 : undefined
}

const [SPACE, SLASH, ANGLE, EQUALS, QUOTE, LETTER, DECLARES] = [1, 2, 4, 8, 16, 32, 64] as const
const KINDS = [/\s/, /\//, />/, /=/, /["']/, /[a-z]/i, /[!?]/]

/** A bit for each kind, up to the full-width space, which stands between attributes of Chinese pages. */
const KIND_OF = Uint8Array.from({ length: 0x3001 }, (_, code) =>
  KINDS.reduce((bits, kind, i) => bits | (kind.test(String.fromCharCode(code)) ? 1 << i : 0), 0)
)

const isA = (html: string, at: number, kinds: number): boolean =>
  at < html.length && ((KIND_OF[html.charCodeAt(at)] ?? 0) & kinds) !== 0

/** The next place that is, or that is not, of these kinds. */
const find = (html: string, from: number, kinds: number): number => {
  let at = from
  while (at < html.length && !isA(html, at, kinds)) at += 1
  return at
}
const skip = (html: string, from: number, kinds: number): number => {
  let at = from
  while (isA(html, at, kinds)) at += 1
  return at
}

const after = (html: string, from: number): number => {
  const angle = html.indexOf('>', from)
  return angle < 0 ? html.length : angle + 1
}
