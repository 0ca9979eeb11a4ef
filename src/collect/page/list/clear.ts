import type { Page } from '../page.ts'
import type { Ranked } from './rank.ts'
import { isElement } from './tree.ts'
import { proseOfSite } from './surroundings.ts'
import type { Survey } from './survey.ts'

/** A list with what decides whether it is what its page is for. */
export type Weighed = Pick<Ranked, 'score' | 'signs' | 'heading'> & {
  /** Characters of sentences in the page that belong to none of its rows, and in its longest row. */
  readonly proseOutside: number
  readonly longestRow: number
  /** Share of rows with a price: goods. */
  readonly priced: number
  /** Share of rows that lead to files: what belongs to a notice, unless the list bears the name of the page. */
  readonly files: number
  /** The page is the first of its site. */
  readonly isHome: boolean
}

export const weighedIn = (list: Ranked, found: Survey, page: Page): Weighed => {
  const { statsOf, total } = found
  const { readings } = list
  const proses = readings.map(({ row }) =>
    [row.core, ...row.after].filter(isElement).reduce((sum, node) => sum + statsOf(node).prose, 0)
  )
  const priced = readings.filter(({ parts }) => parts.pieces.some(({ text }) => PRICE.test(text)))
  return {
    score: list.score,
    signs: list.signs,
    heading: list.heading,
    proseOutside: total.prose - proseOfSite(found) - proses.reduce((sum, prose) => sum + prose, 0),
    longestRow: Math.max(0, ...readings.map(({ row }) => statsOf(row.core).text)),
    priced: priced.length / Math.max(1, readings.length),
    files: readings.filter(({ item }) => FILE.test(item.url)).length / Math.max(1, readings.length),
    isHome: /^\/(?:index\.\w{2,5})?$/.test(new URL(page.url).pathname)
  }
}

const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|wps|ofd|zip|rar|7z)(?:$|[?#])/i

/** A text that is a price. */
const PRICE =
  /^[^\p{L}\d]*(?:[$€£¥￥₩₽]|US\$|RMB|EUR)\s?\d[\d.,]*|^\d[\d.,]*\s?(?:€|元|円|₽|zł|kr)$/u

const MIN_SCORE = 7
/** A sentence or two of welcome, of law, of cookies. */
const MAX_PROSE = 200
/** A list of fewer rows is young; it must bear the name of the page. */
const MIN_ROWS = 3
const MAX_YOUNG_ROW = 400
/** Lists that are nearly as good as the first. */
const NEAR_SCORE = 3.5
const MIN_GAP = 1.2
/** On the first page of a site fewer rows are a teaser. */
const MIN_HOME_ROWS = 5

/** Whether the first of the lists is what the page is for. */
export const isClear = (lists: readonly Weighed[]): boolean => {
  const [best, ...others] = lists
  if (!best || best.score < MIN_SCORE || best.priced > 0.5) return false
  const { signs } = best
  if (best.files > 0.5 && !signs.isOwn) return false
  if (signs.region < -1 || signs.titleWidth < 10 || isBesideArticle(best)) return false
  if (signs.rows < MIN_ROWS && !isYoung(best)) return false
  if (signs.dated + signs.datedByAddress < 0.5 && !isNamed(best)) return false
  return isAlone(best, others)
}

/** Sentences that no row holds make an article, unless the list is long and bears the name of the page. */
const isBesideArticle = ({ proseOutside, signs }: Weighed): boolean =>
  proseOutside > (signs.isOwn && signs.rows >= 8 ? 3 * MAX_PROSE : MAX_PROSE)

const isYoung = ({ signs, longestRow, proseOutside }: Weighed): boolean =>
  signs.isOwn && signs.dated > 0 && longestRow <= MAX_YOUNG_ROW && proseOutside < MAX_PROSE / 2

/** Without dates a list of news looks like any other, but for its name and its place. */
const isNamed = ({ signs }: Weighed): boolean =>
  signs.isOwn && signs.isNearStart && signs.titleWidth >= 20 && signs.alike >= 0.5

const isAlone = (best: Weighed, others: readonly Weighed[]): boolean => {
  const { signs } = best
  const near = others.filter(
    ({ score, signs: { rows } }) => rows >= MIN_ROWS && score > best.score - NEAR_SCORE
  )
  const isMarked = signs.isOwn || signs.isPaged
  if (near.some(({ score }) => score > best.score - MIN_GAP) && !(signs.isOwn && signs.isPaged))
    return false
  if (near.length > 1 && !isMarked) return false
  if (best.isHome && !signs.isPaged && signs.rows < MIN_HOME_ROWS) return false
  return isMarked || signs.isNearStart || signs.rows >= 6
}
