import { serve } from '@hono/node-server'
import type { Server as HttpServer } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { ParkwireError } from '../errors.ts'

export type Server = {
  readonly port: number
  /** Takes no new connection and lets the answers under way finish, at most `STOP_MS`. */
  stop(): Promise<void>
}

const STOP_MS = 3000
/** A client that sends its request slower than this is cut off. */
const REQUEST_TIMEOUT_MS = 15_000

/** Listens on `port`; 0 lets the system choose. */
export const startServer = (
  handler: (request: Request) => Promise<Response>,
  port: number
): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = serve(
      { fetch: handler, port, serverOptions: { requestTimeout: REQUEST_TIMEOUT_MS } },
      ({ port }) => resolve({ port, stop: () => stopServer(server, connections) })
    ) as HttpServer
    const connections = watchConnections(server)
    // Stays: once it listens, an error (too many open files) costs a connection and not the process.
    server.on('error', (error) => {
      const message = `web: cannot listen on port ${port}, PARKWIRE_PORT names another one`
      reject(new ParkwireError('listen', message, { cause: error }))
    })
  })

/**
 * `close` of an HTTP server cuts answers that are written but not yet sent, and leaves a connection whose
 * answer ends later open for its next request (Node 24); so this closes what listens and then each
 * connection by itself.
 */
const stopServer = (server: HttpServer, connections: Connections): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), STOP_MS)
    NetServer.prototype.close.call(server, () => {
      clearTimeout(timer)
      resolve()
    })
    connections.end()
  })

type Connections = {
  /** Ends each one as soon as no answer is under way on it. */
  end(): void
}

const watchConnections = (server: HttpServer): Connections => {
  const underWay = new Map<Socket, number>()
  let isEnding = false
  const count = (socket: Socket, change: number): void => {
    const answers = underWay.get(socket)
    if (answers === undefined) return
    underWay.set(socket, answers + change)
    if (isEnding && answers + change === 0) socket.destroySoon()
  }
  server.on('connection', (socket: Socket) => {
    underWay.set(socket, 0)
    socket.once('close', () => underWay.delete(socket))
  })
  server.on('request', ({ socket }, response) => {
    count(socket, 1)
    response.once('close', () => count(socket, -1))
  })
  return {
    end: () => {
      isEnding = true
      for (const socket of underWay.keys()) count(socket, 0)
    }
  }
}
