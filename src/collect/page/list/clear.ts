import { widthOf } from '../../../normalize/width.ts'
import { headTitle, type Page } from '../page.ts'
import { isTitled } from './field.ts'
import { squeezed } from './landmarks.ts'
import type { Ranked } from './rank.ts'
import { proseOfSite } from './surroundings.ts'
import type { Survey } from './survey.ts'
import { innerText, isElement } from './tree.ts'

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
  /** The page bears the name of one story, as pages of a film or of pictures do that have no text to tell. */
  readonly isOneStory: boolean
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
    isHome: HOME.test(new URL(page.url).pathname),
    isOneStory: isOneStory(list, found, page)
  }
}

/** Also that of one of its languages. */
const HOME =
  /^\/(?:(?:zh|cn|tw|hk|en|de|fr|es|pt|it|ja|jp|ko|kr|ru|ar)(?:[-_][a-z]{2,4})?\/)?(?:(?:index|default|home|main)(?:\.\w{2,5})?\/?)?$/i

/** Names of columns and sites are shorter, in columns of a screen. */
const MIN_STORY_WIDTH = 30

/** What the head of the page is called first stands as a title in it, and names none of the rows. */
const isOneStory = (
  { readings, score, signs }: Ranked,
  { elements }: Survey,
  page: Page
): boolean => {
  if (score < MIN_SCORE || signs.dated > 0.5) return false
  const name = squeezed((headTitle(page) ?? '').split(/\s[-–—|_]\s|[_|]/, 1)[0]!)
  if (widthOf(name) < MIN_STORY_WIDTH) return false
  if (readings.some(({ item }) => squeezed(item.title) === name)) return false
  return elements.some((element) => isTitled(element) && squeezed(innerText(element, 300)) === name)
}

const FILE = /\.(?:pdf|docx?|xlsx?|pptx?|wps|ofd|zip|rar|7z)(?:$|[?#])/i

/** A text that is a price. */
const PRICE =
  /^[^\p{L}\d]*(?:[$€£¥￥₩₽]|US\$|RMB|EUR)\s?\d[\d.,]*|^\d[\d.,]*\s?(?:€|元|円|₽|zł|kr)$/u

const MIN_SCORE = 6
/** A sentence or two of welcome, of law, of cookies. */
const MAX_PROSE = 200
/** A list of fewer rows is young; it must bear the name of the page. */
const MIN_ROWS = 3
const MAX_YOUNG_ROW = 400
/** Lists that are nearly as good as the first. */
const NEAR_SCORE = 3.5
const MIN_GAP = 1.2
/** On the first page of a site fewer rows are a teaser; elsewhere as many show what a page is for. */
const MANY_ROWS = 5
/** Columns of a screen: of a title, of a headline, of one that no name of a thing or a column has. */
const TITLE = 10
const HEADLINE = 20
const SENTENCE = 28

/** Whether the first of the lists is what the page is for. */
export const isClear = (lists: readonly Weighed[]): boolean => {
  const [best, ...others] = lists
  if (!best || best.score < MIN_SCORE || best.priced > 0.5) return false
  const { signs } = best
  if (signs.titleWidth < TITLE || isOutside(best) || isBesideArticle(best)) return false
  if (signs.rows < MIN_ROWS && !isYoung(best)) return false
  if (best.files > 0.5 && !signs.isOwn && !(isDated(best) && isWhole(best, others))) return false
  if (!isDated(best) && !isNamed(best) && !isPlain(best, others)) return false
  return isAlone(best, others)
}

/** Whether more than its rows says so: its heading, its place at the head of the page, the numbers of further pages. */
export const isMarked = ({ signs }: Weighed): boolean =>
  signs.isOwn || signs.isNearStart || signs.isPaged

const isDated = ({ signs }: Weighed): boolean => signs.dated + signs.datedByAddress >= 0.5

/** In a menu or at the foot, if more than a class name says so. */
const isOutside = ({ signs }: Weighed): boolean => {
  const isNews = signs.rows >= MANY_ROWS && signs.dated >= 0.8 && signs.titleWidth >= HEADLINE
  return signs.region < -1 && !(isNews && (signs.isOwn || signs.isPaged))
}

/** Sentences that no row holds make an article, unless the list is long and bears the name of the page. */
const isBesideArticle = (list: Weighed): boolean => list.proseOutside > maxProse(list)

const maxProse = (list: Weighed): number => {
  const { signs, isHome } = list
  if (!signs.isOwn) return MAX_PROSE
  if (signs.rows >= MANY_ROWS && isDated(list) && !isHome) return 5 * MAX_PROSE
  return signs.rows >= 8 ? 3 * MAX_PROSE : MAX_PROSE
}

const isYoung = ({ signs, longestRow, proseOutside }: Weighed): boolean =>
  signs.isOwn && signs.dated > 0 && longestRow <= MAX_YOUNG_ROW && proseOutside < MAX_PROSE / 2

/** Without dates a list of news looks like any other, but for its name and its place. */
const isNamed = ({ signs, isOneStory }: Weighed): boolean =>
  signs.isOwn &&
  !isOneStory &&
  signs.isNearStart &&
  signs.titleWidth >= HEADLINE &&
  signs.alike >= 0.5

/** Many rows, and nothing else in the page that could be meant. */
const isWhole = (best: Weighed, others: readonly Weighed[]): boolean =>
  best.signs.rows >= MANY_ROWS && best.signs.region === 0 && rivalsOf(best, others).length === 0

/** Headlines without dates, by far the most of the page's text. */
const isPlain = (best: Weighed, others: readonly Weighed[]): boolean => {
  const { signs, isHome, isOneStory } = best
  const isText = signs.titleWidth >= SENTENCE && signs.alike >= 0.5 && signs.mass >= 0.5
  return (
    isText &&
    !isHome &&
    !isOneStory &&
    (isMarked(best) || signs.rows >= 10) &&
    isWhole(best, others)
  )
}

/** The names of columns, goods or tags beside headlines are no rivals of theirs. */
const rivalsOf = (best: Weighed, others: readonly Weighed[]): readonly Weighed[] =>
  others.filter(
    ({ score, signs: { rows, titleWidth } }) =>
      rows >= MIN_ROWS &&
      score > best.score - NEAR_SCORE &&
      titleWidth > best.signs.titleWidth * RIVAL_WIDTH
  )
const RIVAL_WIDTH = 0.5

const isAlone = (best: Weighed, others: readonly Weighed[]): boolean => {
  const { signs } = best
  const near = rivalsOf(best, others)
  const isNamed = signs.isOwn || signs.isPaged
  if (near.some(({ score }) => score > best.score - MIN_GAP) && !(signs.isOwn && signs.isPaged))
    return false
  if (near.length > 1 && !isNamed) return false
  if (best.isHome && !signs.isPaged && signs.rows < MANY_ROWS) return false
  return isMarked(best) || signs.rows >= MANY_ROWS
}
