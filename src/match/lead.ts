import type { Trust } from '../model.ts'

/** What decides which copy speaks for a story. */
export type LeadCandidate = {
  readonly id: string
  readonly isMirror: boolean
  readonly repair: { readonly damaged: boolean }
  /** A headline beside another article, and no more of it. */
  readonly isUndated: boolean
  readonly trust: Trust
  readonly publishedAt: Date
}

const TRUST_ORDER: readonly Trust[] = ['official', 'press', 'mirror']

/**
 * A clean copy before a mangled one, an article before a headline seen beside another, an official source
 * before the press, then the first to publish.
 * The order is total, so the same copies choose the same lead however they came.
 */
export const chooseLead = <T extends LeadCandidate>(copies: readonly [T, ...T[]]): T =>
  copies.reduce((best, copy) => (compare(copy, best) < 0 ? copy : best))

const compare = (a: LeadCandidate, b: LeadCandidate): number =>
  Number(a.isMirror) - Number(b.isMirror) ||
  Number(a.repair.damaged) - Number(b.repair.damaged) ||
  Number(a.isUndated) - Number(b.isUndated) ||
  TRUST_ORDER.indexOf(a.trust) - TRUST_ORDER.indexOf(b.trust) ||
  a.publishedAt.getTime() - b.publishedAt.getTime() ||
  (a.id < b.id ? -1 : 1)
