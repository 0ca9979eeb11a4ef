import type { Reason } from '../model.ts'
import { needleOf, spansOf, type Needle, type Span } from './needle.ts'
import { MARK, placeOf, sheetsOf, weightAt, type Page, type Sheet } from './page.ts'
import type { Profile } from './profile.ts'
import type { Term } from './terms.ts'

/** What speaks against. */
export type Exclusion = {
  readonly texts: readonly { readonly needle: Needle; readonly holders: readonly Needle[] }[]
  readonly unless: readonly Needle[]
  readonly weight: number
  readonly isVeto: boolean
}

export type Excluded = { readonly isVeto: boolean; readonly reason: Reason }

export const compileExclusions = (profile: Profile, terms: readonly Term[]): Exclusion[] =>
  profile.exclude.map((row) => ({
    texts: [row.text].flat().map((text) => {
      const needle = needleOf(text)
      return {
        needle,
        holders: terms.map((term) => term.needle).filter((term) => holds(term, needle))
      }
    }),
    unless: (row.unless ?? []).map((text) => needleOf(text)),
    weight: row.weight ?? 0,
    isVeto: row.veto ?? false
  }))

/**
 * Each exclusion once, at its best place. All it was found in is marked, lifted or not: the 澄湖高新区 in
 * 映澄湖高新区 is no name of ours, even where the article names us elsewhere.
 */
export const findExclusions = (exclusions: readonly Exclusion[], page: Page): Excluded[] =>
  exclusions.flatMap((exclusion) => {
    const hits = sheetsOf(page).flatMap((sheet) => hitsOf(exclusion, sheet))
    for (const { sheet, span } of hits) sheet.marks.fill(MARK.excluded, ...span)
    const best = hits[0]
    if (!best || isLifted(exclusion, hits, page)) return []
    const where = placeOf(best.sheet, best.span)
    const { isVeto } = exclusion
    const weight = weightAt(exclusion.weight, where)
    return [
      { isVeto, reason: { term: best.term, where, weight, note: isVeto ? 'veto' : 'exclusion' } }
    ]
  })

type Hit = { readonly sheet: Sheet; readonly span: Span; readonly term: string }

/** In order. A name of the park that holds all of an excluded text goes first: 澄湖公园路 is no 公园. */
const hitsOf = ({ texts }: Exclusion, sheet: Sheet): Hit[] =>
  texts
    .flatMap(({ needle, holders }) =>
      spansOf(needle, sheet)
        .filter((span) => !holders.some((holder) => spansOf(holder, sheet).some(covers(span))))
        .map((span) => ({ sheet, span, term: needle.text }))
    )
    .sort((a, b) => a.span[0] - b.span[0])

/** What begins in the middle of the excluded text itself lifts nothing. */
const isLifted = ({ unless }: Exclusion, hits: readonly Hit[], page: Page): boolean =>
  sheetsOf(page).some((sheet) =>
    unless
      .flatMap((needle) => spansOf(needle, sheet))
      .some(([start]) => !hits.some((hit) => hit.sheet === sheet && isInside(start, hit.span)))
  )

const isInside = (at: number, [start, end]: Span): boolean => at > start && at < end

const covers =
  ([start, end]: Span) =>
  ([from, to]: Span): boolean =>
    from <= start && to >= end

const holds = (longer: Needle, shorter: Needle): boolean =>
  longer.folded.length > shorter.folded.length && longer.folded.includes(shorter.folded)
