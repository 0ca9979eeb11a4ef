import { nextCheck } from '../collect/next-check.ts'
import { isStale, usualGapMs, withNews } from '../collect/rhythm.ts'
import type { Source } from '../model.ts'
import { movedTo, type Move } from '../store/moves.ts'
import type { Check, Health, SourceState } from '../store/sources.ts'
import type { Visit } from './visit.ts'

/** So many failures at the address that a source has moved to send us back to the configured one. */
const BACK_AFTER = 3

const NOT_MOVED: Move = { movedTo: null, movedCount: 0 }

type Circumstances = {
  /** The end of the visit. */
  readonly now: Date
  readonly isPushed: boolean
  /** From 0 to below 1. */
  readonly random: number
}

/** A check that says all of it. */
export type Conclusion = Check & Required<Pick<Check, 'health' | 'recent'>> & Move

/** What a visit means for its source: how well it is, where it lives, when to come again. */
export const conclude = (
  source: Source,
  state: SourceState,
  visit: Visit,
  { now, isPushed, random }: Circumstances
): Conclusion => {
  const isFile = source.url.startsWith('file:')
  const hasFailed = visit.outcome === 'failed' || visit.outcome === 'gone'
  const failures = hasFailed ? state.failures + 1 : 0
  const recent = recentAfter(state, visit, now)
  // A file is written by a program, or is a sample: nobody's silence.
  const isSilent = !isFile && isStale(recent, now)
  const health = healthAfter(state, visit, failures, isSilent)
  const advice = visit.advice ? adviceOf(visit.advice) : state.advice
  const move = moveAfter(source, state, visit, failures)
  const { retryAfterMs } = visit
  const nextCheckAt = nextCheck({
    now,
    everyMs: source.everyMs,
    isFile,
    failures,
    gapMs: usualGapMs(recent),
    isStale: isSilent,
    advice,
    freshMs: visit.freshMs,
    retryAfterMs,
    isPushed,
    random
  })
  return {
    outcome: visit.outcome === 'gone' ? 'failed' : visit.outcome,
    message: visit.message,
    nextCheckAt: visit.isUnfinished ? sooner(nextCheckAt, now) : nextCheckAt,
    waitUntil: retryAfterMs === undefined ? null : new Date(now.getTime() + retryAfterMs),
    health,
    recent,
    advice,
    ...shapeAfter(state, visit, now),
    ...move,
    ...validatorsAfter(state, visit, move)
  }
}

/**
 * Only when something is new: dates such as `2小时前` move with every reading. The first time tells
 * whatever is there.
 */
const recentAfter = (
  { recent }: SourceState,
  { published = [], ingested, entries }: Visit,
  now: Date
): readonly Date[] => {
  const hasNews = (ingested?.added ?? 0) > 0 || (recent.length === 0 && entries > 0)
  return hasNews ? withNews(recent, published.length > 0 ? published : [now], now) : recent
}

const healthAfter = (
  state: SourceState,
  visit: Visit,
  failures: number,
  isSilent: boolean
): Health => {
  switch (visit.outcome) {
    case 'gone':
      return 'gone'
    case 'failed':
      return failures >= BROKEN_FROM && LOST.has(visit.code ?? '') ? 'broken' : state.health
    case 'not-modified':
      // The document is the one that was empty.
      if (state.health === 'empty') return 'empty'
      return isSilent ? 'stale' : 'good'
    case 'ok':
      if (visit.entries === 0 && state.recent.length > 0 && !visit.isPartial) return 'empty'
      return isSilent ? 'stale' : 'good'
  }
}

/** Answers in which the entries cannot be found; once may be a page of maintenance. */
const LOST: ReadonlySet<string> = new Set(['no-list', 'script-shell', 'selector'])
const BROKEN_FROM = 2

/** The last good one of each stays. */
const shapeAfter = (state: SourceState, { shape, sample = [] }: Visit, now: Date) => ({
  ...(shape === undefined ? {} : { shape }),
  ...(shape && state.shape !== null && shape !== state.shape ? { reshapedAt: now } : {}),
  ...(sample.length === 0 ? {} : { sample })
})

/** When a visit has left something over. */
const SOON_MS = 60_000

const sooner = (at: Date, now: Date): Date =>
  new Date(Math.min(at.getTime(), now.getTime() + SOON_MS))

/**
 * Counts visits that found news where permanent redirects led (RFC 9110 §15.4.2). What fails is not
 * counted: a redirect to a home page or a login ends in a page that is no feed. Nor is an empty
 * document, nor a source with a password, which stays with the site that it was given for.
 */
const moveAfter = (
  source: Source,
  state: SourceState,
  { outcome, permanentUrl = null, entries }: Visit,
  failures: number
): Move => {
  const kept: Move = { movedTo: state.movedTo, movedCount: state.movedCount }
  if (movedTo(state) !== null) return failures >= BACK_AFTER ? NOT_MOVED : kept
  if (failures > 0) return kept
  const isSame = permanentUrl === state.movedTo
  // A 304 to the validators of the old address says nothing about what is at the new one.
  const isBelieved = entries > 0 || (outcome === 'not-modified' && isSame && state.movedCount > 0)
  if (permanentUrl === null || !isBelieved || hasPassword(source.url)) return NOT_MOVED
  return { movedTo: permanentUrl, movedCount: isSame ? state.movedCount + 1 : 1 }
}

const hasPassword = (url: string): boolean => {
  const { username = '', password = '' } = URL.parse(url) ?? {}
  return username !== '' || password !== ''
}

/** Those of the address we turn away from mean nothing at the other. */
const validatorsAfter = (state: SourceState, visit: Visit, move: Move) =>
  movedTo(state) !== null && move.movedTo === null
    ? { etag: null, lastModified: null }
    : (visit.validators ?? {})

/** What counts for the next visits; hubs are none of the store's business here. */
const adviceOf = ({ everyMs, skipHours, skipDays }: NonNullable<Visit['advice']>) =>
  everyMs === undefined && skipHours === undefined && skipDays === undefined
    ? null
    : { everyMs, skipHours, skipDays }
