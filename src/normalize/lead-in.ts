/**
 * What stands before the news in a Chinese newspaper's first sentence: 本报讯（记者 张三）, 本网讯,
 * 新华社北京3月2日电, 【记者李四／综合报道】. It tells a reader of excerpts nothing.
 */
const OUTLET = String.raw`(?:本[报報网網台刊站社]|\p{Script=Han}{2,6}(?:[网網报報社]|财经|財經|在线|在線))`
const DATELINE = String.raw`(?:\p{Script=Han}{0,6}\d{1,2}月\d{1,2}日)?`
/** 讯息, 电力, 电子 … are words of their own. */
const DISPATCH = '[讯訊电電](?![息子力站网網池动動机機商视視])'
const LEAD_INS: readonly RegExp[] = [
  /^【[^】]{2,30}】/u,
  new RegExp(`^${OUTLET}${DATELINE}${DISPATCH}`, 'u'),
  /^[（(](?:通讯员|通訊員|记者|記者)[^）)]{1,30}[）)]/u
]
/** Lead-in and byline; a third bracket belongs to the news. */
const MAX_LEAD_INS = 2

/** The text from its news on, unchanged when it begins with nothing else. Never takes everything. */
export const withoutLeadIn = (text: string): string => {
  let rest = text
  for (let taken = 0; taken < MAX_LEAD_INS; taken++) {
    const found = LEAD_INS.map((pattern) => pattern.exec(rest)?.[0]).find(
      (lead) => lead !== undefined
    )
    if (found === undefined) break
    rest = rest.slice(found.length).replace(/^[\s:：]+/u, '')
  }
  return rest === '' ? text : rest
}
