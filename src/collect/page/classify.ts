import { messageOf, ParkwireError } from '../../errors.ts'
import type { RawEntry } from '../../model.ts'
import { excerpt, textOf } from '../../normalize/html.ts'
import { cleanLine } from '../../normalize/text.ts'
import { widthOf } from '../../normalize/width.ts'
import { decode } from '../charset.ts'
import { recognize } from '../feed/document.ts'
import type { Fetched } from '../kind.ts'
import { contentTypeOf } from '../document/format.ts'
import { document as documentKind } from '../kinds/document.ts'
import { parseFeed } from '../parse-feed.ts'
import { judgePage } from './judge-page.ts'
import { jsonListIn } from './json-list.ts'
import type { FoundList, ListItem } from './list-item.ts'
import type { Look, LookArticle, LookItem, LookOptions } from './look.ts'
import { headTitle, openPage, type Page } from './page.ts'
import * as reasons from './reasons.ts'
import { feedLinksOf, siteNameOf } from './site.ts'

/**
 * Says of any document what it is. An article, a home page of teasers and a page that a script fills are
 * never called a list. Nothing is fetched.
 */
export const look = async (document: Fetched, options: LookOptions): Promise<Look> => {
  const { text } = decode(document.bytes, document.contentType)
  const seen = recognize(text)
  if (seen.format === 'json') return lookAtJson(document, seen.text, options)
  if (seen.format !== 'none') return lookAtFeed(document, options)
  if (isMarkup(text, seen.looksLike)) return lookAtPage(document, options)
  return lookAtText(document, { text, looksLike: seen.looksLike }, options)
}

const NOTHING = {
  title: null,
  outlet: null,
  items: [],
  feeds: [],
  lists: [],
  article: null,
  dataUrls: [],
  data: null
} as const

/** @throws whatever is no sentence for people */
const lookAtFeed = async (document: Fetched, options: LookOptions): Promise<Look> => {
  try {
    const { bytes, contentType, url } = document
    const { title, items } = await parseFeed(bytes, contentType ?? undefined, url, options)
    const rows = items.map((item): LookItem => ({
      title: item.title ?? item.summary ?? item.link ?? '',
      link: item.link,
      published: item.published ?? item.updated
    }))
    const reason = reasons.ofFeed(rows)
    return { ...NOTHING, kind: 'feed', title, outlet: title, items: rows, reason }
  } catch (error) {
    if (!(error instanceof ParkwireError)) throw error
    return { ...NOTHING, kind: 'unknown', reason: messageOf(error) }
  }
}

const lookAtJson = async (document: Fetched, text: string, options: LookOptions): Promise<Look> => {
  const asFeed = await lookAtFeed(document, options)
  if (asFeed.kind === 'feed') return asFeed
  const data = jsonListIn(text, { ...options, url: document.url })
  const items = (data?.found ?? []).map(lookItem)
  return { ...NOTHING, kind: 'unknown', items, data, reason: reasons.ofJson(asFeed.reason, data) }
}

/** XML that is no feed may hold records; a page may begin with a warning of its program. */
const isMarkup = (text: string, looksLike: string): boolean =>
  /HTML page|XML document/.test(looksLike) ||
  (looksLike === 'plain text' && !isMail(text) && isMostlyTags(text.slice(0, 20_000)))

/** A text about pages quotes a few tags too, but none of these frames. */
const isMostlyTags = (head: string): boolean =>
  /<(?:html|body|head)[\s>]/i.test(head) ||
  (head.match(/<(?:tr|td|li|div|p|a\s)/gi)?.length ?? 0) > 20

const lookAtPage = async (document: Fetched, options: LookOptions): Promise<Look> => {
  const page = openPage(document)
  const { kind, lists, article, shell } = await judgePage(page, options)
  const found = {
    lists: lists.filter((list, at) => (kind === 'list' && at === 0) || isWorthShowing(list)),
    feeds: feedLinksOf(page),
    dataUrls: kind === 'script-shell' ? (shell?.dataUrls ?? []) : []
  }
  return {
    ...NOTHING,
    ...found,
    kind,
    title: kind === 'article' ? (article?.title ?? headTitle(page)) : titleOf(page, lists),
    outlet: siteNameOf(page),
    items: kind === 'list' ? (lists[0]?.items ?? []).map(lookItem) : [],
    article: kind === 'article' ? article : null,
    reason: reasons.ofPage(kind, { ...found, article })
  }
}

/** Menus, and links that stand alone, would only hide the lists among which people have to choose. */
const isWorthShowing = ({ items }: FoundList): boolean => {
  const dated = items.filter(({ published }) => published !== undefined).length
  const long = items.filter(({ title }) => widthOf(title) >= MIN_COLUMNS).length
  return items.length >= MIN_ROWS && (dated * 2 > items.length || long * 2 > items.length)
}
const MIN_ROWS = 2
/** Of a headline, as a terminal counts them; the names of columns are shorter. */
const MIN_COLUMNS = 16

const titleOf = (page: Page, lists: readonly FoundList[]): string | null =>
  headTitle(page) ?? lists[0]?.heading ?? null

/** A row of a list as it is shown. */
export const lookItem = ({ title, url, published }: ListItem): LookItem => ({
  title,
  link: url === '' ? null : url,
  published: published ?? null
})

const lookAtText = async (
  document: Fetched,
  { text, looksLike }: { text: string; looksLike: string },
  options: LookOptions
): Promise<Look> => {
  const file = fileTypeOf(document.bytes)
  if (file !== null || looksLike !== 'plain text') {
    return { ...NOTHING, kind: 'unknown', reason: reasons.ofNothing(file ?? looksLike) }
  }
  const mail = isMail(text)
  const title = mail ? subjectOf(text) : firstLine(text)
  const contentType = mail ? 'message/rfc822' : (contentTypeOf(document.url) ?? 'text/plain')
  const found = await lookInside({ ...document, contentType }, options)
  return { ...NOTHING, title, ...found, kind: 'document', reason: reasons.ofDocument(mail) }
}

/** The article that a source of kind document would keep, and the headlines below it. */
const lookInside = async (
  document: Fetched,
  options: LookOptions
): Promise<Partial<Pick<Look, 'title' | 'article' | 'items'>>> => {
  try {
    const { entries } = await documentKind.parse(document, {}, options)
    const [article, ...headlines] = entries
    if (!article) return {}
    const items = headlines.map(({ title = '' }) => ({ title, link: null, published: null }))
    const shown = articleIn(article)
    return { title: shown.title, article: shown, items }
  } catch (error) {
    if (!(error instanceof ParkwireError)) throw error
    return {}
  }
}

/** Without a headline it is called by its first words, as its entry will be. */
const articleIn = ({
  title,
  published,
  outlet,
  author,
  contentHtml = ''
}: RawEntry): LookArticle => ({
  title: title ?? excerpt(textOf(contentHtml), MAX_TITLE_CHARS),
  published: published ?? null,
  outlet: outlet ?? null,
  author: author ?? null,
  text: textOf(contentHtml)
})
const MAX_TITLE_CHARS = 40

/** RFC 5322: two header fields or more, one of them such as every mail has. */
const isMail = (text: string): boolean => {
  const head =
    text
      .slice(0, 10_000)
      .trimStart()
      .split(/\r?\n\r?\n/, 1)[0] ?? ''
  const lines = head.split(/\r?\n/)
  return (
    lines.length > 1 &&
    lines.every((line) => /^(?:[!-9;-~]{1,100}:|[ \t])/.test(line)) &&
    lines.some((line) => /^(?:from|received|mime-version|message-id|return-path):/i.test(line))
  )
}

const subjectOf = (text: string): string | null =>
  cleanLine(/^subject:(.{0,500})/im.exec(text.slice(0, 10_000))?.[1] ?? '') || null

const firstLine = (text: string): string | null =>
  cleanLine(/\S.{0,200}/.exec(text.slice(0, 5000))?.[0] ?? '').replace(/^#+ /, '') || null

/** Files that people try most, by their first bytes. */
const fileTypeOf = (bytes: Uint8Array): string | null => {
  const head = String.fromCharCode(...bytes.subarray(0, 4))
  if (head === '%PDF') return 'a PDF'
  if (head === 'PK\u0003\u0004') return 'a ZIP archive or an Office document'
  return /^(?:\u0089PNG|GIF8|\u00ff\u00d8\u00ff)/.test(head) ? 'a picture' : null
}
