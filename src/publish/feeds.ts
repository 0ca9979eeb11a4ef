import { createHash } from 'node:crypto'
import { messageOf, ParkwireError } from '../errors.ts'
import type { Language, PlacedStory } from '../model.ts'
import { publishedTime } from '../normalize/local-time.ts'
import { cleanLine } from '../normalize/text.ts'
import { toFeedStory } from './feed-story.ts'
import type { StoryFrame } from './feed-story.ts'
import type { FeedFormat, FeedPage, FeedStory, FeedWords } from './format.ts'
import { httpUrl, tagUri, validDate } from './guard.ts'

/** One feed before it is cleaned: what the park says about it and the stories in the order to show. */
export type FeedInput = {
  readonly title: string
  readonly description: string
  readonly language: Language
  /** IANA zone of the times that an item shows. */
  readonly zone: string
  readonly siteUrl: string
  /** Where this feed stands in a format, absolute. */
  readonly selfUrl: (format: FeedFormat['name']) => string
  /** Who mints the ids: a domain and the year it was ours (RFC 4151), as `chenghu.example,2026`. */
  readonly authority: string
  /** The date of a feed without stories. A fixed one: the clock would change the bytes at every request. */
  readonly emptyAt: Date
  readonly stories: readonly PlacedStory[]
  /** Section id → the title that readers see. */
  readonly sections: ReadonlyMap<string, string>
  readonly words: FeedWords
}

export type RenderedFeed = {
  readonly body: string
  readonly contentType: string
  /** Strong, quotes included: a function of the body alone. */
  readonly etag: string
  readonly lastModified: Date
  readonly skipped: readonly SkippedStory[]
}
export type SkippedStory = { readonly storyId: string; readonly reason: string }

/**
 * Stories to the bytes of one feed. Equal input gives equal bytes. A story that cannot be published
 * is left out and named in `skipped`; a wrong frame (address, date) throws.
 */
export const renderFeed = (input: FeedInput, format: FeedFormat): RenderedFeed => {
  const empty = emptyPage(input, format)
  const clean = cleanStories(input, empty)
  const { body, stories, refused } = renderStories(clean.stories, empty, format)
  return {
    body,
    contentType: format.contentType,
    etag: `"${createHash('sha256').update(body).digest('base64url')}"`,
    lastModified: pageOf(stories, empty).updatedAt,
    skipped: [...clean.skipped, ...refused]
  }
}

const emptyPage = (input: FeedInput, format: FeedFormat): FeedPage => {
  const selfUrl = absolute(input.selfUrl(format.name))
  const { pathname, search } = new URL(selfUrl)
  return {
    // Without the host: the feed keeps its id when the site moves.
    id: tagUri(input.authority, pathname.slice(1) + search),
    title: cleanLine(input.title),
    description: cleanLine(input.description),
    language: input.language,
    siteUrl: absolute(input.siteUrl),
    selfUrl,
    updatedAt: validDate(input.emptyAt),
    stories: []
  }
}

const absolute = (url: string): string => {
  const clean = httpUrl(url)
  if (clean) return clean
  throw new ParkwireError('publish', `publish: ${url} is not an absolute http(s) address`)
}

const cleanStories = (input: FeedInput, empty: FeedPage) => {
  const frame: StoryFrame = {
    ...input,
    siteUrl: empty.siteUrl.replace(/\/$/, ''),
    localTime: (instant) => publishedTime(instant, input.zone)
  }
  const kept = new Map<string, FeedStory>()
  const skipped: SkippedStory[] = []
  for (const story of input.stories) {
    try {
      const item = toFeedStory(story, frame)
      if (kept.has(item.id)) throw new ParkwireError('publish', 'its id stands in the feed already')
      kept.set(item.id, item)
    } catch (error) {
      skipped.push({ storyId: story.id, reason: messageOf(error) })
    }
  }
  return { stories: [...kept.values()], skipped }
}

/**
 * A generator throws a whole feed away for one item and does not say for which: then every story is
 * tried alone. When the frame is at fault, the last attempt throws as well.
 */
const renderStories = (stories: readonly FeedStory[], empty: FeedPage, format: FeedFormat) => {
  const render = (some: readonly FeedStory[]) => format.render(pageOf(some, empty))
  try {
    return { body: render(stories), stories, refused: [] }
  } catch {
    const tried = stories.map((story) => ({ story, reason: failureOf(() => render([story])) }))
    const kept = tried.flatMap(({ story, reason }) => (reason === null ? [story] : []))
    const refused = tried.flatMap(({ story, reason }) =>
      reason === null ? [] : [{ storyId: story.storyId, reason }]
    )
    return { body: render(kept), stories: kept, refused }
  }
}

const failureOf = (attempt: () => unknown): string | null => {
  try {
    attempt()
    return null
  } catch (error) {
    return messageOf(error)
  }
}

const pageOf = (stories: readonly FeedStory[], empty: FeedPage): FeedPage => ({
  ...empty,
  stories,
  updatedAt: latest(stories) ?? empty.updatedAt
})

const latest = (stories: readonly FeedStory[]): Date | null =>
  stories.reduce<Date | null>(
    (latest, { updatedAt }) => (latest && latest >= updatedAt ? latest : updatedAt),
    null
  )
