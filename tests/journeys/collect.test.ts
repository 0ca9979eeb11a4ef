import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createLogger } from '../../src/log.ts'
import { collectDue, collectNow, type SourceReport } from '../../src/pipeline/collect.ts'
import { runCli, tempFolder } from '../support/cli.ts'
import {
  conditional,
  content,
  redirect,
  startHttpServer,
  status,
  type Answer
} from '../support/http-server.ts'
import { rss, writeConfig } from './willow.ts'

const onServer = (port: number, outlets: readonly string[]): string =>
  writeConfig(outlets.map((id) => ({ id, url: `http://127.0.0.1:${port}/${id}` })))

test('entries are stored once, unchanged feeds answer 304, and a broken feed stops nobody', async () => {
  const shared = 'Willow Park opens a second tram stop for its tenants'
  const server = await startHttpServer({
    '/alder': conditional(rss('alder', [shared, 'Alder Works hires forty welders this autumn']), {
      etag: '"a1"',
      lastModified: 'Mon, 02 Mar 2026 09:00:00 GMT'
    }),
    '/birch': conditional(rss('birch', [`${shared} - birch`]), {
      etag: '"b1"',
      lastModified: 'Mon, 02 Mar 2026 09:00:00 GMT'
    }),
    '/broken': content('the feed is being rebuilt')
  })
  const env = {
    PARKWIRE_DATA: tempFolder(),
    PARKWIRE_ALLOW_HOSTS: `127.0.0.1:${server.port}`,
    PARKWIRE_CONFIG: onServer(server.port, ['alder', 'birch', 'broken'])
  }

  const first = await runCli(['collect', '--once', '--json'], { env })
  expect(first.code).toBe(0)
  expect(summary(first.stdout)).toEqual({
    alder: ['ok', 2],
    birch: ['ok', 1],
    broken: ['failed', 0]
  })

  const second = await runCli(['collect', '--once', '--json'], { env })
  expect(summary(second.stdout)).toEqual({
    alder: ['not-modified', 0],
    birch: ['not-modified', 0],
    broken: ['failed', 0]
  })

  const human = await runCli(['collect', '--once'], { env })
  expect(human.stdout).toMatch(/= alder +not modified \(304\)/)
  expect(human.stdout).toMatch(/✗ broken +.+, next try \d{4}-\d\d-\d\d \d\d:\d\d/)
})

test('without permission a private address is refused before anything is sent', async () => {
  const server = await startHttpServer({ '/alder': content(rss('alder', ['x'])) })
  const env = {
    PARKWIRE_DATA: tempFolder(),
    PARKWIRE_CONFIG: onServer(server.port, ['alder'])
  }
  const { code, stdout } = await runCli(['collect', '--once'], { env })
  expect([code, stdout]).toEqual([1, expect.stringContaining('is not on the public web')])
  expect(server.requests).toEqual([])
})

type Summary = { sources: { sourceId: string; outcome: string; added: number }[] }

const summary = (json: string): Record<string, [string, number]> =>
  Object.fromEntries(
    (JSON.parse(json) as Summary).sources.map(({ sourceId, outcome, added }) => [
      sourceId,
      [outcome, added]
    ])
  )

const DAY_MS = 86_400_000
const START = new Date('2026-03-02T09:00:00Z')

/** One entry a day, the newest from the day before the start. */
const dailyNews = (outlet: string): string =>
  rss(
    outlet,
    [1, 2, 3, 4, 5, 6].map((day) => `${outlet} ${day}`)
  ).replaceAll(/<guid>\w+-(\d)<\/guid>/g, (guid, index) => {
    const published = new Date(START.getTime() - (Number(index) + 1) * DAY_MS)
    return `${guid}<pubDate>${published.toUTCString()}</pubDate>`
  })

/** An app over a server whose answers change, with a clock that the test sets and no chance. */
const startJourney = async (answers: Record<string, Answer>) => {
  const server = await startHttpServer(
    Object.fromEntries(
      Object.keys(answers).map((path): [string, Answer] => [
        path,
        (response, request) => answers[path]!(response, request)
      ])
    )
  )
  const outlets = Object.keys(answers).map((path) => path.slice(1))
  const config = loadConfig(onServer(server.port, outlets.slice(0, 3)), {
    PARKWIRE_DATA: tempFolder(),
    PARKWIRE_ALLOW_HOSTS: `127.0.0.1:${server.port}`
  })
  const time = { now: START }
  const app = await createApp(config, { clock: () => time.now, log: createLogger('silent') })
  onTestFinished(async () => {
    await app.close()
    await server.close()
  })
  const collector = { ...app.collector, random: () => 0.5 }
  const byId = (reports: readonly SourceReport[]): Record<string, SourceReport> =>
    Object.fromEntries(reports.map((report) => [report.sourceId, report]))
  return {
    server,
    at: (ms: number): void => void (time.now = new Date(START.getTime() + ms)),
    due: async () => byId(await collectDue(collector, config.sources)),
    now: async () => byId(await collectNow(collector, config.sources)),
    page: async (): Promise<string> =>
      (await app.handler(new Request('http://willow.example/sources'))).text()
  }
}

test('what moves is followed, what falls silent is told, what ends is left in peace', async () => {
  const answers: Record<string, Answer> = {
    '/moving': content(rss('moving', ['Willow Park lights its river walk'])),
    '/sleeping': conditional(dailyNews('sleeping'), {
      etag: '"s"',
      lastModified: 'Sun, 01 Mar 2026 09:00:00 GMT'
    }),
    '/hollow': content(dailyNews('hollow')),
    '/new': content(rss('moving', ['Willow Park lights its river walk']))
  }
  const { server, at, due, now, page } = await startJourney(answers)
  const asked = (path: string): number =>
    server.requests.filter((request) => request.path === path).length

  const first = await due()
  expect(first).toMatchObject({
    moving: { outcome: 'ok', health: 'good', nextCheckAt: new Date('2026-03-02T09:30:00Z') },
    sleeping: { outcome: 'ok', health: 'good', nextCheckAt: new Date('2026-03-02T11:00:00Z') },
    hollow: { outcome: 'ok', health: 'good' }
  })
  expect(await page()).toContain('3 sources, 3 healthy')

  answers['/moving'] = redirect('/new', 301)
  answers['/hollow'] = content(rss('hollow', []))
  at(1 * 3_600_000)
  expect(await due()).toMatchObject({ moving: { outcome: 'ok', movedTo: null } })
  at(2 * 3_600_000)
  expect(await due()).toMatchObject({
    moving: { outcome: 'ok', movedTo: null },
    hollow: { outcome: 'ok', health: 'empty', entries: 0 }
  })
  at(3 * 3_600_000)
  expect(await due()).toMatchObject({ moving: { outcome: 'ok', movedTo: server.url('/new') } })
  expect([asked('/moving'), asked('/new')]).toEqual([4, 3])
  at(4 * 3_600_000)
  await due()
  expect([asked('/moving'), asked('/new')]).toEqual([4, 4])
  expect(await page()).toContain(`Moved for good to ${server.url('/new')}`)

  answers['/new'] = status(410)
  at(5 * 3_600_000)
  expect((await due())['moving']).toMatchObject({ outcome: 'gone', nextCheckAt: null })

  at(8 * DAY_MS)
  expect(await now()).toMatchObject({
    moving: { outcome: 'gone' },
    sleeping: { outcome: 'not-modified', health: 'good' }
  })
  at(12 * DAY_MS)
  expect(await due()).toMatchObject({
    sleeping: {
      outcome: 'not-modified',
      health: 'stale',
      newestAt: new Date('2026-03-01T09:00:00Z')
    },
    hollow: { health: 'empty' }
  })
  expect(asked('/new')).toBe(5)
  const html = await page()
  expect(html).toContain('3 sources, 0 healthy, 3 without news')
  expect(html).toContain('its newest entry is of 2026-03-01')
})

test('a round by hand says what has moved, and reads what is gone only when it is named', async () => {
  const server = await startHttpServer({
    '/alder': redirect('/new', 308),
    '/new': content(rss('alder', ['Alder Works hires forty welders this autumn'])),
    '/birch': status(410)
  })
  const env = {
    PARKWIRE_DATA: tempFolder(),
    PARKWIRE_ALLOW_HOSTS: `127.0.0.1:${server.port}`,
    PARKWIRE_CONFIG: onServer(server.port, ['alder', 'birch'])
  }
  for (let round = 1; round < 3; round++) await runCli(['collect', '--once'], { env })
  const { stdout } = await runCli(['collect', '--once'], { env })
  expect(stdout).toContain(`; moved to ${server.url('/new')}: change sources.yaml\n`)
  expect(stdout).toContain('✗ birch  410: the outlet ended this feed')
  const timesAsked = (): number => server.requests.filter(({ path }) => path === '/birch').length
  expect(timesAsked()).toBe(1)
  const { code } = await runCli(['collect', 'birch', '--once'], { env })
  expect([code, timesAsked()]).toEqual([1, 2])
})
