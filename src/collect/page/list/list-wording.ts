/** What a link says that only leads on: hints, for where a page has too few rows to show it by repetition. */
export const isGenericText = (text: string): boolean => GENERIC.test(text.trim())

const GENERIC =
  /^[[(（【<《«»>→…·\s]*(?:更多|更多内容|详细|詳細|详情|詳情|查看|查看详情|查看更多|阅读全文|閱讀全文|全文|阅读更多|閱讀更多|点击查看|进入|返回|首页|尾页|末页|上一页|下一页|上页|下页|more|read more|continue reading|learn more|view|details|full story|weiterlesen|mehr|lire la suite|en savoir plus|leer más|続きを読む|もっと見る|詳しく見る|자세히 보기|더보기|подробнее|далее|читать далее|les mer|comments?|leave a comment|next|previous|prev|share|reply|\d{1,4})[\])）】>》»→…·.!\s]*$/iu

/**
 * Takes from a title what the list puts around its titles: the labels of a few columns that come again and
 * again, numbers. Where nearly every label is another one, people wrote them: they stay.
 */
export const titleCleaner = (
  titles: readonly string[]
): ((title: string, at: number) => string) => {
  const labels = new Map<string, number>()
  for (const title of titles) {
    const label = LEADING_LABEL.exec(title)?.[1]
    if (label !== undefined) labels.set(label, (labels.get(label) ?? 0) + 1)
  }
  const labelled = [...labels.values()].reduce((sum, count) => sum + count, 0)
  const isLabelled = labelled >= titles.length / 2 && labels.size <= labelled / 2
  const isNumbered = titles.length > 2 && titles.every((title, at) => numberOf(title) === at + 1)
  return (title, at) => {
    const label = LEADING_LABEL.exec(title)?.[1] ?? ''
    const isColumn = label !== '' && isLabelled && titles.length > 1
    const bare = isColumn ? title.replace(LEADING_LABEL, '') : title
    const named = isNumbered ? bare.replace(new RegExp(`^${at + 1}\\s?[.、．)）]\\s?`), '') : bare
    const plain = withoutMarks(named.trim())
    return plain === '' ? title : plain
  }
}

/** `[要闻] `, 【企业】 before a title; one with a number tells titles apart. */
const LEADING_LABEL = /^([[【［〔][^\d[\]【】［］〔〕]{1,12}[\]】］〕])\s*(?=\S)/u

/** What a program put before or behind a title to say what is in the page: `[图]`, `(组图)`, `[PDF]`, `[NEW]`. */
const withoutMarks = (title: string): string => {
  const start = LEADING_MARK.exec(title)?.[0] ?? ''
  const rest = title.slice(start.length)
  const end = TRAILING_MARK.exec(rest.slice(-MAX_MARK))?.[0] ?? ''
  return rest.slice(0, rest.length - end.length).trim()
}

const MAX_MARK = 12
/** What is there to be seen or loaded; in square brackets also how the list ranks it. */
const MEDIA = '[组組多]?[图圖]|[图圖]片|[視视][频頻]|音[频頻]|pdf|docx?|xlsx?|video|photos?|gallery'
const ANY = `${MEDIA}|[热熱]|[荐薦]|新|[顶頂]|置[顶頂]|new|hot|top`
const FRAMED = String.raw`(?:\[(?:${ANY})\]|［(?:${ANY})］|\((?:${MEDIA})\)|（(?:${MEDIA})）)`
const LEADING_MARK = new RegExp(String.raw`^(?:${FRAMED}\s{0,3}){1,3}`, 'i')
const TRAILING_MARK = new RegExp(String.raw`\s{0,3}${FRAMED}$`, 'i')

const numberOf = (title: string): number =>
  Number(/^(\d{1,3})\s?[.、．)）]/.exec(title)?.[1] ?? NaN)
