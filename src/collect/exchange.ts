import { Client, type buildConnector } from 'undici'
import { readBody, tooLarge } from './body.ts'
import type { Hop } from './hop.ts'
import { failureFrom } from './http-failure.ts'
import { flattenHeaders, type ResponseHeaders } from './response-headers.ts'

/** One answer. `bytes` is empty unless the status is 2xx: no other body is read. */
export type Reply = {
  readonly status: number
  readonly headers: ResponseHeaders
  readonly bytes: Uint8Array
}

type Options = {
  readonly connect: buildConnector.connector
  readonly maxBytes: number
  readonly signal: AbortSignal
}

/** Room for the fattest cookies and policies seen on real sites. */
const MAX_HEADER_BYTES = 32 * 1024

export const isSuccess = (status: number): boolean => status >= 200 && status <= 299

/**
 * One request and its answer over a socket of its own, which is gone when this settles: nothing that a
 * server does to its connection can reach another request.
 * @throws HttpFailure, or anything once the signal has fired: then only its reason tells why.
 */
export const exchange = async (hop: Hop, options: Options): Promise<Reply> => {
  const { connect, signal } = options
  signal.throwIfAborted()
  // Both time-outs off: the deadline behind the signal covers every phase.
  const limits = { maxHeaderSize: MAX_HEADER_BYTES, headersTimeout: 0, bodyTimeout: 0 }
  const client = new Client(hop.url.origin, { connect, ...limits })
  // undici's own `signal` is heeded only once connected; this also ends a look-up that hangs.
  const giveUp = (): void => void client.destroy(signal.reason as Error)
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    return await converse(client, hop, options)
  } catch (error) {
    throw failureFrom(error, hop.url.host)
  } finally {
    signal.removeEventListener('abort', giveUp)
    await client.destroy()
  }
}

const converse = async (client: Client, hop: Hop, { maxBytes }: Options): Promise<Reply> => {
  const { url, method, headers, body } = hop
  const path = url.pathname + url.search
  const answer = await client.request({ path, method, headers, body, reset: true })
  const status = answer.statusCode
  const received = flattenHeaders(answer.headers)
  if (!isSuccess(status)) return { status, headers: received, bytes: new Uint8Array() }
  if (Number(received['content-length']) > maxBytes) throw tooLarge(url.host, maxBytes)
  const encoding = received['content-encoding']
  const bytes = await readBody(answer.body, { host: url.host, encoding, maxBytes })
  return { status, headers: received, bytes }
}
