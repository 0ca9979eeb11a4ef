import { expect, test } from 'vitest'
import type { Reply } from '../../src/collect/exchange.ts'
import { followRedirects } from '../../src/collect/follow.ts'
import { firstHop } from '../../src/collect/hop.ts'

const FIRST = firstHop({ url: 'https://a.example/0' }, 'Parkwire')

/** Answers the hop to `/n` with the n-th status; a redirect leads to `/n+1`. */
const site =
  (statuses: readonly number[]) =>
  ({ url }: { url: URL }): Promise<Reply> => {
    const step = Number(url.pathname.slice(1))
    const headers = { location: `/${step + 1}` }
    return Promise.resolve({ status: statuses[step]!, headers, bytes: new Uint8Array() })
  }

test.each([
  [[200], '/0', false],
  [[301, 200], '/1', true],
  [[301, 308, 200], '/2', true],
  [[301, 302, 200], '/2', false],
  [[307, 301, 200], '/2', false],
  [[303, 404], '/1', false],
  [[301, 301, 301, 200], '/3', true],
  [[300], '/0', false],
  [[304], '/0', false]
])('the answers %j end at %s (moved for good: %s)', async (statuses, path, isMoved) => {
  const found = await followRedirects(FIRST, 3, site(statuses))
  expect(found.hop.url.pathname).toBe(path)
  expect(found.reply.status).toBe(statuses.at(-1))
  expect(found.isMoved).toBe(isMoved)
})

test('one redirect too many ends the chain', async () => {
  await expect(followRedirects(FIRST, 3, site([302, 302, 302, 302, 200]))).rejects.toMatchObject({
    code: 'redirect',
    message: 'a.example still redirects after 3 redirects'
  })
})
