import type { Element } from 'domhandler'
import { isHomeName, withoutCrumbs } from './crumb.ts'
import { looksLikeDate } from './date-text.ts'
import { periodIn } from './period.ts'
import type { Survey } from './survey.ts'
import { HEADINGS, classesOf, elementsIn, innerText, isElement, namesOf, parentOf } from './tree.ts'

/** What kind of place in a page an element stands in: 0 plain, below 0 beside the matter, above 0 its middle. */
export const regionOf = (element: Element, { statsOf, total }: Survey): number => {
  let region = 0
  let at: Element | null = element
  for (let level = 0; at && level < MAX_LEVELS; level += 1) {
    // What holds nearly all of the page is no part of it, whatever it is called.
    if (statsOf(at).links > total.links * WHOLE_SHARE && level > 0) break
    region = Math.min(region, regionByTag(at), regionByName(at))
    at = parentOf(at)
  }
  return region
}

const MAX_LEVELS = 40
const WHOLE_SHARE = 0.85

const OUTSIDE = -2
const BESIDE = -1

const regionByTag = ({ name, attribs }: Element): number => {
  const role = attribs['role'] ?? ''
  if (
    name === 'nav' ||
    name === 'footer' ||
    /^(?:navigation|banner|contentinfo|menu|menubar)$/.test(role)
  )
    return OUTSIDE
  if (name === 'aside' || /^(?:complementary|search)$/.test(role)) return BESIDE
  return name === 'header' ? OUTSIDE : 0
}

const OUTSIDE_NAMES: ReadonlySet<string> = new Set(
  'nav navbar navigation menu menus submenu footer foot breadcrumb breadcrumbs crumb crumbs pager pagination paging friend friends friendlink friendlinks yqlj copyright toolbar topbar sitemap share cookie daohang'.split(
    ' '
  )
)
const BESIDE_NAMES: ReadonlySet<string> = new Set(
  'side sidebar sider aside hot hots hotlist hotnews rank ranks ranking rankings paihang phb related relate relative recommend recommended recommendation tuijian xiangguan tag tags tagcloud widget widgets archive archives popular trending mostread calendar rili ad ads banner slide slider swiper carousel focus comments comment blogroll links promo teaser'.split(
    ' '
  )
)

const regionByName = (element: Element): number => {
  const names = namesOf(element)
  if (names.some((name) => OUTSIDE_NAMES.has(name))) return OUTSIDE
  return names.some((name) => BESIDE_NAMES.has(name)) ? BESIDE : 0
}

/** Whether neither tag nor name says that an element is no part of the matter. */
export const isPlainPlace = (element: Element): boolean =>
  regionByTag(element) === 0 && regionByName(element) === 0

/** Sentences in the foot of the page, in its menus and in asides: of the site, not of the page. */
export const proseOfSite = ({ elements, statsOf, total }: Survey): number => {
  const inside = new Set<Element>()
  let prose = 0
  for (const element of elements) {
    const parent = parentOf(element)
    if (parent && inside.has(parent)) inside.add(element)
    else if (isOfSite(element) && statsOf(element).links <= total.links * WHOLE_SHARE) {
      inside.add(element)
      prose += statsOf(element).prose
    }
  }
  return prose
}

const isOfSite = (element: Element): boolean =>
  element.name === 'aside' || (element.name !== 'header' && outsideBy(element))

const outsideBy = (element: Element): boolean =>
  regionByTag(element) === OUTSIDE || regionByName(element) === OUTSIDE

/** Whether parts that look alike have headings that tell them apart: boxes of a home page, not years of one list. */
export const areApart = (firstRows: readonly Element[], { statsOf }: Survey): boolean => {
  const around = firstRows.slice(0, MAX_PARTS).map((row) => withParents(row, PART_LEVELS))
  const uses = new Map<Element, number>()
  for (const element of around.flat()) uses.set(element, (uses.get(element) ?? 0) + 1)
  const parts = new Set(uses.keys())
  const headings = around.map((elements) => {
    const first = headingRow(elements[0]!, statsOf)
    const own = elements.filter((element) => uses.get(element)! < around.length)
    return own.reduce((found, element) => found ?? headingBefore(element, statsOf, parts), first)
  })
  const names = new Set(headings.filter((heading) => heading !== null && !isPeriod(heading)))
  return names.size > 1
}

/** A first row that is no news but the heading of its table, with a link to more. */
const headingRow = (row: Element, statsOf: Survey['statsOf']): string | null => {
  const { text, dates } = statsOf(row)
  const heading = text > MAX_HEADING_ROW || dates > 0 ? null : headingIn(row, text)
  return heading !== null && heading.length <= MAX_HEADING_ROW / 2 ? heading : null
}
const MAX_HEADING_ROW = 20
const MAX_PARTS = 60
const PART_LEVELS = 4

const withParents = (element: Element, levels: number): readonly Element[] => {
  const elements: Element[] = []
  for (let at: Element | null = element; at && elements.length < levels; at = parentOf(at))
    elements.push(at)
  return elements
}

/** A year, a month, a day. */
const isPeriod = (heading: string): boolean =>
  looksLikeDate(heading) || (heading.length <= MAX_PERIOD && periodIn(heading) !== null)
const MAX_PERIOD = 24

/** Elements in front of a list that are asked for its heading. */
const MAX_ABOVE = 5
const MAX_HEADING = 60

/** The words that stand above a group as its heading: a heading element, or a short text of its own. */
export const headingAbove = (
  parent: Element,
  { statsOf }: Survey,
  isFirst: Element
): string | null => {
  let at: Element | null = parent
  let from: Element = isFirst
  for (let level = 0; at && level < 5; level += 1) {
    const found = headingBefore(from, statsOf)
    if (found !== null) return found
    from = at
    at = parentOf(at)
  }
  return null
}

const headingBefore = (
  element: Element,
  statsOf: Survey['statsOf'],
  parts: ReadonlySet<Element> = NO_PARTS
): string | null => {
  let node = element.prev
  for (let seen = 0; node && seen < MAX_ABOVE; node = node.prev) {
    if (!isElement(node)) continue
    if (parts.has(node)) return null
    seen += 1
    const { text, links } = statsOf(node)
    if (text > 400 || links > 6) return null
    const heading = headingIn(node, text)
    if (heading !== null && !isBar(node, heading, statsOf)) return heading
  }
  return null
}

/** The names of the columns of a table, or links to the neighbours of the page. */
const isBar = (element: Element, text: string, statsOf: Survey['statsOf']): boolean => {
  if (titledIn(element) !== null) return false
  if (element.name === 'thead') return true
  if (element.name === 'tr') return elementsIn(element).length >= MIN_CELLS
  const { links, linkText, text: all } = statsOf(element)
  return links > 1 && linkText >= all * 0.9 && withoutCrumbs(text) === text
}
const MIN_CELLS = 3

const NO_PARTS: ReadonlySet<Element> = new Set()

const headingIn = (element: Element, length: number): string | null => {
  const named = titledIn(element)
  const text = named ? innerText(named, 200) : length <= MAX_HEADING ? innerText(element, 200) : ''
  const clean = text.replace(MORE, '').trim()
  if (clean === '' || clean.length > MAX_HEADING || !/\p{L}/u.test(clean)) return null
  return isHomeName(clean) ? null : clean
}
const MORE = /\s*[[(（]?(?:更多|more|view all|see all)[\])）]?\s*(?:>>|»|>|\+)?\s*$/iu

const titledIn = (element: Element): Element | null =>
  HEADINGS.has(element.name) ? element : titledChild(element)

const titledChild = (element: Element): Element | null => {
  const todo = [element]
  for (let seen = 0; seen < 30; seen += 1) {
    const next = todo.shift()
    if (!next) return null
    if (HEADINGS.has(next.name) || classesOf(next).some((name) => /^(?:title|tit|hd)$/i.test(name)))
      return next
    todo.push(...elementsIn(next).slice(0, 10))
  }
  return null
}
