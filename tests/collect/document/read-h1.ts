import type { ReadArticle } from '../../../src/collect/document/html-document.ts'
import { textOf } from '../../../src/normalize/html.ts'

/** Stands in for the reader of article pages: the first h1, its `#zoom`, nothing to guess. */
export const readH1: ReadArticle = ({ $ }) => {
  const html = $('#zoom').html() ?? ''
  const title = $('h1').first().text()
  const article = { title, published: null, outlet: null, author: null, html, text: textOf(html) }
  return Promise.resolve(html === '' ? null : article)
}
