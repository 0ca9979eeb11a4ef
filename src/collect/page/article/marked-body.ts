import type { Outline } from './outline.ts'
import { attributeAt, isComment, elementAt, nameAt, namesAt } from './outline.ts'

/**
 * Where the page itself says that the article's text is: the ranges of nodes between comments of the
 * editing system, or of elements with the names that such systems give (TRS, Hanweb, Dede, WordPress,
 * schema.org `articleBody`). The surest kind comes first; each kind is one candidate.
 */
export const markedBodies = (outline: Outline): readonly (readonly Range[])[] =>
  [commentRanges(outline), ...KINDS.map((is) => elementRanges(outline, is))].filter(
    (ranges) => ranges.length > 0 && ranges.length <= MAX_RANGES
  )

/** More of one name are the parts of something else. */
const MAX_RANGES = 30

/** From the first node up to and without the second. */
export type Range = readonly [from: number, to: number]

type Is = (outline: Outline, at: number) => boolean

const named =
  (pattern: RegExp): Is =>
  (outline, at) =>
    pattern.test(namesAt(outline, at))

const KINDS: readonly Is[] = [
  (outline, at) => ['articleBody', 'reviewBody'].includes(attributeAt(outline, at, 'itemprop')),
  (outline, at) => nameAt(outline, at) === 'ucapcontent',
  named(
    /(?:^|\s)(?:trs_editor|trs_uedit|trs_web|view trs_ueditor|zoom|zoomcon|rwb_zw|rm_txt_con|news-body|zhw|ucap-content|js_content|contenttext|artibody|article_content|vsb_content(?:_\d{1,4})?|vsb_newscontent|v_news_content|wp_articlecontent|easysite-news-text|bt-content|pages_content|articlecontent|richtextstorybody|endtext|all-txt)(?:$|\s)/
  ),
  named(
    /(?:^|\s)(?:article[_-]?(?:body|content|text|con|txt)|(?:entry|post|news|story|detail|text|show)[_-]?(?:body|content|text|con|txt)|content[_-]?(?:body|text|txt|article|detail|main)|(?:article|story)__?(?:body|content|text)|story-body|storytext|body-copy|main-text|(?:txt|art|wz)[_-]?(?:con|cont|content|context|text|txt|body|nr)|article-?main|txt|nr|neirong|zhengwen|zw)(?:$|\s)/
  )
]

const elementRanges = (outline: Outline, is: Is): Range[] => {
  const ranges: Range[] = []
  for (let at = 1; at < outline.nodes.length; at += 1) {
    if (!elementAt(outline, at) || !is(outline, at)) continue
    ranges.push([at, outline.ends[at]!])
    at = outline.ends[at]! - 1
  }
  return ranges
}

/** `<!--ZJEG_RSS.content.begin-->`, `<!--<$[信息内容]>begin-->`, `<!-- ContentStart -->`, and meta of that name. */
const commentRanges = (outline: Outline): Range[] => {
  const ranges: Range[] = []
  let from = -1
  outline.nodes.forEach((node, at) => {
    const mark = isComment(node) ? node.data.slice(0, 80) : attributeAt(outline, at, 'name')
    if (mark === '' || mark.length > 80) return
    if (BEGINS.test(mark)) from = from < 0 ? at : from
    else if (from >= 0 && ENDS.test(mark)) {
      ranges.push([from, at])
      from = -1
    }
  })
  return ranges
}

const BEGINS =
  /(?:content|内容|正文|article|zoom)[\])>}\s._-]{0,4}(?:begin|start|开始)|(?:begin|start|开始)[\s._:-]{0,3}(?:content|内容|正文|article)/i
const ENDS =
  /(?:content|内容|正文|article|zoom)[\])>}\s._-]{0,4}(?:end|over|stop|结束)|(?:end|结束)[\s._:-]{0,3}(?:content|内容|正文|article)/i
