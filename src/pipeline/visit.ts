import { freshnessMs } from '../collect/freshness.ts'
import type { Advice } from '../collect/kind.ts'
import type { Reading } from '../collect/reader.ts'
import { findOffer, type HubOffer } from '../collect/websub.ts'
import { codeOf, messageOf, ParkwireError } from '../errors.ts'
import type { Entry, Source } from '../model.ts'
import { maskSecrets } from '../normalize/mask-secrets.ts'
import { putArticleReadings } from '../store/article-readings.ts'
import type { SampleEntry, SourceState } from '../store/sources.ts'
import { readArticles } from './articles.ts'
import { maxEntriesOf, type Collector } from './collector.ts'
import { logBug } from './log-bug.ts'
import { ingest, type Ingested } from './ingest.ts'
import { readListing } from './listing.ts'

export type Visit = {
  /** `gone`: the outlet says that it has ended the source (410). */
  readonly outcome: 'ok' | 'not-modified' | 'failed' | 'gone'
  readonly message: string | null
  /** What kind of failure it was. */
  readonly code?: string
  readonly entries: number
  /** Only what is new was read: that it is nothing says nothing. */
  readonly isPartial?: boolean
  readonly ingested?: Ingested
  /** Where the entries stood in the document; null when its kind does not say. Absent when none was read. */
  readonly shape?: string | null
  readonly sample?: readonly SampleEntry[]
  /** Something was left for a next visit, soon. */
  readonly isUnfinished?: boolean
  /** Dates that the document itself gives its entries, in no order. */
  readonly published?: readonly Date[]
  readonly validators?: { etag: string | null; lastModified: string | null }
  /** What the document says about itself; absent when none was read. */
  readonly advice?: Advice | undefined
  /** Who tells of news there; absent when no document was read. */
  readonly offer?: HubOffer | null
  /** How long the answer says it stays the same. */
  readonly freshMs?: number
  /** Where redirects led that were all permanent. */
  readonly permanentUrl?: string | null | undefined
  readonly retryAfterMs?: number | undefined
}

/** What a visit may take until it leaves the rest to the next one: less than a claim lasts. */
const MAX_VISIT_MS = 3 * 60_000
/** Enough to know a source again by. */
const SAMPLE_ENTRIES = 5

/**
 * Fetch, parse, normalize, match and store. Null when the request was called off by us. What it says is
 * shown to everybody, mailed and logged: no address in it keeps its password.
 */
export const visitSource = async (
  collector: Collector,
  source: Source,
  state: SourceState
): Promise<Visit | null> => {
  const visit = await visitOf(collector, source, state)
  if (visit === null || visit.message === null) return visit
  return { ...visit, message: maskSecrets(visit.message) }
}

const visitOf = async (
  collector: Collector,
  source: Source,
  state: SourceState
): Promise<Visit | null> => {
  const { clock, log } = collector
  try {
    const until = new Date(clock().getTime() + MAX_VISIT_MS)
    const listing = await readListing(collector, source, state, until)
    if (listing.outcome === 'failed') {
      if (listing.code === 'aborted') return null
      return listing.status === 410 ? GONE : failed(listing)
    }
    const { permanentUrl, headers = {} } = listing
    const manners = { permanentUrl, freshMs: freshnessMs(headers, clock()) }
    if (listing.outcome === 'not-modified') {
      const stored = await store(collector, source, { listed: [], until })
      // A folder from which a file was taken has another etag, and nothing new; what it said still holds.
      const { validators } = listing
      const message = validators ? state.message : stored.trouble
      const kept = validators && { validators }
      return { outcome: 'not-modified', entries: 0, ...stored, message, ...kept, ...manners }
    }
    const { reading, trouble, validators, isPartial, rest } = listing
    if (reading.notice !== undefined)
      log.warn({ source_id: source.id }, maskSecrets(reading.notice))
    if (trouble.length > MAX_TROUBLE)
      log.warn({ source_id: source.id, trouble: trouble.map(maskSecrets) }, 'not all was read')
    const listed = newest(reading.entries, maxEntriesOf(collector))
    const { ingested, isUnfinished, ...articles } = await store(collector, source, {
      listed,
      until
    })
    return {
      outcome: 'ok',
      message: messageFor(reading, listed, ingested, [...trouble, articles.trouble]),
      entries: listed.length,
      isPartial,
      ingested,
      published: listed
        .filter(({ publishedBy }) => publishedBy === 'source')
        .map(({ publishedAt }) => publishedAt),
      validators,
      advice: reading.advice ?? {},
      offer: findOffer({ url: listing.url, link: headers.link, advice: reading.advice }),
      shape: reading.shape ?? null,
      sample: listed.slice(0, SAMPLE_ENTRIES).map(({ title, url }) => ({ title, url })),
      isUnfinished: isUnfinished || rest > 0,
      ...manners
    }
  } catch (error) {
    if (error instanceof ParkwireError && error.code === 'aborted') return null
    // Whatever one document does to us must not stop the round; a bug is logged with its stack.
    if (!(error instanceof ParkwireError)) logBug(collector, source, error)
    return failed({ code: codeOf(error), message: messageOf(error) })
  }
}

type Stored = {
  readonly ingested: Ingested
  /** Articles are left for a next visit. */
  readonly isUnfinished: boolean
  readonly trouble: string | null
}

/** Stores what is listed, with its articles where the source wants them, also those left over before. */
const store = async (
  collector: Collector,
  source: Source,
  { listed, until }: { listed: readonly Entry[]; until: Date }
): Promise<Stored> => {
  if (source.text === 'listed') {
    const ingested = await ingest(collector, source, listed)
    return { ingested, isUnfinished: false, trouble: null }
  }
  const { entries, readings, left, trouble } = await readArticles(collector, source, listed, until)
  const ingested = await ingest(collector, source, entries, listed)
  if (readings.length > 0) {
    await collector.store.write((db) => putArticleReadings(db, source.id, readings))
  }
  return { ingested, isUnfinished: left > 0, trouble }
}

type Failure = {
  readonly code: string
  readonly message: string
  readonly retryAfterMs?: number | undefined
}

const failed = ({ code, message, retryAfterMs }: Failure): Visit => ({
  outcome: 'failed',
  code,
  message,
  entries: 0,
  retryAfterMs
})

const GONE: Visit = {
  outcome: 'gone',
  message:
    '410: the outlet ended this feed; take it out of sources.yaml or change its address there',
  entries: 0
}

/** The newest of a document that has too many, in the order in which they stand there. */
const newest = (entries: readonly Entry[], most: number): readonly Entry[] => {
  if (entries.length <= most) return entries
  const byDate = entries.toSorted((a, b) => b.publishedAt.getTime() - a.publishedAt.getTime())
  const kept = new Set(byDate.slice(0, most))
  return entries.filter((entry) => kept.has(entry))
}

/** What somebody may want to look into although the document could be read; null when there is nothing. */
const messageFor = (
  { entries, unusable }: Reading,
  stored: readonly Entry[],
  { refused }: Ingested,
  trouble: readonly (string | null)[]
): string | null => {
  const lost = [...unusable, ...refused.map(({ guid, reason }) => `${guid}: ${reason}`)]
  const read = entries.length + unusable.length
  const older = entries.length - stored.length
  const parts = [
    lost.length === 0 ? null : `${lost.length} of ${read} entries left out: ${lost[0]}`,
    older === 0 ? null : `the ${older} oldest of ${read} entries left out`,
    ...firstOf(trouble.filter((one) => one !== null))
  ]
  return parts.filter((part) => part !== null).join('; ') || null
}

/** Each is a sentence, and a person reads them in a table; the log has them all. */
const MAX_TROUBLE = 3

const firstOf = (trouble: readonly string[]): readonly string[] =>
  trouble.length <= MAX_TROUBLE
    ? trouble
    : [...trouble.slice(0, MAX_TROUBLE), `and ${trouble.length - MAX_TROUBLE} more`]
