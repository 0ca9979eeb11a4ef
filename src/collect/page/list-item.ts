/** One row of a list of news, as the page shows it. */
export type ListItem = {
  /** One line. */
  readonly title: string
  /** Absolute, as it is written but for the base; http or https. */
  readonly url: string
  /** ISO 8601; a day without a time is only `2021-06-04`. */
  readonly published?: string | undefined
  /** Plain text. */
  readonly excerpt?: string | undefined
  /** The outlet that the row itself names. */
  readonly outlet?: string | undefined
}

/** A group of repeated rows in a page. */
export type FoundList = {
  readonly items: readonly ListItem[]
  /** What stands above it, where something does (`园区要闻`). */
  readonly heading: string | null
  /** CSS selectors that read just this list, as `list:` in sources.yaml has them. */
  readonly selectors: ListSelectors
}

/** Where the parts of a row stand. All but `item` count from the row; one left out is found without it. */
export type ListSelectors = {
  readonly item: string
  readonly link?: string | undefined
  readonly title?: string | undefined
  readonly date?: string | undefined
  readonly excerpt?: string | undefined
}
