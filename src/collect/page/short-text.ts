import type { AnyNode } from './page.ts'

/**
 * The text in a node on one line; null when it has more than `maxChars`. Goes no deeper by recursion, and
 * no further than it must: pages nest as deep as they like.
 */
export const shortText = (node: AnyNode, maxChars: number): string | null => {
  let text = ''
  let steps = 0
  const waiting: AnyNode[] = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (isText(next)) text += next.data
    else if (isRead(next)) for (const child of next.children.toReversed()) waiting.push(child)
    if ('name' in next && next.name === 'br') text += ' '
    steps += 1
    if (text.length > 4 * maxChars || steps > MAX_NODES) return null
  }
  const line = text.replace(/[\s\u200b\ufeff]+/g, ' ').trim()
  return line.length > maxChars ? null : line
}

/** What holds that many is no label and no pager. */
const MAX_NODES = 1000

const TEXT_NODE = 3

/** Not a comment. */
export const isText = (node: AnyNode): node is Extract<AnyNode, { data: string }> =>
  node.nodeType === TEXT_NODE

/** Whether a reader sees what is in it. */
export const isRead = (node: AnyNode): node is Extract<AnyNode, { children: AnyNode[] }> =>
  'children' in node && !('name' in node && (node.name === 'script' || node.name === 'style'))

/** What the first text in a node that says something is; goes no deeper by recursion. */
export const firstText = <T>(node: AnyNode, read: (text: string) => T | null): T | null => {
  const waiting: AnyNode[] = [node]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const found = isText(next) ? read(next.data) : null
    if (found !== null) return found
    if (isRead(next)) for (const child of next.children.toReversed()) waiting.push(child)
  }
  return null
}
