import type { Hints, Reading } from '../collect/reader.ts'
import { codeOf, messageOf, ParkwireError } from '../errors.ts'
import type { Source } from '../model.ts'
import { maxEntriesOf, type Collector } from './collector.ts'
import type { Documents, OneOfMany } from './fetch-source.ts'
import { logBug } from './log-bug.ts'

export type Read = {
  readonly readings: readonly Reading[]
  /** What could not be read, a sentence each. */
  readonly trouble: readonly string[]
}

type Whole = { readonly fetched: Documents; readonly hints: Hints; readonly until: Date }
type ReadHere = Read & {
  readonly etag: string | null
  /** Documents left for the next visit. */
  readonly left: number
}

/**
 * The one document of most sources, or those that lie in a folder, as many as a visit has time and room
 * for: there, one that is refused, or that is a bug to us, stops no other.
 */
export const readDocuments = async (
  collector: Collector,
  source: Source,
  { fetched, hints, until }: Whole
): Promise<ReadHere> => {
  const { documents, isPartial, etag } = fetched
  const readings: Reading[] = []
  const trouble: string[] = []
  let room = maxEntriesOf(collector)
  const before = (at: number): ReadHere => {
    const etag = documents[at - 1]?.etag ?? null
    return { readings, trouble, etag, left: documents.length - at }
  }
  for (const [at, document] of documents.entries()) {
    if (at > 0 && collector.clock() > until) return before(at)
    try {
      const reading = await readNamed(collector, source, document, hints)
      room -= reading.entries.length
      if (room < 0 && readings.length > 0) return before(at)
      readings.push(reading)
    } catch (error) {
      if (!isPartial || codeOf(error) === 'aborted') throw error
      if (!isRefusal(error)) logBug(collector, source, error)
      trouble.push(`${document.name ?? nameOf(document.url)}: ${messageOf(error)}`)
    }
  }
  return { readings, trouble, etag, left: 0 }
}

const readNamed = async (
  { reader, clock }: Collector,
  source: Source,
  { name, ...document }: OneOfMany,
  hints: Hints
): Promise<Reading> => {
  if (name === undefined) return reader.read(document, source, clock(), hints)
  const { notice, ...reading } = await reader.read(document, source, clock(), { ...hints, name })
  return { ...reading, ...(notice !== undefined && { notice: `${name}: ${notice}` }) }
}

/** The last part of an address, which tells the pages of a list apart. */
export const nameOf = (url: string): string =>
  url.replace(/[?#].*$/s, '').match(/[^/]*\/?$/)?.[0] ?? url

/** Says something about one document; being called off and bugs are not for us to swallow. */
export const isRefusal = (error: unknown): error is ParkwireError =>
  error instanceof ParkwireError && error.code !== 'aborted'
