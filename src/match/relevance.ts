import type { Relevance } from '../model.ts'
import { compileExclusions, findExclusions } from './exclusions.ts'
import { hundredths, pageOf, type Readable } from './page.ts'
import type { Profile } from './profile.ts'
import { createSectionChooser } from './sections.ts'
import { compileTerms, findTerms } from './terms.ts'

/** Decides one entry for one park. */
export type Judge = (entry: Readable) => Relevance

/**
 * Compiles a profile once; the judge it returns is pure. Exclusions are read first, because what they
 * hold is not part of a name; then names, the longest first.
 */
export const createJudge = (profile: Profile): Judge => {
  const terms = compileTerms(profile)
  const exclusions = compileExclusions(profile, terms)
  const chooseSection = createSectionChooser(profile)

  return (entry) => {
    const page = pageOf(entry)
    const excluded = findExclusions(exclusions, page)
    const found = findTerms(terms, page)
    const reasons = [...found, ...excluded].map(({ reason }) => reason)
    const score = hundredths(reasons.reduce((sum, { weight }) => sum + weight, 0))
    const isVetoed = excluded.some(({ isVeto }) => isVeto)
    return {
      verdict: isVetoed ? 'reject' : verdictOf(score, profile.threshold),
      score,
      section: chooseSection(page, found),
      reasons
    }
  }
}

/** For a source whose every entry concerns the park (`filter: none`): only the section is judged. */
export const acceptAll = (judged: Relevance): Relevance => ({
  ...judged,
  verdict: 'accept',
  reasons: [
    ...judged.reasons,
    { term: 'filter: none', where: 'source', weight: 0, note: 'everything from this source counts' }
  ]
})

const verdictOf = (score: number, threshold: Profile['threshold']): Relevance['verdict'] => {
  if (score >= threshold.accept) return 'accept'
  return score >= threshold.review ? 'review' : 'reject'
}
