import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { ParkwireError } from '../../src/errors.ts'
import { startServer, type Server } from '../../src/web/server.ts'

/** Less than the server waits before it cuts everybody off: a test that needs that has failed. */
const timeout = 2500

const start = async (handler: (request: Request) => Promise<Response>): Promise<Server> => {
  const server = await startServer(handler, 0)
  onTestFinished(() => server.stop())
  return server
}

/** A client that keeps its connection open, as browsers and proxies do. */
const open = async (server: Server, path: string): Promise<Socket> => {
  const socket = connect(server.port, '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  await once(socket, 'connect')
  socket.write(`GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`)
  return socket
}

const gate = () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  return { opened: promise, open: resolve }
}

test('listens on a port that the system chose and hands requests to the handler', async () => {
  const server = await start((request) =>
    Promise.resolve(new Response(new URL(request.url).pathname))
  )
  const response = await fetch(`http://127.0.0.1:${server.port}/a/b`)
  expect(await response.text()).toBe('/a/b')
})

test('a port that is taken is an expected failure that names the port', async () => {
  const server = await start(() => Promise.resolve(new Response('ok')))
  const second = startServer(() => Promise.resolve(new Response('ok')), server.port)
  await expect(second).rejects.toBeInstanceOf(ParkwireError)
  await expect(second).rejects.toMatchObject({
    code: 'listen',
    message: `web: cannot listen on port ${server.port}, PARKWIRE_PORT names another one`,
    cause: { code: 'EADDRINUSE' }
  })
})

test(
  'stopping lets an answer under way finish, then ends its connection',
  { timeout },
  async () => {
    const arrived = gate()
    const release = gate()
    const server = await start(async () => {
      arrived.open()
      await release.opened
      return new Response('the whole answer')
    })
    const socket = await open(server, '/')
    await arrived.opened
    const stopped = server.stop()
    release.open()
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK[\s\S]*the whole answer$/)
    await stopped
    await expect(fetch(`http://127.0.0.1:${server.port}/`)).rejects.toThrow()
  }
)

test('stopping does not cut an answer that is written but not yet sent', { timeout }, async () => {
  const body = 'x'.repeat(20_000_000)
  const server = await start(() => Promise.resolve(new Response(body)))
  const socket = await open(server, '/')
  await once(socket, 'readable')
  const stopped = server.stop()
  expect((await text(socket)).replace(/^[\s\S]*?\r\n\r\n/, '').length).toBe(body.length)
  await stopped
})

test('stopping waits for nobody who has nothing under way', { timeout }, async () => {
  const server = await start(() => Promise.resolve(new Response('ok')))
  const idle = await open(server, '/')
  await once(idle, 'data')
  const half = connect(server.port, '127.0.0.1')
  onTestFinished(() => void half.destroy())
  await once(half, 'connect')
  half.write('GET / HT')
  const ended = Promise.all([once(idle, 'close'), once(half, 'close')])
  await server.stop()
  await ended
})
