import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runCli, tempFolder } from '../support/cli.ts'
import { conditional, content, startHttpServer } from '../support/http-server.ts'

const rss = (outlet: string, items: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${outlet}</title>
<link>https://${outlet}.example/</link><description>${outlet}</description>${items
    .map(
      (title, index) =>
        `<item><title>${title}</title><link>https://${outlet}.example/${index}</link><guid>${outlet}-${index}</guid></item>`
    )
    .join('')}</channel></rss>`

const writeConfig = (port: number, outlets: readonly string[]): string => {
  const folder = join(tempFolder(), 'config')
  mkdirSync(folder)
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  write('parkwire.yaml', [
    'contact: mailto:news@example.org',
    'parks: [park.yaml]',
    'fetch: { hostGap: 0s }',
    'mail: { from: news@example.org }'
  ])
  write('park.yaml', [
    'id: willow',
    'name: Willow Park',
    'language: en',
    'timezone: UTC',
    'feedAuthority: willow.example,2026',
    'names: [{ text: Willow Park, weight: 10 }]',
    'threshold: { accept: 6, review: 3 }',
    'sections: [{ id: news, title: News }]'
  ])
  write('digests.yaml', ['digests: []'])
  write('sources.yaml', [
    'sources:',
    ...outlets.map(
      (outlet) =>
        `  - { id: ${outlet}, kind: feed, title: ${outlet}, url: "http://127.0.0.1:${port}/${outlet}", filter: none }`
    )
  ])
  return folder
}

test('entries are stored once, unchanged feeds answer 304, and a broken feed stops nobody', async () => {
  const shared = 'Willow Park opens a second tram stop for its tenants'
  const server = await startHttpServer({
    '/alder': conditional(rss('alder', [shared, 'Alder Works hires forty welders this autumn']), {
      etag: '"a1"',
      lastModified: 'Mon, 02 Mar 2026 09:00:00 GMT'
    }),
    '/birch': conditional(rss('birch', [`${shared} - birch`]), {
      etag: '"b1"',
      lastModified: 'Mon, 02 Mar 2026 09:00:00 GMT'
    }),
    '/broken': content('the feed is being rebuilt')
  })
  const env = {
    PARKWIRE_DATA: tempFolder(),
    PARKWIRE_ALLOW_HOSTS: `127.0.0.1:${server.port}`,
    PARKWIRE_CONFIG: writeConfig(server.port, ['alder', 'birch', 'broken'])
  }

  const first = await runCli(['collect', '--once', '--json'], { env })
  expect(first.code).toBe(0)
  expect(summary(first.stdout)).toEqual({
    alder: ['ok', 2],
    birch: ['ok', 1],
    broken: ['failed', 0]
  })

  const second = await runCli(['collect', '--once', '--json'], { env })
  expect(summary(second.stdout)).toEqual({
    alder: ['not-modified', 0],
    birch: ['not-modified', 0],
    broken: ['failed', 0]
  })

  const human = await runCli(['collect', '--once'], { env })
  expect(human.stdout).toMatch(/= alder +not modified \(304\)/)
  expect(human.stdout).toMatch(/✗ broken +.+, next try \d{4}-\d\d-\d\d \d\d:\d\d/)
})

test('without permission a private address is refused before anything is sent', async () => {
  const server = await startHttpServer({ '/alder': content(rss('alder', ['x'])) })
  const env = {
    PARKWIRE_DATA: tempFolder(),
    PARKWIRE_CONFIG: writeConfig(server.port, ['alder'])
  }
  const { code, stdout } = await runCli(['collect', '--once'], { env })
  expect([code, stdout]).toEqual([1, expect.stringContaining('is not on the public web')])
  expect(server.requests).toEqual([])
})

type Summary = { sources: { sourceId: string; outcome: string; added: number }[] }

const summary = (json: string): Record<string, [string, number]> =>
  Object.fromEntries(
    (JSON.parse(json) as Summary).sources.map(({ sourceId, outcome, added }) => [
      sourceId,
      [outcome, added]
    ])
  )
