import { afterEach, describe, expect, test } from 'vitest'
import { createHttpClient } from '../../src/collect/fetch.ts'
import { parseAllowHosts } from '../../src/collect/guard.ts'
import { createRobots } from '../../src/collect/robots.ts'
import {
  content,
  raw,
  redirect,
  startHttpServer,
  status,
  type Answer
} from '../support/http-server.ts'
import { createManualClock } from '../support/manual-clock.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close()
})

const START = new Date('2026-03-02T01:00:00Z')
const DAY_MS = 86_400_000

/** A site whose robots.txt answers as told. */
const siteWith = async (answer: Answer, routes: Record<string, Answer> = {}) => {
  const server = await startHttpServer({
    '/robots.txt': (response, request) => site.answer(response, request),
    ...routes
  })
  const http = createHttpClient({
    userAgent: 'Parkwire/0.1',
    deadlineMs: 5000,
    maxBytes: 2_000_000,
    maxRedirects: 5,
    hostGapMs: 0,
    allowHosts: parseAllowHosts(server.host)
  })
  open.push(server, http)
  const clock = createManualClock(START)
  const site = { server, http, clock, answer, robots: createRobots(http, clock) }
  return site
}
type Site = Awaited<ReturnType<typeof siteWith>>

const mayRead = async ({ robots, server }: Site, path: string): Promise<boolean> =>
  (await robots.admit(server.url(path))).isAllowed
const timesAsked = ({ server }: Site): number =>
  server.requests.filter(({ path }) => path === '/robots.txt').length

const RULES = `User-agent: *
Disallow: /private/
Disallow: /*.php$

User-agent: parkwire
Disallow: /not-for-parkwire/
Allow: /not-for-parkwire/but-this
`

test.each([
  ['/news/', true],
  ['/private/', true],
  ['/not-for-parkwire/a', false],
  ['/not-for-parkwire/but-this', true]
])('a group of our own outdoes that for everybody: %s', async (path, expected) => {
  expect(await mayRead(await siteWith(content(RULES)), path)).toBe(expected)
})

test.each([
  ['/private/a', false],
  ['/list.php', false],
  ['/list.php?page=2', true],
  ['/', true]
])('without one the rules for everybody hold: %s', async (path, expected) => {
  const site = await siteWith(content(RULES.replace('parkwire', 'other-reader')))
  expect(await mayRead(site, path)).toBe(expected)
})

test('a refusal names the site and not the page', async () => {
  const { robots, server } = await siteWith(content('User-agent: *\nDisallow: /'))
  expect(await robots.admit(server.url('/list?key=secret'))).toEqual({
    isAllowed: false,
    message: `robots.txt of ${server.host} asks us not to read this page`
  })
})

describe('a site without rules lets everything be read', () => {
  test.each([
    ['404', status(404)],
    ['403', status(403)],
    ['410', status(410)],
    ['a page instead of rules', content('<!doctype html><title>首页</title>')],
    ['nothing', content('')],
    ['redirects without end', redirect('/robots.txt')]
  ])('%s', async (_, answer) => {
    const site = await siteWith(answer)
    expect(await mayRead(site, '/private/')).toBe(true)
    const before = timesAsked(site)
    expect(await mayRead(site, '/private/')).toBe(true)
    expect(timesAsked(site)).toBe(before)
  })
})

describe('a site that cannot say what it allows', () => {
  test.each([
    ['500', status(500)],
    ['503', status(503)],
    ['429', status(429)],
    ['no HTTP', raw('hello\r\n\r\n')]
  ])('is not read for now: %s', async (_, answer) => {
    const site = await siteWith(answer)
    const admission = await site.robots.admit(site.server.url('/'))
    expect(admission).toMatchObject({
      isAllowed: false,
      message: expect.stringContaining(
        `${site.server.host} is not read for now: its robots.txt`
      ) as string
    })
  })

  test('is asked again after five minutes, not before', async () => {
    const site = await siteWith(status(500))
    await mayRead(site, '/')
    site.answer = content(RULES)
    site.clock.advance(5 * 60_000 - 1)
    expect(await mayRead(site, '/')).toBe(false)
    site.clock.advance(1)
    expect(await mayRead(site, '/')).toBe(true)
    expect(timesAsked(site)).toBe(2)
  })

  test('is read by the rules that it last gave', async () => {
    const site = await siteWith(content(RULES))
    await mayRead(site, '/')
    site.answer = status(500)
    site.clock.advance(DAY_MS)
    expect(await mayRead(site, '/news/')).toBe(true)
    expect(await mayRead(site, '/not-for-parkwire/')).toBe(false)
    expect(timesAsked(site)).toBe(2)
  })
})

test('rules are kept for a day, then asked for again', async () => {
  const site = await siteWith(content(RULES))
  await mayRead(site, '/')
  site.answer = content('User-agent: *\nDisallow: /')
  site.clock.advance(DAY_MS - 1)
  expect(await mayRead(site, '/')).toBe(true)
  site.clock.advance(1)
  expect(await mayRead(site, '/')).toBe(false)
})

test('ten that come at once ask once', async () => {
  const site = await siteWith(content(RULES))
  await Promise.all(Array.from({ length: 10 }, () => mayRead(site, '/')))
  expect(timesAsked(site)).toBe(1)
})

test('a redirect of robots.txt is followed', async () => {
  const site = await siteWith(redirect('/rules.txt', 301), { '/rules.txt': content(RULES) })
  expect(await mayRead(site, '/not-for-parkwire/')).toBe(false)
})

test('what stands behind 500 KiB is not read', async () => {
  const filler = `# ${'x'.repeat(500 * 1024)}\n`
  const site = await siteWith(content(`${RULES}${filler}Disallow: /news/\n`))
  expect(await mayRead(site, '/news/')).toBe(true)
  expect(await mayRead(site, '/not-for-parkwire/')).toBe(false)
})

describe('Crawl-delay', () => {
  const waits = async (seconds: string): Promise<unknown[]> => {
    const { robots, server, clock } = await siteWith(
      content(`User-agent: *\nCrawl-delay: ${seconds}\n`)
    )
    const wait = async (): Promise<unknown> => {
      const admission = await robots.admit(server.url('/'))
      if (!admission.isAllowed) return 'refused'
      return admission.notBefore && (admission.notBefore.getTime() - START.getTime()) / 1000
    }
    const first = await wait()
    const second = await wait()
    clock.advance(1_000_000)
    return [first, second, await wait()]
  }

  test.each([
    ['10', [null, 10, null]],
    ['0.5', [null, 0.5, null]],
    ['600', [null, 60, null]],
    ['0', [null, null, null]],
    ['soon', [null, null, null]]
  ])('of %s seconds', async (seconds, expected) => {
    expect(await waits(seconds)).toEqual(expected)
  })
})

test('a request that is called off says nothing about the site', async () => {
  const site = await siteWith(content('User-agent: *\nDisallow: /'))
  await site.http.close()
  expect(await mayRead(site, '/')).toBe(true)
})
