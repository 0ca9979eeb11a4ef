import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { loadConfig } from '../../src/config/load.ts'
import { ConfigError } from '../../src/errors.ts'

type Files = Readonly<Record<string, string | Uint8Array | null>>

/** The smallest folder that loads. */
export const VALID = {
  'parkwire.yaml': `contact: mailto:news@park.example
parks: [park.yaml]
mail: { from: news@park.example }
`,
  'park.yaml': `id: lake
name: Lake Park
language: en
timezone: Asia/Shanghai
feedAuthority: park.example,2026
names: [{ text: Lake Park, weight: 10 }]
threshold: { accept: 6, review: 3 }
sections: [{ id: news, title: News }, { id: deals, title: Deals }]
`,
  'sources.yaml': `sources:
  - id: paper
    kind: feed
    title: The Paper
    url: https://paper.example/feed.xml
`,
  'digests.yaml': `digests:
  - name: daily
    cron: 30 8 * * *
    to: [{ channel: email, address: officer@park.example }]
`
} as const

/** A folder that is gone after the test. A file that is null is left out. */
export const configFolder = (files: Files = {}): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  for (const [name, content] of Object.entries({ ...VALID, ...files })) {
    if (content === null) continue
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
  return folder
}

/** What is said about a folder, without its name; nothing when it loads. */
export const complaintsAbout = (folder: string, env: NodeJS.ProcessEnv = {}): readonly string[] => {
  try {
    loadConfig(folder, env)
    return []
  } catch (error) {
    if (error instanceof ConfigError)
      return error.lines.map((line) => line.replace(`${folder}/`, ''))
    throw error
  }
}
