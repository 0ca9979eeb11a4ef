import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { tempFolder } from '../support/cli.ts'

/** A feed of an outlet with these headlines. */
export const rss = (outlet: string, items: readonly string[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>${outlet}</title>
<link>https://${outlet}.example/</link><description>${outlet}</description>${items
    .map(
      (title, index) =>
        `<item><title>${title}</title><link>https://${outlet}.example/${index}</link><guid>${outlet}-${index}</guid></item>`
    )
    .join('')}</channel></rss>`

/** A source of `sources.yaml`; what is left out is that of a feed. */
type Written = { readonly id: string; readonly url: string } & Readonly<Record<string, unknown>>

/** A configuration folder: one park that takes every entry, and sources to read for it. */
export const writeConfig = (sources: readonly Written[], fetch = 'hostGap: 0s'): string => {
  const folder = join(tempFolder(), 'config')
  mkdirSync(folder)
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), `${lines.join('\n')}\n`)
  write('parkwire.yaml', [
    'contact: mailto:news@example.org',
    'parks: [park.yaml]',
    `fetch: { ${fetch} }`,
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
    ...sources.map((source) => {
      const feed = { kind: 'feed', title: source.id, every: '30m', filter: 'none' }
      // JSON is YAML.
      return `  - ${JSON.stringify({ ...feed, ...source })}`
    })
  ])
  return folder
}
