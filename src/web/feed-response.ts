import type { PlacedStory, Section } from '../model.ts'
import { renderFeed, type FeedInput, type RenderedFeed } from '../publish/feeds.ts'
import { formats } from '../publish/formats/index.ts'
import { placedStories } from '../store/stories.ts'
import { wordsIn } from '../words.ts'
import type { PublicPark, WebParts } from './parts.ts'

/** As many as readers keep; older stories stay on the page. */
const FEED_STORIES = 100

/** `/feeds/<all|section>.<rss|atom|json>`; null for any other name. */
export const feedResponse = async (
  parts: WebParts,
  park: PublicPark,
  base: string,
  request: Request
): Promise<Response | null> => {
  const [, name = '', ending = ''] =
    /\/feeds\/([a-z0-9-]+)\.(\w+)$/.exec(new URL(request.url).pathname) ?? []
  const format = formats.find((one) => one.name === ending)
  const section = name === 'all' ? undefined : park.sections.find(({ id }) => id === name)
  if (!format || (name !== 'all' && !section)) return null
  const stories = await placedStories(parts.store.db, {
    parkId: park.id,
    ...(section ? { section: section.id } : {}),
    limit: FEED_STORIES
  })
  const feed = renderFeed(inputOf(parts, park, base, { name, section, stories }), format)
  for (const { storyId, reason } of feed.skipped) {
    parts.log.warn({ story_id: storyId, message: reason }, 'story left out of the feed')
  }
  return conditional(request, feed)
}

/** `section` is undefined for all of them. */
type Chosen = {
  readonly name: string
  readonly section: Section | undefined
  readonly stories: readonly PlacedStory[]
}

const inputOf = (
  { baseUrl }: WebParts,
  park: PublicPark,
  base: string,
  { name, section, stories }: Chosen
): FeedInput => {
  const words = wordsIn(park.language)
  return {
    title: section ? `${park.name} · ${section.title}` : park.name,
    description: words.page.tagline,
    language: park.language,
    zone: park.zone,
    siteUrl: `${baseUrl}${base}/`,
    selfUrl: (format) => `${baseUrl}${base}/feeds/${name}.${format}`,
    authority: park.feedAuthority,
    emptyAt: mintedAt(park.feedAuthority),
    stories,
    sections: new Map(park.sections.map(({ id, title }) => [id, title])),
    words
  }
}

/** The date in a tag authority (`example.org,2026`): older than any story, and always the same. */
const mintedAt = (authority: string): Date => new Date(authority.split(',')[1] ?? 0)

/** 304 when the reader has these bytes (RFC 9110 §13.1); the date counts only where no ETag is given. */
const conditional = (request: Request, feed: RenderedFeed): Response => {
  const headers = {
    ETag: feed.etag,
    'Last-Modified': feed.lastModified.toUTCString(),
    'Cache-Control': 'public, max-age=60'
  }
  if (isFresh(request.headers, feed)) return new Response(null, { status: 304, headers })
  return new Response(request.method === 'HEAD' ? null : feed.body, {
    headers: { ...headers, 'Content-Type': feed.contentType }
  })
}

const isFresh = (headers: Headers, feed: RenderedFeed): boolean => {
  const tags = headers.get('if-none-match')
  if (tags !== null) {
    return tags.split(',').some((tag) => ['*', feed.etag].includes(tag.trim().replace(/^W\//, '')))
  }
  const since = Date.parse(headers.get('if-modified-since') ?? '')
  // HTTP dates have no milliseconds.
  return since >= Math.floor(feed.lastModified.getTime() / 1000) * 1000
}
