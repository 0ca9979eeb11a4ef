import { expect, test } from 'vitest'
import { exchange } from '../../src/collect/exchange.ts'
import { firstHop } from '../../src/collect/hop.ts'

const HOP = firstHop({ url: 'http://a.example/' }, 'Parkwire')
const REASON = new Error('no longer wanted')

test('a connection that never comes about does not outlive the signal', async () => {
  const stop = new AbortController()
  const connecting = Promise.withResolvers<void>()
  const connect = (): void => connecting.resolve()
  const reply = exchange(HOP, { connect, maxBytes: 1000, signal: stop.signal })
  await connecting.promise
  stop.abort(REASON)
  await expect(reply).rejects.toThrow(REASON)
})

test('nothing starts after the signal', async () => {
  let attempts = 0
  const connect = (): void => void (attempts += 1)
  const options = { connect, maxBytes: 1000, signal: AbortSignal.abort(REASON) }
  await expect(exchange(HOP, options)).rejects.toThrow(REASON)
  expect(attempts).toBe(0)
})
