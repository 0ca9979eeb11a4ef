import type { Article } from './article.ts'
import type { JsonList } from './json-list.ts'
import type { FoundList } from './list-item.ts'
import type { FeedLink } from './site.ts'

/** What a document turned out to be, and everything in it that a source could be made of. */
export type Look = {
  /** `document`: a text or a mail, an article without a page around it. */
  readonly kind: 'feed' | 'list' | 'article' | 'script-shell' | 'document' | 'unknown'
  readonly title: string | null
  /** What the site or the feed calls itself. */
  readonly outlet: string | null
  /** One sentence for people. */
  readonly reason: string
  /** What a source would find there; empty unless the document is a feed, a list or data. */
  readonly items: readonly LookItem[]
  readonly feeds: readonly FeedLink[]
  /** The most likely one first. */
  readonly lists: readonly FoundList[]
  readonly article: LookArticle | null
  readonly dataUrls: readonly string[]
  /** Where the news stands in an answer of JSON. */
  readonly data: JsonList | null
}

export type LookArticle = Pick<Article, 'title' | 'published' | 'outlet' | 'author' | 'text'>

/** `published` is ISO 8601: only a day where no time was given. */
export type LookItem = {
  readonly title: string
  readonly link: string | null
  readonly published: string | null
}

export type LookOptions = {
  /** IANA zone of dates that name none. */
  readonly zone: string
  /** What `2小时前` counts from. */
  readonly now: Date
}
