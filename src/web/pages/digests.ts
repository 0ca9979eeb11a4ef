import { html } from 'hono/html'
import type { DigestHead } from '../../model.ts'
import { localTime } from '../../normalize/local-time.ts'
import type { DeliveryState } from '../../store/deliveries.ts'
import { layout, type Html, type View } from './layout.ts'

export const digestsPage = (view: View, digests: readonly DigestHead[]): Html => {
  const { words, base, park } = view
  return layout(view, {
    title: words.nav.digests,
    tab: 'digests',
    body:
      digests.length === 0
        ? html`<p class="notice">${words.digest.none}</p>`
        : html`${digests.map(
            (digest) =>
              html`<article class="story">
                <h2><a href="${base}/digests/${digest.id}">${digest.subject}</a></h2>
                <div class="meta">
                  <span>${digest.name}</span>
                  <span>${localTime(digest.createdAt, park.zone)}</span>
                </div>
              </article> `
          )}`
  })
}

/** The digest in a frame without rights, as it was sent. Addresses of subscribers are not shown. */
export const digestPage = (
  view: View,
  digest: DigestHead,
  deliveries: readonly DeliveryState[]
): Html => {
  const { words, base, park } = view
  const sent = deliveries.filter((delivery) => delivery.status === 'sent').length
  return layout(view, {
    title: digest.subject,
    tab: 'digests',
    body: html`<article><h1>${digest.subject}</h1></article>
      <div class="meta">
        <span>${digest.name}</span>
        <span>${localTime(digest.createdAt, park.zone)}</span>
        <span>${words.digest.sentTo(sent, deliveries.length)}</span>
        <span>${words.digest.asSent}</span>
      </div>
      <iframe
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        title="${digest.subject}"
        src="${base}/digests/${digest.id}/mail"
      ></iframe>`
  })
}
