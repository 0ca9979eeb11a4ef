import { cleanLine, fold } from '../../../normalize/text.ts'
import type { HeadData } from './head-data.ts'
import { labelledIn } from './label.ts'
import { namedTexts, partsOfLines, type Surroundings } from './surroundings.ts'

/** The names of who wrote it; null where nobody is named. */
export const authorOf = (
  around: Surroundings,
  head: HeadData,
  outlet: string | null
): string | null => {
  const text = partsOfLines(around.byline)
  const isName = (name: string | null): name is string =>
    name !== null && fold(name) !== fold(outlet ?? '') && !head.sites.has(fold(name))
  const ways: (() => string | null)[] = [
    () => labelledAuthor(text),
    () => head.authors.map((name) => cleanNames(name)).find(isName) ?? null,
    () => cleanNames(byNames(text)),
    () => namedTexts(around, isAuthorName).map(cleanNames).find(isName) ?? null,
    () => reportersIn(text),
    () => reportersIn(lastLines(around)),
    () =>
      cleanNames(
        REPORTING.exec(partsOfLines([...around.body.slice(-2), ...around.after]))?.[1] ?? ''
      ),
    () => signedName(around),
    () => reportersIn(dateline(around)),
    () => photographerIn(text)
  ]
  for (const way of ways) {
    const name = way()
    if (isName(name)) return name
  }
  return null
}

const isAuthorName = (names: string, attribute: (name: string) => string): boolean =>
  attribute('rel') === 'author' || attribute('itemprop') === 'author' || AUTHOR_NAME.test(names)
/** «Reporting by …; editing by …» below the text of an agency. */
const REPORTING =
  /(?:^|[\n(])(?:reporting|report|written|story) by ([^\n;:()]{3,60}?)(?=$|[\n;:()]|\. )/i

const AUTHOR_NAME =
  /(?:^|[\s_-])(?:author|byline|writer|zuozhe|author[_-]?name|by[_-]?author|reporter)(?:$|[\s_-])/

const BY = /(?:^|[\t\n]|\s[-–—|·•]\s)(?:by|von|por|par|di)[\t ]([^\t\n]{2,80})/iu

/** «By\tJane Doe\tand\tJohn Roe\t3 hours ago»: names go on over an «and» in an element of its own. */
const byNames = (text: string): string =>
  BY.exec(text.replace(/[\t ](?:and|&|und|et|y|,)[\t ]/gi, ' and '))?.[1] ?? ''

const labelledAuthor = (text: string): string | null => {
  const values = labelledIn(text)
    .filter(({ kind }) => kind === 'author')
    .map(({ value }) => namesIn(value))
    .filter((name) => name !== null)
  return values.length === 0 ? null : [...new Set(values)].join(' ')
}

/** The parts of a value that are names: Chinese ones go on over wide spaces, others end at one. */
const namesIn = (value: string): string | null => {
  const parts = value
    .split('\n', 1)[0]!
    .split('\t')
    .map((part) => part.trim())
  const first = parts.findIndex((part) => /\p{L}/u.test(part))
  if (first < 0)
    return value.startsWith('\n') ? cleanNames(value.slice(1).split(/[\t\n]/, 1)[0]!) : null
  if (first > 1) return null
  const names = [parts[first]!]
  for (const part of parts.slice(first + 1)) {
    if (!HAN_NAME.test(part) || !/\p{Script=Han}$/u.test(names[0]!)) break
    names.push(part)
  }
  return cleanNames(names.join(' '))
}

const HAN_NAME = /^\p{Script=Han}{2,4}$/u

/** Names without titles, offices, addresses and dates; null if nothing is left. */
const cleanNames = (text: string): string | null => {
  const line = cleanLine(text)
    .replace(
      /^(?:by|von|por|par|author|作者|文|撰文|记者|記者|通讯员)(?:\s*[:：/／]\s*|\s+)|^由(?=\p{Script=Han}{2,4}$)/iu,
      ''
    )
    .replace(/^(?:本报|本网|见习|实习|首席|特约)?(?:记者|記者|通讯员)[\s:：]*/u, '')
    .replace(
      /[\s、,，/]*(?:(?:本报|见习|实习|特约)?(?:记者|記者|通讯员|通訊員|实习生)|文[/／]图|摄影报道|报道)[\s:：]*/gu,
      ' '
    )
    .replace(ENDS, '')
    .replace(/(?<=\p{Script=Latin}),?\s(?:and|&|und|et|y)\s(?=\p{Lu})/gu, ', ')
    .replace(
      /(?:,\s(?=\p{Lu}[\p{Lu} .&]{2,}$)|\s(?=(?:Senior|Staff|Chief|Special)\s\p{L})).*$/u,
      ''
    )
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
  /^(?:admin|administrator|editor|staff|webmaster|system|root|user|guest|author|管理员|網站管理員|网站管理员|系统管理员|超级管理员|佚名|未知|本站|本网|本报|小编|编辑|编辑部|匿名|无|暂无|不详|原创|网络|来源|记者|staff (?:writer|reporter)s?)$/i

/** «记者 张三 通讯员 李四», «（记者张三）». */
const reportersIn = (text: string): string | null => {
  const names = [...text.matchAll(REPORTERS)].flatMap((match) =>
    (match[1] ?? '').split(/[\s、，,]+/u)
  )
  const found = [
    ...new Set(
      names.map((name) => name.trim()).filter((name) => HAN_NAME.test(name) && !OFFICE.test(name))
    )
  ]
  return found.length === 0 || found.length > 6 ? null : found.join(' ')
}

const OFFICE = /^(?:通讯员|通訊員|记者|記者|实习生|摄影|报道|文图)$/

const REPORTERS =
  /(?:记者|記者|通讯员|通訊員|(?<=^|[（(\n\t ])文[/／])[\s:：]{0,4}((?:\p{Script=Han}{2,4}[ 、，,\t\u3000]{1,4}){0,4}\p{Script=Han}{2,4})(?=$|[\s／/）)\t\n、，,;；]|文|摄|图)/gu

/** A last line that the page calls its writer. */
const signedName = (around: Surroundings): string | null => {
  const last = [...around.body.slice(-1), ...around.after.slice(0, 4)].filter(
    ({ chars }) => chars <= 40
  )
  const names = namedTexts({ ...around, byline: last }, isAuthorName)
  return (
    names
      .map((name) => cleanNames(name.replace(/^[(（〔【[\s]+/u, '')))
      .find((name) => name !== null) ?? null
  )
}

/** A bracket at the very end. */
const lastLines = ({ body, after }: Surroundings): string =>
  [...body.slice(-2), ...after.slice(0, 3)]
    .flatMap(
      ({ text }) =>
        /[（(【[]([^（()）【】[\]]{3,60})[）)】\]]\s*$/u.exec(text)?.[1] ??
        (text.length <= 40 ? text : [])
    )
    .filter((text) => !/责任?编辑?|编辑/u.test(text))
    .join('\n')

/** «本报讯（记者 张三）…» at the beginning of the text. */
const dateline = ({ body }: Surroundings): string =>
  body
    .slice(0, 3)
    .map(({ text }) => DATELINE.exec(text.slice(0, 80))?.[1] ?? '')
    .find((names) => names !== '') ?? ''

const DATELINE = /[（(〔【[]([^（()）〔〕]{0,8}(?:记者|記者|通讯员)[^（()）〔〕]{2,40})[）)〕】\]]/u

/** A story in pictures has no other author. */
const photographerIn = (text: string): string | null =>
  cleanNames(
    /(?:摄影|攝影|photos? by|photograph(?:s|y|er)?)\s?[:：]?\s?([^\t\n|｜：:]{2,40})/iu.exec(
      text
    )?.[1] ?? ''
  )
