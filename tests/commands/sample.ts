import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config/load.ts'
import { createLogger } from '../../src/log.ts'
import { collectNow } from '../../src/pipeline/collect.ts'
import { tempFolder } from '../support/cli.ts'

/** The environment of commands that find the sample collected already; one for a whole file of tests. */
export const useCollectedSample = (): { readonly env: Readonly<Record<string, string>> } => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-commands-'))
  beforeAll(async () => {
    const config = loadConfig('config/sample', { PARKWIRE_DATA: folder })
    const app = await createApp(config, { log: createLogger('silent') })
    await collectNow(app.collector, app.config.sources)
    await app.close()
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return { env: { PARKWIRE_DATA: folder } }
}

/** A copy of the sample configuration to spoil. */
export const copySample = (): string => {
  const folder = join(tempFolder(), 'config')
  cpSync('config/sample', folder, { recursive: true })
  return folder
}
