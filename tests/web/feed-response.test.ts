import { describe, expect, test } from 'vitest'
import { entry, openWeb, tell, willow } from './hand-made.ts'

const openFeed = async () => {
  const web = await openWeb()
  // A fraction of a second, which an HTTP date cannot say.
  await tell(web.store, 's1', [entry({ seenAt: new Date('2026-03-02T01:40:00.750Z') })])
  const { headers } = await web.ask('/feeds/all.rss')
  return { ...web, etag: headers.get('etag')! }
}

test('a feed says what a reader needs to ask again cheaply', async () => {
  const { ask, etag } = await openFeed()
  const { headers } = await ask('/feeds/all.rss')
  expect(etag).toMatch(/^"[\w-]{43}"$/)
  expect(headers.get('last-modified')).toBe('Mon, 02 Mar 2026 01:40:00 GMT')
  expect(headers.get('cache-control')).toBe('public, max-age=60')
  expect(headers.get('vary')).toBeNull()
})

describe('a reader that has the feed already', () => {
  const OLD = 'Sun, 01 Mar 2026 00:00:00 GMT'
  const SAME = 'Mon, 02 Mar 2026 01:40:00 GMT'
  const LATER = 'Tue, 03 Mar 2026 00:00:00 GMT'

  test.each([
    ['the same tag', (etag: string) => ({ 'if-none-match': etag }), 304],
    ['the same tag, weakened on its way', (etag) => ({ 'if-none-match': `W/${etag}` }), 304],
    ['a list that holds it', (etag) => ({ 'if-none-match': `"a", W/"b",${etag} , "c"` }), 304],
    ['a star', () => ({ 'if-none-match': '*' }), 304],
    ['another tag', () => ({ 'if-none-match': '"other"' }), 200],
    ['the tag without its quotes', (etag) => ({ 'if-none-match': etag.slice(1, -1) }), 200],
    ['an empty list', () => ({ 'if-none-match': '' }), 200],
    ['the same date', () => ({ 'if-modified-since': SAME }), 304],
    ['a later date', () => ({ 'if-modified-since': LATER }), 304],
    ['an older date', () => ({ 'if-modified-since': OLD }), 200],
    ['no date at all', () => ({ 'if-modified-since': 'yesterday' }), 200],
    [
      'another tag and a later date: the tag decides',
      () => ({ 'if-none-match': '"other"', 'if-modified-since': LATER }),
      200
    ],
    [
      'the same tag and an older date: the tag decides',
      (etag) => ({ 'if-none-match': etag, 'if-modified-since': OLD }),
      304
    ]
  ] satisfies [string, (etag: string) => Record<string, string>, number][])(
    'comes with %s',
    async (_, headersFor, status) => {
      const { ask, etag } = await openFeed()
      for (const method of ['GET', 'HEAD']) {
        const response = await ask('/feeds/all.rss', { method, headers: headersFor(etag) })
        expect(response.status).toBe(status)
        expect(response.headers.get('etag')).toBe(etag)
        expect(response.headers.get('cache-control')).toBe('public, max-age=60')
        const hasBody = (await response.text()) !== ''
        expect(hasBody).toBe(method === 'GET' && status === 200)
      }
    }
  )

  test('gets the feed again once a story has joined', async () => {
    const { ask, store, etag } = await openFeed()
    await tell(store, 's2', [entry({ id: 'e2', title: '柳溪产业园招聘会', url: null })])
    const response = await ask('/feeds/all.rss', { headers: { 'if-none-match': etag } })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('<title>柳溪产业园招聘会</title>')
  })
})

test('equal feeds are equal bytes, and each format has a tag of its own', async () => {
  const { ask, read } = await openFeed()
  expect(await read('/feeds/all.atom')).toBe(await read('/feeds/all.atom'))
  const tags = await Promise.all(
    ['rss', 'atom', 'json'].map(async (name) =>
      (await ask(`/feeds/all.${name}`)).headers.get('etag')
    )
  )
  expect(new Set(tags).size).toBe(3)
})

test('a feed without stories is valid and as old as its authority', async () => {
  const { ask } = await openWeb()
  const response = await ask('/feeds/risk.rss')
  expect(response.headers.get('last-modified')).toBe('Thu, 01 Jan 2026 00:00:00 GMT')
  expect(await response.text()).toContain('<title>柳溪产业园 · 舆情风险</title>')
})

test('a section feed holds its section, and a section called all does not hide the whole', async () => {
  const sections = [...willow.sections, { id: 'all', title: '综合' }]
  const { store, read } = await openWeb({ parks: [{ ...willow, sections }] })
  await tell(store, 's1', [entry({ title: '园区开园' })])
  await tell(store, 's2', [entry({ id: 'e2', title: '园区火情', url: null })], { section: 'risk' })
  const titles = async (name: string): Promise<string[]> =>
    (JSON.parse(await read(`/feeds/${name}.json`)) as { items: { title: string }[] }).items.map(
      ({ title }) => title
    )
  expect(await titles('risk')).toEqual(['园区火情'])
  expect(await titles('all')).toEqual(['园区开园', '园区火情'])
})

test('the hundred newest stories are in, older ones stay on the page', async () => {
  const { store, read } = await openWeb()
  for (let number = 1; number <= 101; number++) {
    const publishedAt = new Date(Date.UTC(2026, 2, 1, 0, number))
    const one = entry({ id: `e${number}`, title: `第${number}号`, url: null, publishedAt })
    await tell(store, `s${number}`, [one])
  }
  const feed = JSON.parse(await read('/feeds/all.json')) as { items: { title: string }[] }
  expect(feed.items.map(({ title }) => title)).toEqual(
    Array.from({ length: 100 }, (_, index) => `第${101 - index}号`)
  )
})

test('a story that cannot be published is left out, and the others are there', async () => {
  const { store, read } = await openWeb()
  await tell(store, 's1', [entry()])
  const broken = entry({ id: 'e2', title: '坏日期', url: null, publishedAt: new Date(8.64e15) })
  await tell(store, 's2', [broken])
  for (const format of ['rss', 'atom', 'json']) {
    const feed = await read(`/feeds/all.${format}`)
    expect(feed).toContain('柳溪产业园二期开园')
    expect(feed).not.toContain('坏日期')
  }
})
