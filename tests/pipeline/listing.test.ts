import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpClient } from '../../src/collect/fetch.ts'
import { parseAllowHosts } from '../../src/collect/guard.ts'
import type { Reader } from '../../src/collect/reader.ts'
import { createRobots } from '../../src/collect/robots.ts'
import type { Source } from '../../src/model.ts'
import type { Collector } from '../../src/pipeline/collector.ts'
import { collectNow } from '../../src/pipeline/collect.ts'
import { previewSource } from '../../src/pipeline/preview.ts'
import { sourceStates } from '../../src/store/sources.ts'
import { content, redirect, startHttpServer, status, type Answer } from '../support/http-server.ts'
import { collectorOf, START } from './collector.ts'

const DAY_MS = 86_400_000
const TITLES = [
  '澄湖高新区签约三个新材料项目',
  '云川市开通两条通勤公交线路',
  '柳溪镇发放春耕农机补贴'
]

const row = (title: string, href: string): string =>
  `<li><a href="${href}">${title}</a><span>2026-03-01</span></li>`
const listPage = (rows: readonly string[], foot = ''): Answer =>
  content(`<html><head><title>要闻</title></head><body>
    <div class="nav"><a href="/">首页</a> <a href="/about">关于</a></div>
    <h2>要闻</h2><ul class="news">${rows.join('')}</ul>${foot}
    <div class="footer"><a href="/contact">联系我们</a></div></body></html>`)
const next = (href: string): string => `<div class="pages"><a href="${href}">下一页</a></div>`

const siteOf = async (routes: Record<string, Answer>, changes: Partial<Source> = {}) => {
  const { collector, server, source, store, time } = await collectorOf(routes)
  const page = source('news', {
    kind: 'page',
    options: { pages: 3, render: false },
    ...changes,
    ...(changes.url?.startsWith('/') && { url: server.url(changes.url) })
  })
  return {
    server,
    time,
    collector,
    page,
    visit: async (changes: Partial<Collector> = {}) =>
      (await collectNow({ ...collector, ...changes }, [page]))[0]!,
    state: async () => (await sourceStates(store.db))[0]!,
    titles: async () =>
      (await store.db.selectFrom('entry').select('title').execute()).map((one) => one.title).sort(),
    asked: (path: string) => server.requests.filter((request) => request.path === path).length
  }
}

test('the first time further pages of a list are read as well, then the first one only', async () => {
  const pages = Object.fromEntries(
    [1, 2, 3, 4].map((n) => [
      n === 1 ? '/news' : `/news_${n}`,
      listPage(
        TITLES.map((title, index) => row(`${title}（${n}）`, `/a/${n}-${index}`)),
        next(`/news_${n + 1}`)
      )
    ])
  )
  const { visit, asked } = await siteOf(pages)
  expect(await visit()).toMatchObject({ outcome: 'ok', added: 9, message: null })
  expect(await visit()).toMatchObject({ added: 0 })
  expect([asked('/news'), asked('/news_2'), asked('/news_3'), asked('/news_4')]).toEqual([
    2, 1, 1, 0
  ])
})

test('a further page that is missing costs only itself; a page that names itself is read once', async () => {
  const rows = TITLES.map((title, index) => row(title, `/a/${index}`))
  const broken = await siteOf({ '/news': listPage(rows, next('/news_2')), '/news_2': status(500) })
  const report = await broken.visit()
  expect(report).toMatchObject({ outcome: 'ok', added: 3 })
  expect(report.message).toMatch(/^news_2: .+answered 500/)

  const loop = await siteOf({
    '/news': listPage(rows, next('/news_2')),
    '/news_2': listPage([row(`${TITLES[0]}又讯`, '/a/9'), ...rows], next('/news'))
  })
  expect(await loop.visit()).toMatchObject({ added: 4 })
  expect([loop.asked('/news'), loop.asked('/news_2')]).toEqual([1, 1])
})

test('an address with the day in it is that of today, and a day without an issue is no failure', async () => {
  const rows = TITLES.map((title, index) => row(title, `/a/${index}`))
  const { visit, time, state } = await siteOf(
    { '/2026/03-02/': listPage(rows), '/2026/03-04/': redirect('/2026/03-02/', 301) },
    { url: '/{yyyy}/{mm}-{dd}/' }
  )
  expect(await visit()).toMatchObject({ outcome: 'ok', added: 3 })
  time.now = new Date(START.getTime() + DAY_MS)
  expect(await visit()).toMatchObject({ outcome: 'not-modified', message: null, health: 'good' })
  time.now = new Date(START.getTime() + 2 * DAY_MS)
  await visit()
  expect((await state()).movedCount).toBe(0)
})

test('what robots.txt forbids is told and not asked for', async () => {
  const { visit, asked } = await siteOf({
    '/robots.txt': content('User-agent: *\nDisallow: /news'),
    '/news': listPage([])
  })
  expect((await visit()).message).toContain('asks us not to read this page')
  expect(asked('/news')).toBe(0)
})

test('a page that wants a browser says so where nobody names one', async () => {
  const { visit } = await siteOf({}, { options: { pages: 1, render: true } })
  expect((await visit()).message).toBe('this page wants a browser, and PARKWIRE_BROWSER names none')
})

test('an API is asked as its source says, page by page', async () => {
  const bodies: string[] = []
  const answer: Answer = (response, { method, body, headers }) => {
    bodies.push(`${method} ${body} ${String(headers['x-key'])}`)
    const page = Number(new URLSearchParams(body).get('page'))
    const list = page > 2 ? [] : [{ t: `${TITLES[page]}`, u: `/a/${page}` }]
    content(JSON.stringify({ list }), { 'content-type': 'application/json' })(response, {
      method,
      body,
      headers,
      path: '/'
    })
  }
  const { visit, titles } = await siteOf(
    { '/news': answer },
    {
      kind: 'api',
      options: {
        items: 'list[*]',
        fields: { title: 't', url: 'u' },
        method: 'POST',
        body: { column: 12, page: 1 },
        headers: { 'X-Key': 'k' },
        paging: { parameter: 'page', in: 'body', from: 1, step: 1, most: 5, always: false }
      }
    }
  )
  expect(await visit()).toMatchObject({ added: 2 })
  await visit()
  expect(await titles()).toEqual([TITLES[1], TITLES[2]].sort())
  expect(bodies).toEqual([
    'POST column=12&page=1 k',
    'POST column=12&page=2 k',
    'POST column=12&page=3 k',
    'POST column=12&page=1 k'
  ])
})

test('the keys of a source stay at its address, wherever its server leads', async () => {
  const stranger = await startHttpServer({
    '/api': content('{"list":[{"t":"x"}]}', { 'content-type': 'application/json' })
  })
  onTestFinished(() => stranger.close())
  const { visit, server } = await siteOf(
    { '/news': redirect(stranger.url('/api')) },
    {
      kind: 'api',
      options: {
        items: 'list[*]',
        fields: { title: 't' },
        headers: { 'X-Key': 'k', Cookie: 'sid=1' },
        paging: { parameter: 'page', in: 'query', from: 1, step: 1, most: 3, always: true }
      }
    }
  )
  const http = createHttpClient({
    userAgent: 'test',
    deadlineMs: 5000,
    maxBytes: 1_000_000,
    maxRedirects: 5,
    hostGapMs: 0,
    allowHosts: parseAllowHosts(`${server.host},${stranger.host}`)
  })
  onTestFinished(() => http.close())
  // The redirect is followed, without them; the next page would be asked for there, with them.
  const { added, message } = await visit({ http })
  expect([added, message]).toEqual([
    1,
    expect.stringContaining(`what this source sends is not meant for ${stranger.host}`)
  ])
  const sent = stranger.requests.map(({ headers }) => [headers['x-key'], headers.cookie])
  expect(sent).toEqual([[undefined, undefined]])
})

test('an article is no list, although others are listed beside it', async () => {
  const related = TITLES.map((title, index) => row(title, `/a/${index}`)).join('')
  const text =
    '签约仪式昨天上午在企业服务中心举行，三家企业的负责人先后介绍了各自的产品和建厂计划。'
  const { visit } = await siteOf({
    '/news': content(`<html><head><title>${TITLES[0]}</title></head><body><h1>${TITLES[0]}</h1>
      <p>来源：云川日报 2026-03-01 09:12</p><div id="zoom">${`<p>${text}</p>`.repeat(6)}</div>
      <h3>相关阅读</h3><ul>${related}</ul></body></html>`)
  })
  expect((await visit()).message).toMatch(/^this page is an article, no list of news;/)
})

/** A source that is a folder; a file is met a minute after it was written. */
const folderOf = async () => {
  const site = await siteOf(
    {},
    { kind: 'document', url: 'file:clippings/', options: { related: true, outlets: [] } }
  )
  const { collector, time } = site
  const folder = join(collector.dir, 'clippings')
  mkdirSync(folder)
  /** What has just changed may still be written. */
  const drop = (name: string, text: string): void => {
    writeFileSync(join(folder, name), text)
    time.now = new Date(statSync(join(folder, name)).ctimeMs + 60_000)
  }
  return { ...site, drop }
}
const clippingOf = (title: string): string => `${title}\n签约仪式昨天上午在企业服务中心举行。`

test('in a folder each document stands for itself, and what was read is not read again', async () => {
  const { visit, titles, drop } = await folderOf()
  drop('a.txt', clippingOf(TITLES[0]!))
  drop('b.txt', '')
  const report = await visit()
  expect(report).toMatchObject({ outcome: 'ok', added: 1, health: 'good' })
  expect(report.message).toBe('b.txt: this file is empty')
  expect(await visit()).toMatchObject({ outcome: 'not-modified' })
  drop('c.txt', clippingOf(TITLES[1]!))
  expect(await visit()).toMatchObject({ added: 1, message: null })
  expect(await titles()).toEqual([TITLES[0], TITLES[1]].sort())
})

test('a text without an address that is edited in its folder is a new version of the same entry', async () => {
  const { visit, titles, drop } = await folderOf()
  drop('a.txt', clippingOf(TITLES[0]!))
  await visit()
  drop('a.txt', clippingOf(TITLES[1]!))
  expect(await visit()).toMatchObject({ added: 0, changed: 1 })
  expect(await titles()).toEqual([TITLES[1]])
})

test('what a visit has no room or no time for in a folder is read at the next one', async () => {
  const { visit, titles, drop, time, state } = await folderOf()
  for (const [at, title] of TITLES.entries()) drop(`${at}.txt`, clippingOf(title))
  expect(await visit({ maxEntries: 1 })).toMatchObject({ added: 1, message: null })
  const { nextCheckAt } = await state()
  expect(nextCheckAt.getTime() - time.now.getTime()).toBeLessThanOrEqual(60_000)
  // Each look at the clock is two minutes after the last one.
  const clock = (): Date => (time.now = new Date(time.now.getTime() + 120_000))
  expect(await visit({ clock })).toMatchObject({ added: 1 })
  expect(await visit()).toMatchObject({ added: 1, message: null })
  expect(await titles()).toEqual(TITLES.toSorted())
})

test('of many documents that cannot be read three are told, and how many there are', async () => {
  const { visit, drop } = await folderOf()
  for (const name of ['a', 'b', 'c', 'd', 'e']) drop(`${name}.txt`, '')
  const { message } = await visit()
  expect(message).toMatch(/^a\.txt: .+; b\.txt: .+; c\.txt: .+; and 2 more$/)
})

test('a document of a folder that is a bug to us stops no other', async () => {
  const { visit, drop, collector } = await folderOf()
  for (const [at, title] of TITLES.entries()) drop(`${at}.txt`, clippingOf(title))
  const reader: Reader = {
    ...collector.reader,
    read: (document, ...rest) =>
      document.url.endsWith('/1.txt')
        ? Promise.reject(new TypeError('pages is not iterable'))
        : collector.reader.read(document, ...rest)
  }
  const report = await visit({ reader })
  expect(report).toMatchObject({ added: 2, message: '1.txt: pages is not iterable' })
  expect(await visit()).toMatchObject({ outcome: 'not-modified' })
})

test('links that differ at each visit only by a number against caches are the same entries', async () => {
  let visits = 0
  const { visit } = await siteOf({
    '/news': (...exchange) => {
      visits += 1
      const rows = TITLES.map((title, at) =>
        row(title, `/a/${at}.html?_t=17723456789${visits}0&sid=9f86d081884c7d6${visits}`)
      )
      listPage(rows)(...exchange)
    }
  })
  expect(await visit()).toMatchObject({ added: 3 })
  expect(await visit()).toMatchObject({ added: 0, changed: 0 })
})

test('further pages for which a visit has no time are named', async () => {
  const rows = (page: number) =>
    TITLES.map((title, at) => row(`${title}（${page}）`, `/a/${page}-${at}`))
  const { visit, time } = await siteOf({
    '/news': listPage(rows(1), next('/news_2')),
    '/news_2': (...exchange) => {
      time.now = new Date(time.now.getTime() + 4 * 60_000)
      listPage(rows(2), next('/news_3'))(...exchange)
    }
  })
  const { added, message } = await visit()
  expect([added, message]).toEqual([6, 'further pages were not read, from page 3 (news_3) on'])
})

test('a redirect to where robots.txt forbids it is not followed, at home or elsewhere', async () => {
  const stranger = await startHttpServer({
    '/robots.txt': content('User-agent: *\nDisallow: /private/')
  })
  onTestFinished(() => stranger.close())
  const { visit, server, asked } = await siteOf({
    '/robots.txt': content('User-agent: *\nDisallow: /login'),
    '/news': redirect('/login')
  })
  expect((await visit()).message).toBe(`robots.txt of ${server.host} asks us not to read this page`)
  expect(asked('/login')).toBe(0)

  const away = await siteOf({ '/news': redirect(stranger.url('/private/')) })
  const http = createHttpClient({
    userAgent: 'test',
    deadlineMs: 5000,
    maxBytes: 1_000_000,
    maxRedirects: 5,
    hostGapMs: 0,
    allowHosts: parseAllowHosts(`${away.server.host},${stranger.host}`)
  })
  onTestFinished(() => http.close())
  const robots = createRobots(http)
  expect((await away.visit({ http, robots })).message).toBe(
    `robots.txt of ${stranger.host} asks us not to read this page`
  )
  expect(stranger.requests.map(({ path }) => path)).toEqual(['/robots.txt'])
})

test('a key in an address that a page names is shown nowhere', async () => {
  const shell = content(`<html><head><title>要闻</title></head><body><ul id="newsList"></ul>
    <script>$.getJSON('/api/list?col=3&token=hush', draw)</script></body></html>`)
  const { visit, state, collector, page } = await siteOf({ '/news': shell })
  const { message } = await visit()
  expect(message).toContain('/api/list?col=3&token=***')
  expect((await state()).message).toBe(message)
  const preview = await previewSource(collector, page)
  expect(preview.message).toBe(message)
})
