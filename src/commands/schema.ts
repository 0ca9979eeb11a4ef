import type { Command } from 'commander'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { fileSchemas } from '../config/schemas.ts'
import { ParkwireError } from '../errors.ts'
import { print } from './context.ts'

const FOLDER = join(import.meta.dirname, '../../config/schema')

export const addSchema = (program: Command): void => {
  program
    .command('schema')
    .description('write the JSON Schemas of the configuration files for editors')
    .option('--check', 'only say whether they are up to date')
    .action(async (options: { check?: boolean }) => {
      const stale: string[] = []
      if (!options.check) await mkdir(FOLDER, { recursive: true })
      for (const [name, schema] of Object.entries(fileSchemas)) {
        const path = join(FOLDER, `${name}.schema.json`)
        const wanted = `${JSON.stringify(z.toJSONSchema(schema, { io: 'input' }), null, 2)}\n`
        if (wanted === (await readFile(path, 'utf8').catch(() => ''))) continue
        stale.push(name)
        if (!options.check) await writeFile(path, wanted)
      }
      if (!options.check)
        print(stale.length === 0 ? 'The schemas are up to date.' : `Wrote ${stale.join(', ')}.`)
      else if (stale.length > 0) {
        throw new ParkwireError(
          'schema',
          `schema: ${stale.join(', ')} out of date; run: npm run schema`
        )
      }
    })
}
