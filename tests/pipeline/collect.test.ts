import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { feed } from '../../src/collect/kinds/feed.ts'
import { createReader } from '../../src/collect/reader.ts'
import { collectDue, collectNow, type SourceReport } from '../../src/pipeline/collect.ts'
import { previewSource } from '../../src/pipeline/preview.ts'
import { claimSources } from '../../src/store/source-claims.ts'
import { sourceStates } from '../../src/store/sources.ts'
import { conditional, content, status, type Answer } from '../support/http-server.ts'
import { createInbox } from '../support/inbox.ts'
import { collectorOf, START } from './collector.ts'
import { HOUR_MS } from './desk.ts'

const MINUTE_MS = 60_000

const rss = (...titles: string[]): string =>
  `<rss version="2.0"><channel><title>f</title>${titles
    .map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`)
    .join('')}</channel></rss>`

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

test('a document that is not read because we shut down blames no source', async () => {
  const { collector, source, store } = await collectorOf({ '/a': content(rss('一')) })
  const closed = createReader({ processes: 1, deadlineMs: 10_000, maxHeapMb: 256 })
  await closed.close()
  expect(await collectNow({ ...collector, reader: closed }, [source('a')])).toEqual([])
  expect(await sourceStates(store.db)).toMatchObject([{ outcome: 'never', failures: 0 }])
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
  expect(await claimSources(store.db, ['a', 'b'], START)).toHaveLength(2)
})

test('a document with too many entries gives its newest, and says how many were left out', async () => {
  const dated = ['03', '01', '04', '02'].map(
    (day) =>
      `<item><title>${day}</title><guid>${day}</guid><pubDate>2026-02-${day} 09:00</pubDate></item>`
  )
  const feed = `<rss version="2.0"><channel><title>f</title>${dated.join('')}</channel></rss>`
  const { collector, source, store } = await collectorOf({ '/a': content(feed) })
  const [report] = await collectNow({ ...collector, maxEntries: 2 }, [source('a')])
  expect(report).toMatchObject({
    outcome: 'ok',
    entries: 2,
    added: 2,
    message: 'the 2 oldest of 4 entries left out'
  })
  const titles = await store.db.selectFrom('entry').select('title').orderBy('title').execute()
  expect(titles.map(({ title }) => title)).toEqual(['03', '04'])
})

test('a source is read at its rhythm, and no two march in step', async () => {
  const { collector, source } = await collectorOf({ '/a': content(rss('一')) })
  const nextWith = async (random: number): Promise<Date | null | undefined> =>
    (await collectNow({ ...collector, random: () => random }, [source('a')]))[0]?.nextCheckAt
  expect(await nextWith(0)).toEqual(later(54 * MINUTE_MS))
  expect(await nextWith(0.5)).toEqual(later(60 * MINUTE_MS))
  expect(await nextWith(0.75)).toEqual(later(63 * MINUTE_MS))
})

test('what an answer says about its freshness lengthens the wait, also with a 304', async () => {
  const validators = { etag: '"1"', lastModified: 'Mon, 02 Mar 2026 00:00:00 GMT' }
  const { collector, source } = await collectorOf({
    '/a': (response, request) => {
      response.setHeader('cache-control', 'max-age=7200')
      conditional(rss('一'), validators)(response, request)
    }
  })
  const collector0 = { ...collector, random: () => 0 }
  for (const outcome of ['ok', 'not-modified']) {
    expect(await collectNow(collector0, [source('a')])).toMatchObject([
      { outcome, nextCheckAt: later(2 * HOUR_MS) }
    ])
  }
})

test('a source whose outlet tells us of news is read as a safety net only', async () => {
  const { collector, source, time } = await collectorOf({ '/a': content(rss('一')) })
  const asked: Date[] = []
  const pushedSources = (now: Date): Promise<ReadonlySet<string>> => {
    asked.push(now)
    return Promise.resolve(new Set(['a']))
  }
  const reports = await collectNow({ ...collector, pushedSources }, [source('a'), source('b')])
  expect(reports.find(({ sourceId }) => sourceId === 'a')?.nextCheckAt).toEqual(later(6 * HOUR_MS))
  expect(asked).toEqual([time.now])
})

test('another zone at the same address reads the document anew', async () => {
  const feed = conditional(rss('一'), {
    etag: '"1"',
    lastModified: 'Mon, 02 Mar 2026 00:00:00 GMT'
  })
  const { collector, source } = await collectorOf({ '/a': feed })
  await collectDue(collector, [source('a')])
  const [report] = await collectDue(collector, [source('a', { zone: 'UTC' })])
  expect(report?.outcome).toBe('ok')
})

test('what its outlet has ended is not read again, but by name or under another address', async () => {
  const routes: Record<string, Answer> = { '/a': status(410), '/new': content(rss('一')) }
  const { collector, server, source, time, store } = await collectorOf(routes)
  const sources = [source('a')]
  const [first] = await collectDue(collector, sources)
  expect(first).toMatchObject({
    outcome: 'gone',
    health: 'gone',
    nextCheckAt: null,
    message:
      '410: the outlet ended this feed; take it out of sources.yaml or change its address there'
  })
  time.now = later(1000 * HOUR_MS)
  expect(await collectDue(collector, sources)).toEqual([])
  expect(outcomes(await collectNow(collector, sources))).toEqual({ a: ['gone', 0] })
  expect(server.requests).toHaveLength(1)
  expect(outcomes(await collectNow(collector, sources, { evenGone: true }))).toEqual({
    a: ['gone', 0]
  })
  expect(server.requests).toHaveLength(2)
  const moved = [source('a', { url: server.url('/new') })]
  expect(outcomes(await collectDue(collector, moved))).toEqual({ a: ['ok', 1] })
  expect((await sourceStates(store.db))[0]).toMatchObject({ health: 'good', failures: 0 })
})

test('404 is a failure like any other', async () => {
  const { collector, source, time } = await collectorOf({})
  await collectDue(collector, [source('a')])
  time.now = later(HOUR_MS)
  expect(await collectDue(collector, [source('a')])).toMatchObject([
    { outcome: 'failed', health: 'good', nextCheckAt: later(3 * HOUR_MS) }
  ])
})

test('what somebody else has taken over in a long round is left to him', async () => {
  const seen: string[] = []
  const slow: Answer = (response, { path }) => {
    time.now = new Date(time.now.getTime() + 3 * MINUTE_MS)
    void claimSources(store.db, ['b', 'c'], time.now).then((taken) => {
      seen.push(path, ...taken.map(({ sourceId }) => sourceId))
      response.end(rss('一'))
    })
  }
  const { collector, source, time, store } = await collectorOf({
    '/a': slow,
    '/b': slow,
    '/c': slow
  })
  await collectNow(collector, [source('a'), source('b'), source('c')])
  expect(seen).toEqual(['/a', '/b', 'c'])
})

test('a kind that reads pages is let in by robots.txt or not at all', async () => {
  const { collector, server, source } = await collectorOf({
    '/robots.txt': content('User-agent: *\nDisallow: /b\n'),
    '/a': content(rss('一')),
    '/b': content(rss('二'))
  })
  const both = [source('a'), source('b')]
  expect(outcomes(await collectNow(collector, both))).toEqual({ a: ['ok', 1], b: ['ok', 1] })
  expect(server.requests.map(({ path }) => path)).toEqual(['/a', '/b'])

  Object.assign(feed, { obeysRobots: true })
  onTestFinished(() => void Object.assign(feed, { obeysRobots: undefined }))
  const reports = await collectNow(collector, both)
  expect(outcomes(reports)).toEqual({ a: ['ok', 0], b: ['failed', 0] })
  expect(reports[1]?.message).toBe(`robots.txt of ${server.host} asks us not to read this page`)
  expect(server.requests.map(({ path }) => path).slice(2)).toEqual(['/robots.txt', '/a'])
  expect((await previewSource(collector, source('b'))).message).toContain('asks us not to read')
})

test('what a document asks for itself is kept, also for the visits that find it unchanged', async () => {
  const feed = rss('一').replace('<title>', '<ttl>180</ttl><title>')
  const validators = { etag: '"1"', lastModified: 'Mon, 02 Mar 2026 00:00:00 GMT' }
  const { collector, source } = await collectorOf({ '/a': conditional(feed, validators) })
  for (const outcome of ['ok', 'not-modified']) {
    expect(await collectNow({ ...collector, random: () => 0 }, [source('a')])).toMatchObject([
      { outcome, nextCheckAt: later(3 * HOUR_MS) }
    ])
  }
})
