import type { Element } from './page.ts'
import { shortText } from './short-text.ts'

/** How far above a link the element that holds the whole pager may be. */
const MAX_LEVELS = 4
/** A pager says little more than numbers. */
const MAX_PAGER = 300

/** Whether a link stands among page numbers, or in an element that calls itself a pager. */
export const isInPager = (element: Element): boolean =>
  !isInCalendar(element) &&
  smallAncestorsOf(element).some(
    ({ name, text }) => PAGER.test(name) || numbersIn(text) >= MIN_NUMBERS
  )
const MIN_NUMBERS = 2

export const isNamedPager = (element: Element): boolean =>
  smallAncestorsOf(element).some(({ name }) => PAGER.test(name))

const smallAncestorsOf = (element: Element): readonly { name: string; text: string }[] => {
  const found: { name: string; text: string }[] = []
  for (const above of ancestorsOf(element, MAX_LEVELS)) {
    const text = shortText(above, MAX_PAGER)
    if (text === null) break
    found.push({ name: nameOf(above), text })
  }
  return found
}

const PAGER =
  /(?:^|[\s_-])(?:pag(?:e|er|es|ing|ination|inator)|fenye|yema|wp-pagenavi|nav-links)(?:$|[\s_-])|pagin|pagebar|pagenav|pagelist|pagelink/i

/** Numbers that are words of their own; a count of hits is longer. */
const numbersIn = (text: string): number =>
  text.match(/(?<![\d\p{L}.:/-])\d{1,4}(?![\d\p{L}.:/-])/gu)?.length ?? 0

/** Whether a link moves pictures or months on its page rather than the list. */
export const isInSlider = (element: Element): boolean =>
  'data-slide' in element.attribs ||
  isInCalendar(element) ||
  [element, ...ancestorsOf(element, 6)].some((above) => SLIDER.test(nameOf(above)))

const SLIDER =
  /(?:^|[\s_-])(?:carousel|slider|slides?|slideshow|slick|swiper|owl|flexslider|bxslider|banner|calendar|datepicker|gallery|lightbox|ticker|marquee|focus)(?:$|[\s_-])/i

/** A table whose rows have seven cells each. */
const isInCalendar = (element: Element): boolean => {
  const table = ancestorsOf(element, 6).find(({ name }) => name === 'table')
  return table !== undefined && rowsOf(table).filter((row) => cellsIn(row) === 7).length >= 3
}

const rowsOf = (table: Element): readonly Element[] =>
  elementsIn(table).flatMap((child) => (child.name === 'tr' ? [child] : elementsIn(child)))

const cellsIn = (row: Element): number =>
  elementsIn(row).filter(({ name }) => name === 'td' || name === 'th').length

const elementsIn = ({ children }: Element): readonly Element[] =>
  children.filter((child): child is Element => 'attribs' in child)

const nameOf = ({ attribs }: Element): string => `${attribs['class'] ?? ''} ${attribs['id'] ?? ''}`

const ancestorsOf = (element: Element, most: number): readonly Element[] => {
  const found: Element[] = []
  for (let above = element.parent; above && found.length < most; above = above.parent) {
    if (!('attribs' in above) || above.name === 'body') break
    found.push(above)
  }
  return found
}
