/** The nouns that cross rooms. Instants are `Date` here and epoch milliseconds in SQL. */

/** A place we read. Its `kind` is a key of `collect/kinds`, which also owns the shape of `options`. */
export type Source = {
  /** Slug from the configuration; part of every entry id, so it is never reused. */
  readonly id: string
  readonly kind: string
  /** The outlet's name as readers see it. */
  readonly title: string
  readonly url: string
  readonly everyMs: number
  /** IANA zone of dates that name none. */
  readonly zone: string
  readonly trust: Trust
  /** `none`: everything from here concerns the park, as on the park's own site. */
  readonly filter: 'relevance' | 'none'
  /** `full`: the article behind each entry is read for its text, date, author and outlet. */
  readonly text: 'listed' | 'full'
  readonly options: unknown
}

/** How far a source is believed when copies of one story disagree about who leads. */
export type Trust = 'official' | 'press' | 'mirror'

/**
 * One item as a source kind reads it: nothing cleaned, everything optional. Dates are ISO 8601; one
 * without a time (`2021-06-04`) is that day in the source's zone.
 */
export type RawEntry = {
  readonly guid?: string | undefined
  readonly url?: string | undefined
  /** Plain text. */
  readonly title?: string | undefined
  readonly summary?: string | undefined
  readonly contentHtml?: string | undefined
  readonly author?: string | undefined
  /** The outlet that the item itself names (RSS `source`), when it differs from where it was read. */
  readonly outlet?: string | undefined
  readonly published?: string | undefined
  readonly updated?: string | undefined
  /** Nobody knows when it was published, not even that it is news: a headline beside another article. */
  readonly undated?: boolean
  /** The verdict on the document that it stands in, where that says more than the item alone. */
  readonly repair?: Repair
}

/** One item from one source, cleaned. */
export type Entry = {
  /** Hash of source id and guid. */
  readonly id: string
  readonly sourceId: string
  readonly guid: string
  /** Canonical address, or null when the source gave none that may be shown. */
  readonly url: string | null
  readonly title: string
  /** Plain text, at most a paragraph. */
  readonly summary: string
  /** Sanitized. */
  readonly html: string
  /** The readable text of `html` or of the summary: what matching and relevance read. */
  readonly text: string
  readonly author: string | null
  readonly outlet: string
  readonly publishedAt: Date
  /** `seen`: the source gave no usable date, so the entry carries the moment it was first seen. */
  readonly publishedBy: 'source' | 'seen'
  /** Why the date that the source gave is not believed; null when it is, or when it gave none. */
  readonly dateDoubt: DateDoubt | null
  /** `publishedAt` says only when it was seen, and it may be years old: shown, but not sent as news. */
  readonly isUndated: boolean
  readonly seenAt: Date
  /** Hash of what a reader would notice changing: title, summary, text, address. */
  readonly contentHash: string
  readonly repair: Repair
  /** A mangled copy: never shown as an outlet, never linked. */
  readonly isMirror: boolean
}

/**
 * What repair found: `clean` text is untouched, `toned` has lost toned readings (family A),
 * `toneless` readings without tones (family B). `damaged` text has lost bytes that nobody can restore.
 */
export type Repair = { readonly verdict: 'clean' | 'toned' | 'toneless'; readonly damaged: boolean }

export type DateDoubt = 'future' | 'too-old'

/** One event told by one or more entries; the unit that every reader sees. Its id never changes. */
export type Story = {
  readonly id: string
  readonly leadEntryId: string
  readonly title: string
  readonly summary: string
  /** The lead's address. */
  readonly url: string | null
  /** Publication of the first copy. */
  readonly publishedAt: Date
  readonly firstSeenAt: Date
  /** Last time an outlet joined, the lead changed or an entry was edited. */
  readonly changedAt: Date
}

/** One outlet's copy as readers see it under a story. */
export type Copy = {
  readonly entryId: string
  readonly sourceId: string
  readonly outlet: string
  readonly url: string | null
  readonly title: string
  readonly publishedAt: Date
  readonly isMirror: boolean
}

/** A story as one park shows it: in its section, with every outlet that carried it. */
export type PlacedStory = Story & {
  readonly section: string
  readonly copies: readonly Copy[]
}

/** Whether a new entry belongs to a known story, always with the reason a person can read. */
export type Match =
  | { readonly verdict: 'new'; readonly reason: string }
  | {
      readonly verdict: 'same'
      readonly storyId: string
      /** The entry it was found equal to. */
      readonly entryId: string
      readonly by: MatchRule
      readonly score: number
      readonly reason: string
    }
export type MatchRule = 'url' | 'text' | 'title'

/** What an entry is to one park. */
export type Relevance = {
  readonly verdict: 'accept' | 'review' | 'reject'
  readonly score: number
  /** A section id of the park. */
  readonly section: string
  readonly reasons: readonly Reason[]
}
export type Reason = {
  readonly term: string
  readonly where: 'title' | 'lead' | 'body' | 'source'
  readonly weight: number
  readonly note?: string
}

/** A park: names, what proves relevance, sections. All of it is data in `config/`. */
export type Park = {
  readonly id: string
  readonly name: string
  readonly language: Language
  readonly zone: string
  readonly sections: readonly Section[]
}
export type Section = { readonly id: string; readonly title: string }
export type Language = 'zh-CN' | 'en'

/** A closed window of stories, as a list shows it. */
export type DigestHead = {
  readonly id: string
  readonly parkId: string
  readonly name: string
  /** The firing that closed it. */
  readonly slotAt: Date
  readonly createdAt: Date
  readonly storyCount: number
  readonly subject: string
}

/** The whole of it: rendered once, so that every subscriber and every retry gets the same bytes. */
export type Digest = DigestHead & {
  readonly html: string
  readonly text: string
}

/** The outbox row: one digest to one subscriber. */
export type Delivery = {
  readonly id: string
  readonly digestId: string
  readonly channel: string
  readonly address: string
  /** Stable over every retry. */
  readonly messageId: string
  readonly attempts: number
}
