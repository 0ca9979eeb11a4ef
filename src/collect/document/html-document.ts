import { ParkwireError } from '../../errors.ts'
import { textOf } from '../../normalize/html.ts'
import { openPage, type Page } from '../page/page.ts'
import type { Clipping, ReadContext } from './clipping.ts'
import { linesBelow } from './headlines.ts'
import { ownAddress, savedFrom } from './saved-address.ts'
import { readWechat } from './wechat.ts'

/** What is taken of an article page; `readArticle` (page/article.ts) gives it and more. */
export type ArticleParts = {
  readonly title: string | null
  readonly published: string | null
  readonly outlet: string | null
  readonly author: string | null
  readonly html: string
  readonly text: string
}
export type ReadArticle = (page: Page, context: ReadContext) => Promise<ArticleParts | null>

/**
 * A saved page. Its address is the one that the browser wrote into it, else the one it gives itself.
 *
 * @param url where it was read; http or https for a page of the web or a part of an MHTML file
 * @throws ParkwireError `parse`, with what the page is instead of an article
 */
export const readHtml = async (
  document: { readonly html: string; readonly url: string },
  readArticle: ReadArticle,
  context: ReadContext
): Promise<Clipping> => {
  const saved = savedFrom(document.html) ?? (isWeb(document.url) ? document.url : null)
  const bytes = new TextEncoder().encode(document.html)
  const page = openPage({ url: saved ?? document.url, contentType: UTF_8, bytes })
  if (!isWeb(document.url)) dropSavedFiles(page)
  const wechat = readWechat(page, context)
  const url = saved ?? wechat?.url ?? ownAddress(page)
  if (wechat && textOf(wechat.html) !== '') return { ...wechat, url }
  const article = await readArticle(page, context)
  if (article === null || article.text.trim() === '') throw notAnArticle(page)
  const { title, published, outlet, author, html } = article
  return { title, published, outlet, author, html, url, below: linesBelow(page.text, html) }
}

/** Decoded already: a `meta` that names another charset no longer holds. */
const UTF_8 = 'text/html; charset=utf-8'

const isWeb = (url: string): boolean => /^https?:\/\//i.test(url)

/** A browser turns the pictures of a page that it saves to `./<name>_files/…`: on the site there is no such file. */
const dropSavedFiles = ({ $ }: Page): void => {
  $('img[src*="_files/"], img[src*=".files/"]').each((_, image) => {
    const src = $(image).attr('src') ?? ''
    if (!isWeb(src) && !src.startsWith('/')) $(image).removeAttr('src')
  })
}

const notAnArticle = (page: Page): ParkwireError =>
  new ParkwireError('parse', `this page is no article: ${whatItIs(page)}`)

const whatItIs = ({ $, text }: Page): string => {
  const words = textOf($('body').html() ?? '').replace(/\s/g, '').length
  if ($('input[type="password" i]').length > 0) return 'it asks for a password'
  if (words < FEW_WORDS && $('script').length > 0) {
    return 'a script draws it; save it from the browser once it is complete (as one file, .mhtml)'
  }
  if (words < FEW_WORDS) return `there is hardly any text in it (${text.length} characters of HTML)`
  return 'no part of it reads as one text with a headline'
}
const FEW_WORDS = 200
