import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import Parser from 'rss-parser'
import { expect, test } from 'vitest'
import { fold } from '../../src/normalize/text.ts'
import { lineOf, startCli, tempFolder } from '../support/cli.ts'

type Expected = {
  readonly stories: readonly {
    readonly title: string
    readonly outlets: readonly string[]
    readonly section: string
  }[]
  readonly notAboutThePark: readonly string[]
}

const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, 'sample.expected.json'), 'utf8')
) as Expected

/** Copies of a headline differ in punctuation; which one leads is not this test's matter. */
const titles = (items: readonly { title?: string | undefined }[]): string[] =>
  items.map(({ title = '' }) => fold(title)).sort()

/** What `npm start` runs, up to the line that says that the digest is out. */
const serveSample = async () => {
  const data = tempFolder()
  const child = startCli(['serve'], { env: { PARKWIRE_DATA: data, PARKWIRE_PORT: '0' } })
  const [greeting] = await Promise.all([
    lineOf(child.stdout!, (line) => line.includes('http://')),
    lineOf(child.stderr!, (line) => line.includes('digest delivered'))
  ])
  const [base = ''] = /http:\/\/localhost:\d+/.exec(greeting) ?? []
  return { child, data, get: async (path: string) => (await fetch(base + path)).text(), base }
}

test('the sample park shows each story once, with every outlet, in feed, page and digest', async () => {
  const { child, data, get, base } = await serveSample()

  const feed = await new Parser().parseString(await get('/feeds/all.rss'))
  expect(titles(feed.items)).toEqual(titles(expected.stories))
  expect(new Set(feed.items.map((item) => item.guid)).size).toBe(expected.stories.length)
  for (const story of expected.stories) {
    const item = feed.items.find(({ title }) => fold(title!) === fold(story.title))
    for (const outlet of story.outlets) expect(item?.content).toContain(outlet)
  }

  const page = await get('/')
  for (const { title } of feed.items) expect(page).toContain(title)
  expect(page).toContain('6 家媒体')

  const mails = readdirSync(join(data, 'mail'))
  expect(mails).toHaveLength(2)
  const mail = await simpleParser(readFileSync(join(data, 'mail', mails[0]!)))
  expect(mail.subject).toContain(`共 ${expected.stories.length} 条`)
  const [digest] = /\/digests\/[a-z0-9]+/.exec(await get('/digests')) ?? []
  expect(await get(`${digest}/mail`)).toBe((mail.html as string).replace(/\n$/, '') + '\n')

  const health = await fetch(`${base}/readyz`)
  expect([health.status, await health.json()]).toEqual([200, { status: 'ok' }])

  const ended = new Promise((resolve) => child.once('exit', (code) => resolve(code)))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
})

test('each section of the sample has its own feed with just its stories', async () => {
  const { get } = await serveSample()
  for (const section of ['park', 'deals', 'company', 'policy', 'risk']) {
    const feed = JSON.parse(await get(`/feeds/${section}.json`)) as { items: { title: string }[] }
    const stories = expected.stories.filter((story) => story.section === section)
    expect(titles(feed.items), section).toEqual(titles(stories))
  }
})
