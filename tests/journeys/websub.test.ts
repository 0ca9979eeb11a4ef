import { pino } from 'pino'
import { expect, onTestFinished, test } from 'vitest'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { startServer } from '../../src/web/server.ts'
import { tempFolder } from '../support/cli.ts'
import { startHttpServer, type HttpServer } from '../support/http-server.ts'
import { startHub, type Hub } from '../support/hub.ts'
import { createInbox } from '../support/inbox.ts'
import { writeConfig } from './willow.ts'

const TOPIC = 'https://ycrb.example/rss'
const SITE = 'https://news.example'

/** Each item is known by its title; `links` stand in the channel. */
const rss = (titles: readonly string[], links = ''): string =>
  `<rss version="2.0" xmlns:a="http://www.w3.org/2005/Atom"><channel><title>云川日报</title>${links}${titles
    .map((title) => `<item><title>${title}</title><guid>${title}</guid></item>`)
    .join('')}</channel></rss>`

/** Carries what a hub sends to the public address of the site to where it really stands. */
const proxyTo =
  (port: () => number) =>
  (request: Request): Promise<Response> =>
    fetch(new Request(request.url.replace(SITE, `http://127.0.0.1:${port()}`), request))

type Line = { msg: string; source_id: string; outcome: string; added: number }

/** The whole of Parkwire in this process, behind a proxy, with a feed that names a hub. */
const serve = async (feed: HttpServer, hub: Hub, serverPort: { value: number }) => {
  const time = { now: new Date('2026-11-23T01:00:00Z') }
  const lines: string[] = []
  const read = createInbox<Line>()
  const write = (line: string): void => {
    lines.push(line)
    const entry = JSON.parse(line) as Line
    if (entry.msg === 'source read') read.put(entry)
  }
  const config = loadConfig(writeConfig([{ id: 'ycrb', url: feed.url('/rss'), every: '6h' }]), {
    PARKWIRE_DATA: tempFolder(),
    PARKWIRE_BASE_URL: SITE,
    PARKWIRE_ALLOW_HOSTS: `${feed.host},${hub.host}`
  })
  const log = pino({ base: undefined }, { write })
  const app = await createApp(config, { clock: () => time.now, log })
  onTestFinished(() => app.close())
  const server = await startServer(app.handler, 0)
  onTestFinished(() => server.stop())
  serverPort.value = server.port
  const worker = await app.work()
  onTestFinished(() => worker.stop())
  const page = async (path: string): Promise<string> =>
    (await fetch(`http://127.0.0.1:${server.port}${path}`)).text()
  return { time, lines, read, page }
}

test('news that a hub tells of is read from the source within a moment, and only from there', async () => {
  const serverPort = { value: 0 }
  const hub = await startHub({ send: proxyTo(() => serverPort.value) })
  const titles = ['澄湖高新区新增两条公交线路']
  const feed = await startHttpServer({
    '/rss': (response) => {
      const links = `<a:link rel="hub" href="${hub.url}"/><a:link rel="self" href="${TOPIC}"/>`
      response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(rss(titles, links))
    }
  })
  onTestFinished(() => feed.close())
  const { time, lines, read, page } = await serve(feed, hub, serverPort)
  expect(await read.next()).toMatchObject({ source_id: 'ycrb', added: 1 })

  const { callback, secret, topic } = await hub.settled()
  expect(topic).toBe(TOPIC)
  expect(callback).toMatch(/^https:\/\/news\.example\/websub\/[\w-]{43}$/)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect([...hub.subscribers.keys()]).toEqual([callback])

  time.now = new Date('2026-11-23T01:02:00Z')
  titles.unshift('澄湖高新区人才公寓二期交付')
  const toldAt = performance.now()
  expect(await hub.publish(TOPIC, rss(['澄湖高新区从未发布的消息']))).toEqual([202])
  expect(await read.next()).toMatchObject({ source_id: 'ycrb', added: 1 })
  // Well before the round that every minute brings anyhow.
  expect(performance.now() - toldAt).toBeLessThan(10_000)
  const feedOut = await page('/feeds/all.json')
  expect(feedOut).toContain('澄湖高新区人才公寓二期交付')
  expect(feedOut).not.toContain('从未发布')
  expect(feed.requests).toHaveLength(2)

  const token = callback.replace(/.*\//, '')
  expect(lines.filter((line) => line.includes(token) || line.includes(secret!))).toEqual([])
})

test('a feed that is unchanged keeps its hub, and one that drops it is unsubscribed from', async () => {
  const serverPort = { value: 0 }
  const hub = await startHub({ send: proxyTo(() => serverPort.value) })
  let link: string | undefined = `<${hub.url}>; rel="hub", <${TOPIC}>; rel="self"`
  const feed = await startHttpServer({
    '/rss': (response, { headers }) => {
      const etag = link === undefined ? '"without"' : '"with"'
      const isKnown = headers['if-none-match'] === etag
      response.writeHead(isKnown ? 304 : 200, { etag, ...(link !== undefined && { link }) })
      response.end(isKnown ? undefined : rss(['澄湖高新区新增两条公交线路']))
    }
  })
  onTestFinished(() => feed.close())
  const { time, read } = await serve(feed, hub, serverPort)
  expect(await read.next()).toMatchObject({ outcome: 'ok' })
  await hub.settled()

  time.now = new Date('2026-11-23T01:02:00Z')
  expect(await hub.publish(TOPIC, rss([]))).toEqual([202])
  expect(await read.next()).toMatchObject({ outcome: 'not-modified' })
  expect([hub.asked.length, hub.subscribers.size]).toEqual([1, 1])

  link = undefined
  time.now = new Date('2026-11-23T01:04:00Z')
  expect(await hub.publish(TOPIC, rss([]))).toEqual([202])
  expect(await read.next()).toMatchObject({ outcome: 'ok' })
  expect(await hub.settled()).toMatchObject({ mode: 'unsubscribe', topic: TOPIC })
  expect(hub.subscribers.size).toBe(0)
})
