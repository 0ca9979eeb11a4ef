import { cleanLine } from '../../normalize/text.ts'
import { absoluteUrl } from '../../normalize/url.ts'
import {
  dayInAddress,
  dayInText,
  folderOf,
  isPageAddress,
  isPrinted,
  shapeOf
} from './epaper-address.ts'
import type { ListItem } from './list-item.ts'
import { isSamePage } from './page-series.ts'
import type { Element, Page } from './page.ts'
import { firstText, shortText } from './short-text.ts'

/** A printed newspaper on the web, as far as one of its pages tells. */
export type EpaperIssue = {
  /** The other pages of the issue, absolute, in order. */
  readonly pages: readonly string[]
  /** What stands on the page at hand. */
  readonly articles: readonly ListItem[]
  /** `2026-03-12`, from the addresses, else as the page shows it. */
  readonly date: string | null
}

/**
 * Reads the front of an issue or one of its pages: links to pages with numbers («第01版：要闻», or files
 * such as `node_2.htm` below a date) and links to articles, from lists of titles and from the map over the
 * picture of the page. Null for anything else, an article of a newspaper among it.
 */
export const epaperIssue = (page: Page): EpaperIssue | null => {
  const links = linksIn(page)
  const pages = pagesIn(links, page)
  if (!pages) return null
  const inAddress = dayInAddress(pages[0]!) ?? dayInAddress(page.url)
  const articles = articlesIn(links, { pages, inAddress, page })
  if (articles.some(({ url }) => isSamePage(url, page.url))) return null
  const date = inAddress ?? dayShown(page)
  return {
    pages: inOrder(pages.filter((url) => !isSamePage(url, page.url))).slice(0, MAX_PAGES),
    articles: articles.map((item) => ({ ...item, ...(date !== null && { published: date }) })),
    date
  }
}

/** Links to the neighbours of a page often stand above all others. */
const inOrder = (pages: readonly string[]): readonly string[] =>
  pages.toSorted(new Intl.Collator('en', { numeric: true }).compare)

const MAX_LINKS = 5000
const MAX_PAGES = 200
const MAX_ARTICLES = 300
/** A headline of three lines fills some 100. */
const MAX_TITLE = 200

const dayShown = ({ $ }: Page): string | null => {
  const body = $('body').get(0)
  return body ? firstText(body, dayInText) : null
}

type Link = { readonly url: string; readonly title: string; readonly isArea: boolean }

/** Of this host, but for what is to be printed. */
const linksIn = ({ $, base, url: own }: Page): readonly Link[] => {
  const host = URL.parse(own)?.hostname
  return $('a[href], area[href]')
    .toArray()
    .slice(0, MAX_LINKS)
    .flatMap((element) => {
      const url = absoluteUrl(element.attribs['href'] ?? '', base)
      if (url === null || URL.parse(url)?.hostname !== host || isPrinted(url)) return []
      return [{ url: plainOf(url), title: titleOf(element), isArea: element.name === 'area' }]
    })
}

/** Founder's lists of titles add to an address which part of the page to mark. */
const plainOf = (url: string): string => url.replace(/#.*$/, '').replace(/\?div=-?\d{1,4}$/, '')

const titleOf = (element: Element): string => {
  const text = element.name === 'area' ? '' : (shortText(element, MAX_TITLE) ?? '')
  return cleanLine(
    text || writtenIn(element) || (element.attribs['title'] ?? element.attribs['alt'] ?? '')
  ).slice(0, MAX_TITLE)
}

/** `<script>document.write(view("…"))</script>` where the text should be. */
const writtenIn = (element: Element): string => {
  for (const child of element.children) {
    const inner = 'children' in child ? [child, ...child.children] : []
    const script = inner.find((node) => 'name' in node && node.name === 'script')
    const code = script && 'children' in script ? script.children[0] : undefined
    const [, double, single] =
      /"([^"\\]{2,200})"|'([^'\\]{2,200})'/.exec(code && 'data' in code ? code.data : '') ?? []
    if (double ?? single) return (double ?? single)!
  }
  return ''
}

/** Where a page has its number; «第2页» is a page of a list. */
const LABEL =
  /^[\s[【(（·•■◆]{0,3}(?:第\s?)?(?:[A-Z]{0,2}\s?\d{1,3}|[一二三四五六七八九十]{1,3})\s?[版叠](?!本|权|块)/i
const MAX_LABEL = 40
const MAX_NAME = 15

const pagesIn = (links: readonly Link[], { url: own }: Page): readonly string[] | null => {
  const named = distinct(
    links.filter(({ title }) => title.length <= MAX_LABEL && LABEL.test(title))
  )
  // A column of a website may be node_7026.htm; below the date of an issue it is a page, if what it
  // says is too short for a headline.
  const dated = distinct(
    links.filter(
      ({ url, title, isArea }) =>
        !isArea && title.length <= MAX_NAME && isPageAddress(url) && dayInAddress(url) !== null
    )
  )
  const pages = largestFolder(named.length >= MIN_PAGES ? named : dated, own)
  return pages.length >= MIN_PAGES ? pages : null
}
const MIN_PAGES = 2

const distinct = (links: readonly Link[]): readonly string[] => [
  ...new Set(links.map(({ url }) => url))
]

/** Of one issue: links to another day's are few. */
const largestFolder = (urls: readonly string[], own: string): readonly string[] => {
  const folders = new Map<string, string[]>()
  for (const url of urls) {
    const inFolder = folders.get(folderOf(url))
    if (inFolder) inFolder.push(url)
    else folders.set(folderOf(url), [url])
  }
  const size = ([folder, found]: [string, string[]]): number =>
    found.length + (folder === folderOf(own) ? 0.5 : 0)
  return [...folders].toSorted((a, b) => size(b) - size(a))[0]?.[1] ?? []
}

type Issue = {
  readonly pages: readonly string[]
  readonly inAddress: string | null
  readonly page: Page
}

const articlesIn = (links: readonly Link[], issue: Issue): readonly ListItem[] => {
  const pageShapes = new Set(issue.pages.map(shapeOf))
  const candidates = links.filter(
    ({ url }) => isOfIssue(url, issue) && !pageShapes.has(shapeOf(url))
  )
  const shapes = articleShapes(candidates)
  const titles = new Map<string, string>()
  for (const { url, title, isArea } of candidates) {
    if (!shapes.has(shapeOf(url))) continue
    const known = titles.get(url) ?? ''
    // The map over the picture comes first, and mostly says nothing.
    if (
      !titles.has(url) ||
      (known === '' && title !== '') ||
      (!isArea && title.length > known.length)
    ) {
      titles.set(url, title)
    }
  }
  return [...titles]
    .filter(([, title]) => /\p{L}{2}/u.test(title))
    .slice(0, MAX_ARTICLES)
    .map(([url, title]) => ({ url, title }))
}

/** Of the issue's day where addresses have one, else in a folder of its pages. */
const isOfIssue = (url: string, { pages, inAddress, page }: Issue): boolean => {
  if (inAddress !== null) return dayInAddress(url) === inAddress
  return folderOf(url) === folderOf(pages[0]!) || folderOf(url) === folderOf(page.url)
}

/** What the map points at is articles; without one, the most links of one kind. */
const articleShapes = (candidates: readonly Link[]): ReadonlySet<string> => {
  const mapped = candidates.filter(({ isArea }) => isArea).map(({ url }) => shapeOf(url))
  if (mapped.length > 0) return new Set(mapped)
  const counts = new Map<string, number>()
  for (const { url, title } of candidates) {
    const shape = shapeOf(url)
    if (/\p{L}{2}/u.test(title)) counts.set(shape, (counts.get(shape) ?? 0) + 1)
  }
  const [most] = [...counts].toSorted((a, b) => b[1] - a[1])
  return new Set(most ? [most[0]] : [])
}
