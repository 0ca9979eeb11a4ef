import PQueue from 'p-queue'
import { nextCheck } from '../collect/next-check.ts'
import type { Source } from '../model.ts'
import {
  claimSource,
  recordCheck,
  releaseSource,
  sourceStates,
  syncSources
} from '../store/sources.ts'
import { visitSource, type Collector } from './visit.ts'

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
