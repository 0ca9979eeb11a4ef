import type { HttpClient, HttpOutcome } from '../collect/fetch.ts'
import { fileSourcePath } from '../collect/file-source.ts'
import { kindNamed } from '../collect/kinds/index.ts'
import { readLocal, type FileOutcome } from '../collect/read-file.ts'
import { messageOf, ParkwireError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Entry, Source } from '../model.ts'
import { isUnusable, isUsable, toEntry } from '../normalize/entry.ts'
import type { SourceState } from '../store/sources.ts'
import { ingest, type Desk, type Ingested } from './ingest.ts'

/** What reading sources needs. */
export type Collector = Desk & {
  readonly http: HttpClient
  /** The folder of `file:` addresses. */
  readonly dir: string
  readonly maxBytes: number
  /** Hosts read side by side. */
  readonly atOnce: number
  readonly clock: () => Date
  readonly log: Logger
}

export type Visit = {
  readonly outcome: 'ok' | 'not-modified' | 'failed'
  readonly message: string | null
  readonly entries: number
  readonly ingested?: Ingested
  readonly validators?: { etag: string | null; lastModified: string | null }
  readonly retryAfterMs?: number | undefined
}

/** Fetch, parse, normalize, match and store. Null when the request was called off by us. */
export const visitSource = async (
  collector: Collector,
  source: Source,
  state: SourceState
): Promise<Visit | null> => {
  try {
    const fetched = await fetchSource(collector, source, state)
    if (fetched.outcome === 'not-modified')
      return { outcome: 'not-modified', message: null, entries: 0 }
    if (fetched.outcome === 'failed') {
      return fetched.code === 'aborted' ? null : failed(fetched.message, fetched.retryAfterMs)
    }
    const { entries, unusable } = await readEntries(collector, source, fetched)
    const ingested = await ingest(collector, source, entries)
    const lost = [...unusable, ...ingested.refused.map(({ guid, reason }) => `${guid}: ${reason}`)]
    return {
      outcome: 'ok',
      message:
        lost.length === 0
          ? null
          : `${lost.length} of ${entries.length + unusable.length} entries left out: ${lost[0]}`,
      entries: entries.length,
      ingested,
      validators: { etag: fetched.etag, lastModified: fetched.lastModified }
    }
  } catch (error) {
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

const fetchSource = (
  { http, dir, maxBytes }: Collector,
  source: Source,
  state: Pick<SourceState, 'etag' | 'lastModified'>
): Promise<HttpOutcome | FileOutcome> => {
  const { etag, lastModified } = state
  if (source.url.startsWith('file:')) {
    return readLocal(fileSourcePath(source.url, dir), { etag, maxBytes })
  }
  return http.fetch({ url: source.url, etag, lastModified })
}

/** A document's entries, cleaned; what cannot be used is said and left out. */
const readEntries = async (
  { clock }: Pick<Collector, 'clock'>,
  source: Source,
  fetched: Extract<HttpOutcome, { outcome: 'ok' }>
): Promise<{ entries: Entry[]; unusable: string[] }> => {
  const now = clock()
  const kind = kindNamed(source.kind)
  if (!kind) throw new ParkwireError('config', `no kind is called ${source.kind}`)
  const parsed = await kind.parse(fetched, source.options, { zone: source.zone, now })
  const results = parsed.entries.map((raw) => toEntry(raw, source, now))
  return {
    entries: results.filter(isUsable),
    unusable: results.filter(isUnusable).map((result) => result.unusable)
  }
}

/** Reads a source without remembering anything: what `collect --dry-run` and `try` show. */
export const previewSource = async (
  collector: Collector,
  source: Source
): Promise<{ entries: readonly Entry[]; message: string | null }> => {
  const fetched = await fetchSource(collector, source, { etag: null, lastModified: null })
  if (fetched.outcome !== 'ok') {
    return { entries: [], message: fetched.outcome === 'failed' ? fetched.message : null }
  }
  try {
    const { entries, unusable } = await readEntries(collector, source, fetched)
    return { entries, message: unusable[0] ?? null }
  } catch (error) {
    return { entries: [], message: messageOf(error) }
  }
}
