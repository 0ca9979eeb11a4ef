import type { Reply } from './exchange.ts'
import { isPermanent, isRedirect, nextHop, type Hop } from './hop.ts'
import { HttpFailure } from './http-failure.ts'

/** The last answer of a chain of redirects. */
export type Followed = {
  readonly reply: Reply
  /** The request that was answered so. */
  readonly hop: Hop
  /** There was a redirect, and all of them said "for good". */
  readonly isMoved: boolean
}

/** @throws HttpFailure `redirect` after more than `maxRedirects`, which also ends loops. */
export const followRedirects = async (
  first: Hop,
  maxRedirects: number,
  send: (hop: Hop) => Promise<Reply>
): Promise<Followed> => {
  let hop = first
  const seen: number[] = []
  for (;;) {
    const reply = await send(hop)
    if (!isRedirect(reply.status)) {
      return { reply, hop, isMoved: seen.length > 0 && seen.every(isPermanent) }
    }
    if (seen.length === maxRedirects) throw tooMany(hop, maxRedirects)
    seen.push(reply.status)
    hop = nextHop(hop, reply.status, reply.headers.location)
  }
}

const tooMany = (hop: Hop, most: number): HttpFailure =>
  new HttpFailure('redirect', `${hop.url.host} still redirects after ${most} redirects`)
