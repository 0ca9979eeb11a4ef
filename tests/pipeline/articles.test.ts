import { expect, test } from 'vitest'
import { createRobots } from '../../src/collect/robots.ts'
import { collectNow } from '../../src/pipeline/collect.ts'
import type { Collector } from '../../src/pipeline/collector.ts'
import { conditional, content, status, type Answer } from '../support/http-server.ts'
import { collectorOf } from './collector.ts'

const HEADLINES = [
  '澄湖高新区签约三个项目',
  '云川市开通两条公交线路',
  '柳溪镇发放春耕补贴'
] as const

const rss = (titles: readonly string[]): Answer => content(rssText(titles))
const rssText = (titles: readonly string[]): string =>
  `<rss version="2.0"><channel><title>云川日报</title>${titles
    .map(
      (title, index) =>
        `<item><title>${title}</title><link>/a/${index}</link><guid>${index}</guid><description>摘要</description></item>`
    )
    .join('')}</channel></rss>`

const PARAGRAPHS = [
  '签约仪式昨天上午在企业服务中心举行，三家企业的负责人先后介绍了各自的产品和建厂计划。',
  '园区负责人说，三个项目都已完成选址，其中两个利用现有厂房改造，年内可以试生产，另一个四月动工。',
  '按照约定，园区为每个项目指定一名联络员，手续由窗口代办，企业只需准备一套材料。'
]

const article = (title: string, changes: { body?: string; foot?: string } = {}): Answer =>
  content(`<html><head><title>${title}_云川日报</title></head><body><h1>${title}</h1>
<div class="info">来源：川江晚报　作者：林小满　2026-03-01 09:12</div>
<div id="zoom">${changes.body ?? PARAGRAPHS.map((line) => `<p>${line}</p>`).join('')}</div>
${changes.foot ?? ''}</body></html>`)

/** A feed whose articles are wanted whole, at addresses that a test changes. */
const paper = async (routes: Record<string, Answer>) => {
  const answers: Record<string, Answer> = { '/feed': rss(HEADLINES), ...routes }
  const { collector, server, source, store } = await collectorOf(
    Object.fromEntries(
      ['/robots.txt', '/feed', '/a/0', '/a/1', '/a/2', '/a/0_2'].map((path) => [
        path,
        (...exchange: Parameters<Answer>) => (answers[path] ?? status(404))(...exchange)
      ])
    )
  )
  const feed = source('feed', { text: 'full' })
  const entries = async () =>
    (
      await store.db
        .selectFrom('entry')
        .select(['title', 'text', 'outlet', 'author'])
        .orderBy('guid')
        .execute()
    ).map((row) => ({ ...row }))
  return {
    answers,
    collector,
    entries,
    visit: async (changes: Partial<Collector> = {}) =>
      (await collectNow({ ...collector, ...changes }, [feed]))[0]!,
    times: (path: string) => server.requests.filter((request) => request.path === path).length
  }
}
const asListed = (title: string) => ({ title, text: '摘要', outlet: 'feed', author: null })
const asRead = (title: string) => ({
  title,
  text: PARAGRAPHS.join('\n'),
  outlet: '川江晚报',
  author: '林小满'
})
const ALL = Object.fromEntries(HEADLINES.map((title, index) => [`/a/${index}`, article(title)]))

test('each entry has its article, which is asked for once', async () => {
  const { visit, entries, times } = await paper(ALL)
  expect(await visit()).toMatchObject({ added: 3, message: null })
  expect(await visit()).toMatchObject({ added: 0, changed: 0 })
  expect(await entries()).toEqual(HEADLINES.map(asRead))
  expect([times('/a/0'), times('/a/1'), times('/a/2')]).toEqual([1, 1, 1])
})

test('one that cannot be read is kept as listed and has its article later', async () => {
  const { visit, entries, answers } = await paper({ ...ALL, '/a/1': status(503) })
  expect((await visit()).message).toContain('answered 503')
  expect((await entries())[1]).toEqual(asListed(HEADLINES[1]))
  answers['/a/1'] = article(HEADLINES[1])
  expect(await visit()).toMatchObject({ added: 0, changed: 1, message: null })
  expect((await entries())[1]).toEqual(asRead(HEADLINES[1]))
})

test('after three tries it is left as it is, and at once when it is not there', async () => {
  const { visit, entries, times } = await paper({ '/a/0': status(503), '/a/1': status(404) })
  for (let round = 0; round < 5; round++) await visit()
  expect([times('/a/0'), times('/a/1')]).toEqual([3, 1])
  expect(await entries()).toEqual(HEADLINES.map(asListed))
})

test('what robots.txt forbids is not asked for', async () => {
  const { visit, entries, times } = await paper({
    ...ALL,
    '/robots.txt': content('User-agent: *\nDisallow: /a/1', { 'content-type': 'text/plain' })
  })
  expect((await visit()).message).toContain('asks us not to read this page')
  expect((await entries()).map(({ author }) => author)).toEqual(['林小满', null, '林小满'])
  expect(times('/a/1')).toBe(0)
})

test('a headline that was edited has its article read again; when that fails, the text stays', async () => {
  const { visit, entries, answers } = await paper(ALL)
  await visit()
  answers['/feed'] = rss(['澄湖高新区签约四个项目', ...HEADLINES.slice(1)])
  answers['/a/0'] = status(503)
  await visit()
  expect((await entries())[0]).toEqual(asRead(HEADLINES[0]))
  answers['/a/0'] = article('澄湖高新区签约四个项目')
  await visit()
  expect((await entries())[0]).toEqual(asRead('澄湖高新区签约四个项目'))
})

test('a site that does not answer is not asked for one article after the other', async () => {
  const down = Object.fromEntries(['/a/0', '/a/1', '/a/2'].map((path) => [path, status(503)]))
  const { visit, times } = await paper({
    ...down,
    '/feed': rss(Array.from({ length: 9 }, (_, index) => `柳溪镇第${index + 1}号通告`))
  })
  const before = new Date('2026-03-02T01:00:00Z')
  const { nextCheckAt } = await visit({ clock: () => before })
  expect(times('/a/0') + times('/a/1') + times('/a/2')).toBe(3)
  expect(nextCheckAt).toEqual(new Date(before.getTime() + 60_000))
})

test('what one visit cannot read is listed at once, and read by the next, also where nothing is new', async () => {
  const many = Array.from({ length: 5 }, (_, index) => `柳溪镇第${index + 1}号春耕通告`)
  const { visit, entries, answers } = await paper({
    '/a/0': status(503),
    '/a/1': status(503),
    '/a/2': status(503),
    '/feed': conditional(rssText(many), { etag: '"1"', lastModified: 'x' })
  })
  await visit()
  expect((await entries()).map(({ title }) => title)).toEqual(many)
  Object.assign(answers, ALL)
  for (const index of [0, 1, 2]) answers[`/a/${index}`] = article(many[index]!)
  expect(await visit()).toMatchObject({ outcome: 'not-modified', changed: 3 })
  expect((await entries()).slice(0, 3)).toEqual(many.slice(0, 3).map(asRead))
})

test('a page that is not about the headline leaves the entry as it is', async () => {
  const check = content(
    `<html><body><h1>Checking your browser</h1>${'<p>This process is automatic. Your browser will be sent on in a moment, please allow up to five seconds.</p>'.repeat(4)}</body></html>`
  )
  const { visit, entries, answers } = await paper({ ...ALL, '/a/0': check })
  await visit()
  expect((await entries())[0]).toEqual(asListed(HEADLINES[0]))
  answers['/a/0'] = article(HEADLINES[0])
  await visit()
  expect((await entries())[0]).toEqual(asRead(HEADLINES[0]))
})

test('what is no page is no article', async () => {
  const pdf = content('%PDF-1.7 ...', { 'content-type': 'text/html' })
  const json = content('{"a":1}', { 'content-type': 'application/json' })
  const { visit, entries } = await paper({ ...ALL, '/a/0': pdf, '/a/1': json })
  expect((await visit()).message).toContain('a PDF document')
  expect((await entries()).map(({ text }) => text)).toEqual(['摘要', '摘要', PARAGRAPHS.join('\n')])
})

test('an article that fails for good keeps the text that was read before', async () => {
  const { visit, entries, answers } = await paper(ALL)
  await visit()
  answers['/feed'] = rss(['澄湖高新区签约五个项目', ...HEADLINES.slice(1)])
  answers['/a/0'] = status(404)
  for (let round = 0; round < 4; round++) await visit()
  expect((await entries())[0]).toEqual(asRead(HEADLINES[0]))
})

test('the pages of one article are one text; a page that is missing costs only itself', async () => {
  const next = '<p class="pages"><a href="/a/0_2">下一页</a></p>'
  const first = article(HEADLINES[0], {
    body: PARAGRAPHS.slice(0, 2)
      .map((line) => `<p>${line}</p>`)
      .join(''),
    foot: next
  })
  const second = article(HEADLINES[0], { body: `<p>${PARAGRAPHS[2]}</p>` })
  const whole = await paper({ ...ALL, '/a/0': first, '/a/0_2': second })
  await whole.visit()
  expect((await whole.entries())[0]).toEqual(asRead(HEADLINES[0]))

  const half = await paper({ ...ALL, '/a/0': first, '/a/0_2': status(503) })
  await half.visit()
  expect((await half.entries())[0]?.text).toBe(PARAGRAPHS.slice(0, 2).join('\n'))
})

test('a page that is no article leaves the entry as listed', async () => {
  const { visit, entries } = await paper({
    ...ALL,
    '/a/2': content('<html><body><div id="app"></div><script src="/app.js"></script></body></html>')
  })
  expect((await visit()).message).toContain('there is no article at')
  expect((await entries())[2]).toEqual(asListed(HEADLINES[2]))
})

test('an article of a site that does not say for now what it allows is tried again', async () => {
  const site = await paper({ ...ALL, '/robots.txt': status(503) })
  const { visit, answers, entries, collector } = site
  expect((await visit()).message).toContain('is not read for now')
  answers['/robots.txt'] = status(404)
  await visit({ robots: createRobots(collector.http) })
  expect(await entries()).toEqual(HEADLINES.map(asRead))
})
