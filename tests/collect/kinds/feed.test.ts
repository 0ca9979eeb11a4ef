import { expect, test } from 'vitest'
import { ParkwireError } from '../../../src/errors.ts'
import { kindNamed, kinds } from '../../../src/collect/kinds/index.ts'
import { feed } from '../../../src/collect/kinds/feed.ts'
import type { Parsed } from '../../../src/collect/kind.ts'

const context = { zone: 'Asia/Shanghai', now: new Date('2026-11-20T12:00:00+08:00') }
const parse = (body: string, contentType: string | null = null): Promise<Parsed> =>
  feed.parse(
    { url: 'https://news.example/feed', contentType, bytes: new TextEncoder().encode(body) },
    {},
    context
  )
const rss = (inner: string): string =>
  `<rss version="2.0"><channel><title>湖畔晚报</title>${inner}</channel></rss>`

test('an item becomes an entry with what it has', async () => {
  const item = `<item><title>签约</title><link>/1.html</link><guid isPermaLink="false">g1</guid>
    <description>摘要</description><author>李娜</author><source url="https://other.example">早报</source>
    <pubDate>2026-11-19 10:00</pubDate></item>`
  expect(await parse(rss(item))).toEqual({
    title: '湖畔晚报',
    entries: [
      {
        guid: 'g1',
        url: 'https://news.example/1.html',
        title: '签约',
        summary: '摘要',
        contentHtml: '摘要',
        author: '李娜',
        outlet: '早报',
        published: '2026-11-19T02:00:00.000Z',
        updated: undefined
      }
    ]
  })
})

test('what an item lacks is undefined', async () => {
  const { entries } = await parse(rss('<item><title>只有标题</title></item>'))
  expect(entries).toEqual([{ title: '只有标题' }])
})

test('Atom and JSON Feed are the same kind', async () => {
  const atom = await parse(
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title><entry><id>1</id><updated>昨天 08:30</updated></entry></feed>'
  )
  const json = await parse(
    '{"version":"https://jsonfeed.org/version/1.1","title":"j","items":[{"id":"1","date_published":"昨天 08:30"}]}'
  )
  expect([atom.entries[0], json.entries[0]]).toMatchObject([
    { guid: '1', updated: '2026-11-19T00:30:00.000Z' },
    { guid: '1', published: '2026-11-19T00:30:00.000Z' }
  ])
})

test('a guid that entries with different links share is no identity', async () => {
  const item = (guid: string, link: string) =>
    `<item><guid isPermaLink="false">${guid}</guid><link>https://news.example/${link}</link></item>`
  const { entries } = await parse(
    rss(item('home', '1') + item('home', '2') + item('own', '3') + item('own', '3'))
  )
  expect(entries.map(({ guid }) => guid)).toEqual([undefined, undefined, 'own', 'own'])
})

test('a link that entries without a guid share is told apart by their titles', async () => {
  const item = (title: string, link: string) =>
    `<item><title>${title}</title><link>https://news.example/${link}</link></item>`
  const { entries } = await parse(rss(item('甲', '') + item('乙', '') + item('丙', '3')))
  expect(entries.map(({ guid }) => guid)).toEqual([
    'https://news.example/ 甲',
    'https://news.example/ 乙',
    undefined
  ])
})

test('what the feed says about its manners is handed on', async () => {
  expect((await parse(rss('<ttl>90</ttl><item><title>甲</title></item>'))).advice).toEqual({
    everyMs: 5_400_000
  })
})

test('the header tells the charset', async () => {
  const text =
    '<rss version="2.0"><channel><item><title>\xb6\xe9\xb0\xcf</title></item></channel></rss>'
  const bytes = Uint8Array.from(Buffer.from(text, 'latin1'))
  const page = { url: 'https://news.example/feed', contentType: 'text/xml; charset=big5', bytes }
  expect((await feed.parse(page, {}, context)).entries[0]?.title).toBe('園區')
})

test('a page that is no feed is an expected failure', async () => {
  await expect(parse('<html></html>')).rejects.toBeInstanceOf(ParkwireError)
})

test('it takes no options, and says so about any', () => {
  expect(feed.options.safeParse({}).success).toBe(true)
  expect(feed.options.safeParse({ list: 'ul li' }).error?.issues[0]?.message).toBe(
    'Unrecognized key: "list"'
  )
})

test('kinds are found by name', () => {
  expect(kindNamed('feed')).toBe(feed)
  expect(kindNamed('toString')).toBeUndefined()
})

test('every kind gives an example of itself, under a name of its own', () => {
  expect(kinds.map(({ example }) => example['kind'])).toEqual(kinds.map(({ name }) => name))
  expect(new Set(kinds.map(({ name }) => name)).size).toBe(kinds.length)
})
