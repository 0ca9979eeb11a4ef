import { cleanLine } from '../../../normalize/text.ts'

export const HAN_NAME = /^\p{Script=Han}{2,4}$/u

/** Names without titles, offices, addresses and dates; null if nothing is left. */
export const cleanNames = (text: string): string | null => {
  const line = cleanLine(text)
    .replace(
      /^(?:(?:(?:posted|written|published|reported|words|story|text)\s)?by|von|por|par|author|作者|文|撰文|记者|記者|通讯员)(?:\s*[:：/／]\s*|\s+)|^由(?=\p{Script=Han}{2,4}$)/iu,
      ''
    )
    .replace(
      /^\p{Script=Han}{1,10}[报网社台刊线端](?:见习|实习|首席|特约)?(?:记者|通讯员|特派员)[\s:：]*/u,
      ''
    )
    .replace(/^(?:本报|本网|见习|实习|首席|特约)?(?:记者|記者|通讯员)[\s:：]*/u, '')
    .replace(
      /[\s、,，/]*(?:(?:本报|见习|实习|特约)?(?:记者|記者|通讯员|通訊員|实习生)|文[/／]图|摄影报道|报道)[\s:：]*/gu,
      ' '
    )
    .replace(/(?<=\p{Script=Han})[，。；](?!\s?\p{Script=Han}{2,3}(?:$|[\s、，])).*$/u, '')
    .replace(ENDS, '')
    .replace(/(?<=\p{Script=Han}{2})[\s/／]+(?:整合|综合|编译|整理|采写|撰稿|文|摄|图|编辑)$/u, '')
    .replace(/(?<=\p{Script=Latin}),?\s(?:and|&|und|et|y)\s(?=\p{Lu})/gu, ', ')
    .replace(
      /(?:(?<=\p{Ll}),\s(?=\p{Lu}[\p{Lu} .&]{2,}$)|\s(?=(?:Senior|Staff|Chief|Special)\s\p{L})).*$/u,
      ''
    )
    .replace(/\s?,\s?[\p{L}\d-]{1,40}\.\p{L}{2,8}$/u, '')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '')
    .replace(/\s{2,}/g, ' ')
  if (
    line.length < 2 ||
    line.length > 60 ||
    NOBODY.test(line) ||
    /https?:|@|\.(?:com|net|org|cn|fr|de)$|[{}<>]/.test(line)
  )
    return null
  return /\p{Script=Han}/u.test(line) && line.length > 24 ? null : line
}

const ENDS =
  /(?:\s*[|｜·•]\s|\s[-–—]\s|,\s(?!(?:jr|sr)\b)(?=(?:\p{L}+\s){0,4}(?:writer|reporter|editor|correspondent|staff|columnist|contributor|press|news|times|post|reuters|ap|afp|cnn|bbc|special)\b)|\s?[(（【[]|\s(?:on|at|in|for|updated|published|posted)\s|(?:19|20)\d{2}[-/.年]|\d{1,2}:\d{2}|\s?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?\s\d|https?:|\s\d).*$/isu
const NOBODY =
  /^(?:admin|administrator|editor|staff|webmaster|name|your name|wordpress|test|anonymous|system|root|user|guest|author|管理员|網站管理員|网站管理员|系统管理员|超级管理员|佚名|未知|本站|本网|本报|小编|编辑|编辑部|责编|责任编辑|美编|编审|审核|发布者|作者|新闻中心|宣传部|办公室|网络编辑|匿名|无|暂无|不详|原创|网络|来源|记者|(?:网络|網絡|本站|本网|综合|媒体|小编|编辑部?)(?:整理|综合|转载|收集|编辑|发布|原创)|整理|综合|转载|互联网|staff (?:writer|reporter)s?)$/i
