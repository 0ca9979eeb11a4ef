import { mirrorsIn, outletsOf } from '../match/outlets.ts'
import type { Park, PlacedStory, Section } from '../model.ts'
import { excerpt } from '../normalize/html.ts'
import { localDate } from '../normalize/local-time.ts'
import { cleanLine } from '../normalize/text.ts'
import { absoluteUrl } from '../normalize/url.ts'
import { wordsIn, type Words } from '../words.ts'
import type { DigestPage, DigestStory } from './digest-page.ts'
import { renderDigestHtml } from './render-html.ts'
import { renderDigestText } from './render-text.ts'

/** What the park says about a digest and the stories that stand in it. */
export type DigestInput = {
  readonly park: Park
  /** Stands above the digest; the park's name when there is none. */
  readonly title: string
  /** Its day stands above the digest, however late it is closed: one day, one digest. */
  readonly slotAt: Date
  /** Where the page is; no slash at the end. */
  readonly siteUrl: string
  readonly stories: readonly PlacedStory[]
}

/** Stories to subject, HTML and plain text. Pure: equal input gives equal bytes. */
export const composeDigest = async (
  input: DigestInput
): Promise<{ subject: string; html: string; text: string }> => {
  const words = wordsIn(input.park.language)
  const page = pageOf(input, words)
  return {
    subject: words.digest.subject(page.title, page.date, page.storyCount),
    html: await renderDigestHtml(page, words),
    text: renderDigestText(page, words)
  }
}

/** All text is cleaned once more: a line of a mail must not depend on whoever wrote into store or configuration. */
const pageOf = (input: DigestInput, words: Words): DigestPage => {
  const bySection = Map.groupBy(input.stories, (story) => story.section)
  let number = 0
  const sections = sectionsOf(input.park, bySection).map((section) => ({
    id: section.id,
    title: cleanLine(section.title),
    stories: (bySection.get(section.id) ?? [])
      .toSorted(byWeight)
      .map((story) => storyOf(story, ++number, { siteUrl: input.siteUrl, words }))
  }))
  const stories = sections.flatMap((section) => section.stories)
  const outlets = stories.flatMap((story) => story.outlets.map((copy) => copy.outlet))
  return {
    park: { ...input.park, name: cleanLine(input.park.name) },
    title: cleanLine(input.title),
    date: localDate(input.slotAt, input.park.zone),
    siteUrl: input.siteUrl,
    storyCount: stories.length,
    outletCount: new Set(outlets).size,
    sections: sections.filter((section) => section.stories.length > 0)
  }
}

/** In the park's order. A story whose section the park has given up since comes last: it was promised too. */
const sectionsOf = (park: Park, used: ReadonlyMap<string, unknown>): Section[] => {
  const known = new Set(park.sections.map(({ id }) => id))
  const unknown = [...used.keys()].filter((id) => !known.has(id)).toSorted()
  return [...park.sections, ...unknown.map((id) => ({ id, title: id }))]
}

/** What most outlets carried first, then the newest: the officer reads from the top and may stop anywhere. */
const byWeight = (a: PlacedStory, b: PlacedStory): number =>
  outletsOf(b.copies).length - outletsOf(a.copies).length ||
  b.publishedAt.getTime() - a.publishedAt.getTime() ||
  (a.id < b.id ? -1 : 1)

/** A sentence or two: the officer scans headlines and reads on at the outlet. */
const EXCERPT_CHARS = 100

const storyOf = (
  story: PlacedStory,
  number: number,
  { siteUrl, words }: { siteUrl: string; words: Words }
): DigestStory => {
  const pageUrl = `${siteUrl}/stories/${encodeURIComponent(story.id)}`
  return {
    number,
    title: cleanLine(story.title) || words.untitled,
    summary: excerpt(cleanLine(story.summary), EXCERPT_CHARS),
    link: absoluteUrl(story.url ?? '') ?? pageUrl,
    pageUrl,
    outlets: outletsOf(story.copies).map((copy) => ({
      ...copy,
      outlet: cleanLine(copy.outlet),
      url: absoluteUrl(copy.url ?? '')
    })),
    mirrors: mirrorsIn(story.copies)
  }
}
