import { decodeHTMLStrict } from 'entities'
import { withoutControls } from './plain-text.ts'
import { searchesIn } from './xml-searches.ts'

/** Names in lower case, as written; no prototype, so that any name is only a name. */
export type Attributes = Readonly<Record<string, string | undefined>>

/** A piece of an XML document. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'open'
      readonly name: string
      readonly attributes: Attributes
      readonly isEmpty: boolean
    }
  | { readonly kind: 'close'; readonly name: string }

/**
 * Cuts XML into tags and text as its writer meant it, and refuses nothing: a `<` or `&` that begins
 * nothing is text, values may lack their quotes, names are compared without case, HTML's entities need
 * no DTD. Comments, declarations and instructions are left out. No search is made twice over the same
 * text, so every input takes time in proportion to its length.
 */
export function* readPieces(xml: string): Generator<Piece> {
  const search = searchesIn(xml)
  let from = 0
  let at = 0
  while ((at = xml.indexOf('<', at)) >= 0) {
    const found = pieceAt(xml, at, search)
    if (found === undefined) {
      if (search.isCutOff(at)) break
      at += 1
      continue
    }
    if (at > from) yield textPiece(xml.slice(from, at))
    const { piece, end } = found
    if (piece) yield piece
    from = end
    if (piece?.kind === 'open' && !piece.isEmpty) {
      search.enter(piece.name, at)
      from = search.endOfProgram(piece.name, end)
    }
    at = from
  }
  const end = at < 0 ? xml.length : at
  if (from < end) yield textPiece(xml.slice(from, end))
}

type Found = { readonly piece?: Piece; readonly end: number }
type Search = ReturnType<typeof searchesIn>

/** Undefined: this `<` is text. */
const pieceAt = (xml: string, at: number, search: Search): Found | undefined => {
  switch (xml.charAt(at + 1)) {
    case '!':
      return sectionAt(xml, at, search)
    case '?':
      return { end: search.instructionEnd(at) }
    case '/':
      return closeAt(xml, at)
    default:
      return openAt(xml, at)
  }
}

const sectionAt = (xml: string, at: number, search: Search): Found => {
  if (xml.startsWith('<!--', at)) return { end: search.commentEnd(at) }
  if (!CDATA.test(xml.slice(at, at + 9))) return { end: search.declarationEnd(at) }
  const { close, end } = search.sectionEnd(at + 9)
  return { piece: { kind: 'text', text: xml.slice(at + 9, close) }, end }
}
const CDATA = /^<!\[cdata\[$/i

const closeAt = (xml: string, at: number): Found | undefined => {
  CLOSE.lastIndex = at
  const match = CLOSE.exec(xml)
  if (!match) return undefined
  return { piece: { kind: 'close', name: match[1]!.toLowerCase() }, end: CLOSE.lastIndex }
}
const CLOSE = /<\/\s*([^\s<>/]+)[^<>]*(?:>|(?=<)|$)/y

const openAt = (xml: string, at: number): Found | undefined => {
  NAME.lastIndex = at + 1
  const name = NAME.exec(xml)?.[0].toLowerCase()
  if (name === undefined) return undefined
  const { attributes, end: index } = attributesAt(xml, NAME.lastIndex)
  END.lastIndex = index
  const end = END.exec(xml)
  if (!end) return undefined
  return {
    piece: { kind: 'open', name, attributes, isEmpty: end[0].startsWith('/') },
    end: END.lastIndex
  }
}

/** The first of two of one name counts, as in HTML. */
const attributesAt = (xml: string, from: number): { attributes: Attributes; end: number } => {
  let attributes: Record<string, string | undefined> | undefined
  let end = from
  for (let count = 0; xml[end] !== '>'; count += 1) {
    ATTRIBUTE.lastIndex = end = afterGap(xml, end)
    const match = ATTRIBUTE.exec(xml)
    if (!match) break
    end = ATTRIBUTE.lastIndex
    const [, key = '', double, single, bare = ''] = match
    attributes ??= Object.create(null) as Record<string, string | undefined>
    if (count < MAX_ATTRIBUTES)
      attributes[key.toLowerCase()] ??= decodeText(double ?? single ?? bare)
  }
  return { attributes: attributes ?? NONE, end }
}
const NONE: Attributes = Object.freeze(Object.create(null) as Attributes)

/** White space, and quotes, `=` and slashes that belong to nothing. */
const afterGap = (xml: string, from: number): number => {
  for (let at = from; ; at += 1) {
    const char = xml[at]
    if (char === '/') {
      END.lastIndex = at
      if (END.test(xml)) return at
    } else if (char === undefined || !GAP.has(char)) return at
  }
}

const MAX_ATTRIBUTES = 128
const NAME = /[\p{L}_:][^\s<>/="']*/uy
/** In a quoted value a `<` is an error of XML, and a sign that the quote was forgotten. */
const ATTRIBUTE = /([^\s<>/="']+)(?:\s*=\s*(?:"([^"<]*)"|'([^'<]*)'|([^\s<>]*[^\s<>/]|)))?/y
const END = /(?:\/\s*)?>/y
const GAP: ReadonlySet<string> = new Set([...' \t\n\r\f"\'='])

const textPiece = (raw: string): Piece => ({ kind: 'text', text: decodeText(raw) })

/** References outside CDATA; what no document may hold is not let in as a number either. */
const decodeText = (raw: string): string =>
  raw.includes('&') ? withoutControls(decodeHTMLStrict(raw)) : raw
