import type { Element } from 'domhandler'
import { looksLikeDate } from './date-text.ts'
import { HEADINGS, elementsIn, innerText, isText, namesOf, parentOf } from './tree.ts'

/** Whether an element inside a line is a part of its own (a date, a mark, a label), not emphasis in a text. */
export const isField = (element: Element): boolean =>
  INLINE.has(element.name) && (standsAmongElements(element) || isPart(innerText(element, 40)))

const INLINE: ReadonlySet<string> = new Set(
  'span em i b strong font label time small sup sub u var cite code s big tt abbr mark bdi'.split(
    ' '
  )
)

const standsAmongElements = (element: Element): boolean => {
  const parent = parentOf(element)
  if (!parent || parent.children.some((node) => isText(node) && node.data.trim() !== ''))
    return false
  // Several emphasised words make one text; fields differ in their tag or their class.
  const looks = elementsIn(parent)
    .slice(0, 12)
    .map(({ name, attribs }) => `${name}.${attribs['class'] ?? ''}`)
  return new Set(looks).size > 1
}

const isPart = (text: string): boolean =>
  text === '' || isMark(text) || isLabel(text) || looksLikeDate(text)

/** A mark beside a title that is none of its words. */
export const isMark = (text: string): boolean => MARK.test(text.trim())

const MARK =
  /^[[(【（]?(?:new|hot|top|pinned|sticky|featured|置[顶頂]|固[顶頂]|[顶頂]|[热熱]|新|[图圖]|荐|[薦精]|推[荐薦]|最新|[视視][频頻])!?[\])】）]?$/i

/** `[要闻]`, `【企业】`, `(图)`: a short text in brackets. */
export const isLabel = (text: string): boolean => LABEL.test(text.trim())

const LABEL = /^(?:\[[^[\]\d]{1,14}\]|【[^【】\d]{1,8}】|〔[^〔〕\d]{1,8}〕|［[^［］\d]{1,8}］)$/

/** Whether an element is a heading by its tag, or is called title. */
export const isTitled = (element: Element): boolean =>
  HEADINGS.has(element.name) || namesOf(element).some((name) => TITLE_NAMES.has(name))

const TITLE_NAMES: ReadonlySet<string> = new Set(
  'title titles tit bt headline biaoti subject subjects titel titre titulo'.split(' ')
)
