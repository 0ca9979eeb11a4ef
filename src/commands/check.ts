import type { Command } from 'commander'
import { relative } from 'node:path'
import { configOf, print, printJson } from './context.ts'

export const addCheck = (program: Command): void => {
  program
    .command('check')
    .description('read the configuration and say what is wrong with it, all at once')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }, command: Command) => {
      const config = configOf(command)
      const found = {
        folder: relative(process.cwd(), config.dir) || '.',
        parks: config.parks.map((park) => park.id),
        sources: config.sources.map((source) => source.id),
        digests: config.digests.map((digest) => digest.name)
      }
      if (options.json) return printJson(found)
      print(`${found.folder}: in order`)
      print(`  parks    ${found.parks.join(', ')}`)
      print(`  sources  ${found.sources.join(', ')}`)
      print(`  digests  ${found.digests.join(', ') || 'none'}`)
    })
}
