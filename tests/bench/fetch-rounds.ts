import PQueue from 'p-queue'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { Agent, request } from 'undici'
import { createHttpClient } from '../../src/collect/fetch.ts'
import { parseAllowHosts } from '../../src/collect/guard.ts'
import { AT_ONCE } from './contest.ts'
import { fieldOf, takeRounds } from './node-contestant.ts'

/**
 * Reads every feed and forgets it again, all but its validator:
 *   fork('fetch-rounds.ts', [FIELD, 'guarded' | 'bare'])
 */
type FetchOne = (url: string, etag: string | null) => Promise<string | null>
type Way = { readonly fetchOne: FetchOne; readonly close: () => Promise<void> }

/** As Parkwire itself fetches. */
const guarded = (port: number): Way => {
  const http = createHttpClient({
    userAgent: 'Parkwire/bench',
    deadlineMs: 30_000,
    maxBytes: 10 * 1024 * 1024,
    maxRedirects: 5,
    hostGapMs: 0,
    allowHosts: parseAllowHosts(`127.0.0.0/8:${port}`)
  })
  const fetchOne: FetchOne = async (url, etag) => {
    const answer = await http.fetch({ url, etag })
    if (answer.outcome === 'failed') throw new Error(answer.message)
    return answer.etag
  }
  return { fetchOne, close: () => http.close() }
}

const unpack = promisify(gunzip)

/** The least that the library can be asked for; connections stay open from round to round. */
const bare = (): Way => {
  const dispatcher = new Agent({ keepAliveTimeout: 60_000 })
  const fetchOne: FetchOne = async (url, etag) => {
    const conditions = etag === null ? {} : { 'if-none-match': etag }
    const headers = { 'accept-encoding': 'gzip', ...conditions }
    const answer = await request(url, { dispatcher, headers })
    const bytes = await answer.body.bytes()
    if (answer.headers['content-encoding'] === 'gzip') await unpack(bytes)
    return String(answer.headers.etag)
  }
  return { fetchOne, close: () => dispatcher.close() }
}

const { feeds, port } = fieldOf(process.argv)
const { fetchOne, close } = process.argv[3] === 'guarded' ? guarded(port) : bare()
const etags = new Map<string, string | null>()

takeRounds({
  round: async () => {
    const queue = new PQueue({ concurrency: AT_ONCE })
    await queue.addAll(
      feeds.map((url) => async () => {
        etags.set(url, await fetchOne(url, etags.get(url) ?? null))
      })
    )
  },
  close
})
