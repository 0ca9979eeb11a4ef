import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import {
  createHttpClient,
  type HttpClient,
  type HttpClientOptions
} from '../../src/collect/fetch.ts'
import { parseAllowHosts } from '../../src/collect/guard.ts'
import {
  conditional,
  content,
  dripping,
  endless,
  raw,
  redirect,
  silent,
  startHttpServer,
  status,
  type Answer,
  type HttpServer
} from '../support/http-server.ts'
import { createManualClock } from '../support/manual-clock.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

const serve = async (routes: Readonly<Record<string, Answer>>): Promise<HttpServer> => {
  const server = await startHttpServer(routes)
  open.push(server)
  return server
}

/** A client that may talk to `servers` and to nobody else on this machine. */
const clientFor = (
  servers: readonly HttpServer[],
  options: Partial<HttpClientOptions> = {}
): HttpClient => {
  const client = createHttpClient({
    userAgent: 'Parkwire/0.1 (+https://wire.example)',
    deadlineMs: 10_000,
    maxBytes: 64 * 1024,
    maxRedirects: 5,
    hostGapMs: 0,
    allowHosts: parseAllowHosts(servers.map(({ host }) => host).join(',')),
    ...options
  })
  open.push(client)
  return client
}

const FEED = '<rss version="2.0"><channel><title>园区</title></channel></rss>'
const DATE = 'Mon, 23 Nov 2026 08:00:00 GMT'

test('a page is fetched with all that a parser and the next visit need', async () => {
  const headers = { 'content-type': 'application/rss+xml', etag: '"1"', 'last-modified': DATE }
  const server = await serve({
    '/feed': content(FEED, { ...headers, link: '<https://h>; rel=hub' })
  })
  const outcome = await clientFor([server]).fetch({ url: server.url('/feed?a=1') })
  expect(outcome).toMatchObject({
    outcome: 'ok',
    url: server.url('/feed?a=1'),
    status: 200,
    contentType: 'application/rss+xml',
    etag: '"1"',
    lastModified: DATE,
    bytes: Buffer.from(FEED),
    permanentUrl: null,
    headers: { link: '<https://h>; rel=hub' }
  })
  expect(server.requests).toMatchObject([
    {
      method: 'GET',
      path: '/feed?a=1',
      headers: {
        host: server.host,
        connection: 'close',
        'user-agent': 'Parkwire/0.1 (+https://wire.example)',
        'accept-encoding': 'gzip, deflate, br, zstd'
      }
    }
  ])
})

test('a POST carries its body and headers', async () => {
  const server = await serve({ '/hook': content('{"errcode":0}') })
  const headers = { 'Content-Type': 'application/json' }
  const body = '{"text":"园区要闻"}'
  const request = { url: server.url('/hook'), method: 'POST', headers, body } as const
  expect(await clientFor([server]).fetch(request)).toMatchObject({ outcome: 'ok', status: 200 })
  expect(server.requests).toMatchObject([
    { method: 'POST', body, headers: { 'content-type': 'application/json' } }
  ])
})

test.each([
  ['gzip', gzipSync(FEED)],
  ['deflate', deflateSync(FEED)],
  ['br', brotliCompressSync(FEED)],
  ['zstd', zstdCompressSync(FEED)]
])('an answer packed with %s is unpacked', async (encoding, body) => {
  const server = await serve({ '/': content(body, { 'content-encoding': encoding }) })
  const outcome = await clientFor([server]).fetch({ url: server.url('/') })
  expect(outcome).toMatchObject({ outcome: 'ok', bytes: Buffer.from(FEED) })
})

test('an unchanged feed costs a 304 and keeps its validators', async () => {
  const validators = { etag: 'W/"7"', lastModified: DATE }
  const server = await serve({ '/feed': conditional(FEED, validators) })
  const client = clientFor([server])
  expect(await client.fetch({ url: server.url('/feed'), etag: 'W/"6"' })).toMatchObject({
    outcome: 'ok',
    ...validators
  })
  expect(await client.fetch({ url: server.url('/feed'), ...validators })).toMatchObject({
    outcome: 'not-modified',
    url: server.url('/feed'),
    permanentUrl: null,
    headers: { etag: 'W/"7"' },
    ...validators
  })
  expect(server.requests[1]!.headers).toMatchObject({
    'if-none-match': 'W/"7"',
    'if-modified-since': DATE
  })
})

test('a 304 that repeats no validators keeps those that were sent', async () => {
  const server = await serve({ '/': status(304) })
  const request = { url: server.url('/'), etag: '"1"', lastModified: DATE }
  expect(await clientFor([server]).fetch(request)).toMatchObject({
    etag: '"1"',
    lastModified: DATE
  })
})

test('a 304 that nobody asked for is a failure', async () => {
  const server = await serve({ '/': status(304) })
  expect(await clientFor([server]).fetch({ url: server.url('/') })).toEqual({
    outcome: 'failed',
    code: 'http',
    status: 304,
    message: `${server.host} answered 304 Not Modified`
  })
})

test.each([
  [404, {}, 'answered 404 Not Found', undefined],
  [410, {}, 'answered 410 Gone', undefined],
  [429, { 'retry-after': '120' }, 'answered 429 Too Many Requests', 120_000],
  [
    503,
    { 'retry-after': 'Mon, 23 Nov 2026 09:00:00 GMT' },
    'answered 503 Service Unavailable',
    3_600_000
  ],
  [503, { 'retry-after': '31536000' }, 'answered 503 Service Unavailable', 86_400_000],
  [599, {}, 'answered 599', undefined]
])('status %i with %j is data', async (code, headers, message, retryAfterMs) => {
  const server = await serve({ '/': status(code, headers) })
  const clock = createManualClock(new Date('2026-11-23T08:00:00Z'))
  const outcome = await clientFor([server], { clock }).fetch({ url: server.url('/?key=geheim') })
  expect(outcome).toEqual({
    outcome: 'failed',
    code: 'http',
    status: code,
    message: `${server.host} ${message}`,
    retryAfterMs
  })
})

test('a redirect is followed, and its end is permanent only if every step was', async () => {
  const server = await serve({
    '/old': redirect('/moved', 301),
    '/moved': redirect('/new', 308),
    '/mixed': redirect('/old', 302),
    '/new': content(FEED)
  })
  const client = clientFor([server])
  const newUrl = server.url('/new')
  expect(await client.fetch({ url: server.url('/old') })).toMatchObject({
    outcome: 'ok',
    url: newUrl,
    permanentUrl: newUrl
  })
  expect(await client.fetch({ url: server.url('/mixed') })).toMatchObject({
    outcome: 'ok',
    url: newUrl,
    permanentUrl: null
  })
})

test('a 304 also tells where permanent redirects led', async () => {
  const server = await serve({ '/old': redirect('/new', 301), '/new': status(304) })
  const outcome = await clientFor([server]).fetch({ url: server.url('/old'), etag: '"1"' })
  expect(outcome).toMatchObject({ outcome: 'not-modified', permanentUrl: server.url('/new') })
})

test('a request that has to wait goes out when its time has come', async () => {
  const clock = createManualClock(new Date('2026-11-23T08:00:00Z'))
  const server = await serve({ '/': content(FEED) })
  const client = clientFor([server], { clock })
  const url = server.url('/')
  const outcome = client.fetch({ url, notBefore: new Date('2026-11-23T08:00:10Z') })
  expect(clock.pending).toBe(1)
  clock.advance(9999)
  expect(server.requests).toEqual([])
  clock.advance(1)
  expect(await outcome).toMatchObject({ outcome: 'ok' })
  expect(await client.fetch({ url, notBefore: clock.now() })).toMatchObject({ outcome: 'ok' })
})

test('a request that waits is called off at once when the client closes', async () => {
  const clock = createManualClock(new Date('2026-11-23T08:00:00Z'))
  const client = clientFor([], { clock })
  const notBefore = new Date('2026-11-23T08:01:00Z')
  const outcome = client.fetch({ url: 'http://127.0.0.1:9/', notBefore })
  await client.close()
  expect(await outcome).toMatchObject({ outcome: 'failed', code: 'aborted' })
  const late = await client.fetch({ url: 'http://127.0.0.1:9/', notBefore })
  expect(late).toMatchObject({ outcome: 'failed', code: 'aborted' })
  expect(clock.pending).toBe(0)
})

test('five redirects are followed and no sixth', async () => {
  const server = await serve({
    ...Object.fromEntries([0, 1, 2, 3, 4].map((n) => [`/${n}`, redirect(`/${n + 1}`)])),
    '/5': content(FEED),
    '/loop': redirect('/loop')
  })
  const client = clientFor([server])
  expect(await client.fetch({ url: server.url('/0') })).toMatchObject({ outcome: 'ok' })
  expect(await client.fetch({ url: server.url('/loop') })).toEqual({
    outcome: 'failed',
    code: 'redirect',
    message: `${server.host} still redirects after 5 redirects`
  })
  expect(server.requests.filter(({ path }) => path === '/loop')).toHaveLength(6)
})

test('credentials go to their own origin, are not shown, and stay behind at a redirect', async () => {
  const other = await serve({ '/': content(FEED) })
  const server = await serve({
    '/here': redirect('/there'),
    '/there': content(FEED),
    '/away': redirect(other.url('/'))
  })
  const client = clientFor([server, other])
  const withUser = (path: string): string => server.url(path).replace('//', '//reader:geheim@')

  const home = await client.fetch({ url: withUser('/here') })
  expect(home).toMatchObject({ outcome: 'ok', url: server.url('/there') })
  const basic = `Basic ${Buffer.from('reader:geheim').toString('base64')}`
  expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([basic, basic])

  const away = await client.fetch({ url: withUser('/away'), headers: { 'X-Api-Key': 'geheim' } })
  expect(away).toMatchObject({ outcome: 'ok', url: other.url('/') })
  expect(JSON.stringify(other.requests)).not.toMatch(/authorization|geheim/i)

  const missing = await client.fetch({ url: withUser('/missing') })
  expect(JSON.stringify(missing)).not.toContain('geheim')
})

test.each([
  ['http://127.0.0.1:PORT/'],
  ['http://localhost:PORT/'],
  ['http://2130706433:PORT/'],
  ['http://0x7f000001:PORT/'],
  ['http://0x7f.1:PORT/'],
  ['http://0177.0.0.1:PORT/'],
  ['http://127.1:PORT/'],
  ['http://0:PORT/'],
  ['http://１２７.0.0.1:PORT/'],
  ['http://①②⑦.0.0.1:PORT/'],
  ['http://127。0。0。1:PORT/'],
  ['http://[::1]:PORT/'],
  ['http://[::ffff:127.0.0.1]:PORT/'],
  ['http://[::7f00:1]:PORT/'],
  ['http://[64:ff9b::7f00:1]:PORT/'],
  ['http://[2002:7f00:1::]:PORT/'],
  ['http://169.254.169.254/latest/meta-data/'],
  ['http://100.100.100.200/'],
  ['http://10.0.0.1/'],
  ['http://[fe80::1]/'],
  ['http://[fc00::1]/'],
  ['https://127.0.0.1:PORT/'],
  ['http://8.8.8.8:25/'],
  ['http://8.8.8.8:0/']
])('%s is not asked, neither directly nor by redirect', async (pattern) => {
  const inside = await serve({ '/': content('secret') })
  const url = pattern.replace('PORT', String(inside.port))
  const outside = await serve({ '/': redirect(url) })
  const client = clientFor([outside])
  const blocked = { outcome: 'failed', code: 'blocked-address' }
  expect(await client.fetch({ url })).toMatchObject(blocked)
  expect(await client.fetch({ url: outside.url('/') })).toMatchObject(blocked)
  expect(inside.requests).toEqual([])
})

test('a refusal names the place and the way to allow it', async () => {
  const outcome = await clientFor([]).fetch({ url: 'http://localhost:9/secret?key=geheim' })
  expect(outcome).toEqual({
    outcome: 'failed',
    code: 'blocked-address',
    message:
      'localhost:9 is not on the public web; if it is yours, list localhost:9 in PARKWIRE_ALLOW_HOSTS'
  })
})

test('a name inside may be asked once it is listed, at the listed port only', async () => {
  const [listed, unlisted] = [
    await serve({ '/': content(FEED) }),
    await serve({ '/': content(FEED) })
  ]
  const allowHosts = parseAllowHosts(`localhost:${listed.port}`)
  const client = clientFor([], { allowHosts })
  expect(await client.fetch({ url: `http://localhost:${listed.port}/` })).toMatchObject({
    outcome: 'ok'
  })
  expect(await client.fetch({ url: `http://localhost:${unlisted.port}/` })).toMatchObject({
    code: 'blocked-address'
  })
})

test.each([
  ['file:///etc/passwd', 'bad-url'],
  ['ftp://a.example/', 'bad-url'],
  ['no address', 'bad-url']
])('%s is refused as %s', async (url, code) => {
  expect(await clientFor([]).fetch({ url })).toMatchObject({ outcome: 'failed', code })
})

test('a redirect to a file is not followed', async () => {
  const server = await serve({ '/': redirect('file:///etc/passwd') })
  expect(await clientFor([server]).fetch({ url: server.url('/') })).toMatchObject({
    code: 'redirect',
    message: `${server.host} redirects to a file: address (302)`
  })
})

test.each([
  ['an answer that never comes', silent],
  ['a body that drips', dripping()],
  ['headers that drip', headersThatDrip()]
])('%s costs its own deadline and leaves no socket open', async (_, answer) => {
  const server = await serve({ '/slow': answer })
  const client = clientFor([server], { deadlineMs: 150 })
  expect(await client.fetch({ url: server.url('/slow') })).toEqual({
    outcome: 'failed',
    code: 'timeout',
    message: `${server.host} did not finish within 0.15 s`
  })
  await server.idle()
})

function headersThatDrip(): Answer {
  return (response) => {
    response.socket?.write('HTTP/1.1 200 OK\r\n')
    const timer = setInterval(() => response.socket?.write('x: y\r\n'), 10)
    response.on('close', () => clearInterval(timer))
  }
}

test('a chain of slow redirects has one deadline for all of it', async () => {
  const slowly: Answer = (response) => {
    setTimeout(() => response.writeHead(302, { location: '/' }).end(), 60)
  }
  const server = await serve({ '/': slowly })
  const client = clientFor([server], { deadlineMs: 150, maxRedirects: 100 })
  expect(await client.fetch({ url: server.url('/') })).toMatchObject({ code: 'timeout' })
  expect(server.requests.length).toBeLessThanOrEqual(3)
})

test('a slow host delays nobody else', async () => {
  const [slow, quick] = [await serve({ '/': silent }), await serve({ '/': content(FEED) })]
  const client = clientFor([slow, quick])
  const order: string[] = []
  const waiting = client.fetch({ url: slow.url('/') }).then(() => order.push('slow'))
  await client.fetch({ url: quick.url('/') }).then(() => order.push('quick'))
  await client.close()
  await waiting
  expect(order).toEqual(['quick', 'slow'])
})

test('waiting for the turn at a host does not count against the deadline', async () => {
  const server = await serve({ '/slow': dripping(), '/': content(FEED) })
  const client = clientFor([server], { deadlineMs: 500 })
  const outcomes = await Promise.all(
    ['/slow', '/'].map((path) => client.fetch({ url: server.url(path) }))
  )
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['failed', 'ok'])
})

test('requests to one host keep their distance', async () => {
  const [server, other] = [await serve({ '/': content(FEED) }), await serve({ '/': content(FEED) })]
  const clock = createManualClock(new Date('2026-11-23T08:00:00Z'))
  const client = clientFor([server, other], { clock, hostGapMs: 1000 })
  await client.fetch({ url: server.url('/') })
  const second = client.fetch({ url: server.url('/') })
  await client.fetch({ url: other.url('/') })
  expect(server.requests).toHaveLength(1)
  clock.advance(1000)
  expect(await second).toMatchObject({ outcome: 'ok' })
})

const BIG = Buffer.alloc(8 * 1024 * 1024)
test.each([
  ['a body without end', endless(Buffer.alloc(16 * 1024))],
  [
    'a bomb without end',
    endless(gzipSync(Buffer.alloc(1024 * 1024)), { 'content-encoding': 'gzip' })
  ],
  ['a bomb in brotli', content(brotliCompressSync(BIG), { 'content-encoding': 'br' })],
  ['a bomb in zstd', content(zstdCompressSync(BIG), { 'content-encoding': 'zstd' })],
  ['a length of a terabyte', raw('HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\nx')]
])('%s is cut off at the limit', async (_, answer) => {
  const server = await serve({ '/': answer })
  expect(await clientFor([server]).fetch({ url: server.url('/') })).toEqual({
    outcome: 'failed',
    code: 'too-large',
    message: `${server.host} answers with more than 65536 bytes`
  })
  await server.idle()
})

test.each([
  ['an error page', 500, {}, { outcome: 'failed', code: 'http' }],
  ['a redirect', 302, { location: '/there' }, { outcome: 'ok' }],
  ['an unreadable page', 200, { 'content-encoding': 'xz' }, { code: 'bad-encoding' }]
])('the body of %s is not waited for', async (_, code, headers, expected) => {
  const server = await serve({
    '/': endless(Buffer.alloc(16 * 1024), headers, code),
    '/there': content(FEED)
  })
  expect(await clientFor([server]).fetch({ url: server.url('/') })).toMatchObject(expected)
  await server.idle()
})

test('headers beyond all measure are cut off', async () => {
  const server = await serve({
    '/one': raw(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(100_000)}\r\n\r\n`),
    '/many': raw(`HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(20_000)}\r\n`)
  })
  const client = clientFor([server])
  for (const path of ['/one', '/many']) {
    expect(await client.fetch({ url: server.url(path) })).toMatchObject({ code: 'too-large' })
  }
})

test.each([
  ['fewer bytes than announced', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf', 'truncated'],
  [
    'a chunk that breaks off',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalf',
    'truncated'
  ],
  [
    'no last chunk',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n',
    'truncated'
  ],
  [
    'nonsense for a chunk',
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    'truncated'
  ],
  [
    'two lengths',
    'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx',
    'protocol'
  ],
  ['another protocol', 'SSH-2.0-OpenSSH_9.9\r\n', 'protocol'],
  ['nothing at all', '', 'connect'],
  ['half a head', 'HTTP/1.1 200 OK\r\nContent-', 'connect']
])('%s is a failure', async (_, text, code) => {
  const server = await serve({ '/': raw(text) })
  expect(await clientFor([server]).fetch({ url: server.url('/') })).toMatchObject({
    outcome: 'failed',
    code
  })
})

test('a body that ends with its connection, as HTTP/1.0 has it, is whole', async () => {
  const server = await serve({ '/': raw(`HTTP/1.0 200 OK\r\n\r\n${FEED}`) })
  const outcome = await clientFor([server]).fetch({ url: server.url('/') })
  expect(outcome).toMatchObject({ outcome: 'ok', bytes: Buffer.from(FEED) })
})

test('a server that has gone is a failed connection', async () => {
  const server = await startHttpServer({})
  const client = clientFor([server])
  await server.close()
  expect(await client.fetch({ url: server.url('/') })).toMatchObject({
    code: 'connect',
    message: expect.stringContaining('ECONNREFUSED') as string
  })
})

test('plain HTTP behind an https address is no secure connection', async () => {
  const server = await serve({})
  const outcome = await clientFor([server]).fetch({ url: `https://${server.host}/` })
  expect(outcome).toMatchObject({ outcome: 'failed', code: 'tls' })
})

test.each([
  ['before it starts', 0],
  ['while it waits', 1]
])('an abort %s is an outcome too', async (_, arrivals) => {
  const arrived = Promise.withResolvers<void>()
  const server = await serve({ '/': () => arrived.resolve() })
  const stop = new AbortController()
  if (arrivals === 0) stop.abort()
  const outcome = clientFor([server]).fetch({ url: server.url('/'), signal: stop.signal })
  if (arrivals === 1) await arrived.promise
  stop.abort()
  expect(await outcome).toEqual({
    outcome: 'failed',
    code: 'aborted',
    message: 'the request was called off'
  })
  expect(server.requests).toHaveLength(arrivals)
  await server.idle()
})

test('closing calls off what is under way and takes nothing new', async () => {
  const server = await serve({ '/': dripping() })
  const client = clientFor([server])
  const waiting = [client.fetch({ url: server.url('/') }), client.fetch({ url: server.url('/') })]
  let settled = 0
  for (const outcome of waiting) void outcome.then(() => (settled += 1))
  await client.close()
  expect(settled).toBe(2)
  const late = client.fetch({ url: server.url('/') })
  for (const outcome of await Promise.all([...waiting, late])) {
    expect(outcome).toMatchObject({ outcome: 'failed', code: 'aborted' })
  }
  await server.idle()
})

test('a header that cannot be sent is a bug of ours, and throws', async () => {
  const server = await serve({ '/': content(FEED) })
  const request = { url: server.url('/'), headers: { 'x-a': 'b\r\nx-evil: 1' } }
  await expect(clientFor([server]).fetch(request)).rejects.toThrow('invalid x-a header')
})
