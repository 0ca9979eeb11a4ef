import { html } from 'hono/html'
import type { Source } from '../../model.ts'
import { excerpt } from '../../normalize/html.ts'
import { localDate, shortTime } from '../../normalize/local-time.ts'
import { movedTo } from '../../store/moves.ts'
import type { SourceState } from '../../store/sources.ts'
import type { Words } from '../../words.ts'
import { layout, type Html, type View } from './layout.ts'

export type SourceRow = {
  readonly source: Source
  /** Null until the first round has met it. */
  readonly state: SourceState | null
  readonly entries: number
}

type Status = keyof Words['sources']['status']

/** What somebody has to look into, the worst first; then all others. */
const TROUBLE: readonly Status[] = ['broken', 'failed', 'gone', 'empty', 'stale']

export const sourcesPage = (view: View, rows: readonly SourceRow[]): Html => {
  const words = view.words.sources
  const statuses = rows.map(({ state }) => statusOf(state))
  const countOf = (...some: Status[]): number => statuses.filter((one) => some.includes(one)).length
  const count = {
    all: rows.length,
    healthy: countOf('ok', 'not-modified'),
    failed: countOf('failed', 'broken'),
    silent: countOf('gone', 'empty', 'stale')
  }
  return layout(view, {
    title: view.words.nav.sources,
    tab: 'sources',
    body: html`<p class="notice">${words.intro(count)}</p>
      <table class="sources">
        <tr class="head">
          <th>${words.source}</th>
          <th>${words.state}</th>
          <th>${words.entries}</th>
          <th>${words.lastRead}</th>
          <th>${words.nextRead}</th>
        </tr>
        ${rows.toSorted(troubleFirst).map((row) => sourceRow(view, row))}
      </table>`
  })
}

/** An answer says less than what it holds: a source that answers can be silent for ever. */
const statusOf = (state: SourceState | null): Status => {
  if (!state) return 'never'
  if (state.health === 'gone' || state.health === 'broken') return state.health
  if (state.outcome === 'failed' || state.health === 'good') return state.outcome
  return state.health
}

const troubleFirst = (a: SourceRow, b: SourceRow): number => rank(a.state) - rank(b.state)

const rank = (state: SourceState | null): number => {
  const place = TROUBLE.indexOf(statusOf(state))
  return place < 0 ? TROUBLE.length : place
}

const sourceRow = ({ words, park }: View, { source, state, entries }: SourceRow): Html => {
  const status = statusOf(state)
  const time = (at: Date | null | undefined): string => (at ? shortTime(at, park.zone) : '–')
  const nextCheckAt = status === 'gone' ? null : state?.nextCheckAt
  const notes = state ? notesOf(words, state, park.zone) : []
  return html`<tr>
    <td>
      <strong>${source.title}</strong><br />
      <span class="note">${words.sources.trust[source.trust]} · ${source.id}</span>
    </td>
    <td>
      <span class="state ${status}">${words.sources.status[status]}</span>
      ${notes.map(([kind, text]) => html`<span class="${kind}">${text}</span>`)}
    </td>
    <td data-label="${words.sources.entries}">${entries}</td>
    <td class="time" data-label="${words.sources.lastRead}">${time(state?.checkedAt)}</td>
    <td class="time" data-label="${words.sources.nextRead}">${time(nextCheckAt)}</td>
  </tr> `
}

type Note = readonly [kind: 'trouble' | 'hint', text: string]

/** `trouble` keeps news from coming; a `hint` only wants a line of the configuration changed. */
const notesOf = ({ sources }: Words, state: SourceState, zone: string): Note[] => {
  const status = statusOf(state)
  const moved = movedTo(state)
  const notes: Note[] = []
  if (status === 'gone') notes.push(['trouble', sources.gone])
  else if (state.message) notes.push(['trouble', troubleOf(sources, state.message, state)])
  if (status === 'stale') {
    notes.push(['trouble', sources.stale(localDate(state.recent[0]!, zone))])
  }
  if (status === 'broken') notes.push(['trouble', sources.broken(localDate(state.brokenAt!, zone))])
  if (status === 'empty') notes.push(['trouble', sources.empty])
  if (TROUBLE.includes(status) && state.sample.length > 0) {
    notes.push(['hint', sources.lastGood + titlesOf(state.sample)])
  }
  if (state.reshapedAt && isFresh(state.reshapedAt, state.checkedAt)) {
    notes.push(['hint', sources.reshaped(localDate(state.reshapedAt, zone))])
  }
  if (moved !== null && status !== 'gone') notes.push(['hint', sources.moved(shownAddress(moved))])
  return notes
}

/** Whoever looks once a week has seen it. */
const FRESH_MS = 7 * 86_400_000

const isFresh = (at: Date, checkedAt: Date | null): boolean =>
  (checkedAt?.getTime() ?? 0) - at.getTime() < FRESH_MS

const MAX_SAMPLE = 3

const titlesOf = (sample: SourceState['sample']): string =>
  sample
    .slice(0, MAX_SAMPLE)
    .map(({ title }) => excerpt(title, 40))
    .join(' · ')

/** What went wrong, or what was left out of a document that could be read. */
const troubleOf = (
  words: Words['sources'],
  message: string,
  { outcome, failures }: SourceState
): string =>
  outcome === 'failed' && failures > 1 ? `${message} · ${words.failures(failures)}` : message

/** Everybody may read this page; a query can hold a key. `collect` prints the whole address. */
const shownAddress = (url: string): string => url.replace(/\?.*/s, '?…')
