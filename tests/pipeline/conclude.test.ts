import { describe, expect, test } from 'vitest'
import { conclude, type Conclusion } from '../../src/pipeline/conclude.ts'
import type { Visit } from '../../src/pipeline/visit.ts'
import type { SourceState } from '../../src/store/sources.ts'
import { HOUR_MS, sourceOf } from './desk.ts'

const DAY_MS = 24 * HOUR_MS
const NOW = new Date('2026-03-02T08:00:00Z')
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * DAY_MS)
const CALM = { now: NOW, isPushed: false, random: 0.5 }

const SOURCE = sourceOf('a')
const STATE: SourceState = {
  sourceId: 'a',
  etag: '"1"',
  lastModified: null,
  nextCheckAt: NOW,
  checkedAt: null,
  succeededAt: null,
  outcome: 'ok',
  message: null,
  failures: 0,
  waitUntil: null,
  health: 'good',
  movedTo: null,
  movedCount: 0,
  advice: null,
  recent: [],
  shape: null,
  reshapedAt: null,
  sample: [],
  brokenAt: null
}
const OK: Visit = {
  outcome: 'ok',
  message: null,
  entries: 2,
  ingested: { added: 1, changed: 0, refused: [] },
  validators: { etag: '"2"', lastModified: null }
}
const UNCHANGED: Visit = { outcome: 'not-modified', message: null, entries: 0 }
const FAILED: Visit = { outcome: 'failed', message: 'a.example answered 500', entries: 0 }
const LOST: Visit = { outcome: 'failed', code: 'no-list', message: 'no list', entries: 0 }

const after = (visit: Visit, state: Partial<SourceState> = {}, source = SOURCE): Conclusion =>
  conclude(source, { ...STATE, ...state }, visit, CALM)

/** One news a day until so many days ago. */
const daily = (days: number): readonly Date[] => [0, 1, 2, 3, 4, 5].map((n) => daysAgo(days + n))

describe('news', () => {
  test('of a document with dates are those dates', () => {
    const published = [daysAgo(2), daysAgo(1)]
    expect(after({ ...OK, published }).recent).toEqual([daysAgo(1), daysAgo(2)])
  })

  test('of one without dates are the visits that found something new', () => {
    const first = after(OK).recent
    expect(first).toEqual([NOW])
    const now = new Date(NOW.getTime() + HOUR_MS)
    const state = { ...STATE, recent: first }
    expect(conclude(SOURCE, state, OK, { ...CALM, now }).recent).toEqual([now, NOW])
  })

  test('are only what is new: a date such as 2小时前 moves with every reading', () => {
    const nothingNew = { added: 0, changed: 2, refused: [] }
    const visit = { ...OK, published: [daysAgo(0)], ingested: nothingNew }
    expect(after(visit, { recent: [daysAgo(3)] }).recent).toEqual([daysAgo(3)])
    expect(after(visit).recent).toEqual([NOW])
  })
})

describe('health', () => {
  const stored = { added: 0, changed: 0, refused: [] }
  test.each([
    ['of a source with news', { ...OK, published: [NOW] }, {}, 'good'],
    [
      'of one that has been silent for long',
      { ...OK, ingested: stored },
      { recent: daily(30) },
      'stale'
    ],
    ['stays stale with a 304', UNCHANGED, { recent: daily(30) }, 'stale'],
    ['comes with a 304 too', UNCHANGED, { recent: daily(30), health: 'good' }, 'stale'],
    [
      'of a silent one that has news again',
      { ...OK, published: [NOW] },
      { recent: daily(30), health: 'stale' },
      'good'
    ],
    [
      'of a document that had entries and has none',
      { ...OK, entries: 0, ingested: stored },
      { recent: daily(1) },
      'empty'
    ],
    ['of one that never had any', { ...OK, entries: 0, ingested: stored }, {}, 'good'],
    ['stays empty with a 304', UNCHANGED, { recent: daily(1), health: 'empty' }, 'empty'],
    ['of an empty one that has entries again', OK, { recent: daily(1), health: 'empty' }, 'good'],
    ['is not touched by a failure', FAILED, { recent: daily(1), health: 'empty' }, 'empty'],
    ['of one that its outlet has ended', { ...FAILED, outcome: 'gone' }, {}, 'gone'],
    ['of one that is gone and fails in another way', FAILED, { health: 'gone' }, 'gone'],
    ['of a page whose list is not found once', LOST, {}, 'good'],
    ['of a page whose list is not found twice', LOST, { failures: 1 }, 'broken'],
    ['of a page that was not reached twice', FAILED, { failures: 1 }, 'good'],
    ['stays broken when it is not reached', FAILED, { health: 'broken', failures: 2 }, 'broken'],
    ['of a broken one whose list is there again', OK, { health: 'broken', failures: 2 }, 'good']
  ] as [string, Visit, Partial<SourceState>, string][])('%s', (_, visit, state, expected) => {
    expect(after(visit, state).health).toBe(expected)
  })

  test('of a file is never stale', () => {
    const file = sourceOf('a', { url: 'file:a.xml' })
    expect(after(UNCHANGED, { recent: daily(300) }, file).health).toBe('good')
  })
})

describe('the shape of a page', () => {
  test('is remembered with the first entries, and kept by what does not read it', () => {
    const sample = [{ title: '澄湖签约', url: null }]
    expect(after({ ...OK, shape: 'ul', sample })).toMatchObject({ shape: 'ul', sample })
    for (const visit of [UNCHANGED, LOST]) {
      const conclusion = after(visit, { shape: 'ul', sample })
      expect([conclusion.shape, conclusion.sample]).toEqual([undefined, undefined])
    }
  })

  test('that differs from the one before is a rebuilding; the first one is none', () => {
    expect(after({ ...OK, shape: 'table' }, { shape: 'ul' }).reshapedAt).toEqual(NOW)
    expect(after({ ...OK, shape: 'ul' }, { shape: 'ul' }).reshapedAt).toBeUndefined()
    expect(after({ ...OK, shape: 'ul' }).reshapedAt).toBeUndefined()
  })
})

test('what a visit has left over is read a minute later', () => {
  const { nextCheckAt } = after({ ...OK, isUnfinished: true })
  expect(nextCheckAt).toEqual(new Date(NOW.getTime() + 60_000))
})

describe('a permanent redirect', () => {
  const NEW = 'https://new.example/rss'
  const moved = { ...OK, permanentUrl: NEW }

  test('counts, visit by visit, as long as it leads to the same place', () => {
    expect(after(moved)).toMatchObject({ movedTo: NEW, movedCount: 1 })
    const once = { movedTo: NEW, movedCount: 1 }
    expect(after(moved, once)).toMatchObject({ movedTo: NEW, movedCount: 2 })
    expect(after({ ...UNCHANGED, permanentUrl: NEW }, once)).toMatchObject({ movedCount: 2 })
    expect(after(FAILED, once)).toMatchObject(once)
    const elsewhere = { ...moved, permanentUrl: 'https://other.example/' }
    expect(after(elsewhere, once)).toMatchObject({
      movedTo: 'https://other.example/',
      movedCount: 1
    })
    expect(after({ ...OK, permanentUrl: null }, once)).toMatchObject({
      movedTo: null,
      movedCount: 0
    })
  })

  test('to what cannot be read, to an empty document or with a password does not count', () => {
    expect(after({ ...FAILED, permanentUrl: NEW })).toMatchObject({ movedCount: 0 })
    expect(after({ ...UNCHANGED, permanentUrl: NEW })).toMatchObject({ movedCount: 0 })
    expect(after({ ...moved, entries: 0 })).toMatchObject({ movedCount: 0 })
    const withPassword = sourceOf('a', { url: 'https://me:secret@a.example/rss' })
    expect(after(moved, {}, withPassword)).toMatchObject({ movedCount: 0 })
  })

  test('once believed is kept until the new address has failed three times', () => {
    const there = { movedTo: NEW, movedCount: 3 }
    expect(after(OK, there)).toMatchObject(there)
    expect(after(FAILED, { ...there, failures: 1 })).toMatchObject(there)
    expect(after(FAILED, { ...there, failures: 2 })).toMatchObject({
      movedTo: null,
      movedCount: 0,
      etag: null,
      lastModified: null
    })
  })
})

describe('advice of the document', () => {
  test('is remembered without its hubs, and holds for a 304', () => {
    const advice = { everyMs: 3 * HOUR_MS, hubs: ['https://hub.example/'] }
    const first = after({ ...OK, advice })
    expect(first.advice).toEqual({ everyMs: 3 * HOUR_MS })
    const later = after(UNCHANGED, { advice: first.advice ?? null })
    expect(later.nextCheckAt.getTime()).toBeGreaterThanOrEqual(NOW.getTime() + 3 * HOUR_MS)
  })

  test('that a new document takes back is forgotten', () => {
    expect(after({ ...OK, advice: {} }, { advice: { everyMs: HOUR_MS } }).advice).toBeNull()
  })
})

test('what the server asks for by Retry-After also holds for visits by hand', () => {
  const { waitUntil, nextCheckAt } = after({ ...FAILED, retryAfterMs: 2 * HOUR_MS })
  expect(waitUntil).toEqual(new Date('2026-03-02T10:00:00Z'))
  expect(nextCheckAt.getTime()).toBeGreaterThanOrEqual(waitUntil!.getTime())
  expect(after(FAILED).waitUntil).toBeNull()
})

test('validators of a document are kept, a failure leaves those that are known', () => {
  expect(after(OK)).toMatchObject({ etag: '"2"', lastModified: null })
  expect(after(FAILED)).not.toHaveProperty('etag')
})
