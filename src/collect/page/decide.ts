import { fold } from '../../normalize/text.ts'
import { widthOf } from '../../normalize/width.ts'
import type { Article } from './article.ts'
import type { FoundList } from './list-item.ts'

/** What several readers say of one page. */
export type Evidence = {
  readonly isShell: boolean
  /** The first of `lists` is clearly the list of this page, as far as its rows say. */
  readonly isList: boolean
  /** What beside its rows says so. */
  readonly mark: ListMark
  readonly lists: readonly FoundList[]
  readonly article: Article | null
  /** How much of the article's text stands in the rows of the first list, 0 to 1. */
  readonly bodyInRows: number
}

/** The first list bears the name of the page; it stands at its head or above the numbers of further pages; neither. */
export type ListMark = 'name' | 'place' | 'none'

export type Decision = 'list' | 'article' | 'script-shell' | 'unknown'

/**
 * Weighs an article against a list, since most articles have lists beside them and most lists have
 * text. In doubt a page is no list: a list that is not followed is told to the operator, but a page that
 * is followed by mistake fills the store with what is no news.
 */
export const decide = (evidence: Evidence): Decision => {
  const { isShell, isList, bodyInRows } = evidence
  const confidence = confidenceOf(evidence)
  if (isShell) return confidence >= SURE && bodyInRows < MOSTLY ? 'article' : 'script-shell'
  if (isList) return bodyInRows < MOSTLY && confidence >= limitOf(evidence) ? 'article' : 'list'
  // Rows that are no clear list may be links among the sentences of one text.
  const own = confidence * (1 - bodyInRows / 2)
  if (own >= POSSIBLE) return 'article'
  return isMostlyText(evidence) ? 'article' : 'unknown'
}

/** A few words without a day or a name may as well be what a page has to say that has no news yet. */
const confidenceOf = ({ article }: Evidence): number => {
  const {
    confidence = 0,
    text = '',
    published = null,
    outlet = null,
    author = null
  } = article ?? {}
  const isNotice = published === null && outlet === null && author === null
  return isNotice && widthOf(text) < SHORT_TEXT ? Math.min(confidence, FAINT) : confidence
}
/** In columns of a screen: five lines. */
const SHORT_TEXT = 420

/** How sure an article must be to go before a list. */
const limitOf = (evidence: Evidence): number => {
  const { lists, mark, article } = evidence
  const rows = lists[0]?.items.length ?? 0
  if (rows < FEW_ROWS) return POSSIBLE
  if (isOfColumn(evidence)) return SURE + MARGIN
  if (mark === 'none') return WEAK
  if (rows < MANY_ROWS) return LIKELY
  if (mark === 'name') return SURE - MARGIN
  // A text about the column has no day of its own.
  return article?.published === null ? LIKELY + MARGIN : LIKELY
}

/** The headline that was found for the text is that of the rows: some lines about what the column brings. */
const isOfColumn = ({ lists, article }: Evidence): boolean => {
  const heading = fold(lists[0]?.heading ?? '')
  const title = fold(article?.title ?? '')
  return heading === title && title !== '' && widthOf(title) < MAX_NAME
}

const MOSTLY = 0.55
const SURE = 0.8
const MARGIN = 0.07
/** In columns of a screen: a headline is longer than the name of a column. */
const MAX_NAME = 30
const LIKELY = 0.55
const POSSIBLE = 0.47
const WEAK = 0.4
const FAINT = 0.15
const FEW_ROWS = 3
const MANY_ROWS = 5
/** Characters: no home page has so much text that is not in rows. */
const LONG_TEXT = 1500

/** A text without a date or a headline that could be read, and no list that could be meant instead. */
const isMostlyText = ({ article, bodyInRows, lists }: Evidence): boolean => {
  const { confidence = 0, text = '' } = bodyInRows < MOSTLY ? (article ?? {}) : {}
  const rows = lists[0]?.items.length ?? 0
  return confidence >= FAINT && text.length * (1 - bodyInRows) >= LONG_TEXT && rows < FEW_ROWS * 4
}
