/** One document as its format was read: what it says about itself, and its body. Nothing is cleaned. */
export type Clipping = {
  readonly title: string | null
  /** Absolute, http or https. */
  readonly url: string | null
  readonly outlet: string | null
  readonly author: string | null
  /** ISO 8601; a day without a time is only `2021-06-04`. */
  readonly published: string | null
  readonly html: string
  /** What stands right below the article in its page: read for headlines, and no part of the article. */
  readonly below?: string | undefined
  /** One sentence for the operator on what was not read. */
  readonly notice?: string | undefined
}

/** What every format needs to know. */
export type ReadContext = {
  /** IANA zone of dates that name none. */
  readonly zone: string
  /** What relative dates count from. */
  readonly now: Date
}

/** What stands behind this is not read, as of a page; a book of a thousand pages has fewer. */
export const MAX_CHARS = 2 * 1024 * 1024
