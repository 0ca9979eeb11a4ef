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
  /** `options` have passed the schema. */
  parse(page: Fetched, options: unknown, context: ParseContext): Promise<Parsed>
}

export type ParseContext = {
  /** IANA zone of dates that name none. */
  readonly zone: string
  /** What relative dates count from. */
  readonly now: Date
}
