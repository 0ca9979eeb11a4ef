import { existsSync, globSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ParkwireError } from '../../src/errors.ts'
import { parseFeed, type ParsedFeed } from '../../src/collect/parse-feed.ts'

const FIXTURES = resolve(import.meta.dirname, '../fixtures/collect/feed')
const cases = globSync('*.{xml,json}', { cwd: FIXTURES }).filter(
  (name) => !/\.(?:expected|meta)\.json$/.test(name)
)

const URL = 'https://news.example/feeds/all.xml'
const options = { zone: 'Asia/Shanghai', now: new Date('2026-11-20T12:00:00+08:00') }

const parse = (text: string): Promise<ParsedFeed> => parseFeed(utf8(text), undefined, URL, options)
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const rss = (inner: string): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>t</title>${inner}</channel></rss>`
const atom = (inner: string): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>${inner}</feed>`

test.each(cases)('%s reads as expected', async (name) => {
  const beside = (part: string): string => join(FIXTURES, name.replace(/\.\w+$/, part))
  const expected = readFileSync(beside('.expected.json'), 'utf8')
  const { contentType, url = URL } = metaOf(beside('.meta.json'))
  const feed = await parseFeed(readFileSync(join(FIXTURES, name)), contentType, url, options)
  expect(feed).toEqual(JSON.parse(expected))
})

/** What HTTP said of a fixture, where that matters. */
const metaOf = (path: string): { contentType?: string; url?: string } =>
  existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as object) : {}

describe('what is around the document', () => {
  test('the charset of the header decides where the bytes leave it open', async () => {
    const bytes = Uint8Array.from(
      Buffer.from(rss('<item><title>\xb6\xe9\xb0\xcf</title></item>'), 'latin1')
    )
    expect((await parseFeed(bytes, 'text/xml; charset=big5')).items[0]?.title).toBe('園區')
  })

  test('without options a date without zone is UTC', async () => {
    const feed = await parseFeed(
      utf8(rss('<item><title>x</title><pubDate>2026-11-19 10:00</pubDate></item>'))
    )
    expect(feed.items[0]?.published).toBe('2026-11-19T10:00:00.000Z')
  })

  test.each([
    ['zh-cn', '2026-11-19T02:00:00.000Z'],
    ['zh-TW', '2026-11-19T02:00:00.000Z'],
    ['ja', '2026-11-19T01:00:00.000Z'],
    ['en-us', '2026-11-19T10:00:00.000Z']
  ])('or it is local where %s is written', async (language, published) => {
    const item = '<item><title>x</title><pubDate>2026-11-19 10:00</pubDate></item>'
    const feed = await parseFeed(utf8(rss(`<language>${language}</language>${item}`)))
    expect(feed.items[0]?.published).toBe(published)
  })

  test('CST is that of China where Chinese is written', async () => {
    const item = '<item><title>x</title><pubDate>Thu, 19 Nov 2026 10:00:00 CST</pubDate></item>'
    const at = async (head: string): Promise<string | null | undefined> =>
      (await parseFeed(utf8(rss(head + item)))).items[0]?.published
    expect(await at('<language>zh-cn</language>')).toBe('2026-11-19T02:00:00.000Z')
    expect(await at('')).toBe('2026-11-19T16:00:00.000Z')
  })

  test('without an address relative links hang on the link of the site', async () => {
    const feed = await parseFeed(
      utf8(rss('<link>https://a.example/</link><item><link>/1</link></item>'))
    )
    expect(feed.items[0]?.link).toBe('https://a.example/1')
  })

  test('without any base a relative link stays as it is written', async () => {
    expect((await parseFeed(utf8(rss('<item><link>/1</link></item>')))).items[0]?.link).toBe('/1')
  })
})

test.each([
  ['nothing', '', 'this is an empty document, not a feed'],
  ['white space', ' \n\t', 'this is an empty document, not a feed'],
  [
    'a page',
    '<!doctype html><html><head><title>登录</title></head></html>',
    'this is an HTML page, not a feed'
  ],
  [
    'a page that quotes a feed',
    `<html><body>${rss('')}</body></html>`,
    'this is an HTML page, not a feed'
  ],
  ['a piece of a page', '<div class="error">404</div>', 'this is an HTML page, not a feed'],
  ['plain text', 'Too many requests', 'this is plain text, not a feed'],
  [
    'a list of feeds',
    '<opml version="2.0"><body/></opml>',
    'this is an XML document whose root is <opml>, not a feed'
  ],
  ['JSON of another kind', '{"error":"not found"}', 'this is JSON, but no JSON Feed'],
  ['a JSON list', '[1, 2]', 'this is JSON, but no JSON Feed'],
  [
    'JSON that breaks off',
    '{"version":"https://jsonfeed.org/version/1.1","items":[{"id',
    'this is JSON that is broken or cut off'
  ],
  [
    'a feed that breaks off',
    '<rss version="2.0"><channel><title>x</title><item><title>半',
    'this feed is cut off before its first item ends'
  ],
  [
    'a feed that breaks off in its head',
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>x',
    'this feed is cut off before its first item ends'
  ]
])('%s is refused with a sentence', async (_, text, message) => {
  const refusal = await parse(text).catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(ParkwireError)
  expect(refusal).toMatchObject({ code: 'parse', message })
})

test('an image is refused as binary data', async () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x01, 0x02, 0x03)
  await expect(parseFeed(png)).rejects.toThrow('this is binary data, not a feed')
})

test.each([
  ['tags mixed up', '<rss version="2.0"><channel><item></channel></rss>', []],
  ['a text alone', '<rss>只有文字</rss>', []],
  ['an item alone', '<rss><item><title>独条</title></item></rss>', ['独条']]
])('%s are read as far as there is anything', async (_, text, titles) => {
  expect((await parse(text)).items.map(({ title }) => title)).toEqual(titles)
})

// Each took from seconds to minutes, or the whole memory, in one library before it was guarded.
test.each([
  [
    'open tags in a description',
    rss(`<item><guid>1</guid><description>${'&lt;div'.repeat(30_000)}</description></item>`),
    1
  ],
  [
    'open tags in a CDATA section',
    rss(
      `<item><guid>1</guid><description><![CDATA[${'<div'.repeat(30_000)}]]></description></item>`
    ),
    1
  ],
  [
    'open tags in Atom content',
    atom(`<entry><id>1</id><content type="html">${'&lt;div'.repeat(30_000)}</content></entry>`),
    1
  ],
  [
    'open comments in a title',
    rss(`<item><title>${'&lt;!--x'.repeat(30_000)}</title><guid>1</guid></item>`),
    1
  ],
  [
    'open scripts in a title',
    rss(`<item><title>${'&lt;script'.repeat(30_000)}</title><guid>1</guid></item>`),
    1
  ],
  ['declarations inside an item', rss(`<item><guid>1</guid>${'<!'.repeat(100_000)}</item>`), 1],
  ['tags that never end', rss(`<item><guid>1</guid>${'<a b="'.repeat(100_000)}`), 1],
  ['scripts that never end', rss(`<item><guid>1</guid>${'<script>'.repeat(100_000)}</item>`), 1],
  ['instructions that never end', rss(`<item><guid>1</guid>${'<?a>'.repeat(100_000)}</item>`), 1],
  ['end tags of nothing', rss(`<item><guid>1</guid>${'</x>'.repeat(200_000)}</item>`), 1],
  ['items without anything', rss('<item/>'.repeat(200_000)), 0],
  ['spaces inside a tag', rss(`<item><guid${' '.repeat(1_000_000)}>1</guid></item>`), 1],
  ['slashes inside a tag', rss(`<item><guid${' / /'.repeat(200_000)} x>1</guid></item>`), 1],
  [
    'namespaces',
    rss(
      Array.from(
        { length: 20_000 },
        (_, i) => `<item xmlns:n${i}="u"><guid>${i}</guid></item>`
      ).join('')
    ),
    20_000
  ],
  [
    'brackets as author',
    rss(`<item><Title>x</Title><author>${'('.repeat(60_000)}</author></item>`),
    1
  ],
  ['bare ampersands', rss(`<item><title>${'&a'.repeat(100_000)}</title></item>`), 1],
  [
    'deep nesting',
    rss(
      `<item><description>${'<x>'.repeat(200_000)}x${'</x>'.repeat(200_000)}</description></item>`
    ),
    1
  ],
  [
    'many attributes',
    rss(
      `<item ${Array.from({ length: 100_000 }, (_, i) => `a${i}="1"`).join(' ')}><title>x</title></item>`
    ),
    1
  ],
  [
    'slashes as a namespace',
    `<rss xmlns="${'/'.repeat(200_000)}x"><item><guid>1</guid></item></rss>`,
    1
  ],
  [
    'namespaces within namespaces',
    rss(
      `<item><guid>1</guid>${Array.from(
        { length: 40 },
        (_, i) => `<x ${Array.from({ length: 120 }, (_, j) => `xmlns:n${i}x${j}="u"`).join(' ')}>`
      ).join('')}${'<b xmlns:z=""/>'.repeat(20_000)}</item>`
    ),
    1
  ],
  [
    'authors of a feed',
    atom(
      Array.from({ length: 5000 }, (_, i) => `<author><name>${i}</name></author>`).join('') +
        Array.from({ length: 5000 }, (_, i) => `<entry><id>${i}</id></entry>`).join('')
    ),
    5000
  ],
  [
    'addresses on a long base',
    `<feed xml:base="https://news.example/${'a/'.repeat(100_000)}">${Array.from(
      { length: 5000 },
      (_, i) => `<entry><id>${i}</id><link href="b"/></entry>`
    ).join('')}</feed>`,
    5000
  ],
  ['open comments before the root', '<!-- '.repeat(50_000) + rss(''), 'plain text'],
  [
    'entity declarations',
    `<!DOCTYPE rss [${'<!ENTITY a "'.repeat(50_000)}]>${rss('<item><title>&amp;a;</title></item>')}`,
    1
  ]
])('%s are read or refused quickly', { timeout: 5000 }, async (_, text, result) => {
  const outcome = await parse(text).then(
    ({ items }) => items.length,
    (error: unknown) => (error instanceof ParkwireError ? error.message : error)
  )
  expect(outcome).toEqual(typeof result === 'number' ? result : expect.stringContaining(result))
})

test('entities are never expanded', async () => {
  const levels = Array.from(
    { length: 9 },
    (_, i) => `<!ENTITY e${i + 1} "${`&e${i};`.repeat(10)}">`
  )
  const text = `<!DOCTYPE rss [<!ENTITY e0 "lol">${levels.join('')}]>${rss('<item><title>&e9;</title></item>')}`
  expect((await parse(text)).items[0]?.title).toBe('&e9;')
})

test('no element or key reaches Object.prototype', async () => {
  await parse(rss('<__proto__><polluted>1</polluted></__proto__><item><title>x</title></item>'))
  await parse(
    atom('<constructor><prototype polluted="1"/></constructor><entry><title>x</title></entry>')
  )
  await parse(
    '{"title":"x","items":[{"id":"1","__proto__":{"polluted":1}}],"__proto__":{"polluted":1}}'
  )
  expect('polluted' in {}).toBe(false)
})

const readsOrRefuses = async (bytes: Uint8Array): Promise<void> => {
  const outcome = await parseFeed(bytes, undefined, URL, options).catch((error: unknown) => error)
  if (outcome instanceof ParkwireError) {
    expect(outcome.code).toBe('parse')
    return
  }
  expect(outcome).toHaveProperty('items')
  expect(JSON.stringify(outcome)).not.toMatch(/\\u00[01]|\\ud[89a-f]|[\x7f\ufffe\uffff]/)
}

test('any bytes are read or refused', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), readsOrRefuses))
})

test('any text between the tags of a feed is read or refused', async () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '<item>',
      '</item>',
      '<title>',
      '</title>',
      '<![CDATA[',
      ']]>',
      '<!--',
      '-->',
      '&',
      '&lt;',
      '&#8;',
      '<',
      '>',
      '<link/>',
      '<a b=">',
      '昨天'
    )
  )
  await fc.assert(
    fc.asyncProperty(fc.array(piece), fc.constantFrom(rss, atom), (pieces, around) =>
      readsOrRefuses(utf8(around(pieces.join(''))))
    )
  )
})

test('a feed with bytes lost, doubled or put in is read or refused', async () => {
  const feeds = cases.map((name) => readFileSync(join(FIXTURES, name)))
  const mutation = fc.record({
    feed: fc.constantFrom(...feeds),
    from: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat({ max: 60 }),
    put: fc.uint8Array({ maxLength: 12 }),
    isDoubled: fc.boolean()
  })
  await fc.assert(
    fc.asyncProperty(mutation, ({ feed, from, length, put, isDoubled }) => {
      const at = Math.floor(from * feed.length)
      const rest = feed.subarray(isDoubled ? Math.max(0, at - length) : at + length)
      return readsOrRefuses(Buffer.concat([feed.subarray(0, at), put, rest]))
    }),
    { numRuns: 300 }
  )
})
