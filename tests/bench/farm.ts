import { fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { FIRST, SECOND, feedOf } from './park-news.ts'

/** A server of feeds, a process of its own: all of them are built before the first request. */
export type Farm = {
  readonly size: number
  readonly port: number
  /** Which edition to serve from now on; tells what happened since the last order. */
  order(order: Order): Promise<Sent>
  close(): void
}
export type Order = { readonly edition: 1 | 2 }
export type Sent = {
  readonly port: number
  /** Documents, and answers 304. */
  readonly full: number
  readonly unchanged: number
  readonly cpuMs: number
}

export const openFarm = async (size: number): Promise<Farm> => {
  const child = fork(import.meta.filename, [String(size)])
  const [{ port }] = (await once(child, 'message')) as [Sent]
  return {
    size,
    port,
    order: async (order) => {
      child.send(order)
      return ((await once(child, 'message')) as [Sent])[0]
    },
    close: () => child.disconnect()
  }
}

/** Each feed has a host of its own, as in life: Linux routes all of 127.0.0.0/8 to this machine. */
export const addressOf = (feed: number, port: number): string =>
  `http://127.0.${1 + Math.floor(feed / 250)}.${1 + (feed % 250)}:${port}/feeds/${feed}.xml`

type Document = { readonly etag: string; readonly plain: Buffer; readonly packed: Buffer }

const serve = (count: number): void => {
  const now = new Date()
  const editions = [FIRST, SECOND].map((edition, index) =>
    Array.from({ length: count }, (_, feed): Document => {
      const plain = Buffer.from(feedOf(feed, edition, now))
      return { etag: `"${index + 1}-${feed}"`, plain, packed: gzipSync(plain) }
    })
  )
  let served = editions[0]!
  let sent = { full: 0, unchanged: 0 }
  let cpuBefore = process.cpuUsage()
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    const found = served[Number(request.url?.match(/^\/feeds\/(\d+)\.xml$/)?.[1])]
    if (!found) return response.writeHead(404).end()
    if (request.headers['if-none-match'] === found.etag) {
      sent.unchanged++
      return response.writeHead(304, { etag: found.etag }).end()
    }
    sent.full++
    const isPacked = request.headers['accept-encoding']?.includes('gzip')
    const body = isPacked ? found.packed : found.plain
    return response
      .writeHead(200, {
        'content-type': 'application/rss+xml; charset=utf-8',
        'content-length': body.length,
        etag: found.etag,
        ...(isPacked && { 'content-encoding': 'gzip' })
      })
      .end(body)
  })
  const tell = (): void => {
    const { port } = server.address() as AddressInfo
    const { user, system } = process.cpuUsage(cpuBefore)
    process.send!({ port, ...sent, cpuMs: (user + system) / 1000 } satisfies Sent)
    cpuBefore = process.cpuUsage()
    sent = { full: 0, unchanged: 0 }
  }
  process.on('message', ({ edition }: Order) => {
    served = editions[edition - 1]!
    tell()
  })
  process.once('disconnect', () => process.exit())
  server.listen(0, '0.0.0.0', 4096, tell)
}

if (import.meta.main) serve(Number(process.argv[2]))
