import { ParkwireError } from '../../errors.ts'
import { excerpt } from '../../normalize/html.ts'
import type { Answer } from './answer.ts'
import { showPath, type Path } from './path.ts'
import { shortName, type Tree } from './tree.ts'

/**
 * The items that a path leads to; none where it leads to an empty array or to null.
 * @throws ParkwireError `parse`, saying what stands there instead
 */
export const itemsAt = ({ root, tree }: Answer, path: Path): readonly unknown[] => {
  let values: readonly unknown[] = [root]
  for (const [index, step] of path.entries()) {
    const next = tree.step(values, step)
    if (next.length === 0 && step.kind === 'each' && values.every((value) => isNoItem(value, tree)))
      return []
    if (next.length === 0) throw missing({ root, tree }, path, { values, index })
    values = next
  }
  return values.flatMap((value) => itemsOf(value, { root, tree }, path))
}

const isNoItem = (value: unknown, tree: Tree): boolean => tree.itemsOf(value)?.length === 0

const itemsOf = (value: unknown, answer: Answer, path: Path): readonly unknown[] => {
  // A list of strings of HTML is a list, too.
  if (path.at(-1)?.kind === 'each') return [value]
  const items = answer.tree.itemsOf(value)
  if (items) return items
  const where = path.length === 0 ? 'this answer' : `\`${showPath(path)}\``
  throw refused(`${where} is ${answer.tree.kindOf(value)}, not a list${messageIn(answer)}`)
}

const missing = (
  answer: Answer,
  path: Path,
  { values, index }: { readonly values: readonly unknown[]; readonly index: number }
): ParkwireError => {
  const place = showPath(path.slice(0, index))
  const there = namesOf(values, answer.tree)
  const where = place === '' ? 'at the top' : `in \`${place}\``
  const instead =
    there === ''
      ? `${place === '' ? 'the whole' : `\`${place}\``} is ${answer.tree.kindOf(values[0])}`
      : `${where} there are ${there}`
  return refused(`\`${showPath(path)}\` is not in this answer${messageIn(answer)}; ${instead}`)
}

const refused = (what: string): ParkwireError => new ParkwireError('parse', what)

/** Empty when there is nothing to name. */
export const namesOf = (values: readonly unknown[], tree: Tree): string => {
  const names = values.map((value) => tree.namesIn(value)).find((found) => found.length > 0) ?? []
  const rest = names.length - MAX_NAMES
  return names.slice(0, MAX_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '')
}
const MAX_NAMES = 12

/** What a server says where it has no list to give: `{"code": 500, "msg": "…"}`. */
const messageIn = ({ root, tree }: Answer): string => {
  const texts = (key: string): string =>
    tree.step([root], { kind: 'key', key }).flatMap(tree.textsOf)[0] ?? ''
  const message = MESSAGES.map(texts).find((text) => text !== '')
  if (message === undefined) return ''
  const code = CODES.map(texts).find((text) => text !== '')
  return `, which says “${excerpt(message, 100)}”${code === undefined ? '' : ` (code ${shortName(code)})`}`
}
const MESSAGES =
  'msg message errmsg errMsg error_description error_msg errorMessage error info desc detail resultMsg'.split(
    ' '
  )
const CODES = 'code errcode errCode status error_code errorCode resultCode state'.split(' ')
