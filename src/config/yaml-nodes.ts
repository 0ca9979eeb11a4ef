import { isAlias, isMap, isNode, isPair, isScalar, isSeq } from 'yaml'
import type { Document, Node, Pair, YAMLMap } from 'yaml'
import type { Path } from './path.ts'

/** What stands at `path`, as written: an alias stays one at the end of the path, not on the way. */
export const nodeAt = (document: Document, path: Path): Node | undefined => {
  let node: unknown = document.contents
  for (const step of path) {
    const parent = resolved(document, node)
    if (isMap(parent)) node = pairOf(document, parent, step)?.value
    else node = isSeq(parent) ? parent.items[Number(step)] : undefined
  }
  return isNode(node) ? node : undefined
}

/** The key at the end of `path` with its value; undefined for an item of a list. */
export const pairAt = (document: Document, path: Path): Pair<Node, Node> | undefined => {
  const parent = resolved(document, nodeAt(document, path.slice(0, -1)))
  return isMap(parent) ? pairOf(document, parent, path.at(-1)) : undefined
}

export const resolved = (document: Document, node: unknown): Node | undefined => {
  if (isAlias(node)) return node.resolve(document)
  return isNode(node) ? node : undefined
}

/** Where `node` stands, from what `visit` says of the nodes around it. */
export const pathOf = (node: unknown, around: readonly unknown[]): Path =>
  around.flatMap((outer, at): Path => {
    if (isPair(outer) && isScalar(outer.key)) return [String(outer.key.value)]
    return isSeq(outer) ? [outer.items.indexOf(around[at + 1] ?? node)] : []
  })

/** A merge key (`<<: *base`) of YAML 1.1, which many know from other programs. */
export const isMergeKey = (key: unknown): boolean =>
  isScalar(key) && typeof key.value === 'symbol' && key.value.description === '<<'

/** As in the parser's own reading, the last of two equal keys counts, and a merged one after all others. */
const pairOf = (document: Document, map: YAMLMap, key: unknown): Pair<Node, Node> | undefined => {
  const pairs = map.items as Pair<Node, Node>[]
  const own = pairs.findLast((pair) => isScalar(pair.key) && String(pair.key.value) === String(key))
  if (own) return own
  for (const pair of pairs.filter((one) => isMergeKey(one.key))) {
    const merged = resolved(document, pair.value)
    for (const source of isSeq(merged) ? merged.items : [merged]) {
      const one = resolved(document, source)
      const found = isMap(one) ? pairOf(document, one, key) : undefined
      if (found) return found
    }
  }
  return undefined
}
