import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { collectNow } from '../../src/pipeline/collect.ts'
import { countBySource } from '../../src/store/entries.ts'
import { AT_ONCE, type Field } from './contest.ts'
import { fieldOf, takeRounds } from './node-contestant.ts'
import { outletOf } from './park-news.ts'

/**
 * Whole rounds of a whole app on SQLite, with the sample park and a digest that its stories wait for:
 *   fork('parkwire-rounds.ts', [FIELD])
 */
const SAMPLE = join(import.meta.dirname, '../../config/sample')

const writeConfig = ({ feeds, folder }: Field): string => {
  const dir = join(folder, 'config')
  mkdirSync(dir)
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(dir, name), `${lines.join('\n')}\n`)
  write('parkwire.yaml', [
    'contact: mailto:news@example.org',
    'parks: [park.yaml]',
    // The three rounds follow each other sooner than a polite reader comes back to a host.
    `fetch: { hostGap: 0s, atOnce: ${AT_ONCE} }`,
    'mail: { from: news@example.org }'
  ])
  copyFileSync(join(SAMPLE, 'park.yaml'), join(dir, 'park.yaml'))
  write('digests.yaml', ['digests: [{ name: morning, cron: "0 8 * * *", to: [] }]'])
  write('sources.yaml', [
    'sources:',
    ...feeds.map(
      (url, feed) => `  - { id: feed-${feed}, kind: feed, title: ${outletOf(feed)}, url: "${url}" }`
    )
  ])
  return dir
}

const field = fieldOf(process.argv)
const { collector, config, store, close } = await createApp(
  loadConfig(writeConfig(field), {
    PARKWIRE_DATA: field.folder,
    PARKWIRE_ALLOW_HOSTS: `127.0.0.0/8:${field.port}`,
    PARKWIRE_LOG: 'error'
  })
)

takeRounds({
  round: async () => {
    const reports = await collectNow(collector, config.sources)
    const failed = reports.find(({ outcome }) => outcome === 'failed')
    if (failed) throw new Error(`${failed.sourceId}: ${failed.message}`)
  },
  stored: async () => {
    const counts = await countBySource(store.db)
    return counts.values().reduce((sum, count) => sum + count, 0)
  },
  close
})
