import { ParkwireError } from '../../errors.ts'
import type { Entry, RawEntry } from '../../model.ts'
import { isUnusable, toEntry } from '../../normalize/entry.ts'
import { localDate } from '../../normalize/local-time.ts'
import { fold } from '../../normalize/text.ts'
import { refuseBinary } from '../document/format.ts'
import type { Fetched } from '../kind.ts'
import type { ArticleRequest, ArticleResult } from '../reader-messages.ts'
import { joinArticles, readArticle, type Article } from './article.ts'
import { openPage } from './page.ts'

/** Below this a page is rather something else: an error page, a login, a list. */
const MIN_CONFIDENCE = 0.3

/**
 * The entry of a list with what the article behind it says: its text, and title, date, author and outlet
 * where the page names them. Who it is (guid, address) stays as the list has it.
 *
 * @throws ParkwireError `no-article` when there is none in the documents
 */
export const readListedArticle = async (request: ArticleRequest): Promise<ArticleResult> => {
  const { documents, source, now, listed } = request
  const published = publishedOf(listed)
  const about = { title: listed.title, ...(published !== undefined && { published }) }
  const articles: Article[] = []
  for (const document of documents) {
    refuseOthers(document)
    const options = { zone: source.zone, now, listed: about }
    const article = await readArticle(openPage(document), options)
    if (article && article.confidence >= MIN_CONFIDENCE) articles.push(article)
  }
  const last = articles.at(-1)
  if (!last || !isAbout(articles, listed))
    throw new ParkwireError('no-article', `there is no article at ${listed.url ?? ''}`)
  const entry = toEntry(rawOf(listed, joinArticles(articles), source.zone), source, now)
  if (isUnusable(entry)) throw new ParkwireError('no-article', entry.unusable)
  return { entry, nextPage: last.nextPage }
}

/** @throws ParkwireError `parse` for a picture or a packed file, `no-article` for a feed or data */
const refuseOthers = ({ bytes, contentType, url }: Fetched): void => {
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? 'text/html'
  refuseBinary(bytes)
  if (MARKUP.has(type)) return
  throw new ParkwireError('no-article', `there is no page at ${url}, but ${type}`)
}

/** What servers call a page. */
const MARKUP: ReadonlySet<string> = new Set([
  'text/html',
  'application/xhtml+xml',
  'text/plain',
  ''
])

/**
 * A login, a check whether we are human, a notice of maintenance come under the address of the article
 * too, and with status 200. An article has the headline under which it was listed, or tells of the same.
 */
const isAbout = (articles: readonly Article[], { title }: Entry): boolean => {
  const wanted = pairsOf(fold(title))
  if (wanted.length < MIN_PAIRS) return true
  const said = fold(
    articles.map((one) => `${one.title ?? ''}\n${one.text.slice(0, SAID_CHARS)}`).join('\n')
  )
  const found = wanted.filter((pair) => said.includes(pair)).length
  return found >= wanted.length * MIN_SHARE
}
const MIN_PAIRS = 4
const SAID_CHARS = 3000
const MIN_SHARE = 0.3

const pairsOf = (text: string): readonly string[] =>
  Array.from({ length: Math.max(0, text.length - 1) }, (_, at) => text.slice(at, at + 2))

const rawOf = (listed: Entry, article: Article, zone: string): RawEntry => ({
  guid: listed.guid,
  url: listed.url ?? undefined,
  title: article.title ?? listed.title,
  summary: listed.summary || undefined,
  contentHtml: article.html,
  author: article.author ?? listed.author ?? undefined,
  outlet: article.outlet ?? listed.outlet,
  published: dateOf(listed, article.published, zone)
})

/** A time in the list beats the bare day in the article. */
const dateOf = (listed: Entry, published: string | null, zone: string): string | undefined =>
  published === null ||
  (listed.publishedBy === 'source' && published === localDate(listed.publishedAt, zone))
    ? publishedOf(listed)
    : published

const publishedOf = ({ publishedBy, publishedAt }: Entry): string | undefined =>
  publishedBy === 'source' ? publishedAt.toISOString() : undefined
