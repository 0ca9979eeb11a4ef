import { describe, expect, test } from 'vitest'
import {
  findOffer,
  isPublicBase,
  readHubCall,
  requestBody,
  retryAfterMs
} from '../../src/collect/websub.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const url = 'https://ycrb.example/rss'

describe('the offer of a page', () => {
  test('stands in the document', () => {
    const advice = { hubs: ['https://hub.example/'], self: 'https://ycrb.example/rss?all' }
    expect(findOffer({ url, advice })).toEqual({
      topic: 'https://ycrb.example/rss?all',
      hubs: ['https://hub.example/']
    })
  })

  test('stands in the headers, which come before the document', () => {
    const advice = { hubs: ['https://old-hub.example/'], self: 'https://ycrb.example/old' }
    const link = '<https://hub.example/>; rel="hub", <https://ycrb.example/new>; rel="self"'
    expect(findOffer({ url, link, advice })).toEqual({
      topic: 'https://ycrb.example/new',
      hubs: ['https://hub.example/']
    })
  })

  test('is put together from both when the headers name no topic', () => {
    const advice = { self: 'https://ycrb.example/rss' }
    expect(findOffer({ url, link: '<https://hub.example/>; rel="hub"', advice })).toEqual({
      topic: 'https://ycrb.example/rss',
      hubs: ['https://hub.example/']
    })
  })

  test('has three hubs at most, those over https first, none twice', () => {
    const hubs = [
      'http://a.example/',
      'https://b.example/',
      'http://c.example/',
      'https://b.example/',
      'https://d.example/'
    ]
    expect(findOffer({ url, advice: { hubs, self: url } })?.hubs).toEqual([
      'https://b.example/',
      'https://d.example/',
      'http://a.example/'
    ])
  })

  test.each([
    ['nothing is named', {}],
    ['no hub is named', { self: url }],
    ['no topic is named', { hubs: ['https://hub.example/'] }],
    ['the hub is not on the web', { hubs: ['ftp://hub.example/'], self: url }],
    ['the topic is longer than any', { hubs: [url], self: `${url}?${'a'.repeat(2000)}` }],
    ['the hub is no address', { hubs: ['https://'], self: url }]
  ])('is none when %s', (_, advice) => {
    expect(findOffer({ url, advice })).toBe(null)
  })
})

test('a file has no offer, whatever it says', () => {
  const advice = { hubs: ['https://hub.example/'], self: 'https://ycrb.example/rss' }
  expect(findOffer({ url: 'file:///srv/ycrb.xml', advice })).toBe(null)
})

test.each([
  ['https://news.example', true],
  ['http://news.example:8080/park', true],
  ['https://93.184.216.34', true],
  ['https://[2606:2800:220:1::1]', true],
  ['http://localhost:8080', false],
  ['http://app.localhost', false],
  ['http://parkwire', false],
  ['https://news.local', false],
  ['https://news.corp.internal.', false],
  ['http://127.0.0.1:8080', false],
  ['http://10.1.2.3', false],
  ['http://2130706433', false],
  ['http://[::1]', false],
  ['nonsense', false]
])('whether hubs can reach %s: %s', (base, expected) => {
  expect(isPublicBase(base)).toBe(expected)
})

test('a request names topic, callback, lease and secret, and leaving needs no secret', () => {
  const subscription = {
    topic: 'https://ycrb.example/rss?park=澄湖&all',
    callback: 'https://news.example/websub/t',
    secret: 's'
  }
  const ours = 'hub.callback=https%3A%2F%2Fnews.example%2Fwebsub%2Ft'
  const topic = 'hub.topic=https%3A%2F%2Fycrb.example%2Frss%3Fpark%3D%E6%BE%84%E6%B9%96%26all'
  expect(requestBody('subscribe', subscription)).toBe(
    `hub.mode=subscribe&${topic}&${ours}&hub.lease_seconds=864000&hub.secret=s`
  )
  expect(requestBody('unsubscribe', subscription)).toBe(`hub.mode=unsubscribe&${topic}&${ours}`)
})

describe('a call of a hub', () => {
  const call = (query: string) => readHubCall(new URLSearchParams(query))

  test('asks whether we meant it', () => {
    expect(
      call(
        'hub.mode=subscribe&hub.topic=https%3A%2F%2Fycrb.example%2F&hub.challenge=c&hub.lease_seconds=7200'
      )
    ).toEqual({
      mode: 'subscribe',
      topic: 'https://ycrb.example/',
      challenge: 'c',
      leaseMs: 2 * HOUR_MS
    })
    expect(call('hub.mode=unsubscribe&hub.topic=t&hub.challenge=c&hub.lease_seconds=9')).toEqual({
      mode: 'unsubscribe',
      topic: 't',
      challenge: 'c'
    })
  })

  test.each([
    ['', 10 * DAY_MS],
    ['&hub.lease_seconds=', 10 * DAY_MS],
    ['&hub.lease_seconds=soon', 10 * DAY_MS],
    ['&hub.lease_seconds=0', HOUR_MS],
    ['&hub.lease_seconds=-5', HOUR_MS],
    ['&hub.lease_seconds=86400', DAY_MS],
    ['&hub.lease_seconds=99999999999999999999', 30 * DAY_MS],
    ['&hub.lease_seconds=Infinity', 30 * DAY_MS]
  ])('a lease of "%s" lasts %d ms', (lease, expected) => {
    expect(call(`hub.mode=subscribe&hub.topic=t&hub.challenge=c${lease}`)).toMatchObject({
      leaseMs: expected
    })
  })

  test('says no, with a reason fit to be shown', () => {
    expect(call('hub.mode=denied&hub.topic=t&hub.reason=not%0Ayou%1B[31m')).toEqual({
      mode: 'denied',
      topic: 't',
      reason: 'not you [31m'
    })
    expect(call(`hub.mode=denied&hub.topic=t&hub.reason=${'x'.repeat(1000)}`)).toMatchObject({
      reason: 'x'.repeat(200)
    })
    expect(call('hub.mode=denied&hub.topic=t')).toMatchObject({ reason: '' })
  })

  test.each([
    ['without anything', ''],
    ['without a topic', 'hub.mode=subscribe&hub.challenge=c'],
    ['without a challenge', 'hub.mode=subscribe&hub.topic=t'],
    ['with an empty challenge', 'hub.mode=unsubscribe&hub.topic=t&hub.challenge='],
    ['of an unknown mode', 'hub.mode=publish&hub.topic=t&hub.challenge=c'],
    ['in capitals', 'hub.mode=SUBSCRIBE&hub.topic=t&hub.challenge=c']
  ])('%s is none', (_, query) => {
    expect(call(query)).toBe(null)
  })
})

test('a hub is asked again after an hour, twice as long each time round all hubs, up to a day', () => {
  expect([1, 2, 3, 6, 60].map((attempts) => retryAfterMs(attempts, 1) / HOUR_MS)).toEqual([
    1, 2, 4, 24, 24
  ])
  expect([1, 2, 3, 4, 5].map((attempts) => retryAfterMs(attempts, 2) / HOUR_MS)).toEqual([
    1, 1, 2, 2, 4
  ])
})
