import { escapeAttribute, escapeText } from 'entities'
import { mirrorsIn, outletsOf } from '../match/outlets.ts'
import type { Copy, PlacedStory } from '../model.ts'
import { cleanLine } from '../normalize/text.ts'
import type { FeedOutlet, FeedStory, FeedWords } from './format.ts'
import { httpUrl, pathSegment, tagUri, validDate } from './guard.ts'

/** What an item needs to know about its feed. */
export type StoryFrame = {
  readonly authority: string
  /** Without a slash at the end. */
  readonly siteUrl: string
  /** Section id → the title that readers see. */
  readonly sections: ReadonlyMap<string, string>
  readonly words: FeedWords
  /** An instant as people of the park read it. */
  readonly localTime: (instant: Date) => string
}

/** Cleans one story for publication. Throws when its id or one of its dates cannot stand in a feed. */
export const toFeedStory = (story: PlacedStory, frame: StoryFrame): FeedStory => {
  const id = pathSegment(story.id)
  const title = cleanLine(story.title) || frame.words.untitled
  const excerpt = cleanLine(story.summary)
  const outlets = outletsOf(story.copies)
    .map(outletOf)
    .filter((outlet) => outlet.name !== '')
  const section = cleanLine(story.section)
  return {
    storyId: story.id,
    id: tagUri(frame.authority, `story/${id}`),
    link: linkOf(story) ?? `${frame.siteUrl}/stories/${id}`,
    title,
    excerpt,
    contentHtml: [
      paragraph(excerpt || title),
      ...outletList(outlets, frame),
      ...mirrorNote(story.copies, frame)
    ].join('\n'),
    publishedAt: validDate(story.publishedAt),
    updatedAt: validDate(story.changedAt),
    section: { id: section, title: cleanLine(frame.sections.get(story.section) ?? '') || section },
    outlets,
    credit: outlets.length === 0 ? '' : frame.words.join(outlets.map((outlet) => outlet.name))
  }
}

const linkOf = (story: PlacedStory): string | null => {
  const lead = story.copies.find((copy) => copy.entryId === story.leadEntryId)
  return lead?.isMirror ? null : httpUrl(story.url)
}

const outletOf = (copy: Copy): FeedOutlet => {
  const url = httpUrl(copy.url)
  return {
    name: cleanLine(copy.outlet) || (url ? new URL(url).hostname : ''),
    url,
    publishedAt: validDate(copy.publishedAt)
  }
}

const outletList = (outlets: readonly FeedOutlet[], frame: StoryFrame): string[] => {
  if (outlets.length === 0) return []
  const items = outlets.map((outlet) => {
    const name = escapeText(outlet.name)
    const linked = outlet.url ? `<a href="${escapeAttribute(outlet.url)}">${name}</a>` : name
    return `<li>${linked} ${frame.localTime(outlet.publishedAt)}</li>`
  })
  return [paragraph(frame.words.carriedBy(outlets.length)), `<ul>${items.join('')}</ul>`]
}

const mirrorNote = (copies: readonly Copy[], frame: StoryFrame): string[] => {
  const mirrors = mirrorsIn(copies)
  return mirrors === 0 ? [] : [paragraph(frame.words.mirrors(mirrors))]
}

const paragraph = (text: string): string => `<p>${escapeText(text)}</p>`
