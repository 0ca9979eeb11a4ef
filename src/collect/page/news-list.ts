import { ParkwireError } from '../../errors.ts'
import type { RawEntry } from '../../model.ts'
import { judgeRepair } from '../../normalize/repair.ts'
import { urlKey } from '../../normalize/url.ts'
import { decode } from '../charset.ts'
import { recognize } from '../feed/document.ts'
import type { Fetched, Follow, ParseContext, Parsed } from '../kind.ts'
import { epaperIssue } from './epaper.ts'
import { judgePage, type Judged } from './judge-page.ts'
import type { FoundList, ListItem, ListSelectors } from './list-item.ts'
import type { PageOptions } from './options.ts'
import { headTitle, openPage, type Page } from './page.ts'
import { nextPageOf } from './pager.ts'
import { recordFragments } from './records.ts'
import { readWithSelectors } from './selectors.ts'
import { fits, readShape, writeShape } from './shape.ts'

/**
 * The news that a page lists. Its rows are found by themselves, unless `list` says where they are. Where
 * they were found is remembered, and when they are no longer there they are looked for again.
 *
 * @throws ParkwireError `no-list`, `script-shell` or `selector` when there is no list to be read, `parse`
 * when the document is no page at all
 */
export const readNewsList = async (
  document: Fetched,
  options: PageOptions,
  context: ParseContext
): Promise<Parsed> => {
  refuseFeed(document)
  const page = openPage(document)
  const { items, pages = [], shape, notice } = await rowsOf(page, options, context)
  const more = [...pages.map((url) => ({ url })), ...furtherPages(page, options, context)]
  return {
    title: headTitle(page),
    entries: entriesOf(items),
    ...(more.length > 0 && { more }),
    ...(shape !== undefined && { shape }),
    ...(notice !== undefined && { notice })
  }
}

type Rows = {
  readonly items: readonly ListItem[]
  /** Of an issue, addresses. */
  readonly pages?: readonly string[]
  readonly shape?: string
  readonly notice?: string
}

const rowsOf = async (page: Page, { list }: PageOptions, context: ParseContext): Promise<Rows> => {
  if (list) return { items: namedRows(page, list, context) }
  return (
    issueRows(page, context) ?? rememberedRows(page, context) ?? (await foundRows(page, context))
  )
}

const namedRows = (
  page: Page,
  list: NonNullable<PageOptions['list']>,
  context: ParseContext
): readonly ListItem[] => {
  const items = readWithSelectors(page, list, context)
  if (items.length > 0) return items
  const count = page.$(list.item).length
  const what = count === 0 ? 'nothing' : `${count} elements, but no link with a title in them`
  throw new ParkwireError('selector', `list.item "${list.item}" finds ${what} in this page`)
}

/** An index of an issue leads to its pages; each of those holds articles, or an advertisement. */
const issueRows = (page: Page, { number = 1 }: ParseContext): Rows | null => {
  const issue = epaperIssue(page)
  if (!issue) return null
  const { articles, pages, date } = issue
  const published = date ?? undefined
  return {
    items: articles.map((article) => ({ ...article, published: article.published ?? published })),
    pages: number === 1 ? pages : []
  }
}

const rememberedRows = (page: Page, context: ParseContext): Rows | null => {
  const shape = readShape(context.shape)
  if (!shape) return null
  const items = rowsAt(page, shape.selectors, context)
  return fits(items, shape) ? { items, shape: context.shape! } : null
}

/** What an older release has remembered may be no CSS to this one. */
const rowsAt = (
  page: Page,
  selectors: ListSelectors,
  context: ParseContext
): readonly ListItem[] => {
  try {
    return readWithSelectors(page, selectors, context)
  } catch (error) {
    if (error instanceof ParkwireError) return []
    throw error
  }
}

const foundRows = async (page: Page, context: ParseContext): Promise<Rows> => {
  const judged = await judgePage(page, context)
  const [best] = judged.lists
  // The further pages of a list may hold its last two rows.
  const isFurther = (context.number ?? 1) > 1
  if (!best || !(isFurther || judged.kind === 'list')) throw noList(judged)
  const shape = writeShape(best)
  return { items: best.items, shape, ...(context.shape !== undefined && movedNotice(best)) }
}

const movedNotice = ({ items, selectors }: FoundList) => ({
  notice: `the page was rebuilt; its list was found again: ${items.length} rows at "${selectors.item}"`
})

const noList = ({ kind, lists, shell }: Judged): ParkwireError => {
  if (shell && kind !== 'article')
    return new ParkwireError('script-shell', drawnByScript(shell.dataUrls))
  const [first] = lists
  const several = first
    ? `this page has ${lists.length} lists and none is clearly its news`
    : 'no list of news is found in this page'
  const what = kind === 'article' ? 'this page is an article, no list of news' : several
  return new ParkwireError(
    'no-list',
    `${what}; look with parkwire try, then name the rows under list:`
  )
}

const MAX_DATA_URLS = 3

const drawnByScript = (dataUrls: readonly string[]): string => {
  const shown = dataUrls.slice(0, MAX_DATA_URLS).join(' , ')
  const data = shown === '' ? 'no data address is to be seen in it' : `its data may be at ${shown}`
  return `the list of this page is drawn by script; ${data}`
}

const furtherPages = (
  page: Page,
  { pages }: PageOptions,
  { isFirst = false, number = 1 }: ParseContext
): readonly Follow[] => {
  if (!isFirst || number >= pages) return []
  const urls = [nextPageOf(page), ...recordFragments(page).map(({ next }) => next)]
  const url = urls.find((one) => one !== null)
  return url === undefined ? [] : [{ url }]
}

/** A headline alone says too little; together they tell whether the page is a mirror's. */
const entriesOf = (items: readonly ListItem[]): readonly RawEntry[] => {
  const repair = judgeRepair(
    items.map(({ title, excerpt = '' }) => `${title}\n${excerpt}`).join('\n')
  )
  return items.map(({ url, title, published, excerpt, outlet }) => ({
    // A site that moves to https, or to www, still tells the same news.
    guid: urlKey(url),
    url,
    title,
    published,
    summary: excerpt,
    outlet,
    ...(repair.verdict !== 'clean' && { repair })
  }))
}

const refuseFeed = ({ bytes, contentType }: Fetched): void => {
  const { format } = recognize(decode(bytes, contentType).text)
  if (format === 'rss' || format === 'atom') {
    throw new ParkwireError('parse', 'this is a feed: read it with kind: feed')
  }
  if (format === 'json') throw new ParkwireError('parse', 'this is JSON: read it with kind: api')
}
