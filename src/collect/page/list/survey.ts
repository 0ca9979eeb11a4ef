import type { AnyNode, Element } from 'domhandler'
import type { Page } from '../page.ts'
import { linkAddress } from './link-address.ts'
import { isOverlay } from './row-link.ts'
import { isElement, isSkipped, isText, parentOf } from './tree.ts'

/** What stands inside an element, itself included. */
export type Stats = {
  elements: number
  /** Links with an address and a text. */
  links: number
  /** Characters, white space aside at the ends. */
  text: number
  linkText: number
  /** Characters of sentences outside of links. */
  prose: number
  /** Texts with digits as dates have them. */
  dates: number
}

/** The elements that people see, in page order, with sums over what they hold. */
export type Survey = {
  readonly elements: readonly Element[]
  readonly statsOf: (element: Element) => Readonly<Stats>
  readonly total: Readonly<Stats>
}

/** One walk down and one up: linear in the size of the page, however deep it nests. */
export const survey = (page: Page): Survey => {
  const stats = new Map<Element, Stats>()
  const elements: Element[] = []
  const todo: AnyNode[] = [...page.$.root()[0]!.children].reverse()
  for (let node = todo.pop(); node; node = todo.pop()) {
    if (isText(node)) addText(node.data, stats.get(parentOf(node)!))
    if (!isElement(node) || isSkipped(node)) continue
    elements.push(node)
    stats.set(node, { ...NOTHING, elements: 1 })
    for (let at = node.children.length - 1; at >= 0; at -= 1) todo.push(node.children[at]!)
  }
  for (let at = elements.length - 1; at >= 0; at -= 1) sumUp(elements[at]!, stats, page.base)
  const statsOf = (element: Element): Stats => stats.get(element) ?? NOTHING
  const body = elements.find(({ name }) => name === 'body')
  return { elements, statsOf, total: body ? statsOf(body) : NOTHING }
}

const NOTHING: Stats = { elements: 0, links: 0, text: 0, linkText: 0, prose: 0, dates: 0 }

/** Cheap, and too generous: only what may hold a date is looked at more closely. */
const DATEISH =
  /\d\s?[-/.年月]\s?\d|\d\s?[日天分小時时]|\p{L}{3,}\.?\s\d|\d\.?\s\p{L}{3,}|昨|今天|刚刚|剛剛/u
const MAX_DATE_TEXT = 200
const MIN_PROSE = 40

const addText = (data: string, stats: Stats | undefined): void => {
  const text = data.trim()
  if (text === '' || !stats) return
  stats.text += text.length
  if (text.length >= MIN_PROSE) stats.prose += text.length
  if (text.length < MAX_DATE_TEXT && DATEISH.test(text)) stats.dates += 1
}

const sumUp = (element: Element, all: Map<Element, Stats>, base: string): void => {
  const own = all.get(element)!
  if (isLink(element, own, base)) {
    own.links += 1
    own.linkText = own.text > 0 ? own.text : saidBy(element)
    own.prose = 0
  }
  if (element.name === 'time') own.dates += 1
  const parent = parentOf(element)
  const above = parent && all.get(parent)
  if (!above) return
  above.elements += own.elements
  above.links += own.links
  above.text += own.text
  above.linkText += own.linkText
  above.prose += own.prose
  above.dates += own.dates
}

/** A link over a card says what its label says; of a picture nobody knows. */
const saidBy = (element: Element): number =>
  isOverlay(element) ? Math.max(OVERLAY_TEXT, (element.attribs['aria-label'] ?? '').length) : 1
const OVERLAY_TEXT = 3

/** A row that a script makes clickable counts only where no link stands inside. */
const isLink = (element: Element, { links }: Stats, base: string): boolean =>
  element.name === 'a'
    ? linkAddress(element, base) !== null
    : links === 0 && CLICKED.some((name) => name in element.attribs) && isPlace(element, base)

const isPlace = (element: Element, base: string): boolean =>
  element.name !== 'body' && linkAddress(element, base) !== null
const CLICKED = ['onclick', 'data-href', 'data-url', 'data-link'] as const
