import CachePolicy from 'http-cache-semantics'
import type { ResponseHeaders } from './response-headers.ts'

/**
 * How long an answer says that it stays as it is (`Cache-Control: max-age`, `Expires`, less `Age`;
 * RFC 9111 §4.2), in milliseconds; 0 where it says nothing or wants to be asked each time.
 */
export const freshnessMs = (headers: ResponseHeaders, now: Date): number => {
  const answer = { date: now.toUTCString(), ...headers } as Record<string, string>
  const policy = new CachePolicy(
    { url: '/', method: 'GET', headers: {} },
    { status: 200, headers: answer },
    // Ours is a private cache. Guessing from Last-Modified is our own business, see nextCheck.
    { shared: false, cacheHeuristic: 0, immutableMinTimeToLive: 0 }
  )
  // Not `timeToLive()`: that adds the time for which a stale answer may be served.
  return Math.max(0, Math.round(policy.maxAge() - policy.age()) * 1000)
}
