import { html } from 'hono/html'
import { mirrorsIn, outletsOf } from '../../match/outlets.ts'
import type { DigestHead, PlacedStory } from '../../model.ts'
import { localDate, localTime, publishedTime } from '../../normalize/local-time.ts'
import { layout, type Html, type View } from './layout.ts'
import { outsideLink } from './outside-link.ts'

export type StoriesPage = {
  readonly stories: readonly PlacedStory[]
  /** Accepted stories by section id. */
  readonly counts: ReadonlyMap<string, number>
  readonly section: string | null
  /** From 1. */
  readonly number: number
  readonly hasOlder: boolean
  readonly digest: DigestHead | null
}

export const storiesPage = (view: View, page: StoriesPage): Html => {
  const { park } = view
  const section = park.sections.find(({ id }) => id === page.section)
  const byDay = Map.groupBy(page.stories, (story) => localDate(story.publishedAt, park.zone))
  return layout(view, {
    title: section?.title ?? '',
    tab: 'stories',
    ...(section ? { feed: section.id } : {}),
    body: html`${sectionList(view, page)}
    ${page.digest && page.number === 1 ? digestNotice(view, page.digest) : ''}
    ${page.stories.length === 0 ? html`<p class="notice">${emptyText(view, page)}</p>` : ''}
    ${[...byDay].map(
      ([day, stories]) =>
        html`<p class="day">${day}</p>
          ${stories.map((story) => storyItem(view, story))}`
    )}
    ${pager(view, page)}`
  })
}

/** A section may be empty, or a page number too high, in an installation that has stories. */
const emptyText = ({ words }: View, { counts }: StoriesPage): string =>
  counts.size === 0 ? words.page.noStories : words.page.noneHere

const sectionList = ({ words, park, base }: View, page: StoriesPage): Html => {
  const total = [...page.counts.values()].reduce((sum, count) => sum + count, 0)
  const item = (href: string, label: string, count: number, isCurrent: boolean): Html =>
    isCurrent
      ? html`<li><a href="${href}" aria-current="page">${label} ${count}</a></li>`
      : html`<li><a href="${href}">${label} ${count}</a></li>`
  const items = [
    item(`${base}/`, words.nav.all, total, page.section === null),
    ...park.sections.map(({ id, title }) =>
      item(`${base}/?section=${id}`, title, page.counts.get(id) ?? 0, id === page.section)
    )
  ]
  return html`<ul class="sections">
    ${items}
  </ul>`
}

const digestNotice = ({ words, base, park }: View, digest: DigestHead): Html => {
  const time = html`<span class="note">${localTime(digest.createdAt, park.zone)}</span>`
  const label = html`<strong>${words.page.latestDigest}</strong>　${digest.subject}　${time}`
  return html`<a class="notice" href="${base}/digests/${digest.id}">${label}</a>`
}

const storyItem = (view: View, story: PlacedStory): Html => {
  const { words, park, base } = view
  const outlets = outletsOf(story.copies)
  const mirrors = mirrorsIn(story.copies)
  const section = park.sections.find(({ id }) => id === story.section)?.title ?? story.section
  const [, clock] = publishedTime(story.publishedAt, park.zone).split(' ')
  return html`<article class="story">
    <h2><a href="${base}/stories/${story.id}">${story.title}</a></h2>
    ${story.summary === '' || story.summary === story.title ? '' : html`<p>${story.summary}</p>`}
    <div class="meta">
      ${clock === undefined ? '' : html`<time datetime="${story.publishedAt.toISOString()}">${clock}</time>`}
      <span class="tag ${story.section}">${section}</span>
      ${outlets.length > 1 ? html`<span class="count">${words.outlets(outlets.length)}</span>` : ''}
      ${outlets.map((copy) => html`<span>${outsideLink(copy.url, copy.outlet)}</span>`)}
      ${outlets.length === 0 && mirrors > 0 ? html`<span>${words.page.mirror}</span>` : ''}
    </div>
  </article> `
}

const pager = ({ words, base }: View, page: StoriesPage): Html => {
  const link = (number: number, label: string): Html => {
    const query = new URLSearchParams()
    if (page.section !== null) query.set('section', page.section)
    if (number > 1) query.set('page', String(number))
    return html`<a href="${base}/${query.size > 0 ? `?${query.toString()}` : ''}">${label}</a>`
  }
  if (page.number === 1 && !page.hasOlder) return html``
  const newer = page.number > 1 ? link(page.number - 1, words.page.newer) : ''
  const older = page.hasOlder ? link(page.number + 1, words.page.older) : ''
  return html`<div class="pager">
    <span>${newer}</span>
    <span>${older}</span>
  </div>`
}
