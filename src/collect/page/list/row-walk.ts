import type { AnyNode, Element } from 'domhandler'
import { isElement, isSkipped, isText } from './tree.ts'

export type Step =
  | { readonly kind: 'open'; readonly element: Element }
  | { readonly kind: 'close'; readonly element: Element }
  | { readonly kind: 'text'; readonly text: string; readonly element: Element }

/** Nodes read of one row; a row of news has some twenty. */
const MAX_NODES = 600

/** What stands in these nodes and below, in page order, without what nobody sees. */
export const walkRow = function* (nodes: readonly AnyNode[]): Generator<Step> {
  const todo: (AnyNode | { readonly closed: Element })[] = [...nodes].reverse()
  let left = MAX_NODES
  for (let next = todo.pop(); next && left > 0; next = todo.pop(), left -= 1) {
    if ('closed' in next) yield { kind: 'close', element: next.closed }
    else if (isText(next)) yield { kind: 'text', text: next.data, element: next.parent as Element }
    else if (isElement(next) && !isSkipped(next)) {
      yield { kind: 'open', element: next }
      todo.push({ closed: next })
      for (let at = next.children.length - 1; at >= 0; at -= 1) todo.push(next.children[at]!)
    }
  }
}
