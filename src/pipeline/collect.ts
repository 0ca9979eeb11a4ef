import PQueue from 'p-queue'
import type { HttpClient, HttpOutcome } from '../collect/fetch.ts'
import { fileSourcePath } from '../collect/file-source.ts'
import { kindNamed } from '../collect/kinds/index.ts'
import { nextCheck } from '../collect/next-check.ts'
import { readLocal, type FileOutcome } from '../collect/read-file.ts'
import { messageOf, ParkwireError } from '../errors.ts'
import type { Logger } from '../log.ts'
import type { Entry, Source } from '../model.ts'
import { isUnusable, isUsable, toEntry } from '../normalize/entry.ts'
import {
  claimSource,
  recordCheck,
  releaseSource,
  sourceStates,
  syncSources,
  type SourceState
} from '../store/sources.ts'
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

export type SourceReport = {
  readonly sourceId: string
  readonly outcome: 'ok' | 'not-modified' | 'failed' | 'waiting'
  /** Entries in the document. */
  readonly entries: number
  readonly added: number
  readonly changed: number
  readonly message: string | null
  readonly nextCheckAt: Date
  readonly durationMs: number
}

/** Visits what is due; returns a report for each source visited. A source that fails costs only itself. */
export const collectDue = async (
  collector: Collector,
  sources: readonly Source[]
): Promise<SourceReport[]> => {
  const now = collector.clock()
  await syncSources(collector.store.db, sources, now)
  const due = new Set(
    (await sourceStates(collector.store.db))
      .filter((state) => state.nextCheckAt <= now)
      .map((state) => state.sourceId)
  )
  return collectAll(
    collector,
    sources.filter((source) => due.has(source.id))
  )
}

/** Visits all of `sources`, due or not, unless a server has asked us to wait longer. */
export const collectNow = async (
  collector: Collector,
  sources: readonly Source[],
  onReport?: (report: SourceReport) => void
): Promise<SourceReport[]> => {
  await syncSources(collector.store.db, sources, collector.clock())
  return collectAll(collector, sources, onReport)
}

/** Sources of one host stand in one line: a slow host holds up its own sources and nobody else's. */
const collectAll = async (
  collector: Collector,
  sources: readonly Source[],
  onReport?: (report: SourceReport) => void
): Promise<SourceReport[]> => {
  const lanes = new PQueue({ concurrency: collector.atOnce })
  const reports: SourceReport[] = []
  const readLane = async (lane: readonly Source[]): Promise<void> => {
    for (const source of lane) {
      const report = await collectSource(collector, source)
      if (!report) continue
      reports.push(report)
      onReport?.(report)
    }
  }
  await lanes.addAll([...Map.groupBy(sources, hostOf).values()].map((lane) => () => readLane(lane)))
  return reports
}

/** A file has no host: each stands in a line of its own. */
const hostOf = (source: Source): string => URL.parse(source.url)?.host || source.id

/**
 * One visit: fetch, parse, normalize, match and store. Null when another process is on it or this one is
 * shutting down: neither says anything about the source.
 */
const collectSource = async (
  collector: Collector,
  source: Source
): Promise<SourceReport | null> => {
  const { store, clock, log } = collector
  const startedAt = clock()
  const state = await claimSource(store.db, source.id, startedAt)
  if (!state) return null
  if (state.waitUntil && state.waitUntil > startedAt) {
    await releaseSource(store.db, source.id)
    return waitingReport(source, state.waitUntil)
  }
  const visit = await visitSource(collector, source, state)
  if (!visit) {
    await releaseSource(store.db, source.id)
    return null
  }
  const now = clock()
  const nextCheckAt = nextCheck({
    now,
    everyMs: source.everyMs,
    failures: visit.outcome === 'failed' ? state.failures + 1 : 0,
    retryAfterMs: visit.retryAfterMs
  })
  const { outcome, message, validators } = visit
  const waitUntil = visit.retryAfterMs === undefined ? null : nextCheckAt
  await recordCheck(
    store.db,
    source.id,
    { outcome, message, nextCheckAt, waitUntil, ...validators },
    now
  )
  const report: SourceReport = {
    sourceId: source.id,
    outcome,
    entries: visit.entries,
    added: visit.ingested?.added ?? 0,
    changed: visit.ingested?.changed ?? 0,
    message,
    nextCheckAt,
    durationMs: now.getTime() - startedAt.getTime()
  }
  log.info(logLine(report), 'source read')
  return report
}

const waitingReport = (source: Source, waitUntil: Date): SourceReport => ({
  sourceId: source.id,
  outcome: 'waiting',
  entries: 0,
  added: 0,
  changed: 0,
  message: 'the server asked us to wait',
  nextCheckAt: waitUntil,
  durationMs: 0
})

const logLine = (report: SourceReport): Record<string, unknown> => ({
  source_id: report.sourceId,
  outcome: report.outcome,
  entries: report.entries,
  added: report.added,
  changed: report.changed,
  duration_ms: report.durationMs,
  ...(report.message === null ? {} : { message: report.message })
})

type Visit = {
  readonly outcome: 'ok' | 'not-modified' | 'failed'
  readonly message: string | null
  readonly entries: number
  readonly ingested?: Ingested
  readonly validators?: { etag: string | null; lastModified: string | null }
  readonly retryAfterMs?: number | undefined
}

/** Null when the request was called off by us. */
const visitSource = async (
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
