import { needleOf, occursIn, type Needle, type Passage } from './needle.ts'
import { LEAD_CHARS, type Page } from './page.ts'
import type { Profile } from './profile.ts'
import type { Found } from './terms.ts'

/** Says in which section a page stands; `found` are the names that were found on it. */
export type SectionChooser = (page: Page, found: readonly Found[]) => string

/**
 * The headline decides where it can, and only then the lead: the body mentions too much. The highest
 * priority wins, then words before types, then the order of the profile.
 */
export const createSectionChooser = (profile: Profile): SectionChooser => {
  const rules = profile.sections.map((section) => ({
    id: section.id,
    priority: section.priority ?? 0,
    types: section.any ?? [],
    words: needles(section.words),
    unless: needles(section.unless)
  }))
  const open = profile.sections.find((section) => !section.any && !section.words)
  const fallback = (open ?? profile.sections[0]!).id

  return ({ title, text }, found) => {
    const lead: Passage = { folded: text.folded.slice(0, LEAD_CHARS), plain: '' }
    return (
      bestRule(rules, title, typesAt('title', found), [title]) ??
      // A headline that speaks of a drill goes for the lead as well.
      bestRule(rules, lead, typesAt('lead', found), [title, lead]) ??
      fallback
    )
  }
}

type Rule = {
  readonly id: string
  readonly priority: number
  readonly types: readonly string[]
  readonly words: readonly Needle[]
  readonly unless: readonly Needle[]
}

const needles = (texts: readonly string[] = []): Needle[] => texts.map((text) => needleOf(text))

const typesAt = (place: 'title' | 'lead', found: readonly Found[]): string[] =>
  found.filter(({ places }) => places.has(place)).map(({ type }) => type)

const bestRule = (
  rules: readonly Rule[],
  passage: Passage,
  types: readonly string[],
  context: readonly Passage[]
): string | undefined =>
  rules
    .map((rule) => ({ ...rule, byWord: rule.words.some((word) => occursIn(word, passage)) }))
    .filter(({ byWord, types: any }) => byWord || any.some((type) => types.includes(type)))
    .filter(({ unless }) => !unless.some((word) => context.some((one) => occursIn(word, one))))
    .sort((a, b) => b.priority - a.priority || Number(b.byWord) - Number(a.byWord))[0]?.id
