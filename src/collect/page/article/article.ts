/** One article page, or the pages of one article joined. */
export type Article = {
  /** One line, without the name of the site. */
  readonly title: string | null
  /** ISO 8601; a day without a time is only `2021-06-04`. */
  readonly published: string | null
  /** The source that the page names; null for the site itself. */
  readonly outlet: string | null
  /** Names only, parted by spaces or as the page parts them. */
  readonly author: string | null
  /** The body, its addresses absolute; to be sanitised before it is shown. */
  readonly html: string
  /** The body as plain text, a line for each block. */
  readonly text: string
  /** Absolute. */
  readonly images: readonly string[]
  /** Where a text in several pages goes on; absolute. */
  readonly nextPage: string | null
  /** 0 to 1: that this page is one article, and no list, home page, shell or error page. */
  readonly confidence: number
}

export type ArticleOptions = {
  /** IANA zone of dates that name none. */
  readonly zone: string
  readonly now: Date
  /** What the list said that led here. */
  readonly listed?: { readonly title?: string; readonly published?: string }
}
