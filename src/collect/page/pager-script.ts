import type { Page } from './page.ts'

/** How a script names the pages of a list; relative to the page. */
type Series = {
  readonly name: string
  readonly ending: string
  /** As the script has it. */
  readonly current: number
  readonly count: number
  /** The first page is 1, not 0. */
  readonly isFromOne: boolean
}

/**
 * The next page as a content system's script would link it, as written: TRS's
 * `createPageHTML(count, current, 'index', 'shtml')` and what is like it. Null without such a script.
 */
export const scriptedPage = (page: Page): string | null => {
  if (!/\w{3,20}\s?\(|_["']/.test(page.text)) return null
  for (const element of page.$('script:not([src])').toArray()) {
    const script = page.$(element).text().slice(0, MAX_SCRIPT).replace(COMMENTS, '')
    const found = fromCall(script, page) ?? fromVariables(script, page) ?? fromStem(script, page)
    if (found !== undefined) return found
  }
  return null
}
const MAX_SCRIPT = 20_000
/** A call that somebody put out of use calls nothing. */
const COMMENTS = /\/\*[^*]{0,2000}\*\/|(?:^|\s)\/\/[^\n]{0,1000}/g

const fromCall = (script: string, page: Page): string | undefined => {
  const [, id, count, current, name, ending] = CALL.exec(script) ?? []
  if (name === undefined || ending === undefined) return undefined
  const isFromOne = id !== undefined
  return nextIn({ name, ending, current: Number(current), count: Number(count), isFromOne }, page)
}

/** The form that is told the element to fill (first) counts from 1. More numbers may come last. */
const CALL =
  /\bcreate_?page\w{0,12}\s?\(\s?(?:(["'][a-z_][\w-]{0,40}["'])\s?,\s?)?["']?(\d{1,5})["']?\s?,\s?["']?(\d{1,5})["']?\s?,\s?["']([\w./-]{1,100})["']\s?,\s?["']\.?(s?html?|php|jsp|aspx?)["']/i

/** `var countPage = 20; var currentPage = 0; … "<a href=index_" + nextPage + ".html>"`. */
const fromVariables = (script: string, page: Page): string | undefined => {
  const current = /\bcurrentPage\s?=\s?["']?(\d{1,5})/i.exec(script)?.[1]
  const count = /\bcountPage\s?=\s?["']?(\d{1,5})/i.exec(script)?.[1]
  if (current === undefined || count === undefined) return undefined
  const name = /href=\\?["']?([\w-]{1,60}?)_?["']\s?\+/i.exec(script)?.[1] ?? 'index'
  const ending = /["']?\.["']?\s?(?:\+\s?["'])?(s?html?)\b/i.exec(script)?.[1] ?? 'html'
  return nextIn(
    { name, ending, current: Number(current), count: Number(count), isFromOne: false },
    page
  )
}

/**
 * Those that count from 0 give the second page a 1 (`index_1.html`). A first page that calls itself 1
 * counts from 1.
 */
const nextIn = (series: Series, page: Page): string | undefined => {
  const { name, ending, current, count } = series
  if (!isNamed(fileOf(page), lastOf(name))) return undefined
  const isFirst = current === 1 && !fileOf(page).startsWith(`${lastOf(name)}_1.`)
  const last = series.isFromOne || isFirst ? count : count - 1
  return current < last ? `${name}_${current + 1}.${ending}` : undefined
}

/** A page that a program makes is not one of the files that the script names. */
const isNamed = (file: string, name: string): boolean =>
  file === '' || file.startsWith(name) || /^(?:index|default)\./i.test(file)

const lastOf = (name: string): string => name.split('/').at(-1) ?? name
const fileOf = ({ url }: Page): string => URL.parse(url)?.pathname.split('/').at(-1) ?? ''

/** `'list_564_' + n + '.shtml'` or `'list_564_{n}.shtml'`, with the number of pages in a variable. */
const fromStem = (script: string, page: Page): string | undefined => {
  const count = COUNT.exec(script)?.[1]
  if (count === undefined) return undefined
  const [, before, behind] = TEMPLATE.exec(script) ?? []
  const stem = before ?? /["']([\w./-]{1,100}_)["']\s?[+,;]/i.exec(script)?.[1]
  const ending = behind ?? /["'](\.(?:s?html?|php|jsp|aspx?))\b/i.exec(script)?.[1]
  if (stem === undefined || ending === undefined) return undefined
  const current = currentNumber(page, lastOf(stem), ending, script)
  return current < Number(count) ? `${stem}${current + 1}${ending}` : undefined
}
const TEMPLATE =
  /["']([\w./?=&-]{1,100})(?:\{\w{1,10}\}|\[page\]|#page#)((?:\.(?:s?html?|php|jsp|aspx?)|\/)?)["']/i
const COUNT =
  /\b(?:total_?pages?|page_?count|count_?page|max_?page|all_?pages?|pages)["']?\s?[=:]\s?["']?(\d{1,5})/i

/** From the address; a page without a number in it is the first. */
const currentNumber = (page: Page, stem: string, ending: string, script: string): number => {
  const file = fileOf(page)
  const digits =
    file.startsWith(stem) && file.endsWith(ending) ? file.slice(stem.length, -ending.length) : ''
  if (/^\d{1,5}$/.test(digits)) return Number(digits)
  const said =
    /\b(?:cur(?:rent)?_?page|page_?(?:index|no|num)|now_?page)["']?\s?[=:]\s?["']?(\d{1,5})/i
  return Math.max(1, Number(said.exec(script)?.[1] ?? 1))
}
