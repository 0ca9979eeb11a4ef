import type { AnyNode, Element, ParentNode, Text } from 'domhandler'

export const isElement = (node: AnyNode | ParentNode | null | undefined): node is Element =>
  node !== null && node !== undefined && ELEMENTS.has(node.type)

export const isText = (node: AnyNode): node is Text => TEXTS.has(node.type)

const ELEMENTS: ReadonlySet<string> = new Set(['tag', 'script', 'style'])
const TEXTS: ReadonlySet<string> = new Set(['text'])

export const elementsIn = (parent: ParentNode): readonly Element[] =>
  parent.children.filter(isElement)

/** The element around it; null for the outermost. */
export const parentOf = ({ parent }: AnyNode): Element | null => (isElement(parent) ? parent : null)

export const isSkipped = ({ name, attribs }: Element): boolean =>
  SKIPPED.has(name) || 'hidden' in attribs || HIDDEN.test(attribs['style'] ?? '')

/** What is neither read nor clicked. */
const SKIPPED: ReadonlySet<string> = new Set(
  'head script style noscript template svg math select textarea iframe object canvas button'.split(
    ' '
  )
)
const HIDDEN = /^\s{0,9}display\s{0,9}:\s{0,9}none/i

/** Elements that begin and end a line of text; `br` does it too. */
export const isBlock = ({ name }: Element): boolean => BLOCKS.has(name)

const BLOCKS: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote br center dd details dir div dl dt fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr li main menu nav ol p pre section summary table tbody td tfoot th thead tr ul'
  ).split(' ')
)

export const HEADINGS: ReadonlySet<string> = new Set(['h1', 'h2', 'h3', 'h4', 'h5', 'h6'])

/** The words of class and id: `newsList-hot_1` is news, list, hot, 1. */
export const namesOf = ({ attribs }: Element): readonly string[] => {
  const names = `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`.slice(0, 400)
  return names
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '')
}

export const classesOf = ({ attribs }: Element): readonly string[] =>
  (attribs['class'] ?? '').split(/\s+/).filter((name) => name !== '')

/** The text inside, tags gone, up to `max` characters, without what nobody reads. */
export const innerText = (element: Element, max = 300): string => {
  let text = ''
  const todo: AnyNode[] = [element]
  for (let node = todo.pop(); node && text.length < max; node = todo.pop()) {
    if (isText(node)) text += node.data
    if (!isElement(node) || isSkipped(node)) continue
    if (isBlock(node)) text += ' '
    for (let at = node.children.length - 1; at >= 0; at -= 1) todo.push(node.children[at]!)
  }
  return text.replace(/\s+/g, ' ').trim()
}
