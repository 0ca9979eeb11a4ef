import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { Resolve, ResolvedAddress } from '../../src/collect/connector.ts'
import { createHttpClient, type HttpOutcome } from '../../src/collect/fetch.ts'
import { parseAllowHosts } from '../../src/collect/guard.ts'
import { content, startHttpServer, type HttpServer } from '../support/http-server.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

const serve = async (): Promise<HttpServer> => {
  const server = await startHttpServer({ '/': content('hello') })
  open.push(server)
  return server
}

type Options = { allow?: string; deadlineMs?: number; signal?: AbortSignal }

const fetchWith = (
  url: string,
  resolve: Resolve,
  { allow = '', deadlineMs = 10_000, signal }: Options = {}
): Promise<HttpOutcome> => {
  const allowHosts = parseAllowHosts(allow)
  const limits = { deadlineMs, maxBytes: 1000, maxRedirects: 5, hostGapMs: 0 }
  const client = createHttpClient({ userAgent: 'Parkwire', ...limits, allowHosts, resolve })
  open.push(client)
  return client.fetch({ url, signal })
}

const answering =
  (...addresses: string[]): Resolve =>
  () =>
    Promise.resolve(
      addresses.map((address): ResolvedAddress => ({
        address,
        family: address.includes(':') ? 6 : 4
      }))
    )

test.each([
  [['127.0.0.1']],
  [['::1', '127.0.0.1']],
  [['10.0.0.1', '169.254.169.254']],
  [['::ffff:127.0.0.1']],
  [['fe80::1%eth0']],
  [[]]
])('a name that resolves to %j is refused by name', async (addresses) => {
  const server = await serve()
  const place = `rebind.example:${server.port}`
  expect(await fetchWith(`http://${place}/`, answering(...addresses))).toEqual({
    outcome: 'failed',
    code: 'blocked-address',
    message: `${place} is not on the public web; if it is yours, list ${place} in PARKWIRE_ALLOW_HOSTS`
  })
  expect(server.requests).toEqual([])
})

test('of mixed answers only those that may be asked are connected to', async () => {
  const [server, other] = [await serve(), await serve()]
  const url = `http://mixed.example:${server.port}/`
  const resolve = answering('127.0.0.2', '10.0.0.1', '127.0.0.1')
  expect(await fetchWith(url, resolve, { allow: server.host })).toMatchObject({
    outcome: 'ok',
    url
  })
  expect(server.requests).toMatchObject([{ headers: { host: `mixed.example:${server.port}` } }])
  expect(other.requests).toEqual([])
})

test('a name is resolved once for a connection, so a second answer cannot differ', async () => {
  const server = await serve()
  let asked = 0
  const rebinding: Resolve = (hostname) => {
    asked += 1
    return answering(asked === 1 ? '127.0.0.1' : '127.0.0.2')(hostname)
  }
  const url = `http://rebind.example:${server.port}/`
  expect(await fetchWith(url, rebinding, { allow: server.host })).toMatchObject({ outcome: 'ok' })
  expect(asked).toBe(1)
})

test('a literal address is never looked up', async () => {
  const server = await serve()
  const resolve: Resolve = () => Promise.reject(new Error('looked up'))
  expect(await fetchWith(server.url('/'), resolve, { allow: server.host })).toMatchObject({
    outcome: 'ok'
  })
})

test('a name without an address is a failure of the look-up', async () => {
  const gone = Object.assign(new Error('getaddrinfo ENOTFOUND gone.example'), { code: 'ENOTFOUND' })
  expect(await fetchWith('http://gone.example/', () => Promise.reject(gone))).toEqual({
    outcome: 'failed',
    code: 'dns',
    message: 'gone.example has no address (getaddrinfo ENOTFOUND gone.example)'
  })
})

test('a look-up that hangs costs the deadline', async () => {
  const hanging: Resolve = () => new Promise(() => {})
  expect(await fetchWith('http://slow.example/', hanging, { deadlineMs: 100 })).toMatchObject({
    code: 'timeout',
    message: 'slow.example did not finish within 0.1 s'
  })
})

test('a look-up that answers after the deadline opens no connection', async () => {
  const server = await serve()
  const late = Promise.withResolvers<readonly ResolvedAddress[]>()
  const url = `http://slow.example:${server.port}/`
  const options = { allow: server.host, deadlineMs: 100 }
  expect(await fetchWith(url, () => late.promise, options)).toMatchObject({ code: 'timeout' })
  late.resolve([{ address: '127.0.0.1', family: 4 }])
  await fetchWith(server.url('/'), answering(), { allow: server.host })
  expect(server.connections()).toBe(1)
})

test('a handshake that hangs ends when it is called off, and its socket with it', async () => {
  const mute = createServer()
  open.push({ close: async () => void (await mute[Symbol.asyncDispose]()) })
  mute.listen(0, '127.0.0.1')
  await once(mute, 'listening')
  const place = `127.0.0.1:${(mute.address() as AddressInfo).port}`
  const closed = Promise.withResolvers<void>()
  const stop = new AbortController()
  mute.on('connection', (socket) => {
    socket.resume().on('close', closed.resolve)
    stop.abort()
  })
  const options = { allow: place, signal: stop.signal }
  expect(await fetchWith(`https://${place}/`, answering(), options)).toMatchObject({
    code: 'aborted'
  })
  await closed.promise
})
