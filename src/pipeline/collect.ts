import PQueue from 'p-queue'
import type { Source } from '../model.ts'
import { addressOf, movedTo, type Move } from '../store/moves.ts'
import { claimSources, holdClaim, type ClaimedSource } from '../store/source-claims.ts'
import { syncSources, type Health, type SourceState } from '../store/sources.ts'
import type { Collector } from './collector.ts'
import { conclude, type Conclusion } from './conclude.ts'
import { createRecorder, type Recorder } from './recorder.ts'
import { visitSource, type Visit } from './visit.ts'

export type SourceReport = {
  readonly sourceId: string
  readonly outcome: Visit['outcome'] | 'waiting'
  /** Entries in the document. */
  readonly entries: number
  readonly added: number
  readonly changed: number
  readonly message: string | null
  readonly health: Health
  /** The newest news that is known from there; null when nothing is. */
  readonly newestAt: Date | null
  /** Where the source has moved for good: its address in the configuration should be changed. */
  readonly movedTo: string | null
  /** Null for a source that is gone. */
  readonly nextCheckAt: Date | null
  readonly durationMs: number
}

/** Visits what is due; returns a report for each source visited. A source that fails costs only itself. */
export const collectDue = (
  collector: Collector,
  sources: readonly Source[]
): Promise<SourceReport[]> => collect(collector, sources, { onlyDue: true })

type ByHand = {
  readonly onReport?: ((report: SourceReport) => void) | undefined
  /** Also what its outlet has ended (410). */
  readonly evenGone?: boolean
}

/** Visits all of `sources`, due or not, unless a server has asked us to wait longer. */
export const collectNow = (
  collector: Collector,
  sources: readonly Source[],
  options: ByHand = {}
): Promise<SourceReport[]> => collect(collector, sources, options)

type Options = ByHand & { readonly onlyDue?: boolean }

const collect = async (
  collector: Collector,
  sources: readonly Source[],
  options: Options
): Promise<SourceReport[]> => {
  const { store, clock, pushedSources } = collector
  const now = clock()
  await syncSources(store.db, sources, now)
  const ids = sources.map(({ id }) => id)
  const { onlyDue = false } = options
  const claims = await store.write((db) => claimSources(db, ids, now, { onlyDue }))
  if (claims.length === 0) return []
  const recorder = createRecorder(store)
  const round: Round = {
    collector,
    recorder,
    pushed: (await pushedSources?.(now)) ?? new Set(),
    evenGone: options.evenGone ?? false
  }
  const { onReport = () => undefined } = options
  try {
    return await readLanes(round, lanesOf(sources, claims), onReport)
  } finally {
    await recorder.end()
  }
}

/** What the visits of a round share. */
type Round = {
  readonly collector: Collector
  readonly recorder: Recorder
  readonly pushed: ReadonlySet<string>
  readonly evenGone: boolean
}
type Claim = { readonly source: Source; readonly state: ClaimedSource }

/** Sources of one host stand in one line: a slow host holds up its own sources and nobody else's. */
const lanesOf = (sources: readonly Source[], claims: readonly ClaimedSource[]): Claim[][] => {
  const states = new Map(claims.map((state) => [state.sourceId, state]))
  const taken = sources.flatMap((source) => {
    const state = states.get(source.id)
    return state ? [{ source, state }] : []
  })
  return [...Map.groupBy(taken, hostOf).values()]
}

/** A file has no host: each stands in a line of its own. */
const hostOf = ({ source, state }: Claim): string =>
  URL.parse(addressOf(source, state))?.host || source.id

const readLanes = async (
  round: Round,
  lanes: readonly Claim[][],
  onReport: (report: SourceReport) => void
): Promise<SourceReport[]> => {
  const queue = new PQueue({ concurrency: round.collector.atOnce })
  const reports: SourceReport[] = []
  const readLane = async (lane: readonly Claim[]): Promise<void> => {
    for (const claim of lane) {
      const report = await readOne(round, claim)
      if (!report) continue
      reports.push(report)
      onReport(report)
    }
  }
  await queue.addAll(lanes.map((lane) => () => readLane(lane)))
  return reports
}

/** Null when another process is on it or this one is shutting down: neither says anything about the source. */
const readOne = async (round: Round, { source, state }: Claim): Promise<SourceReport | null> => {
  const { collector, recorder } = round
  const startedAt = collector.clock()
  const unread = reportUnread(state, startedAt, round.evenGone)
  if (unread) {
    recorder.release(source.id)
    return unread
  }
  const held = await holdClaim(collector.store.db, state, startedAt)
  if (!held) return null
  const visit = await visitSource(collector, source, held)
  if (!visit) {
    recorder.release(source.id)
    return null
  }
  if (visit.offer !== undefined) await collector.noteOffer?.(source.id, visit.offer)
  const now = collector.clock()
  const random = (collector.random ?? Math.random)()
  const isPushed = round.pushed.has(source.id)
  const conclusion = conclude(source, held, visit, { now, isPushed, random })
  recorder.record({ sourceId: source.id, check: conclusion, at: now })
  const durationMs = now.getTime() - startedAt.getTime()
  const report = { ...reportOf(source.id, visit, conclusion), durationMs }
  collector.log.info(logLine(report), 'source read')
  return report
}

const reportUnread = (state: SourceState, now: Date, evenGone: boolean): SourceReport | null => {
  const unread = { entries: 0, added: 0, changed: 0, durationMs: 0, ...standingOf(state) }
  const { sourceId, message, waitUntil } = state
  if (state.health === 'gone' && !evenGone) {
    return { sourceId, outcome: 'gone', message, nextCheckAt: null, ...unread }
  }
  if (!waitUntil || waitUntil <= now) return null
  const why = 'the server asked us to wait'
  return { sourceId, outcome: 'waiting', message: why, nextCheckAt: waitUntil, ...unread }
}

const reportOf = (
  sourceId: string,
  { outcome, message, entries, ingested }: Visit,
  conclusion: Conclusion
) => ({
  sourceId,
  outcome,
  entries,
  added: ingested?.added ?? 0,
  changed: ingested?.changed ?? 0,
  message,
  nextCheckAt: outcome === 'gone' ? null : conclusion.nextCheckAt,
  ...standingOf(conclusion)
})

const standingOf = (state: Pick<Conclusion, 'health' | 'recent'> & Move) => ({
  health: state.health,
  newestAt: state.recent[0] ?? null,
  movedTo: movedTo(state)
})

const logLine = (report: SourceReport): Record<string, unknown> => ({
  source_id: report.sourceId,
  outcome: report.outcome,
  entries: report.entries,
  added: report.added,
  changed: report.changed,
  duration_ms: report.durationMs,
  ...(report.health === 'good' ? {} : { health: report.health }),
  ...(report.message === null ? {} : { message: report.message })
})
