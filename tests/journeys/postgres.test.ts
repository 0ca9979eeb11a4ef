import Parser from 'rss-parser'
import { describe, expect, inject, onTestFinished, test } from 'vitest'
import { lineOf, startCli, tempFolder } from '../support/cli.ts'
import { startMailServer } from '../support/mail-server.ts'
import { createDatabase } from '../support/postgres.ts'

describe.skipIf(inject('postgresUrl') === null)('many processes on one Postgres', () => {
  test('two workers and a web process tell each story once and send each digest once', async () => {
    const database = await createDatabase()
    onTestFinished(() => database.drop())
    const mail = await startMailServer()
    const env = {
      PARKWIRE_STORE: database.url,
      PARKWIRE_SMTP: mail.url,
      PARKWIRE_DATA: tempFolder(),
      PARKWIRE_PORT: '0'
    }
    const workers = [startCli(['work'], { env }), startCli(['work'], { env })]
    const web = startCli(['web'], { env })
    const [greeting] = await Promise.all([
      lineOf(web.stdout!, (line) => line.includes('http://')),
      mail.take(2)
    ])
    const [base = ''] = /http:\/\/localhost:\d+/.exec(greeting) ?? []
    const body = await (await fetch(`${base}/feeds/all.rss`)).text()
    const feed = await new Parser().parseString(body)
    expect(new Set(feed.items.map((item) => item.guid)).size).toBe(26)
    expect(feed.items).toHaveLength(26)

    const ends = [...workers, web].map(
      (child) => new Promise((resolve) => child.once('exit', (code) => resolve(code)))
    )
    for (const child of [...workers, web]) child.kill('SIGTERM')
    expect(await Promise.all(ends)).toEqual([0, 0, 0])
    expect(mail.received.map(({ to }) => to).sort()).toEqual([
      'newsroom@example.org',
      'officer@example.org'
    ])
  })
})
