import type { HttpClient, HttpOutcome } from '../collect/fetch.ts'
import { fileSourcePath } from '../collect/file-source.ts'
import { freshnessMs } from '../collect/freshness.ts'
import type { Advice } from '../collect/kind.ts'
import { kindNamed } from '../collect/kinds/index.ts'
import { readLocal, type FileOutcome } from '../collect/read-file.ts'
import type { Reader, Reading } from '../collect/reader.ts'
import type { Robots } from '../collect/robots.ts'
import { findOffer, type HubOffer } from '../collect/websub.ts'
import { messageOf, ParkwireError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Entry, Source } from '../model.ts'
import { addressOf } from '../store/moves.ts'
import type { SourceState } from '../store/sources.ts'
import { ingest, type Desk, type Ingested } from './ingest.ts'

/** What reading sources needs. */
export type Collector = Desk & {
  readonly http: HttpClient
  readonly robots: Robots
  readonly reader: Reader
  /** The folder of `file:` addresses. */
  readonly dir: string
  readonly maxBytes: number
  /** Hosts read side by side. */
  readonly atOnce: number
  /** Entries of one document that are stored, the newest; 2,000 when left out. */
  readonly maxEntries?: number
  readonly clock: () => Date
  /** From 0 to below 1; Math.random when left out. */
  readonly random?: () => number
  /** Ids of the sources whose outlets tell us of news by themselves. Asked once a round. */
  readonly pushedSources?: (now: Date) => Promise<ReadonlySet<string>>
  /** Told after every document that was read whether it names a hub; left out where no hub can reach us. */
  readonly noteOffer?: (sourceId: string, offer: HubOffer | null) => Promise<void>
  readonly log: Logger
}

export type Visit = {
  /** `gone`: the outlet says that it has ended the source (410). */
  readonly outcome: 'ok' | 'not-modified' | 'failed' | 'gone'
  readonly message: string | null
  readonly entries: number
  readonly ingested?: Ingested
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

/** A document is read whole into the store, each entry with its story: a thousand take seconds. */
const MAX_ENTRIES = 2000

/** Fetch, parse, normalize, match and store. Null when the request was called off by us. */
export const visitSource = async (
  collector: Collector,
  source: Source,
  state: SourceState
): Promise<Visit | null> => {
  try {
    const fetched = await fetchSource(collector, source, state)
    if (fetched.outcome === 'failed') {
      if (fetched.code === 'aborted') return null
      return fetched.status === 410 ? GONE : failed(fetched.message, fetched.retryAfterMs)
    }
    const { permanentUrl, headers = {} } = fetched
    const manners = { permanentUrl, freshMs: freshnessMs(headers, collector.clock()) }
    if (fetched.outcome === 'not-modified') {
      return { outcome: 'not-modified', message: null, entries: 0, ...manners }
    }
    const reading = await collector.reader.read(fetched, source, collector.clock())
    const entries = newest(reading.entries, collector.maxEntries ?? MAX_ENTRIES)
    const ingested = await ingest(collector, source, entries)
    return {
      outcome: 'ok',
      message: leftOut(reading, entries, ingested),
      entries: entries.length,
      ingested,
      published: entries
        .filter(({ publishedBy }) => publishedBy === 'source')
        .map(({ publishedAt }) => publishedAt),
      validators: { etag: fetched.etag, lastModified: fetched.lastModified },
      advice: reading.advice ?? {},
      offer: findOffer({ url: fetched.url, link: headers.link, advice: reading.advice }),
      ...manners
    }
  } catch (error) {
    if (error instanceof ParkwireError && error.code === 'aborted') return null
    // Whatever one document does to us must not stop the round; a bug is logged with its stack.
    if (!(error instanceof ParkwireError))
      collector.log.error({ source_id: source.id, err: error }, 'bug')
    return failed(messageOf(error))
  }
}

const failed = (message: string, retryAfterMs?: number): Visit => ({
  outcome: 'failed',
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

const leftOut = (
  { entries, unusable }: Reading,
  stored: readonly Entry[],
  { refused }: Ingested
): string | null => {
  const lost = [...unusable, ...refused.map(({ guid, reason }) => `${guid}: ${reason}`)]
  const read = entries.length + unusable.length
  const older = entries.length - stored.length
  const parts = [
    lost.length === 0 ? '' : `${lost.length} of ${read} entries left out: ${lost[0]}`,
    older === 0 ? '' : `the ${older} oldest of ${read} entries left out`
  ]
  return parts.filter((part) => part !== '').join('; ') || null
}

const fetchSource = async (
  { http, robots, dir, maxBytes }: Collector,
  source: Source,
  state: Pick<SourceState, 'etag' | 'lastModified' | 'movedTo' | 'movedCount'>
): Promise<HttpOutcome | FileOutcome> => {
  const { etag, lastModified } = state
  if (source.url.startsWith('file:')) {
    return readLocal(fileSourcePath(source.url, dir), { etag, maxBytes })
  }
  const url = addressOf(source, state)
  // Feeds are published for programs; pages are not, so there the site's own rules come first.
  if (!kindNamed(source.kind)?.obeysRobots) return http.fetch({ url, etag, lastModified })
  const admission = await robots.admit(url)
  if (!admission.isAllowed) throw new ParkwireError('robots', admission.message)
  return http.fetch({ url, etag, lastModified, notBefore: admission.notBefore })
}

/** Reads a source without remembering anything: what `collect --dry-run` and `try` show. */
export const previewSource = async (
  collector: Collector,
  source: Source
): Promise<{ entries: readonly Entry[]; message: string | null }> => {
  try {
    const fetched = await fetchSource(collector, source, UNREAD)
    if (fetched.outcome !== 'ok') {
      return { entries: [], message: fetched.outcome === 'failed' ? fetched.message : null }
    }
    const { entries, unusable } = await collector.reader.read(fetched, source, collector.clock())
    return { entries, message: unusable[0] ?? null }
  } catch (error) {
    return { entries: [], message: messageOf(error) }
  }
}

const UNREAD = { etag: null, lastModified: null, movedTo: null, movedCount: 0 }
