import type { Article } from './article.ts'
import type { FoundList } from './list-item.ts'

/** What several readers say of one page. */
export type Evidence = {
  readonly isShell: boolean
  /** The first of `lists` is clearly the list of this page, as far as its rows say. */
  readonly isList: boolean
  readonly lists: readonly FoundList[]
  readonly article: Article | null
  /** How much of the article's text stands in the rows of the first list, 0 to 1. */
  readonly bodyInRows: number
}

export type Decision = 'list' | 'article' | 'script-shell' | 'unknown'

/**
 * Weighs an article against a list, since most articles have lists beside them and most lists have
 * text. In doubt a page is no list: a list that is not followed is told to the operator, but a page that
 * is followed by mistake fills the store with what is no news.
 */
export const decide = (evidence: Evidence): Decision => {
  const { isShell, isList, lists, article, bodyInRows } = evidence
  const confidence = bodyInRows >= MOSTLY ? 0 : (article?.confidence ?? 0)
  if (isShell) return confidence >= SURE ? 'article' : 'script-shell'
  const rows = lists[0]?.items.length ?? 0
  if (isList) return confidence >= (rows < FEW_ROWS ? POSSIBLE : LIKELY) ? 'article' : 'list'
  if (confidence >= POSSIBLE) return 'article'
  return isMostlyText(evidence) ? 'article' : 'unknown'
}

const MOSTLY = 0.6
const SURE = 0.8
const LIKELY = 0.55
const POSSIBLE = 0.47
const FAINT = 0.15
const FEW_ROWS = 3
/** Characters: no home page has so much text that is not in rows. */
const LONG_TEXT = 1500

/** A text without a date or a headline that could be read, and no list that could be meant instead. */
const isMostlyText = ({ article, bodyInRows, lists }: Evidence): boolean => {
  const { confidence = 0, text = '' } = article ?? {}
  const rows = lists[0]?.items.length ?? 0
  return confidence >= FAINT && text.length * (1 - bodyInRows) >= LONG_TEXT && rows < FEW_ROWS * 4
}
