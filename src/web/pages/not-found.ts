import { html } from 'hono/html'
import { layout, type Html, type View } from './layout.ts'

export const notFoundPage = (view: View): Html =>
  layout(view, {
    title: view.words.page.notFound,
    tab: 'none',
    body: html`<article>
      <h1>${view.words.page.notFound}</h1>
      <p>${view.words.page.notFoundHint}</p>
      <p><a class="tag" href="${view.base}/">${view.words.page.home}</a></p>
    </article>`
  })
