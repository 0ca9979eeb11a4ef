import type { Article, ArticleOptions } from './article/article.ts'
import { authorOf } from './article/author.ts'
import { isByline } from './article/byline-line.ts'
import { confidenceOf } from './article/confidence.ts'
import { dropFurniture, dropHidden } from './article/furniture.ts'
import { headDataOf } from './article/head-data.ts'
import { joinPages } from './article/join.ts'
import { linedText, linesOf, type Line } from './article/line.ts'
import { dropOthers } from './article/others.ts'
import { outlineOf } from './article/outline.ts'
import { outletOf } from './article/outlet.ts'
import { publishedOf } from './article/published.ts'
import { surroundingsOf } from './article/surroundings.ts'
import { findHeadline } from './article/title.ts'
import type { Page } from './page.ts'
import { nextPageOf } from './pager.ts'
import { readBody } from './read-body.ts'

export type { Article, ArticleOptions }

/** Null when there is no text that could be an article. */
export const readArticle = async (page: Page, options: ArticleOptions): Promise<Article | null> => {
  const { zone, now, listed } = options
  const outline = outlineOf(page)
  const text = linedText(outline)
  const hidden = dropHidden(outline, text)
  const dropped = dropFurniture(outline, text, hidden)
  dropOthers(outline, linesOf(outline, dropped), text, dropped)
  const lines = linesOf(outline, dropped)
  const head = headDataOf(page, outline)
  const headline = findHeadline(page, outline, lines, head, { now, listed: listed?.title })
  const body = await readBody({ outline, dropped, lines, headline, base: page.base, now })
  if (!body) return null
  const place = lines[headline.at]?.places[0] ?? -1
  const around = surroundingsOf(outline, linesOf(outline, hidden), body.lines, place)
  const outlet = outletOf(around, head)
  const author = authorOf(around, head, outlet)
  const published = publishedOf(around, head, page, { zone, now, listed: listed?.published })
  const { title, agrees } = headline
  const isCredited = outlet !== null || author !== null
  const isHeaded = around.byline.some((line) => isBetween(line, place, body.lines[0]!, now))
  const signs = {
    page,
    outline,
    head,
    lines,
    body: body.lines,
    title,
    agrees,
    isCredited,
    isHeaded
  }
  const confidence = confidenceOf({ ...signs, isDated: published !== null })
  const { html, text: plain, images } = body
  return {
    title,
    published,
    outlet,
    author,
    html,
    text: plain,
    images,
    nextPage: nextPageOf(page),
    confidence
  }
}

/** The line that tells when, whence and by whom, below the headline and above the text. */
const isBetween = (line: Line, headline: number, first: Line, now: Date): boolean =>
  headline >= 0 &&
  line.places[0]! > headline &&
  line.places[0]! < first.places[0]! &&
  isByline(line, now, true)

/**
 * The pages of one article joined: body and images in order, repeated blocks (the headline, the editor's
 * note on every page) once.
 *
 * @throws RangeError without a page
 */
export const joinArticles = (pages: readonly Article[]): Article => joinPages(pages)
