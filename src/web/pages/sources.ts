import { html } from 'hono/html'
import type { Source } from '../../model.ts'
import { shortTime } from '../../normalize/local-time.ts'
import type { SourceState } from '../../store/sources.ts'
import type { Words } from '../../words.ts'
import { layout, type Html, type View } from './layout.ts'

export type SourceRow = {
  readonly source: Source
  /** Null until the first round has met it. */
  readonly state: SourceState | null
  readonly entries: number
}

export const sourcesPage = (view: View, rows: readonly SourceRow[]): Html => {
  const words = view.words.sources
  const count = {
    all: rows.length,
    healthy: rows.filter(({ state }) => isHealthy(state)).length,
    failed: rows.filter(({ state }) => state?.outcome === 'failed').length
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
        ${rows.toSorted(failingFirst).map((row) => sourceRow(view, row))}
      </table>`
  })
}

const failingFirst = (a: SourceRow, b: SourceRow): number =>
  Number(b.state?.outcome === 'failed') - Number(a.state?.outcome === 'failed')

const isHealthy = (state: SourceState | null): boolean =>
  state?.outcome === 'ok' || state?.outcome === 'not-modified'

const sourceRow = ({ words, park }: View, { source, state, entries }: SourceRow): Html => {
  const outcome = state?.outcome ?? 'never'
  const time = (at: Date | null | undefined): string => (at ? shortTime(at, park.zone) : '–')
  const message = state?.message
    ? html`<span class="trouble">${troubleOf(words, state)}</span>`
    : ''
  return html`<tr>
    <td>
      <strong>${source.title}</strong><br />
      <span class="note">${words.sources.trust[source.trust]} · ${source.id}</span>
    </td>
    <td>
      <span class="state ${outcome}">${words.sources.outcome[outcome]}</span>
      ${message}
    </td>
    <td data-label="${words.sources.entries}">${entries}</td>
    <td class="time" data-label="${words.sources.lastRead}">${time(state?.checkedAt)}</td>
    <td class="time" data-label="${words.sources.nextRead}">${time(state?.nextCheckAt)}</td>
  </tr> `
}

/** What went wrong, or what was left out of a document that could be read. */
const troubleOf = ({ sources }: Words, { message, outcome, failures }: SourceState): string =>
  outcome === 'failed' && failures > 1
    ? `${message} · ${sources.failures(failures)}`
    : (message ?? '')
