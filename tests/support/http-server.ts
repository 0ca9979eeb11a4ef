import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
  type ServerResponse
} from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** A request as it arrived, body read. */
export type Received = {
  readonly method: string
  /** Path and query. */
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
}
export type Answer = (response: ServerResponse, request: Received) => void

/** A real server on 127.0.0.1, at a port that the system chose. */
export type HttpServer = {
  readonly port: number
  /** `127.0.0.1:port`, as the allow-list has it. */
  readonly host: string
  /** In the order of arrival. */
  readonly requests: readonly Received[]
  /** Connections accepted so far. */
  connections(): number
  url(path: string): string
  /** Resolves once no client holds a connection open. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** Answers by path, without the query; 404 where there is none. */
export const startHttpServer = async (
  routes: Readonly<Record<string, Answer>>
): Promise<HttpServer> => {
  const requests: Received[] = []
  const sockets = new Set<Socket>()
  let accepted = 0
  const server = createServer((incoming, response) => {
    const { method = '', url: path = '', headers } = incoming
    // A client that goes away in the middle is what many tests are about.
    const answer = async (): Promise<void> => {
      const request = { method, path, headers, body: (await buffer(incoming)).toString() }
      requests.push(request)
      const route = routes[path.replace(/\?.*/, '')] ?? status(404)
      route(response, request)
    }
    answer().catch(() => response.destroy())
  })
  server.on('connection', (socket: Socket) => {
    accepted += 1
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    host: `127.0.0.1:${port}`,
    requests,
    connections: () => accepted,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    idle: async () => {
      await Promise.all([...sockets].map(closed))
    },
    close: async () => {
      const ended = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await ended
    }
  }
}

/** Unlike `once`, no failure when the client tore the connection down. */
const closed = (socket: Socket): Promise<void> =>
  new Promise((resolve) => void socket.on('close', () => resolve()))

/** 200 with a body. */
export const content =
  (body: string | Uint8Array, headers: OutgoingHttpHeaders = {}): Answer =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body)
  }

/** A bare status: `status(503, { 'retry-after': '120' })`. */
export const status =
  (code: number, headers: OutgoingHttpHeaders = {}): Answer =>
  (response) => {
    response.writeHead(code, headers).end()
  }

/** The Location goes out as UTF-8 bytes, escaped or not, as real servers do it. */
export const redirect = (location: string, code = 302): Answer =>
  raw(`HTTP/1.1 ${code} Moved\r\nLocation: ${location}\r\nContent-Length: 0\r\n\r\n`)

/** A well-behaved feed: 304 when asked with the validators that it gave out. */
export const conditional =
  (body: string, { etag, lastModified }: { etag: string; lastModified: string }): Answer =>
  (response, { headers }) => {
    const validators = { etag, 'last-modified': lastModified }
    const known = headers['if-none-match'] === etag
    response.writeHead(known ? 304 : 200, validators).end(known ? undefined : body)
  }

/** Headers at once, then a byte now and then for ever: no single silence is long. */
export const dripping =
  (everyMs = 10): Answer =>
  (response) => {
    response.writeHead(200)
    const timer = setInterval(() => response.write('.'), everyMs)
    response.on('close', () => clearInterval(timer))
  }

/** Takes the request and never answers. */
export const silent: Answer = () => {}

/** Chunk after chunk, as fast as they are taken. */
export const endless =
  (chunk: Uint8Array, headers: OutgoingHttpHeaders = {}, code = 200): Answer =>
  (response) => {
    response.writeHead(code, headers)
    const pour = (): void => {
      while (!response.destroyed && response.write(chunk));
    }
    response.on('drain', pour)
    pour()
  }

/** Writes `text` to the socket as it is and hangs up: broken HTTP, truncated bodies. */
export const raw =
  (text: string | Uint8Array): Answer =>
  (response) => {
    response.socket?.end(text)
  }

/** A port on 127.0.0.1 at which nobody listens. */
export const freePort = async (): Promise<number> => {
  const server = await startHttpServer({})
  await server.close()
  return server.port
}
