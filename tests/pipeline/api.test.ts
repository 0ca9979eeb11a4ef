import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { collectNow } from '../../src/pipeline/collect.ts'
import { content, status, type Answer } from '../support/http-server.ts'
import { collectorOf } from './collector.ts'

const TITLES = [
  '澄湖高新区签约三个新材料项目',
  '云川市开通两条通勤公交线路',
  '柳溪镇发放春耕农机补贴'
]

/** The real server, HTTP client and reading process, for a list in JSON in pages of one. */
const apiAt = async (answer: Answer) => {
  const { collector, server, source, store } = await collectorOf({ '/api/list': answer })
  const api = source('news', {
    kind: 'api',
    url: server.url('/api/list?col=%D4%B0%C7%F8&page=1'),
    options: {
      items: 'data.list[*]',
      fields: { title: 'title', url: '/a/{id}.html', published: 'time' },
      paging: { parameter: 'page', in: 'query', from: 1, step: 1, most: 5, always: false }
    }
  })
  return {
    host: server.host,
    visit: async () => (await collectNow(collector, [api]))[0]!,
    asked: () => server.requests.map(({ path }) => path),
    stored: () => store.db.selectFrom('entry').select(['title', 'url']).orderBy('url').execute()
  }
}
const pageOf = (path: string): number => Number(/[?&]page=(\d+)/.exec(path)?.[1])
const itemsOf = (page: number): string => {
  const title = TITLES[page - 1]
  const list = title === undefined ? [] : [{ id: page, title, time: '2026-03-01 08:00' }]
  return JSON.stringify({ data: { list } })
}
const JSON_TYPE = { 'content-type': 'application/json; charset=GBK' }

test('pages are asked for by their number until one is empty, and read in the charset of the answer', async () => {
  const { visit, asked, stored, host } = await apiAt((response, request) => {
    const bytes = iconv.encode(itemsOf(pageOf(request.path)), 'gbk')
    content(bytes, JSON_TYPE)(response, request)
  })
  expect(await visit()).toMatchObject({ outcome: 'ok', added: 3, message: null })
  expect(asked()).toEqual([1, 2, 3, 4].map((page) => `/api/list?col=%D4%B0%C7%F8&page=${page}`))
  expect((await stored()).map((row) => ({ ...row }))).toEqual(
    TITLES.map((title, at) => ({ title, url: `http://${host}/a/${at + 1}.html` }))
  )
})

test('a page that fails costs only itself, and what was read is kept', async () => {
  const { visit } = await apiAt((response, request) => {
    const page = pageOf(request.path)
    const answer = page === 2 ? status(500) : content(itemsOf(page))
    answer(response, request)
  })
  const report = await visit()
  expect(report).toMatchObject({ outcome: 'ok', added: 1 })
  expect(report.message).toMatch(/^list: .+ answered 500/)
})

test('a page for people in place of data is a failure that says so, once there was data', async () => {
  let isDown = false
  const { visit, stored } = await apiAt((response, request) => {
    const login = '<!doctype html><title>登录</title><input type="password">'
    content(isDown ? login : itemsOf(pageOf(request.path)))(response, request)
  })
  await visit()
  isDown = true
  const report = await visit()
  expect(report.outcome).toBe('failed')
  expect(report.message).toMatch(/HTML|page/)
  expect(await stored()).toHaveLength(3)
})

test('an answer that has not changed is not read again', async () => {
  const etag = '"7"'
  const { visit, asked } = await apiAt((response, request) => {
    const isKnown = request.headers['if-none-match'] === etag
    const answer = isKnown
      ? status(304, { etag })
      : content(itemsOf(pageOf(request.path)), { etag })
    answer(response, request)
  })
  await visit()
  const before = asked().length
  expect(await visit()).toMatchObject({ outcome: 'not-modified', added: 0 })
  expect(asked()).toHaveLength(before + 1)
})
