import type { Language, Section } from '../model.ts'

/**
 * A feed format. It gets text that is already clean (see `feeds.ts`) and owns only what its own
 * syntax asks for; it reads no clock, so equal pages give equal bytes.
 */
export type FeedFormat = {
  readonly name: 'rss' | 'atom' | 'json'
  readonly contentType: string
  render(page: FeedPage): string
}

/** One feed as every format sees it: plain one-line text, absolute http(s) addresses, valid dates. */
export type FeedPage = {
  /** A `tag:` URI (RFC 4151). */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly language: Language
  readonly siteUrl: string
  /** Where this feed stands in this format. */
  readonly selfUrl: string
  readonly updatedAt: Date
  readonly stories: readonly FeedStory[]
}

/** One story as an item of a feed. */
export type FeedStory = {
  /** Our own id, to report by; never written to a feed as it is. */
  readonly storyId: string
  /** A `tag:` URI that never changes: readers know an item by it. */
  readonly id: string
  readonly link: string
  readonly title: string
  /** Empty when the lead has no text. */
  readonly excerpt: string
  /** The excerpt and every outlet that carried the story. */
  readonly contentHtml: string
  readonly publishedAt: Date
  readonly updatedAt: Date
  readonly section: Section
  /** In order of publication, mirrors left out, each outlet once. */
  readonly outlets: readonly FeedOutlet[]
  /** The outlets' names on one line; empty when only mirrors carried the story. */
  readonly credit: string
}

export type FeedOutlet = {
  readonly name: string
  readonly url: string | null
  readonly publishedAt: Date
}

/** The sentences of an item in the park's language. All of them are plain text. */
export type FeedWords = {
  /** Stands above the list of outlets. */
  readonly carriedBy: (outlets: number) => string
  /** Says that mangled copies exist; they are neither named nor linked. */
  readonly mirrors: (copies: number) => string
  /** Outlet names on one line, as a reader shows the author. */
  readonly join: (names: readonly string[]) => string
  /** Stands for a title that is empty. */
  readonly untitled: string
}
