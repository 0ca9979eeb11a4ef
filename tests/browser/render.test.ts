import type { Browser as Launched } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createBrowser, type Browser } from '../../src/collect/browser.ts'
import { createHttpClient } from '../../src/collect/fetch.ts'
import { parseAllowHosts } from '../../src/collect/guard.ts'
import { browserPath, launchBrowser } from '../support/browser.ts'
import { content, freePort, silent, startHttpServer, type Answer } from '../support/http-server.ts'

const executablePath = await browserPath()
const page = (script: string): Answer =>
  content(`<!doctype html><ul id="news"></ul><script>${script}</script>`, {
    'content-type': 'text/html'
  })

/** Draws what it gets into the list. */
const DRAWING = `fetch('/api/news').then((answer) => answer.json()).then((rows) => {
  document.getElementById('news').innerHTML = rows.map((row) => '<li>' + row + '</li>').join('')
})`

describe.skipIf(executablePath === null)('a page that scripts draw', () => {
  let launched: Launched
  let endpoint: string
  const open: { close(): Promise<unknown> }[] = []

  beforeAll(async () => {
    const port = await freePort()
    launched = await launchBrowser(executablePath!, [`--remote-debugging-port=${port}`])
    endpoint = `http://127.0.0.1:${port}`
  })
  afterAll(() => launched.close())
  afterEach(async () => {
    for (const thing of open.splice(0).reverse()) await thing.close()
  })

  const clientFor = (allowed: string) =>
    createHttpClient({
      userAgent: 'Parkwire/0.1',
      deadlineMs: 5000,
      maxBytes: 1_000_000,
      maxRedirects: 5,
      hostGapMs: 0,
      allowHosts: parseAllowHosts(allowed)
    })
  const site = async (
    routes: Record<string, Answer>,
    { deadlineMs = 10_000, allowed = [] }: { deadlineMs?: number; allowed?: string[] } = {}
  ) => {
    const server = await startHttpServer(routes)
    const http = clientFor([server.host, ...allowed].join(','))
    const publicHttp = clientFor('')
    const limits = { deadlineMs, maxBytes: 1_000_000 }
    const browser: Browser = createBrowser({ endpoint, http, publicHttp, ...limits })
    open.push(server, http, publicHttp, browser)
    return { server, browser }
  }
  const drawn = async (browser: Browser, url: string): Promise<string> => {
    const outcome = await browser.render(url)
    return outcome.outcome === 'ok' ? new TextDecoder().decode(outcome.bytes) : ''
  }

  test('is read as it stands when they have come to rest, asked for in our name', async () => {
    const { server, browser } = await site({
      '/': page(DRAWING),
      '/api/news': content('["澄湖高新区签约"]', { 'content-type': 'application/json' })
    })
    expect(await drawn(browser, server.url('/'))).toContain('<li>澄湖高新区签约</li>')
    expect(new Set(server.requests.map(({ headers }) => headers['user-agent']))).toEqual(
      new Set(['Parkwire/0.1'])
    )
  })

  test('reaches no address that we may not: requests, frames, sockets and workers', async () => {
    const inside = await startHttpServer({})
    open.push(inside)
    const socket = `ws://${inside.host}/`
    // Not even when another source may go there.
    const allowed = [inside.host]
    const routes = {
      '/': page(`
        fetch('${inside.url('/fetch')}', { mode: 'no-cors' }).catch(() => {})
        document.write('<iframe src="${inside.url('/frame')}"></iframe><img src="${inside.url('/image')}">')
        try { new WebSocket('${socket}') } catch {}
        try { new Worker(URL.createObjectURL(new Blob(["fetch('${inside.url('/worker')}')"]))) } catch {}
        navigator.sendBeacon('${inside.url('/beacon')}')
        window.open('${inside.url('/window')}')
        document.getElementById('news').innerHTML = '<li>drawn</li>'`)
    }
    const { server, browser } = await site(routes, { allowed })
    expect(await drawn(browser, server.url('/'))).toContain('<li>drawn</li>')
    expect(inside.connections()).toBe(0)
  })

  test('is given up at the deadline when it never rests', async () => {
    const { server, browser } = await site({ '/': page('for (;;);') }, { deadlineMs: 1500 })
    expect(await browser.render(server.url('/'))).toMatchObject({
      outcome: 'failed',
      message: 'the page was not drawn within 1.5 s'
    })
  })

  test('fails as any page does where it is not there', async () => {
    const { server, browser } = await site({})
    expect(await browser.render(server.url('/'))).toMatchObject({ outcome: 'failed', status: 404 })
  })

  test('goes where a redirect leads only when it is admitted there', async () => {
    const moved: Answer = (response) => response.writeHead(302, { location: '/drawn' }).end()
    const { server, browser } = await site({ '/': moved, '/drawn': page('') })
    const admit = (url: string) =>
      Promise.resolve({ isAllowed: false as const, message: `not ${new URL(url).pathname}` })
    const outcome = await browser.render(server.url('/'), { admit })
    expect(outcome).toMatchObject({ outcome: 'failed', message: 'not /drawn' })
    expect(server.requests.map(({ path }) => path)).toEqual(['/'])
  })

  test('says which browser does not answer', async () => {
    const { server } = await site({ '/': page('') })
    const http = clientFor(server.host)
    const nowhere = `127.0.0.1:${await freePort()}`
    const limits = { deadlineMs: 2000, maxBytes: 1000 }
    const endpoint = `ws://operator:hush@${nowhere}/?token=hush`
    const browser = createBrowser({ endpoint, http, publicHttp: http, ...limits })
    open.push(server, http, browser)
    expect(await browser.render(server.url('/'))).toMatchObject({
      outcome: 'failed',
      message: `the browser at ${nowhere} could not draw this page`
    })
  })

  test('is given up when the browser itself hangs, and the next page has another try', async () => {
    const hanging = await startHttpServer({ '/json/version': silent, '/json/version/': silent })
    const { server } = await site({ '/': page('') })
    const http = clientFor(server.host)
    const limits = { deadlineMs: 300, maxBytes: 1000 }
    const browser = createBrowser({ endpoint: hanging.url(''), http, publicHttp: http, ...limits })
    open.push(hanging, http, browser)
    expect(await browser.render(server.url('/'))).toMatchObject({ outcome: 'failed' })
    expect(await browser.render(server.url('/'))).toMatchObject({ outcome: 'failed' })
    await browser.close()
  })
})
