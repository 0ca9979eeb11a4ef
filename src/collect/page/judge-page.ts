import { readArticle, type Article } from './article.ts'
import { bodyInRows } from './body-in-rows.ts'
import { decide, type Decision } from './decide.ts'
import { findLists, isListPage, listMark } from './list.ts'
import type { FoundList } from './list-item.ts'
import type { Page } from './page.ts'
import { scriptShell } from './shell.ts'

/** What a page is, with everything that speaks for it. */
export type Judged = {
  readonly kind: Decision
  /** The most likely one first, whatever the page is. */
  readonly lists: readonly FoundList[]
  readonly article: Article | null
  readonly shell: { readonly dataUrls: readonly string[] } | null
}

/** One judgement for whoever tries a page and whoever follows it: a list is called one by both. */
export const judgePage = async (
  page: Page,
  options: { readonly zone: string; readonly now: Date }
): Promise<Judged> => {
  const lists = findLists(page, options)
  const shell = scriptShell(page)
  const article = await readArticle(page, options)
  const kind = decide({
    isShell: shell !== null,
    isList: isListPage(page, lists),
    mark: listMark(lists),
    lists,
    article,
    bodyInRows: bodyInRows(page, lists[0], article)
  })
  return { kind, lists, article, shell }
}
