import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { simpleParser } from 'mailparser'
import { expect, onTestFinished, test } from 'vitest'
import { createApp, type App } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createLogger } from '../../src/log.ts'
import { tellOperator } from '../../src/notify/tell-operator.ts'
import { collectNow } from '../../src/pipeline/collect.ts'
import { entriesOfStory, type StoredEntry } from '../../src/store/entries.ts'
import { sourceStates } from '../../src/store/sources.ts'
import { tempFolder } from '../support/cli.ts'
import { startGazette, type Gazette } from './gazette.ts'
import { writeConfig } from './willow.ts'

const HOUR_MS = 3_600_000
const START = new Date('2026-03-06T02:00:00Z')

/** One column a source, on a clock that the test sets. */
const follow = async (site: Gazette) => {
  const data = tempFolder()
  const folder = writeConfig(
    site.columns.map(({ path }, index) => ({
      id: `col-${index}`,
      kind: 'page',
      title: '云川公报',
      url: site.server.url(path),
      text: 'full',
      timezone: 'Asia/Shanghai'
    }))
  )
  const config = loadConfig(folder, {
    PARKWIRE_DATA: data,
    PARKWIRE_STORE: `sqlite:${join(data, 'p.db')}`,
    PARKWIRE_ALLOW_HOSTS: site.server.host
  })
  const time = { now: START }
  const app = await createApp(config, { clock: () => time.now, log: createLogger('silent') })
  onTestFinished(async () => {
    await app.close()
    await site.server.close()
  })
  const round = async () => {
    const reports = await collectNow(app.collector, config.sources)
    await tellOperator(app.operatorDesk)
    time.now = new Date(time.now.getTime() + HOUR_MS)
    return new Map(reports.map((report) => [report.sourceId, report]))
  }
  return { app, round, mailDir: join(data, 'mail') }
}

const allEntries = async ({ store }: App): Promise<StoredEntry[]> => {
  const rows = await store.db.selectFrom('entry').select('story_id').execute()
  const stories = new Set(rows.map((row) => row.story_id))
  return (await Promise.all([...stories].map((id) => entriesOfStory(store.db, id)))).flat()
}

test('a site of twelve columns is followed through a redesign, each article once', async () => {
  const site = await startGazette()
  const { app, round, mailDir } = await follow(site)

  for (let number = 1; number <= 10; number++) {
    site.out = Math.min(5, Math.ceil(number / 2))
    if (number === 5) site.style = 'new'
    // Everything in that column is out and read by then.
    if (number === 10) site.shells.add(3)
    const reports = await round()
    const failed = [...reports.values()].filter(({ outcome }) => outcome === 'failed')
    expect(failed.map(({ sourceId }) => sourceId)).toEqual(number === 10 ? ['col-3'] : [])
    if (number !== 5) continue
    const states = await sourceStates(app.store.db)
    expect(states.filter(({ reshapedAt }) => reshapedAt !== null)).toHaveLength(12)
  }

  const entries = await allEntries(app)
  const articles = site.columns.flatMap((column) => column.articles)
  expect(entries.map(({ title }) => title).toSorted()).toEqual(
    articles.map(({ title }) => title).toSorted()
  )
  expect(new Set(entries.map(({ storyId }) => storyId)).size).toBe(60)
  for (const { path, title, date, text } of articles) {
    const entry = entries.find((one) => one.title === title)!
    expect(entry.text).toBe(text)
    expect(entry.outlet).toBe('川江晚报')
    expect(entry.author).toBe('林小满')
    expect(entry.publishedAt).toEqual(new Date(`${date.replace(' ', 'T')}:00+08:00`))
    expect(site.server.requests.filter((request) => request.path === path)).toHaveLength(1)
  }

  // Once may be a page of maintenance.
  const stateOf = async () =>
    (await sourceStates(app.store.db)).find(({ sourceId }) => sourceId === 'col-3')!
  expect(await stateOf()).toMatchObject({ outcome: 'failed', health: 'good', brokenAt: null })
  for (let more = 0; more < 3; more++) await round()
  const state = await stateOf()
  expect(state.health).toBe('broken')
  expect(state.message).toContain(site.server.url('/api/list?col=3'))
  expect(state.sample.map(({ title }) => title)).toEqual(
    site.columns[3]!.articles.toReversed().map(({ title }) => title)
  )
  const mails = readdirSync(mailDir)
  expect(mails).toHaveLength(1)
  const mail = await simpleParser(readFileSync(join(mailDir, mails[0]!)))
  expect(mail.subject).toBe('No news can be read from 云川公报')
}, 120_000)
