import { escapeText } from './plain-text.ts'
import type { Attributes } from './xml-tags.ts'
import { VOID, type Element } from './xml.ts'

/** An element as a field of the one it stands in; `_` and `$` are the names that rss-parser goes by. */
export type Node = {
  /** Its text; empty where it holds elements, whose order counts (`markupIn`). */
  readonly _: string
  readonly $: Attributes
  readonly element: Element
}

/** The elements in an element, by name. */
export type Fields<Name extends string = string> = {
  /** All of these names, in the order of the names. */
  all(...names: readonly Name[]): readonly Node[]
  /** The first that says something. */
  first(...names: readonly Name[]): Node | undefined
}

export const fieldsOf = (element: Element): Fields => {
  const children = childrenOf(element)
  return fieldsBy((name) => children.get(name))
}

export const fieldsBy = <Name extends string>(
  named: (name: Name) => readonly Node[] | undefined
): Fields<Name> => ({
  all: (...names) => {
    let found = NOTHING
    for (const name of names) {
      const nodes = named(name)
      if (nodes) found = found === NOTHING ? nodes : [...found, ...nodes]
    }
    return found
  },
  first: (...names) => {
    for (const name of names) {
      const found = named(name)?.find(saysSomething)
      if (found) return found
    }
    return undefined
  }
})
const NOTHING: readonly Node[] = []

export const childrenOf = (element: Element): ReadonlyMap<string, readonly Node[]> => {
  const children = new Map<string, Node[]>()
  for (const node of element.nodes) {
    if (typeof node === 'string') continue
    const field = { _: valueOf(node), $: node.attributes, element: node }
    const others = children.get(node.name)
    if (others) others.push(field)
    else children.set(node.name, [field])
  }
  return children
}

const valueOf = ({ nodes }: Element): string => {
  const [only = ''] = nodes
  if (nodes.length < 2) return typeof only === 'string' ? onlyOnce(only.trim()) : ''
  return nodes.every((node) => typeof node === 'string') ? onlyOnce(nodes.join('').trim()) : ''
}

/** A template that wraps texts in CDATA may be given one that is wrapped already. */
const onlyOnce = (text: string): string =>
  text.startsWith('<![CDATA[') ? text.slice(9).replace(/\]\]>?$/, '') : text

export const hasElements = ({ nodes }: Element): boolean =>
  nodes.some((node) => typeof node !== 'string')

export const saysSomething = ({ _, element }: Node): boolean => _ !== '' || hasElements(element)

/**
 * What an element holds, as HTML. Addresses below an `xml:base` of their own are made absolute here,
 * for nothing outside knows of it.
 *
 * @param strings what text is: `html` as in RSS, where it was escaped, or `text` as in XHTML
 */
export const markupIn = (element: Element, strings: 'html' | 'text'): string =>
  element.nodes
    .map((node) => {
      if (typeof node === 'string') return strings === 'html' ? node : escapeText(node)
      const name = node.name.slice(node.name.lastIndexOf(':') + 1)
      const base = node.base === element.base ? undefined : node.base
      const tag = name + attributesIn(node.attributes, base)
      return VOID.has(name) ? `<${tag} />` : `<${tag}>${markupIn(node, strings)}</${name}>`
    })
    .join('')

const ADDRESSES: ReadonlySet<string> = new Set(['href', 'src', 'cite'])

const attributesIn = (attributes: Attributes, base: string | undefined): string => {
  let text = ''
  for (const name in attributes) {
    if (name.includes(':') || name === 'xmlns') continue
    const value = attributes[name] ?? ''
    const given =
      base !== undefined && ADDRESSES.has(name) ? (URL.parse(value, base)?.href ?? value) : value
    text += ` ${name}="${escapeText(given).replaceAll('"', '&quot;')}"`
  }
  return text
}
