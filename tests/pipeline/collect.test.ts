import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpClient } from '../../src/collect/fetch.ts'
import { parseAllowHosts } from '../../src/collect/guard.ts'
import { createLogger } from '../../src/log.ts'
import type { Source } from '../../src/model.ts'
import { collectDue, collectNow, type SourceReport } from '../../src/pipeline/collect.ts'
import { previewSource, type Collector } from '../../src/pipeline/visit.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { claimSource, sourceStates } from '../../src/store/sources.ts'
import { tempFolder } from '../support/cli.ts'
import {
  conditional,
  content,
  startHttpServer,
  status,
  type Answer
} from '../support/http-server.ts'
import { createInbox } from '../support/inbox.ts'
import { deskOf, HOUR_MS, sourceOf } from './desk.ts'

const MINUTE_MS = 60_000
const START = new Date('2026-03-02T01:00:00Z')

const rss = (...titles: string[]): string =>
  `<rss version="2.0"><channel><title>f</title>${titles
    .map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`)
    .join('')}</channel></rss>`

/** A collector on a fresh store, a real server and a clock that the test sets. */
const collectorOf = async (routes: Record<string, Answer>) => {
  const server = await startHttpServer(routes)
  const store = openStore('sqlite::memory:', () => undefined)
  const http = createHttpClient({
    userAgent: 'test',
    deadlineMs: 5000,
    maxBytes: 1_000_000,
    maxRedirects: 5,
    hostGapMs: 0,
    allowHosts: parseAllowHosts(server.host)
  })
  onTestFinished(async () => {
    await http.close()
    await store.close()
    await server.close()
  })
  await migrate(store)
  const time = { now: START }
  const collector: Collector = {
    ...deskOf(store),
    http,
    dir: tempFolder(),
    maxBytes: 1_000_000,
    atOnce: 4,
    clock: () => time.now,
    log: createLogger('silent')
  }
  const source = (id: string, changes: Partial<Source> = {}): Source =>
    sourceOf(id, { url: server.url(`/${id}`), ...changes })
  return { collector, server, source, time, store }
}

const outcomes = (reports: readonly SourceReport[]): Record<string, unknown> =>
  Object.fromEntries(reports.map(({ sourceId, outcome, added }) => [sourceId, [outcome, added]]))

const later = (ms: number): Date => new Date(START.getTime() + ms)

test('a source is read when it falls due and left in peace in between', async () => {
  const { collector, server, source, time } = await collectorOf({ '/a': content(rss('一', '二')) })
  const sources = [source('a', { everyMs: HOUR_MS })]
  expect(outcomes(await collectDue(collector, sources))).toEqual({ a: ['ok', 2] })
  time.now = later(59 * MINUTE_MS)
  expect(await collectDue(collector, sources)).toEqual([])
  time.now = later(60 * MINUTE_MS)
  expect(outcomes(await collectDue(collector, sources))).toEqual({ a: ['ok', 0] })
  expect(server.requests).toHaveLength(2)
})

test('a source that answers 304 is well and adds nothing', async () => {
  const feed = conditional(rss('一'), {
    etag: '"1"',
    lastModified: 'Mon, 02 Mar 2026 00:00:00 GMT'
  })
  const { collector, source } = await collectorOf({ '/a': feed })
  expect(outcomes(await collectNow(collector, [source('a')]))).toEqual({ a: ['ok', 1] })
  expect(outcomes(await collectNow(collector, [source('a')]))).toEqual({ a: ['not-modified', 0] })
})

test('failures come less and less often, are counted, and end with a success', async () => {
  let answer: Answer = status(500)
  const { collector, source, time, store } = await collectorOf({
    '/a': (response, request) => answer(response, request)
  })
  const sources = [source('a', { everyMs: HOUR_MS })]
  const [first] = await collectNow(collector, sources)
  expect([first?.outcome, first?.nextCheckAt]).toEqual(['failed', later(HOUR_MS)])
  time.now = later(HOUR_MS)
  const [second] = await collectDue(collector, sources)
  expect(second?.nextCheckAt).toEqual(later(3 * HOUR_MS))
  expect((await sourceStates(store.db))[0]?.failures).toBe(2)
  answer = content(rss('一'))
  time.now = later(3 * HOUR_MS)
  expect(outcomes(await collectDue(collector, sources))).toEqual({ a: ['ok', 1] })
  expect((await sourceStates(store.db))[0]).toMatchObject({
    failures: 0,
    outcome: 'ok',
    message: null
  })
})

test('Retry-After is obeyed even when somebody asks for a round by hand', async () => {
  const { collector, server, source, time } = await collectorOf({
    '/a': status(503, { 'retry-after': '7200' })
  })
  const sources = [source('a', { everyMs: 10 * MINUTE_MS })]
  await collectNow(collector, sources)
  time.now = later(HOUR_MS)
  const [report] = await collectNow(collector, sources)
  expect([report?.outcome, report?.nextCheckAt]).toEqual(['waiting', later(2 * HOUR_MS)])
  time.now = later(2 * HOUR_MS)
  await collectNow(collector, sources)
  expect(server.requests).toHaveLength(2)
})

test('what is no feed fails by name, keeps no validators and costs the others nothing', async () => {
  const page = content('<!doctype html><title>维护中</title>', { etag: '"page"' })
  const { collector, server, source } = await collectorOf({ '/a': page, '/b': content(rss('一')) })
  const reports = await collectNow(collector, [source('a'), source('b')])
  expect(outcomes(reports)).toEqual({ a: ['failed', 0], b: ['ok', 1] })
  await collectNow(collector, [source('a')])
  expect(server.requests.at(-1)?.headers['if-none-match']).toBeUndefined()
})

test('an entry without title and text is named and left out, the rest is stored', async () => {
  const feed = rss('一').replace('</channel>', '<item><guid>leer</guid></item></channel>')
  const { collector, source } = await collectorOf({ '/a': content(feed) })
  const [report] = await collectNow(collector, [source('a')])
  expect(report).toMatchObject({ outcome: 'ok', added: 1 })
  expect(report?.message).toContain('1 of 2 entries left out: leer')
})

test('a changed address is read anew, without the validators of the old one', async () => {
  const feed = conditional(rss('一'), {
    etag: '"1"',
    lastModified: 'Mon, 02 Mar 2026 00:00:00 GMT'
  })
  const { collector, server, source } = await collectorOf({ '/a': feed, '/moved': feed })
  await collectDue(collector, [source('a')])
  const [report] = await collectDue(collector, [source('a', { url: server.url('/moved') })])
  expect(report?.outcome).toBe('ok')
  expect(server.requests.at(-1)?.headers['if-none-match']).toBeUndefined()
})

test('two rounds at once read each source once', async () => {
  const { collector, server, source } = await collectorOf({ '/a': content(rss('一')) })
  const rounds = await Promise.all([
    collectDue(collector, [source('a')]),
    collectDue(collector, [source('a')])
  ])
  expect(rounds.flat()).toHaveLength(1)
  expect(server.requests).toHaveLength(1)
})

test('a file source is read from the configuration folder, and again only when the file changes', async () => {
  const { collector, source } = await collectorOf({})
  const file = source('local', { url: 'file:drop/news.xml' })
  expect(outcomes(await collectNow(collector, [file]))).toEqual({ local: ['failed', 0] })
  const path = join(collector.dir, 'news.xml')
  writeFileSync(path, rss('一'))
  const here = source('local', { url: 'file:news.xml' })
  expect(outcomes(await collectNow(collector, [here]))).toEqual({ local: ['ok', 1] })
  expect(outcomes(await collectNow(collector, [here]))).toEqual({ local: ['not-modified', 0] })
  writeFileSync(path, rss('一', '二二'))
  expect(outcomes(await collectNow(collector, [here]))).toEqual({ local: ['ok', 1] })
})

test('a preview shows what would be read and remembers nothing', async () => {
  const { collector, source, store } = await collectorOf({ '/a': content(rss('一')) })
  const { entries } = await previewSource(collector, source('a'))
  expect(entries.map((entry) => entry.title)).toEqual(['一'])
  expect(await sourceStates(store.db)).toEqual([])
  expect(outcomes(await collectNow(collector, [source('a')]))).toEqual({ a: ['ok', 1] })
})

test('a round called off in the middle ends at once and blames no source', async () => {
  const asked = createInbox<string>()
  const hang: Answer = (_, { path }) => asked.put(path)
  const { collector, source, store } = await collectorOf({ '/a': hang, '/b': content(rss('一')) })
  const round = collectNow(collector, [source('a'), source('b')])
  await asked.next()
  await collector.http.close()
  expect(await round).toEqual([])
  expect(await sourceStates(store.db)).toMatchObject([
    { sourceId: 'a', outcome: 'never', failures: 0 },
    { sourceId: 'b', outcome: 'never', failures: 0 }
  ])
  expect(await claimSource(store.db, 'a', START)).not.toBeNull()
})
