import { parsePath, type Path } from './path.ts'
import type { HtmlPart, PickHtml } from './pick-html.ts'
import type { Tree } from './tree.ts'

/** Where a field of an item stands. */
export type Field =
  | { readonly kind: 'path'; readonly path: Path; readonly html: readonly HtmlPart[] }
  | { readonly kind: 'template'; readonly parts: readonly (string | Path)[] }

/**
 * `meta.time`, `.` for the item itself, `https://x.example/news/{id}.html`, `html:h3 a@href` to read from
 * an item that is HTML, `body|html:p` from a field that is. `|` between selectors: the first that is there.
 * Undefined for a text that is none of these.
 */
export const parseField = (text: string): Field | undefined => {
  const trimmed = text.trim()
  const [before, selectors] = splitAtHtml(trimmed)
  if (selectors !== undefined) {
    const path = parsePath(before === '' ? '.' : before)
    return path && { kind: 'path', path, html: selectors.split('|').map(htmlPart) }
  }
  if (/[{}]/.test(trimmed)) return template(trimmed)
  const path = parsePath(trimmed)
  return path && { kind: 'path', path, html: [] }
}

const splitAtHtml = (text: string): readonly [string, string | undefined] => {
  if (text.startsWith('html:')) return ['', text.slice(5)]
  const at = text.indexOf('|html:')
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 6)]
}

const htmlPart = (text: string): HtmlPart => {
  const at = /@([\w:-]{1,60})\s{0,9}$/.exec(text)
  return { selector: (at ? text.slice(0, at.index) : text).trim(), attribute: at?.[1] }
}

const template = (text: string): Field | undefined => {
  const parts: (string | Path)[] = []
  for (const [index, piece] of text.split(/[{}]/).entries()) {
    const part = index % 2 === 0 ? piece : parsePath(piece)
    if (part === undefined) return undefined
    parts.push(part)
  }
  const isClosed = parts.length % 2 === 1 && !/\{[^}]*\{|\}[^{]*\}/.test(text)
  return isClosed && parts.length > 1 ? { kind: 'template', parts } : undefined
}

/** The values at a path that say something, as they stand in the item. */
export const valuesAt = (item: unknown, path: Path, tree: Tree): readonly unknown[] =>
  path.reduce((values, step) => tree.step(values, step), [item] as readonly unknown[])

/** What a field says of an item, each text of it; a template with a part that is missing says nothing. */
export const textsIn = (
  item: unknown,
  field: Field,
  { tree, pick }: { readonly tree: Tree; readonly pick: PickHtml }
): readonly string[] => {
  const textsAt = (path: Path): readonly string[] =>
    valuesAt(item, path, tree)
      .flatMap((value) => tree.textsOf(value))
      .filter((text) => text.trim() !== '')
  if (field.kind === 'path') {
    const texts = textsAt(field.path)
    return field.html.length === 0 ? texts : texts.flatMap((html) => pick(html, field.html) ?? [])
  }
  const parts = field.parts.map((part) => (typeof part === 'string' ? part : textsAt(part)[0]))
  return parts.includes(undefined) ? [] : [parts.join('')]
}
