import { gzipSync } from 'node:zlib'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createLogger } from '../../src/log.ts'
import { collectNow, type SourceReport } from '../../src/pipeline/collect.ts'
import { tempFolder } from '../support/cli.ts'
import {
  content,
  dripping,
  endless,
  silent,
  startHttpServer,
  type Answer,
  type HttpServer
} from '../support/http-server.ts'
import { rss, writeConfig } from './willow.ts'

const MB = 1024 * 1024
const feed = (inside: string): string =>
  `<rss version="2.0"><channel><title>t</title><item><guid>1</guid>${inside}</item></channel></rss>`
const named = (text: string): string => feed(`<title>Willow Park news</title>${text}`)
const bombs = Array.from({ length: 9 }, (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`)

/** What a hostile source sends, and what is said of it; `ok` where it can be read all the same. */
const HOSTILE: Readonly<Record<string, readonly [Answer, string]>> = {
  'open-tags': [content(named(`<description>${'&lt;div'.repeat(20_000)}</description>`)), 'ok'],
  nested: [content(named('<x>'.repeat(200_000))), 'ok'],
  attributes: [
    content(named(`<x ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`)),
    'ok'
  ],
  entities: [
    content(
      `<!DOCTYPE rss [<!ENTITY e0 "lol">${bombs.join('')}]>${named('<description>&e9;</description>')}`
    ),
    'ok'
  ],
  huge: [
    content(named(`<description>${'news '.repeat(10 * MB)}</description>`)),
    'answers with more than'
  ],
  bomb: [
    content(gzipSync(Buffer.alloc(50 * MB, ' ')), { 'content-encoding': 'gzip' }),
    'answers with'
  ],
  endless: [endless(new Uint8Array(MB).fill(0x20)), 'answers with more than'],
  deep: [content(`[${'['.repeat(2_000_000)}`), 'this is JSON'],
  dripping: [dripping(), 'did not finish within 1 s'],
  silent: [silent, 'did not finish within 1 s']
}
const HONEST = Array.from({ length: 20 }, (_, i) => `honest-${i}`)

test('a hostile source costs itself its deadline, and twenty others are on time', async () => {
  const serve = async (routes: Record<string, Answer>): Promise<HttpServer> => {
    const server = await startHttpServer(routes)
    onTestFinished(() => server.close())
    return server
  }
  // A host is read one source at a time, so each has one of its own.
  const servers = new Map<string, HttpServer>()
  for (const [id, [answer]] of Object.entries(HOSTILE)) {
    servers.set(id, await serve({ [`/${id}`]: answer }))
  }
  const honest = HONEST.map((id) => [`/${id}`, content(rss(id, [`${id} opens`]))] as const)
  const others = await serve(Object.fromEntries(honest))
  for (const id of HONEST) servers.set(id, others)

  const sources = [...servers].map(([id, server]) => ({ id, url: server.url(`/${id}`) }))
  const config = loadConfig(writeConfig(sources, 'hostGap: 0s, deadline: 1s, atOnce: 12'), {
    PARKWIRE_DATA: tempFolder(),
    PARKWIRE_ALLOW_HOSTS: [...servers.values()].map(({ host }) => host).join(',')
  })
  const app = await createApp(config, { log: createLogger('silent') })
  onTestFinished(() => app.close())

  const reports: SourceReport[] = []
  await collectNow(app.collector, config.sources, { onReport: (report) => reports.push(report) })

  const said = Object.fromEntries(
    reports.map(({ sourceId, outcome, message }) => [sourceId, outcome === 'ok' ? 'ok' : message])
  )
  expect(said).toEqual({
    ...Object.fromEntries(HONEST.map((id) => [id, 'ok'])),
    ...Object.fromEntries(
      Object.entries(HOSTILE).map(([id, [, what]]) => [
        id,
        expect.stringContaining(what) as unknown
      ])
    )
  })
  expect(
    reports.filter(({ sourceId }) => HONEST.includes(sourceId)).map(({ added }) => added)
  ).toEqual(HONEST.map(() => 1))
}, 60_000)
