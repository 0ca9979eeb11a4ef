import type { Follow } from '../collect/kind.ts'
import type { Hints, Reading } from '../collect/reader.ts'
import type { Entry, Source } from '../model.ts'
import type { Collector } from './collector.ts'
import {
  ask,
  fetchSource,
  type Answered,
  type Known,
  type Unread,
  type Validators
} from './fetch-source.ts'
import { isRefusal, nameOf, readDocuments, type Read } from './read-documents.ts'
import { requireDocument } from './require-document.ts'

/** What a source has to say this time: its own document and those that belong to it. */
export type Listing = (Listed & Answered) | Unread

type Listed = {
  readonly outcome: 'read'
  readonly url: string
  readonly reading: Reading
  /** What could not be read beside it, a sentence each. */
  readonly trouble: readonly string[]
  /** Documents left for the next visit. */
  readonly rest: number
  /** Only what is new was read: that it is nothing says nothing. */
  readonly isPartial: boolean
  readonly validators: Validators
}

/** An issue of a paper has some twenty pages; nothing that is a list leads on and on. */
const MAX_FOLLOWED = 60

/**
 * Fetches and reads a source's document and those that it leads to. A failure of its own document is
 * the source's; one of the others is a line of trouble.
 *
 * @throws ParkwireError when the document cannot be read, or `robots` when the site asks us not to
 */
export const readListing = async (
  collector: Collector,
  source: Source,
  known: Known,
  until: Date
): Promise<Listing> => {
  const fetched = await fetchSource(collector, source, known)
  if (fetched.outcome !== 'ok') return fetched
  const { isPartial, url, lastModified, permanentUrl, headers } = fetched
  const isFirst = known.succeededAt === null
  const { outlets } = collector
  const hints = { isFirst, outlets, ...(known.shape !== null && { shape: known.shape }) }
  const own = await readDocuments(collector, source, { fetched, hints, until })
  // A file on this machine leads nobody into the network.
  const isFile = source.url.startsWith('file:')
  const followed = isFile ? NONE : await followAll(collector, source, { url, own, hints, until })
  const reading = together([...own.readings, ...followed.readings])
  const trouble = [...fetched.trouble, ...own.trouble, ...followed.trouble]
  const validators = { etag: own.etag, lastModified }
  return {
    outcome: 'read',
    url,
    reading,
    trouble,
    rest: fetched.rest + own.left,
    isPartial,
    validators,
    permanentUrl,
    headers
  }
}

const NONE: Read = { readings: [], trouble: [] }

type Start = {
  readonly url: string
  readonly own: Read
  readonly hints: Hints
  readonly until: Date
}

const followAll = async (
  collector: Collector,
  source: Source,
  { url, own, hints, until }: Start
): Promise<Read> => {
  const readings: Reading[] = []
  const trouble: string[] = []
  const waiting = own.readings.flatMap(({ more = [] }) => more)
  const asked = new Set([url])
  const shape = own.readings[0]?.shape ?? hints.shape
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const key = `${next.url} ${next.body ?? ''}`.trim()
    if (asked.has(key)) continue
    if (asked.size > MAX_FOLLOWED || collector.clock() > until) {
      const from = `page ${asked.size + 1} (${nameOf(next.url)})`
      return { readings, trouble: [`further pages were not read, from ${from} on`, ...trouble] }
    }
    asked.add(key)
    const number = asked.size
    try {
      const reading = await readFollowed(collector, source, next, { ...hints, shape, number })
      readings.push(reading)
      waiting.push(...(reading.more ?? []))
    } catch (error) {
      if (!isRefusal(error)) throw error
      trouble.push(`${nameOf(next.url)}: ${error.message}`)
    }
  }
  return { readings, trouble }
}

const readFollowed = async (
  collector: Collector,
  source: Source,
  next: Follow,
  hints: Hints
): Promise<Reading> => {
  const document = requireDocument(await ask(collector, source, next))
  return collector.reader.read(document, source, collector.clock(), hints)
}

const MAX_NOTICES = 3

/** What the first document says of itself, the entries of all; one that stands in several is one. */
const together = (readings: readonly Reading[]): Reading => {
  const [first] = readings
  const entries = new Map<string, Entry>()
  for (const entry of readings.flatMap((reading) => reading.entries)) {
    if (!entries.has(entry.guid)) entries.set(entry.guid, entry)
  }
  const notices = readings.flatMap(({ notice = [] }) => notice)
  return {
    ...(first ?? { title: null }),
    ...(notices.length > 0 && { notice: notices.slice(0, MAX_NOTICES).join('; ') }),
    entries: readings.length === 1 ? first!.entries : [...entries.values()],
    unusable: readings.flatMap(({ unusable }) => unusable)
  }
}
