import type { Repair } from '../model.ts'
import {
  hanIn,
  isOnlyTraditional,
  isTraditional,
  toSimplified,
  traditionalShare
} from './chinese.ts'
import type { Span } from './debris.ts'
import { findDebris } from './debris.ts'
import type { Gloss } from './pinyin.ts'
import { glossesIn, isReading, isToneless } from './pinyin.ts'
import { splitMarkup } from './split-markup.ts'

/**
 * Mirror sites serve simplified pages as traditional text with a reading in brackets behind some
 * characters: 濟(jì)南新材料產(chǎn)業(yè)園區(qū). Undoes it, in plain text and in HTML; leaves any other text,
 * a Taiwan page or a genuine gloss, as it is. `stripped` counts brackets. Idempotent, linear.
 */
export const repair = (text: string): Repair & { text: string; stripped: number } => {
  const { verdict, damaged } = judgeRepair(text)
  const { text: repaired, stripped } = apply(text, verdict)
  return { text: repaired, verdict, stripped, damaged }
}

/** Judges a whole document (title and content together), so that all its parts are repaired alike. */
export const judgeRepair = (document: string): Repair => {
  const text = splitMarkup(document)
    .filter((_, i) => !isMarkup(i))
    .join('\n')
  const verdict = judge(text)
  const { damage } = findDebris(text)
  return { verdict, damaged: damage === 'certain' || (verdict === 'toned' && damage === 'likely') }
}

/** A part of a document, plain text or HTML, under the document's verdict. */
export const repairAs = (text: string, { verdict }: Pick<Repair, 'verdict'>): string =>
  apply(text, verdict).text

type Verdict = Repair['verdict']

const judge = (text: string): Verdict => {
  const glosses = glossesIn(text)
  if (glosses.length === 0) return 'clean'
  if (isTonedText(text, hitsIn(glosses, 'toned'))) return 'toned'
  return isTonelessText(text, hitsIn(glosses, 'toneless')) ? 'toneless' : 'clean'
}

/** Distinct characters that bear a toned reading. */
const MIN_TONED_CHARS = 2
/** A headline has room for one: it convinces in so few Han when so much of it is traditional. */
const HEADLINE_HAN = 60
const HEADLINE_TRADITIONAL_SHARE = 0.2

const isTonedText = (text: string, hits: readonly Gloss[]): boolean => {
  const chars = distinctOwners(hits.filter((hit) => hit.toned && isOnlyTraditional(hit.owner)))
  if (chars >= MIN_TONED_CHARS) return true
  if (chars === 0 || hanIn(text).length > HEADLINE_HAN) return false
  return traditionalShare(text) >= HEADLINE_TRADITIONAL_SHARE
}

/** Children's books have toneless readings too, but in simplified text: hence many, dense and partly traditional. */
const MIN_TONELESS_HITS = 5
const MIN_TONELESS_CHARS = 4
const MIN_TONELESS_HITS_PER_HAN = 0.03
/** Below this a simplified text only names something in traditional characters. */
const PARTLY_TRADITIONAL_SHARE = 0.02

const isTonelessText = (text: string, hits: readonly Gloss[]): boolean => {
  if (hits.length < MIN_TONELESS_HITS || distinctOwners(hits) < MIN_TONELESS_CHARS) return false
  const han = hanIn(text)
  if (hits.length < MIN_TONELESS_HITS_PER_HAN * han.length) return false
  return han.filter(isOnlyTraditional).length >= PARTLY_TRADITIONAL_SHARE * han.length
}

const distinctOwners = (hits: readonly Gloss[]): number =>
  new Set(hits.map(({ owner }) => owner)).size

/** The glosses that a verdict strips; of a run such as 務(wù)(e) only those before the first other bracket. */
const hitsIn = (glosses: readonly Gloss[], verdict: Exclude<Verdict, 'clean'>): Gloss[] => {
  const isHit = verdict === 'toned' ? isTonedHit : isTonelessHit
  const hits: Gloss[] = []
  for (const [i, gloss] of glosses.entries()) {
    const continuesRun = glosses[i - 1]?.end === gloss.start
    if (continuesRun && hits.at(-1) !== glosses[i - 1]) continue
    if (isHit(gloss)) hits.push(gloss)
  }
  return hits
}

const isTonedHit = ({ owner, syllable }: Gloss): boolean =>
  isTraditional(owner) && isReading(owner, syllable)

const isTonelessHit = ({ owner, syllable }: Gloss): boolean => isToneless(owner, syllable)

const apply = (document: string, verdict: Verdict): { text: string; stripped: number } => {
  if (verdict === 'clean') return { text: document, stripped: 0 }
  let stripped = 0
  const pieces = splitMarkup(document).map((piece, i) => {
    if (isMarkup(i)) return piece
    const hits = hitsIn(glossesIn(piece), verdict)
    stripped += hits.length
    const bare = edit(piece, hits.map(spanOf), nothing, asItIs)
    // Debris is no Chinese: another character for it would only hide what was lost.
    const debris = verdict === 'toned' ? findDebris(bare).spans : []
    return edit(bare, debris, asItIs, toSimplified)
  })
  return { text: pieces.join(''), stripped }
}

const spanOf = ({ start, end }: Gloss): Span => [start, end]

const isMarkup = (index: number): boolean => index % 2 === 1

type Edit = (text: string) => string

const asItIs: Edit = (text) => text
const nothing: Edit = () => ''

/** Spans in order; where they overlap, the first has what both claim. */
const edit = (text: string, spans: readonly Span[], inside: Edit, outside: Edit): string => {
  const pieces: string[] = []
  let from = 0
  for (const [start, end] of spans) {
    const to = Math.max(from, start)
    pieces.push(outside(text.slice(from, to)), inside(text.slice(to, end)))
    from = end
  }
  return [...pieces, outside(text.slice(from))].join('')
}
