import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createApp, currentSlot, type App } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createLogger } from '../../src/log.ts'
import { collectNow } from '../../src/pipeline/collect.ts'
import { deliverDue } from '../../src/notify/deliver.ts'
import { closeDigest } from '../../src/pipeline/digest.ts'
import { alder, close, digest, entry, openWeb, tell, willow } from './hand-made.ts'

const HTML = 'text/html; charset=UTF-8'
const TEXT = 'text/plain; charset=UTF-8'

const openSample = (folder: string): Promise<App> =>
  createApp(loadConfig('config/sample', { PARKWIRE_DATA: folder }), { log: createLogger('silent') })

describe('the sample park', () => {
  let folder: string
  let app: App
  let digestId: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'parkwire-web-'))
    app = await openSample(folder)
    await collectNow(app.collector, app.config.sources)
    const plan = app.plans[0]!
    const closed = await closeDigest(app.desk, plan, currentSlot(app, plan))
    digestId = closed.digest.id
    await deliverDue(app.deliverer, { digestId })
  })
  afterAll(async () => {
    await app.close()
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = (path: string, init?: RequestInit): Promise<Response> =>
    app.handler(new Request(`http://localhost:8080${path}`, init))
  const read = async (path: string): Promise<string> => (await ask(path)).text()

  const firstStory = async (): Promise<string> => {
    const feed = JSON.parse(await read('/feeds/all.json')) as { items: { id: string }[] }
    return feed.items[0]!.id.replace(/^.*story\//, '')
  }

  test.each([
    ['/', HTML],
    ['/?section=risk', HTML],
    ['/?page=2', HTML],
    ['/sources', HTML],
    ['/sources/', HTML],
    ['/digests', HTML],
    ['/feeds/all.rss', 'application/rss+xml; charset=utf-8'],
    ['/feeds/all.atom', 'application/atom+xml; charset=utf-8'],
    ['/feeds/all.json', 'application/feed+json; charset=utf-8'],
    ['/feeds/deals.rss', 'application/rss+xml; charset=utf-8'],
    ['/parks/chenghu/', HTML],
    ['/parks/chenghu', HTML],
    ['/parks/chenghu/feeds/risk.atom', 'application/atom+xml; charset=utf-8'],
    ['/livez', 'application/json'],
    ['/readyz', 'application/json'],
    ['/style.css', 'text/css; charset=utf-8'],
    ['/icon.svg', 'image/svg+xml']
  ])('%s is %s', async (path, contentType) => {
    const response = await ask(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([200, contentType])
    expect((await response.text()).length).toBeGreaterThan(0)
  })

  test('a story and a digest have a page, and the digest its mail as it was sent', async () => {
    const story = await ask(`/stories/${await firstStory()}`)
    expect([story.status, story.headers.get('content-type')]).toEqual([200, HTML])
    expect(await read(`/digests/${digestId}`)).toContain(`src="/digests/${digestId}/mail"`)
    const mail = await ask(`/digests/${digestId}/mail`)
    expect([mail.status, mail.headers.get('content-type')]).toEqual([200, HTML])
    expect(await mail.text()).toMatch(/^<!doctype html>[\s\S]+澄湖高新区每日简报/)
  })

  test.each([
    '/nope',
    '/index.html',
    '/stories',
    '/stories/nope',
    '/stories/%00',
    '/stories/..%2f..%2fetc%2fpasswd',
    '/digests/nope',
    '/digests/nope/mail',
    '/feeds/',
    '/feeds/nope.rss',
    '/feeds/all.xml',
    '/feeds/all',
    '/feeds/all.rss/',
    '/feeds/ALL.rss',
    '/parks/nope/',
    '/parks/chenghu/nope',
    '//evil.example/',
    '/%E0%A4'
  ])('%s is answered with the 404 page', async (path) => {
    const response = await ask(path)
    expect([response.status, response.headers.get('content-type')]).toEqual([404, HTML])
    expect(await response.text()).toContain('没有这个页面')
  })

  test('a very long path is just another one that is not there', async () => {
    const response = await ask(`/${'a'.repeat(50_000)}`)
    expect(response.status).toBe(404)
    expect((await response.text()).length).toBeLessThan(5000)
  })

  test('dots in a path lead no higher than the root', async () => {
    expect((await ask('/%2e%2e/')).status).toBe(200)
    expect((await ask('//')).status).toBe(200)
    expect((await ask('/stories/../../sources')).status).toBe(200)
  })

  test('every address of the first park stands under its own name too', async () => {
    const html = await read('/parks/chenghu/')
    expect(html).toContain('href="/parks/chenghu/sources"')
    for (const [, href = ''] of html.matchAll(/href="(\/[^"]*)"/g)) {
      expect((await ask(href.replaceAll('&amp;', '&'))).status, href).toBe(200)
    }
  })

  test.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s changes nothing', async (method) => {
    const before = [await read('/'), await read('/sources'), await read('/digests')]
    for (const path of ['/', '/sources', `/digests/${digestId}`, '/feeds/all.rss', '/livez']) {
      const body = method === 'DELETE' ? null : 'x=1'
      expect((await ask(path, { method, body })).status, path).toBe(404)
    }
    expect([await read('/'), await read('/sources'), await read('/digests')]).toEqual(before)
  })

  test.each(['/', '/sources', '/feeds/all.rss', '/style.css', '/livez', '/nope'])(
    'HEAD %s has the headers of GET and no body',
    async (path) => {
      const head = await ask(path, { method: 'HEAD' })
      const get = await ask(path)
      expect(head.status).toBe(get.status)
      expect([...head.headers]).toEqual([...get.headers])
      expect(await head.text()).toBe('')
    }
  )
})

describe('headers that protect the reader', () => {
  const POLICY =
    "default-src 'none'; style-src 'self'; img-src 'self'; frame-src 'self'; " +
    "frame-ancestors 'self'; base-uri 'none'; form-action 'self'"

  test.each(['/', '/nope', '/feeds/all.rss', '/livez', '/digests/nope/mail'])(
    'stand on %s',
    async (path) => {
      const { ask } = await openWeb()
      const { headers } = await ask(path)
      expect(headers.get('content-security-policy')).toBe(POLICY)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN')
      expect(headers.get('strict-transport-security')).toBeNull()
    }
  )

  test('stand on an error of ours, which tells no details', async () => {
    const { ask, store } = await openWeb()
    await store.close()
    for (const path of ['/', '/sources', '/stories/s1', '/digests', '/feeds/all.rss']) {
      const response = await ask(path)
      expect([response.status, response.headers.get('content-type')], path).toEqual([500, TEXT])
      expect(response.headers.get('content-security-policy')).toBe(POLICY)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
      expect(await response.text()).toBe('internal error')
    }
    expect((await ask('/livez')).status).toBe(200)
    expect((await ask('/style.css')).status).toBe(200)
  })

  test('let a mail have its inline style and nothing else', async () => {
    const { ask, store } = await openWeb()
    await close(store, digest())
    const { headers } = await ask('/digests/d1/mail')
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; " +
        "form-action 'none'; sandbox allow-popups allow-popups-to-escape-sandbox"
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
  })
})

describe('the list of stories', () => {
  /** 31 stories, one more than a page holds; `故事 31` is the newest. */
  const openFull = async () => {
    const web = await openWeb()
    for (let number = 1; number <= 31; number++) {
      const publishedAt = new Date(Date.UTC(2026, 2, 1, 0, number))
      const one = entry({ id: `e${number}`, title: `故事 ${number} 号`, publishedAt })
      await tell(web.store, `s${number}`, [one], { section: number === 1 ? 'risk' : 'park' })
    }
    return web
  }
  const numbersOn = (html: string): number[] =>
    [...html.matchAll(/故事 (\d+) 号/g)].map(([, number]) => Number(number))
  const firstPage = Array.from({ length: 30 }, (_, index) => 31 - index)

  test.each([
    ['/', firstPage],
    ['/?page=1', firstPage],
    ['/?page=2', [1]],
    ['/?page=3', []],
    ['/?page=0', firstPage],
    ['/?page=-1', firstPage],
    ['/?page=abc', firstPage],
    ['/?page=', firstPage],
    ['/?page=1.9', firstPage],
    ['/?page=NaN', firstPage],
    ['/?page=1e9', []],
    ['/?page=Infinity', []],
    ['/?section=risk', [1]],
    ['/?section=nope', firstPage],
    ['/?section=%27%3Bdrop%20table%20story%3B--', firstPage]
  ])('%s shows the right stories', async (path, numbers) => {
    const { read } = await openFull()
    expect(numbersOn(await read(path))).toEqual(numbers)
  })

  test('pages lead to each other and keep their section', async () => {
    const { read } = await openFull()
    expect(await read('/')).toContain('<a href="/?page=2">较早 →</a>')
    expect(await read('/?page=2')).toContain('<a href="/">← 较新</a>')
    expect(await read('/?section=park')).not.toContain('较早')
    expect(await read('/?section=risk&page=2')).toContain('<a href="/?section=risk">← 较新</a>')
  })

  test('a section without stories speaks of no first round where others have some', async () => {
    const { store, read } = await openWeb()
    await tell(store, 's1', [entry()])
    expect(await read('/?section=risk')).toContain('这里还没有新闻')
  })

  test('an empty park says that its first round is under way', async () => {
    const { read } = await openWeb()
    expect(await read('/')).toContain('第一轮采集')
    expect(await read('/digests')).toContain('还没有发出过简报')
  })
})

describe('two parks in one installation', () => {
  const openBoth = async () => {
    const web = await openWeb({ parks: [willow, alder] })
    await tell(web.store, 's1', [entry()])
    const english = entry({ id: 'e2', title: 'Alder Park opens', url: 'https://daily.example/2' })
    await tell(web.store, 's2', [english], { parkId: 'alder', section: 'news' })
    await close(web.store, digest())
    await close(web.store, digest({ id: 'd2', parkId: 'alder', subject: 'Alder Park: 1 story' }))
    return web
  }

  test('each shows its own stories, digests and feeds, in its own language', async () => {
    const { read } = await openBoth()
    const [first, second] = [await read('/'), await read('/parks/alder/')]
    expect(first).toContain('柳溪产业园二期开园')
    expect(first).not.toContain('Alder Park')
    expect(second).toContain('<html lang="en">')
    expect(second).toContain('href="/parks/alder/stories/s2"')
    expect(second).not.toContain('柳溪产业园二期开园')
    expect(await read('/parks/alder/digests')).toContain('href="/parks/alder/digests/d2"')
    const feed = await read('/parks/alder/feeds/news.rss')
    expect(feed).toContain('https://news.example/parks/alder/feeds/news.rss')
    expect(feed).toContain('Alder Park opens')
    expect(feed).not.toContain('二期开园')
  })

  test.each([
    '/stories/s2',
    '/digests/d2',
    '/digests/d2/mail',
    '/feeds/news.rss',
    '/parks/alder/stories/s1',
    '/parks/alder/digests/d1',
    '/parks/alder/feeds/risk.rss'
  ])('%s belongs to the other one', async (path) => {
    const { ask } = await openBoth()
    expect((await ask(path)).status).toBe(404)
  })

  test('a page that is missing in the second one leads back to it, not to the first', async () => {
    const { read } = await openBoth()
    expect(await read('/parks/alder/nope')).toMatch(/No such page[\s\S]*href="\/parks\/alder\/"/)
  })

  test('without any park there are no pages, but the process still says that it lives', async () => {
    const { ask } = await openWeb({ parks: [] })
    const response = await ask('/')
    expect([response.status, await response.text()]).toEqual([404, 'not found'])
    expect((await ask('/livez')).status).toBe(200)
  })
})

describe('health', () => {
  const withSample = async (check: (app: App) => Promise<void>): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'parkwire-web-'))
    const app = await openSample(folder)
    try {
      await check(app)
    } finally {
      await app.close()
      rmSync(folder, { recursive: true, force: true })
    }
  }
  const ready = async ({ handler }: App): Promise<[number, unknown]> => {
    const response = await handler(new Request('http://localhost/readyz'))
    return [response.status, await response.json()]
  }
  const alive = async ({ handler }: App): Promise<number> =>
    (await handler(new Request('http://localhost/livez'))).status

  test('a process that shuts down is not ready, but alive', () =>
    withSample(async (app) => {
      expect(await ready(app)).toEqual([200, { status: 'ok' }])
      app.drain()
      expect(await ready(app)).toEqual([503, { status: 'not ready', process: 'shutting down' }])
      expect(await alive(app)).toBe(200)
    }))

  test('a store that is behind is named', () =>
    withSample(async (app) => {
      await sql`delete from kysely_migration where name like '0001-%'`.execute(app.store.db)
      expect(await ready(app)).toEqual([503, { status: 'not ready', migrations: 'behind by 1' }])
      expect(await alive(app)).toBe(200)
    }))

  test('a store that is gone is named, and the process is still alive', () =>
    withSample(async (app) => {
      await app.store.close()
      expect(await ready(app)).toEqual([503, { status: 'not ready', store: 'does not answer' }])
      expect(await alive(app)).toBe(200)
    }))

  test('whatever else is wrong is named', async () => {
    const { ask } = await openWeb({ readiness: () => Promise.resolve({ disk: 'almost full' }) })
    const response = await ask('/readyz')
    expect([response.status, await response.json()]).toEqual([
      503,
      { status: 'not ready', disk: 'almost full' }
    ])
  })

  test('a check that itself breaks is no readiness', async () => {
    const { ask } = await openWeb({ readiness: () => Promise.reject(new Error('no statfs')) })
    expect((await ask('/readyz')).status).toBe(500)
  })
})
