import type { Reason } from '../model.ts'
import { isAlphabetic, needleOf, spansOf, type Needle, type Span } from './needle.ts'
import { MARK, placeOf, sheetsOf, weightAt, type Page, type Place, type Sheet } from './page.ts'
import type { Profile } from './profile.ts'

/** A name, a tenant or a general word that speaks for the park. */
export type Term = {
  readonly needle: Needle
  readonly type: string
  readonly weight: number
  /** The anchors that have to be near. */
  readonly anchors: readonly Needle[] | null
}

export type Found = {
  readonly type: string
  readonly places: ReadonlySet<Place>
  readonly reason: Reason
}

/** The longest first, so that a name is not counted again by its own abbreviation. */
export const compileTerms = (profile: Profile): Term[] => {
  const groups = new Map(
    Object.entries(profile.anchors).map(([group, texts]) => [
      group,
      texts.map((text) => needleOf(text))
    ])
  )
  const rows = [
    ...profile.names.map((row) => ({ ...row, type: 'name', needs: undefined })),
    ...profile.entities,
    ...profile.partial.map((row) => ({ ...row, type: 'partial' }))
  ]
  return rows
    .map(({ text, type, weight, needs, case: isCased }) => ({
      needle: needleOf(text, isCased),
      type,
      weight,
      anchors: needs === undefined ? null : (groups.get(needs) ?? [])
    }))
    .sort((a, b) => b.needle.folded.length - a.needle.folded.length)
}

/** Each term once, at its best place; the heaviest first. What it was found in is marked as named. */
export const findTerms = (terms: readonly Term[], page: Page): Found[] =>
  terms
    .flatMap((term) => {
      const hits = sheetsOf(page).flatMap((sheet) => hitsOf(term, sheet))
      for (const { sheet, span } of hits) sheet.marks.fill(MARK.named, ...span)
      return hits[0] ? [foundOf(term, hits[0], hits)] : []
    })
    .sort((a, b) => b.reason.weight - a.reason.weight)

type Hit = { readonly sheet: Sheet; readonly span: Span; readonly anchor: Needle | null }

const foundOf = ({ needle, type, weight }: Term, best: Hit, hits: readonly Hit[]): Found => {
  const where = placeOf(best.sheet, best.span)
  const reason = { term: needle.text, where, weight: weightAt(weight, where) }
  return {
    type,
    places: new Set(hits.map(({ sheet, span }) => placeOf(sheet, span))),
    reason: best.anchor === null ? reason : { ...reason, note: `near ${best.anchor.text}` }
  }
}

const hitsOf = (term: Term, sheet: Sheet): Hit[] => {
  const spans = spansOf(term.needle, sheet).filter((span) => areAll(sheet, span, [MARK.free]))
  if (term.anchors === null) return spans.map((span) => ({ sheet, span, anchor: null }))
  if (spans.length === 0) return []
  const held = term.anchors.flatMap((anchor) =>
    spansOf(anchor, sheet)
      .filter((at) => areAll(sheet, at, [MARK.free, MARK.named]))
      .map((at) => ({ anchor, at }))
  )
  const reach = isAlphabetic(term.needle) ? REACH_ALPHABETIC : REACH
  return spans.flatMap((span) => {
    const near = held.find(({ at }) => isNear(sheet, span, at, reach))
    return near ? [{ sheet, span, anchor: near.anchor }] : []
  })
}

/** A partial name needs its anchor this near, in folded characters, or in the same title. */
const REACH = 20
/** As much as `REACH` says in an alphabet. */
const REACH_ALPHABETIC = 80

/** An anchor inside the very word that it should tie down ties nothing. */
const isNear = ({ part }: Sheet, [start, end]: Span, [from, to]: Span, reach: number): boolean => {
  const gap = Math.max(start - to, from - end)
  return gap >= 0 && (part === 'title' || gap <= reach)
}

const areAll = ({ marks }: Sheet, [start, end]: Span, wanted: readonly number[]): boolean =>
  marks.subarray(start, end).every((mark) => wanted.includes(mark))
