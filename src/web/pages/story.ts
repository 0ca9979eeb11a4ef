import { html } from 'hono/html'
import { mirrorsIn, outletsOf } from '../../match/outlets.ts'
import type { PlacedStory, Reason, Relevance } from '../../model.ts'
import { localTime, publishedTime } from '../../normalize/local-time.ts'
import type { StoredEntry } from '../../store/entries.ts'
import type { Words } from '../../words.ts'
import { layout, type Html, type View } from './layout.ts'
import { outsideLink } from './outside-link.ts'

export type StoryPage = {
  readonly story: PlacedStory
  readonly entries: readonly StoredEntry[]
  /** This park's decisions about the entries. */
  readonly relevance: readonly (Relevance & { readonly entryId: string })[]
}

export const storyPage = (view: View, page: StoryPage): Html => {
  const { words, park, base } = view
  const { story } = page
  const section = park.sections.find(({ id }) => id === story.section)?.title ?? story.section
  const outlets = outletsOf(story.copies)
  const mirrors = mirrorsIn(story.copies)
  const copies = page.entries.filter((entry) => !entry.isMirror)
  const published = publishedTime(story.publishedAt, park.zone)
  const updated = story.changedAt > story.firstSeenAt ? localTime(story.changedAt, park.zone) : null
  return layout(view, {
    title: story.title,
    tab: 'none',
    body: html`<article>
        <h1>${outsideLink(story.url, story.title)}</h1>
        <div class="meta">
          <a class="tag ${story.section}" href="${base}/?section=${story.section}">${section}</a>
          <time datetime="${story.publishedAt.toISOString()}"
            >${words.page.published} ${published}</time
          >
          ${updated === null ? '' : html`<span>${words.page.updated} ${updated}</span>`}
        </div>
        ${story.summary === '' || story.summary === story.title ? '' : html`<p>${story.summary}</p>`}
      </article>
      ${outlets.length === 0 ? '' : html`<h2 class="part">${words.carriers(outlets.length)}</h2>`}
      ${copies.length === 0 ? '' : copyList(view, story, copies)}
      ${mirrors === 0 ? '' : html`<p class="note">${words.mirrors(mirrors)}</p>`}
      ${relevanceList(view, page)}`
  })
}

const copyList = (view: View, story: PlacedStory, copies: readonly StoredEntry[]): Html =>
  html`<ul class="copies">
    ${copies.map((entry) => copyItem(view, story, entry))}
  </ul>`

const copyItem = ({ words, park }: View, story: PlacedStory, entry: StoredEntry): Html => {
  const lead =
    entry.id === story.leadEntryId ? html`<span class="tag">${words.page.lead}</span>` : ''
  const { by, reason } = entry.match
  return html`<li>
    <strong>${entry.outlet}</strong> ${lead}<br />
    ${outsideLink(entry.url, entry.title)}
    <div class="why">
      ${publishedTime(entry.publishedAt, park.zone)} ·
      <span title="${reason}">${words.match[by]}</span>
    </div>
  </li> `
}

const relevanceList = ({ words }: View, { story, relevance }: StoryPage): Html => {
  const own = relevance.find((one) => one.entryId === story.leadEntryId) ?? relevance[0]
  if (!own || own.reasons.length === 0) return html``
  const reasons = words.join(own.reasons.map((reason) => reasonText(words, reason)))
  return html`<h2 class="part">${words.page.whyHere}</h2>
    <p class="note">${words.relevance.score(own.score)}${reasons}</p>`
}

const reasonText = (words: Words, { term, where, weight }: Reason): string =>
  where === 'source'
    ? words.relevance.everything
    : words.relevance.reason(
        term,
        words.relevance.where[where],
        `${weight >= 0 ? '+' : ''}${weight}`
      )
