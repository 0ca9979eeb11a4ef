import type { AnyNode, Element } from './page.ts'
import { isRead, isText } from './short-text.ts'

/** A number of a pager in the order of the page, with its link. */
type Token = {
  readonly number: number
  readonly link: Element | undefined
  readonly isMarked: boolean
}

/** The link to the number behind the current one, and a link to another number beside it. */
export type NumberLink = {
  readonly link: Element
  readonly number: number
  readonly beside: { readonly link: Element; readonly ahead: number } | undefined
}

/**
 * The current number is one without a link among links, or one marked as current, or a link to the page
 * itself (`isSelf`). Pagers that count rows (0, 10, 20) are known by their equal steps.
 */
export const numberAfterCurrent = (
  body: AnyNode | undefined,
  isSelf: (link: Element) => boolean
): NumberLink | undefined => {
  const tokens = body ? tokensIn(body) : []
  for (const [index, { number, link, isMarked }] of tokens.entries()) {
    const [before, after, behind] = [tokens[index - 1], tokens[index + 1], tokens[index + 2]]
    if (after?.link === undefined || after.isMarked) continue
    const step = after.number - number
    if (step !== 1 && !isOffset(step, number, before)) continue
    if (!isMarked && link !== undefined && !isSelf(link)) continue
    const other = [behind, before].find(
      (token) => token?.link && Math.abs(token.number - number - 0.5) === 1.5
    )
    return {
      link: after.link,
      number: after.number,
      beside: other?.link && { link: other.link, ahead: other.number - after.number }
    }
  }
  return undefined
}

const isOffset = (step: number, number: number, before: Token | undefined): boolean =>
  step > 1 && (number === 0 || before?.number === number - step)

/**
 * Numbers alone in their elements. Any other text with letters between two ends a pager, so an empty
 * token (NaN) keeps them apart.
 */
const tokensIn = (body: AnyNode): readonly Token[] => {
  const tokens: Token[] = []
  const waiting: Place[] = [{ node: body, link: undefined, isMarked: false }]
  for (let place = waiting.pop(); place; place = waiting.pop()) {
    const { node } = place
    if (isText(node)) tokens.push(...tokensOf(node.data, place))
    else if (isRead(node)) {
      const within = placeWithin(place)
      for (const child of node.children.toReversed()) waiting.push({ ...within, node: child })
    }
  }
  return tokens
}

type Place = {
  readonly node: AnyNode
  readonly link: Element | undefined
  readonly isMarked: boolean
}

const placeWithin = ({ node, link, isMarked }: Place): Place => {
  if (!('attribs' in node)) return { node, link, isMarked }
  return {
    node,
    link: node.name === 'a' && node.attribs['href'] !== undefined ? node : link,
    isMarked:
      node.name !== 'body' &&
      (CURRENT.test(node.attribs['class'] ?? '') || 'aria-current' in node.attribs)
        ? true
        : isMarked && INLINE.has(node.name)
  }
}
const CURRENT =
  /(?:^|[\s_-])(?:current|cur|active|on|now|selected|thisclass|thispage|this)(?:$|[\s_-])/i
/** A mark on an `li` holds for what is in it, not for a whole column. */
const INLINE: ReadonlySet<string> = new Set('a span b strong em i font'.split(' '))

const tokensOf = (text: string, { link, isMarked }: Place): readonly Token[] => {
  const trimmed = text.trim()
  if (trimmed === '' || /^[^\p{L}\p{N}]+$/u.test(trimmed)) return []
  const numbers = trimmed.match(/\d{1,4}/g) ?? []
  const isNumber =
    numbers.length === 1 &&
    /^[^\p{L}\p{N}]*(?:第\s?)?\d{1,4}(?:\s?[页頁])?[^\p{L}\p{N}]*$/u.test(trimmed)
  return [{ number: isNumber ? Number(numbers[0]) : NaN, link, isMarked }]
}
