import type { Entry, Match, MatchRule } from '../model.ts'
import { fold, foldTaiwan } from '../normalize/text.ts'
import type { Key } from './keys.ts'
import { readingsOf, saysEnough } from './reading.ts'
import { areOneTitle, containment, haveOtherFigures } from './similarity.ts'

type Newcomer = Pick<Entry, 'sourceId' | 'title' | 'text' | 'publishedAt' | 'isMirror'>

/** A known entry that shares at least one key with the new one. */
export type Candidate = Newcomer &
  Pick<Entry, 'id' | 'outlet'> & { readonly storyId: string; readonly keys: readonly Key[] }

/**
 * Is it a story we know? The strongest rule decides, and of the entries it holds for the nearest in
 * time; every answer says why, in one line. Pure: no store, no clock. The rules stand in order in
 * `RULES`: one that compares texts by likeness goes behind them.
 */
export const matchEntry = (
  entry: Newcomer,
  keys: readonly Key[],
  candidates: readonly Candidate[]
): Match => {
  let refusal: string | undefined
  const nearest = candidates.toSorted((a, b) => byNearness(entry, a, b))
  for (const { by, decide } of RULES) {
    const sharing = nearest.filter((candidate) => sharesKey(by, keys, candidate.keys))
    const isAmbiguous = by !== 'title' && someSourceHasSeveralTitles([entry, ...sharing])
    for (const candidate of sharing) {
      const verdict = isAmbiguous
        ? no('but one source has it under several titles')
        : decide(entry, candidate)
      const reason = `same ${NOUNS[by]} as ${nameOf(candidate)}, ${gapText(entry, candidate)}${verdict.note}`
      if (!verdict.same) {
        refusal ??= reason
        continue
      }
      const { storyId, id: entryId } = candidate
      return { verdict: 'same', storyId, entryId, by, score: verdict.score, reason }
    }
  }
  return { verdict: 'new', reason: refusal ?? 'no entry shares an address, a title or a text' }
}

const HOUR_MS = 3_600_000
/** The same headline comes back under other news; copies of one story come within two days. */
const TITLE_WINDOW_MS = 48 * HOUR_MS
/** One outlet's daily column has the same headline every day; an item given twice comes the same day. */
const OWN_TITLE_WINDOW_MS = 12 * HOUR_MS
/** A text that returns after this long is an annual notice, not a copy. Mirrors trail by weeks. */
const TEXT_WINDOW_MS = 30 * 24 * HOUR_MS
/** Han characters, see `saysEnough`. Shorter texts cannot speak against equal titles. */
const MIN_TEXT = 30
/** Below this share of common text, entries under one headline tell different news. */
const MIN_SHARED_TEXT = 0.5

type Verdict = { readonly same: boolean; readonly score: number; readonly note: string }
const yes = (score: number, note?: string): Verdict => ({
  same: true,
  score,
  note: note ? `; ${note}` : ''
})
const no = (note: string): Verdict => ({ same: false, score: 0, note: `, ${note}` })

type Rule = {
  readonly by: MatchRule
  readonly decide: (entry: Newcomer, candidate: Candidate) => Verdict
}

const NOUNS: Readonly<Record<MatchRule, string>> = { url: 'address', text: 'text', title: 'title' }

const byAddress: Rule = { by: 'url', decide: () => yes(1) }

const byText: Rule = {
  by: 'text',
  decide: (entry, candidate) =>
    gapOf(entry, candidate) > TEXT_WINDOW_MS
      ? no('but too late: copies come within 30 days')
      : yes(1)
}

const byTitle: Rule = {
  by: 'title',
  decide: (entry, candidate) => {
    const isMirrored = entry.isMirror || candidate.isMirror
    if (gapOf(entry, candidate) > (isMirrored ? TEXT_WINDOW_MS : TITLE_WINDOW_MS)) return tooLate
    const shared = sharedText(entry.text, candidate.text)
    if (shared === undefined) return byTitleAlone(entry, candidate)
    const share = `${Math.round(shared * 100)} % of the text in common`
    if (shared < MIN_SHARED_TEXT) return no(`but only ${share}`)
    return haveOtherFigures(fold(entry.text), fold(candidate.text))
      ? no('but the text gives other figures')
      : yes(shared, share)
  }
}

const byTitleAlone: Rule['decide'] = (entry, candidate) => {
  const gap = gapOf(entry, candidate)
  if (gap > TITLE_WINDOW_MS) return tooLate
  return entry.sourceId === candidate.sourceId && gap > OWN_TITLE_WINDOW_MS
    ? no('but one source tells it, with no text to compare')
    : yes(0.9, 'no text to compare')
}

const tooLate = no('but too late: copies come within 48 h')

const RULES: readonly Rule[] = [byAddress, byText, byTitle]

/** The best share over all readings of two texts; undefined when one of them says too little. */
const sharedText = (a: string, b: string): number | undefined => {
  const [own, other] = [a, b].map((text) => readingsOf(text, fold, foldTaiwan)) as [
    string[],
    string[]
  ]
  if (![...own, ...other].every((text) => saysEnough(text, MIN_TEXT))) return undefined
  return Math.max(...own.flatMap((one) => other.map((two) => containment(one, two))))
}

/** A source that uses one address or text under several titles has a list, a landing page or a footer there. */
const someSourceHasSeveralTitles = (entries: readonly Newcomer[]): boolean => {
  const titleOf = new Map<string, string>()
  return entries.some((entry) => {
    const title = fold(entry.title)
    const known = titleOf.get(entry.sourceId)
    titleOf.set(entry.sourceId, known ?? title)
    return known !== undefined && !areOneTitle(known, title)
  })
}

const sharesKey = (kind: Key['kind'], a: readonly Key[], b: readonly Key[]): boolean =>
  a.some(
    (key) => key.kind === kind && b.some((one) => one.kind === kind && one.value === key.value)
  )

type Dated = { readonly publishedAt: Date }

const gapOf = (a: Dated, b: Dated): number =>
  Math.abs(a.publishedAt.getTime() - b.publishedAt.getTime())

/** The id settles ties, so that the order in which a store answers never shows. */
const byNearness = (entry: Dated, a: Candidate, b: Candidate): number =>
  gapOf(entry, a) - gapOf(entry, b) || (a.id < b.id ? -1 : 1)

/** Readers see reasons, and a mirror is named to nobody. */
const nameOf = (candidate: Candidate): string =>
  candidate.isMirror ? 'a mirror' : candidate.outlet

const gapText = (a: Dated, b: Dated): string => {
  const minutes = Math.round(gapOf(a, b) / 60_000)
  if (minutes < 120) return `${minutes} min apart`
  return minutes < 72 * 60
    ? `${Math.round(minutes / 60)} h apart`
    : `${Math.round(minutes / 1440)} days apart`
}
