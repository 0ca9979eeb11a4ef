import { html } from 'hono/html'
import { absoluteUrl } from '../../normalize/url.ts'
import type { Html } from './layout.ts'

/** A link that leaves the page; only its label where the address is none that a reader may follow. */
export const outsideLink = (url: string | null, label: string): Html => {
  const href = absoluteUrl(url ?? '')
  return href === null ? html`${label}` : html`<a href="${href}" rel="noopener">${label}</a>`
}
