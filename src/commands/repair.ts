import type { Command } from 'commander'
import { text } from 'node:stream/consumers'
import { repair } from '../normalize/repair.ts'
import { printJson } from './context.ts'

export const addRepair = (program: Command): void => {
  program
    .command('repair')
    .description('filter: mangled Chinese text in, repaired text out')
    .option('--json', 'print {text,verdict,stripped,damaged}')
    .action(async (options: { json?: boolean }) => {
      const repaired = repair(await text(process.stdin))
      if (options.json) printJson(repaired)
      else process.stdout.write(repaired.text)
    })
}
