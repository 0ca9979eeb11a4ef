import { fold } from '../../../normalize/text.ts'
import { cleanNames, HAN_NAME } from './author-names.ts'
import { editorsOf } from './editors.ts'
import type { HeadData } from './head-data.ts'
import { labelledIn } from './label.ts'
import { dataAt, type Line } from './line.ts'
import { attributeAt } from './outline.ts'
import { bracketedNames, dateline, lastLines, reportersIn } from './reporters.ts'
import { namedTexts, partsOfLines, type Surroundings } from './surroundings.ts'

/** The names of who wrote it; null where nobody is named. */
export const authorOf = (
  around: Surroundings,
  head: HeadData,
  outlet: string | null
): string | null => {
  const text = partsOfLines(around.byline)
  const isName = (name: string | null): name is string =>
    name !== null && fold(name) !== fold(outlet ?? '') && !isOfSite(name, head)
  const shown = cleanNames(byNames(text))
  const ways: (() => string | null)[] = [
    () => labelledAuthor(text),
    () => fuller(metaAuthor(around, head, isName), shown),
    () => shown,
    () => namedAuthors(around).map(cleanNames).find(isName) ?? null,
    () => reportersIn(text),
    () => linkedAuthors(around),
    () => labelledAuthor(partsOfLines(lastShort(around))),
    () => reportersIn(lastLines(around)),
    () => cleanNames(REPORTING.exec(partsOfLines(lastShort(around)))?.[1] ?? ''),
    () => signedName(around),
    () => reportersIn(dateline(around)),
    () => bracketedNames(around),
    () => photographerIn(text)
  ]
  for (const way of ways) {
    const name = way()
    if (isName(name)) return name
  }
  return null
}

/** The site, or what its name begins with: 云川 is no person on 云川在线. */
const isOfSite = (name: string, { sites, titleParts, publishers }: HeadData): boolean => {
  const folded = fold(name)
  if (sites.has(folded) || publishers.has(folded)) return true
  const isHan = /^\p{Script=Han}+$/u.test(folded)
  return isHan && [...sites, ...titleParts].some((site) => site.startsWith(folded))
}

/** Meta tags are filled by programs: with the editor, a login, or two names of which one is a leftover. */
const metaAuthor = (
  around: Surroundings,
  head: HeadData,
  isName: (name: string | null) => name is string
): string | null => {
  const names = head.authors.map((name) => cleanNames(name)).filter(isName)
  if (names.length === 0) return null
  const editors = editorsOf(around)
  const { byline, body, after, elsewhere } = around
  const near = [...byline, ...body, ...after]
  const isNear = (name: string): boolean => near.some(({ text }) => text.includes(name))
  // A Chinese name that no reader sees is that of the clerk who put the text in.
  const isShown = (name: string): boolean =>
    !HAN_NAME.test(name) || isNear(name) || elsewhere.some(({ text }) => text.includes(name))
  return (
    names
      .filter((name) => !editors.includes(name) && !LOGIN.test(name))
      .find((name) => (head.isAuthorUnsure ? isNear(name) : isShown(name))) ?? null
  )
}

/** Small letters and digits without a space. */
const LOGIN = /^[a-z\d_.,-]+$/

/** The byline may name two people where a meta tag names the first. */
const fuller = (name: string | null, shown: string | null): string | null =>
  name !== null && shown !== null && fold(shown).includes(fold(name)) && fold(shown) !== fold(name)
    ? shown
    : name

/** The end of the text, and short lines behind it. */
const lastShort = ({ body, after }: Surroundings): readonly Line[] => [
  ...body.slice(-2),
  ...after.filter(({ chars }) => chars <= 120)
]

/** Links of the byline that lead to the page of a person. */
const linkedAuthors = (around: Surroundings): string | null => {
  const names = around.byline
    .flatMap((line) => personLinks(around, line))
    .map((at) => cleanNames(dataAt(around.outline, at)))
    .filter((name) => name !== null)
  return names.length === 0 || names.length > 4 ? null : [...new Set(names)].join(', ')
}

const personLinks = ({ outline }: Surroundings, { places }: Line): readonly number[] =>
  places.filter((at) => PERSON.test(attributeAt(outline, outline.links[at]!, 'href')))

const PERSON = /\/(?:authors?|by|byline|people|profiles?|contributors?|staff|reporters?)\/[^/]/i

/** An element called `author` may name the editor or the outlet as well. */
const namedAuthors = (around: Surroundings): readonly string[] =>
  namedTexts(around, isAuthorName)
    .filter((text) => !OTHERS.test(text))
    .map((text) => NAME_AND_PLACE.exec(text)?.[1] ?? text)

/** «Jane Doe, Quarry Park»: two people would be joined by «and». */
const NAME_AND_PLACE =
  /^\s{0,3}((?:\p{Lu}[\p{L}'’.-]{0,20}\s){1,2}\p{Lu}[\p{L}'’-]{1,20}),\s(?!.*(?:,|&|\sand\s)).{2,40}$/u

const OTHERS = /编辑|編輯|责编|責編|来源|來源|edited|editor:|source:/i

const isAuthorName = (names: string, attribute: (name: string) => string): boolean =>
  attribute('rel') === 'author' || attribute('itemprop') === 'author' || AUTHOR_NAME.test(names)
/** «Reporting by …; editing by …» below the text of an agency. */
const REPORTING =
  /(?:^|[\n(])(?:reporting|report|written|story) by ([^\n;:()]{3,60}?)(?=$|[\n;:()]|\. )/i

const AUTHOR_NAME =
  /(?:^|[\s_-])(?:byline|writer|zuozhe|authors?|author[_-]?name|by[_-]?author|reporter)(?:$|[\s_-])/

const BY =
  /(?:^|[\t\n]|\s[-–—|·•]\s)(?:[Bb]y|BY|[Vv]on|VON|[Pp]or|POR|[Pp]ar|PAR|[Dd]i)[\t ]((?:d[aeiu]|van|von|al|el|la|le|the)?[^\t\n\p{Ll}][^\t\n]{1,80})/u

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
    return value.startsWith('\n') ? nameBelow(value.slice(1).split(/[\t\n]/, 1)[0]!) : null
  if (first > 1) return null
  const names = [parts[first]!]
  for (const part of parts.slice(first + 1)) {
    if (!HAN_NAME.test(part) || !/\p{Script=Han}$/u.test(names[0]!)) break
    names.push(part)
  }
  return cleanNames(names.join(' '))
}

/** On the line behind an empty label may as well stand what has nothing to do with it. */
const nameBelow = (line: string): string | null =>
  /[:：]|声明|转载|版权|copyright/iu.test(line) ? null : cleanNames(line)

/** A last line that the page calls its writer; a link there may as well lead to a column. */
const signedName = (around: Surroundings): string | null => {
  const last = [...around.body.slice(-1), ...around.after.slice(0, 4)].filter(
    (line) =>
      line.chars <= 40 && (line.linked < line.chars * 0.6 || personLinks(around, line).length > 0)
  )
  const names = namedAuthors({ ...around, byline: last })
  return (
    names
      .map((name) => cleanNames(name.replace(/^[(（〔【[\s]+/u, '')))
      .find((name) => name !== null) ?? null
  )
}

/** A story in pictures has no other author. */
const photographerIn = (text: string): string | null =>
  cleanNames(
    /(?:摄影|攝影|photos? by|photograph(?:s|y|er)?)\s?[:：]?\s?([^\t\n|｜：:]{2,40})/iu.exec(
      text
    )?.[1] ?? ''
  )
