import type { z } from 'zod'
import type { RawEntry } from '../model.ts'

/** A document as the outlet sent it, with the address it was read from. */
export type Fetched = {
  readonly url: string
  /** The HTTP header, whatever it is worth. */
  readonly contentType: string | null
  readonly bytes: Uint8Array
}

export type Parsed = {
  readonly title: string | null
  readonly entries: readonly RawEntry[]
  readonly advice?: Advice
  /** Further documents that belong to the same reading, in order: next pages of a list, pages of an issue. */
  readonly more?: readonly Follow[]
  /** Where the entries stood in the document (JSON): comes back as `ParseContext.shape` the next time. */
  readonly shape?: string
  /** One sentence for the operator about a document that could be read all the same. */
  readonly notice?: string
}

/** A document to be fetched, over the same client as every other. */
export type Follow = {
  /** Absolute. */
  readonly url: string
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  /** To be opened in the operator's browser, whose scripts draw it. */
  readonly isRendered?: boolean
}

/** What a document itself says about when to come again and who tells of news sooner. */
export type Advice = {
  /** RSS `ttl`, or the update period of RSS 1.0's syndication module. */
  readonly everyMs?: number | undefined
  /** Hours of the day in UTC, 0 to 23, in which the outlet asks not to be read (RSS `skipHours`). */
  readonly skipHours?: readonly number[] | undefined
  /** Days of the week in UTC, 0 for Sunday (RSS `skipDays`). */
  readonly skipDays?: readonly number[] | undefined
  /** WebSub hubs, absolute (W3C WebSub §4, `rel="hub"`). */
  readonly hubs?: readonly string[] | undefined
  /** The topic to subscribe to: the feed's own address (`rel="self"`). */
  readonly self?: string | undefined
}

/**
 * A way to read a source. It only parses: fetching, pace and failures are dealt with once, around
 * every kind. Expected refusals are thrown as ParkwireError `parse`, with a sentence for people.
 */
export type SourceKind = {
  /** What `kind:` says in sources.yaml. */
  readonly name: string
  readonly description: string
  /** A source of this kind as sources.yaml has it. */
  readonly example: Readonly<Record<string, unknown>>
  /** The keys that this kind adds to a source in sources.yaml; any other is an error. */
  readonly options: z.ZodObject
  /**
   * For kinds that read pages made for people: what robots.txt forbids is not fetched, and its
   * Crawl-delay is kept. Feeds are published for programs and leave it out.
   */
  readonly obeysRobots?: boolean
  /** The address of a source may be that of a folder, each file of which is a document. */
  readonly readsFolders?: boolean
  /** How the source's own document is asked for, where a plain GET will not do. */
  request?(url: string, options: unknown): Follow
  /** `options` have passed the schema. */
  parse(page: Fetched, options: unknown, context: ParseContext): Promise<Parsed>
}

export type ParseContext = {
  /** IANA zone of dates that name none. */
  readonly zone: string
  /** What relative dates count from. */
  readonly now: Date
  /** The `shape` of the last good reading; absent before there was one. */
  readonly shape?: string | undefined
  /** 1 for the source's own document, then counting those it led to; 1 when left out. */
  readonly number?: number
  /** Names of the outlets that the configuration knows. */
  readonly outlets?: readonly string[]
  /** Of a file in the folder of a source, from that folder on, with `/`: it stays when the file is edited. */
  readonly name?: string
  /** Nothing from this source is in the store yet: the time to read further back. */
  readonly isFirst?: boolean
}
