import type { Element } from 'domhandler'
import { headTitle, type Page } from '../page.ts'
import type { Survey } from './survey.ts'
import { innerText, isElement, isText, namesOf, parentOf } from './tree.ts'

/** Things in a page that tell where its own matter stands. */
export type Landmarks = {
  /** What the page calls itself: its title and the way to it, in small letters without spaces. */
  readonly ownNames: string
  /** The h1 and the breadcrumb. */
  readonly starts: readonly Element[]
  /** Links to further pages of the list. */
  readonly pagers: readonly Element[]
}

const MAX_STARTS = 4

export const landmarksOf = (page: Page, found: Survey): Landmarks => {
  const crumbs = found.elements.filter((element) => isCrumb(element, found)).slice(0, MAX_STARTS)
  const heads = found.elements.filter(({ name }) => name === 'h1').slice(0, 2)
  const names = [
    headTitle(page) ?? '',
    ...[...crumbs, ...heads].map((element) => innerText(element, 200))
  ]
  return {
    ownNames: squeezed(names.join(' ')),
    starts: [...crumbs, ...heads],
    pagers: pagersIn(found)
  }
}

export const squeezed = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '')

const CRUMB =
  /^(?:您|你)?(?:当前|现在|目前|所在|您的)?(?:的)?(?:所在)?位置|^目前位置|^現在位置|^您的位置|^you are here|^sie sind hier|^vous êtes ici/i
const CRUMB_NAMES = /^(?:breadcrumbs?|crumbs?|position|weizhi|dqwz|location|curmb|mbx|path|wz)$/

const isCrumb = (element: Element, { statsOf }: Survey): boolean => {
  const { text, links } = statsOf(element)
  if (text === 0 || text > 150 || links > 8) return false
  if (element.attribs['aria-label']?.toLowerCase() === 'breadcrumb') return true
  if (namesOf(element).some((name) => CRUMB_NAMES.test(name))) return true
  return element.name !== 'body' && CRUMB.test(innerText(element, 60))
}

const PAGER_NAMES =
  /^(?:pager|pagination|paging|pages?|pagenav|pagelist|pagenum|fenye|pageinfo|pagebar)$/
const PAGER_SCRIPT = /createPageHTML|pagination\s?\(|laypage|showpage\s?\(/i

/** Elements with numbers 1 2 3 as links, with words for next and previous, or a script that draws them. */
const pagersIn = (found: Survey): readonly Element[] => {
  const runs = new Map<Element, number>()
  const pagers: Element[] = []
  for (const element of found.elements) {
    if (element.name === 'script') continue
    if (element.name === 'a' && isPageLink(element, found)) {
      let at = parentOf(element)
      for (let level = 0; at && level < 3; level += 1, at = parentOf(at)) {
        const count = (runs.get(at) ?? 0) + 1
        runs.set(at, count)
        if (count === 2) {
          pagers.push(at)
          break
        }
      }
    }
    if (hasPagerScript(element) || isNamedPager(element, found)) pagers.push(element)
  }
  return pagers.slice(0, 20)
}

const isNamedPager = (element: Element, { statsOf }: Survey): boolean =>
  statsOf(element).text < 160 &&
  statsOf(element).links <= 20 &&
  statsOf(element).text > 0 &&
  namesOf(element).some((name) => PAGER_NAMES.test(name)) &&
  /\d|next|下/i.test(innerText(element, 120))

const isPageLink = (element: Element, { statsOf }: Survey): boolean => {
  const { text } = statsOf(element)
  return text > 0 && text < 12 && PAGE_LINK.test(innerText(element, 20))
}
const PAGE_LINK =
  /^[[(<«‹\s]*(?:\d{1,4}|[上下]一?[页頁]|[首尾末][页頁]|next(?: page)?|prev(?:ious)?(?: page)?|older(?: posts)?|newer(?: posts)?|last|first|次へ|前へ|다음|이전|weiter|zurück|suivante?|siguiente|далее|вперед|вперёд|neste|التالي)[\])>»›→.\s]*$/iu

const hasPagerScript = (element: Element): boolean =>
  element.children.some(
    (node) =>
      isElement(node) &&
      node.name === 'script' &&
      node.children.some((text) => isText(text) && PAGER_SCRIPT.test(text.data.slice(0, 500)))
  )
