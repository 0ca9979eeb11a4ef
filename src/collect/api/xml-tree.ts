import { hasElements, markupIn } from '../feed/element.ts'
import { readXml, type Element } from '../feed/xml.ts'
import type { Step } from './path.ts'
import { shortName, type Tree } from './tree.ts'

/** The document as a value: the first name of a path is that of its root. */
export const xmlRoot = (xml: string): Element => {
  const root = readXml(xml, 'rss', undefined)
  return { name: '', attributes: {}, nodes: [root], base: undefined, isEnded: true }
}

/** Names are compared without case. `@id` is an attribute; `[*]` changes nothing. */
export const xmlTree: Tree = {
  step: (values, step) => {
    if (step.kind === 'each') return values
    if (step.kind === 'index') return values.slice(step.index, step.index + 1)
    return values.flatMap((value) => (isElement(value) ? named(value, step) : []))
  },
  itemsOf: (value) => (isElement(value) ? [value] : undefined),
  textsOf: (value) =>
    isElement(value) ? [textOf(value)] : typeof value === 'string' ? [value] : [],
  namesIn: (value) => (isElement(value) ? namesIn(value) : []),
  kindOf: (value) => (isElement(value) && hasElements(value) ? 'an element' : 'text')
}

/** The values of this tree are elements, and strings where they are attributes. */
const isElement = (value: unknown): value is Element => typeof value === 'object'

const named = (element: Element, { key }: Extract<Step, { kind: 'key' }>): readonly unknown[] => {
  const name = key.toLowerCase()
  if (!name.startsWith('@')) return elementsIn(element).filter((child) => isNamed(child, name))
  const value = element.attributes[name.slice(1)]
  return value === undefined ? [] : [value]
}

/** A prefix that nobody knows the meaning of is `?`. */
const isNamed = ({ name }: Element, wanted: string): boolean =>
  name === wanted || name === `?:${wanted.slice(wanted.indexOf(':') + 1)}`

const elementsIn = ({ nodes }: Element): readonly Element[] =>
  nodes.filter((node): node is Element => typeof node !== 'string')

/** Markup that somebody did not escape is kept as markup. */
const textOf = (element: Element): string => {
  const strings = element.nodes.filter((node) => typeof node === 'string')
  return (hasElements(element) ? markupIn(element, 'html') : strings.join('')).trim()
}

const namesIn = (element: Element): readonly string[] => {
  const counts = new Map<string, number>()
  for (const { name } of elementsIn(element)) {
    const shown = shortName(name.replace('?:', ''))
    counts.set(shown, (counts.get(shown) ?? 0) + 1)
  }
  const attributes = Object.keys(element.attributes).map((name) => `@${shortName(name)}`)
  const elements = [...counts].map(([name, count]) => (count > 1 ? `${name} (${count})` : name))
  return [...elements, ...attributes]
}
