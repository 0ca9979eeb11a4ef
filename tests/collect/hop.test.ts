import { expect, test } from 'vitest'
import { firstHop, nextHop, sentConditions, type Hop } from '../../src/collect/hop.ts'

const AGENT = 'Parkwire/0.1 (+https://wire.example)'

const hopTo = (url: string, more: Partial<Parameters<typeof firstHop>[0]> = {}): Hop =>
  firstHop({ url, ...more }, AGENT)

test('a plain request says who asks, what it reads and how it may be packed', () => {
  expect(hopTo('https://a.example/feed')).toEqual({
    url: new URL('https://a.example/feed'),
    method: 'GET',
    headers: {
      accept:
        'application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5',
      'user-agent': AGENT,
      'accept-encoding': 'gzip, deflate, br, zstd'
    },
    body: null
  })
})

test("a caller's headers win over defaults, but not over who we are and how we unpack", () => {
  const headers = { Accept: 'application/json', 'User-Agent': 'Mozilla', 'Accept-Encoding': 'xz' }
  expect(hopTo('https://a.example/', { headers }).headers).toEqual({
    accept: 'application/json',
    'user-agent': AGENT,
    'accept-encoding': 'gzip, deflate, br, zstd'
  })
})

test.each([
  [{ etag: '"1"' }, { etag: '"1"', lastModified: null }],
  [
    { lastModified: 'Mon, 23 Nov 2026 08:00:00 GMT' },
    { etag: null, lastModified: 'Mon, 23 Nov 2026 08:00:00 GMT' }
  ],
  [{ etag: null, lastModified: null }, null],
  [{ etag: '"\r\nx: y"' }, null],
  [{}, null]
])('the validators %j are sent as %j', (validators, expected) => {
  expect(sentConditions(hopTo('https://a.example/', validators))).toEqual(expected)
})

test.each([
  ['https://reader:geheim@a.example/feed', 'reader:geheim'],
  ['https://reader:p%40ss%3A@a.example/feed', 'reader:p@ss:'],
  ['https://reader@a.example/feed', 'reader:'],
  ['https://100%25:100%@a.example/feed', '100%:100%'],
  ['https://%E8%AF%BB%E8%80%85:1@a.example/feed', '读者:1']
])('%s is asked with Basic authentication, and the address loses it', (url, pair) => {
  const hop = hopTo(url)
  expect(hop.headers.authorization).toBe(`Basic ${Buffer.from(pair).toString('base64')}`)
  expect(hop.url.href).toBe('https://a.example/feed')
})

test('a fragment stays at home', () => {
  expect(hopTo('https://a.example/feed#top').url.href).toBe('https://a.example/feed')
})

test.each([
  ['file:///etc/passwd', '"file:///etc/passwd"'],
  ['ftp://a.example/feed', '"ftp://a.example/feed"'],
  ['gopher://a.example/1', '"gopher://a.example/1"'],
  ['data:text/html,hello', '"data:text/html,hello"'],
  ['javascript:alert(1)', '"javascript:alert(1)"'],
  ['a.example/feed', '"a.example/feed"'],
  ['', '""'],
  ['http://', '"http://"'],
  ['http://300.1.1.1/', '"http://300.1.1.1/"'],
  ['ftp://reader:geheim@a.example/feed?key=geheim#geheim', '"ftp://***@a.example/feed"'],
  ['no address\nat all', String.raw`"no address\nat all"`]
])('%j is refused without giving secrets away', (url, shown) => {
  expect(() => hopTo(url)).toThrow(
    expect.objectContaining({
      code: 'bad-url',
      message: `${shown} is not an http or https address`
    }) as Error
  )
})

test.each([
  ['https://b.example/new', 'https://b.example/new'],
  ['/new?x=1', 'https://a.example/new?x=1'],
  ['new', 'https://a.example/dir/new'],
  ['//b.example/new', 'https://b.example/new'],
  ['?page=2', 'https://a.example/dir/feed?page=2'],
  ['https://evil:user@b.example/new#here', 'https://b.example/new'],
  [Buffer.from('/新闻').toString('latin1'), 'https://a.example/%E6%96%B0%E9%97%BB'],
  ['http://2130706433/', 'http://127.0.0.1/']
])('the Location %j leads to %s', (location, expected) => {
  expect(nextHop(hopTo('https://a.example/dir/feed'), 302, location).url.href).toBe(expected)
})

test.each([
  [undefined, 'a.example redirects without a usable address (302)'],
  ['http://', 'a.example redirects without a usable address (302)'],
  ['http://a b/', 'a.example redirects without a usable address (302)'],
  ['file:///etc/passwd', 'a.example redirects to a file: address (302)'],
  ['data:text/html,x', 'a.example redirects to a data: address (302)'],
  ['ftp://b.example/', 'a.example redirects to a ftp: address (302)']
])('the Location %j is not followed', (location, message) => {
  expect(() => nextHop(hopTo('https://a.example/feed'), 302, location)).toThrow(
    expect.objectContaining({ code: 'redirect', status: 302, message }) as Error
  )
})

const SECRETS = { authorization: 'Bearer geheim', cookie: 'id=geheim', 'X-Api-Key': 'geheim' }

test.each([
  ['https://a.example/other', ['authorization', 'cookie', 'x-api-key']],
  ['https://www.a.example/', []],
  ['https://a.example:8443/', []],
  ['http://a.example/', []],
  ['https://b.example/', []]
])('on the way to %s these of the credentials are kept: %j', (location, kept) => {
  const hop = hopTo('https://a.example/feed', { headers: SECRETS, etag: '"1"' })
  const { headers } = nextHop(hop, 301, location)
  expect(Object.keys(headers).filter((name) => /auth|cookie|key/.test(name))).toEqual(kept)
  expect(headers).toMatchObject({ 'if-none-match': '"1"', 'user-agent': AGENT })
})

test('credentials that were dropped do not come back with the way home', () => {
  const away = nextHop(hopTo('https://me:geheim@a.example/'), 302, 'https://b.example/')
  expect(nextHop(away, 302, 'https://a.example/').headers).not.toHaveProperty('authorization')
})

test.each([307, 308])('a POST is repeated where its origin sends it with %i', (status) => {
  const hop = hopTo('https://a.example/hook', { method: 'POST', body: '{"a":1}' })
  expect(nextHop(hop, status, '/hook2')).toMatchObject({ method: 'POST', body: '{"a":1}' })
})

test.each([
  [301, '/hook2', 'a.example'],
  [302, '/hook2', 'a.example'],
  [303, '/thanks', 'a.example'],
  [307, 'https://b.example/hook', 'b.example'],
  [308, 'http://a.example/hook', 'a.example']
])('a POST does not follow %i to %s', (status, location, host) => {
  const hop = hopTo('https://a.example/hook?key=geheim', { method: 'POST', body: '{}' })
  expect(() => nextHop(hop, status, location)).toThrow(
    `a.example redirects a POST to ${host}, which is not followed: use the final address (${status})`
  )
})
