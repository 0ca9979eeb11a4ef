#!/usr/bin/env node
import { Command, CommanderError } from 'commander'
import manifest from '../package.json' with { type: 'json' }
import { commands } from './commands/index.ts'
import { ConfigError, messageOf, ParkwireError } from './errors.ts'

const EXIT = { done: 0, failed: 1, usage: 2 } as const

const program = new Command('parkwire')
  .description(
    'Many sources, one story, once: news of an industrial park, collected and republished.'
  )
  .version(manifest.version, '-V, --version', 'say which release this is')
  .option('--config <dir>', 'folder with parkwire.yaml and its sister files (or PARKWIRE_CONFIG)')
  .enablePositionalOptions()
  .showHelpAfterError('(--help lists the commands and their options)')
  .exitOverride()
for (const add of commands) add(program)

/** `--config` may stand before or after the command's name. */
for (const command of program.commands) {
  command.exitOverride().option('--config <dir>', 'folder of the configuration')
}

// Whoever reads may have seen enough, as in `parkwire … | head`; any moment is a good one to end at.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.exit()
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

function report(error: unknown): number {
  if (error instanceof CommanderError) {
    // --help and --version end this way too; commander has printed what there was to say.
    return error.exitCode === 0 ? EXIT.done : EXIT.usage
  }
  if (error instanceof ConfigError) {
    const { lines } = error
    process.stderr.write(`${lines.join('\n')}\n`)
    if (lines.length > 1)
      process.stderr.write(`parkwire: ${lines.length} mistakes, nothing was started\n`)
    return EXIT.usage
  }
  const isExpected = error instanceof ParkwireError
  process.stderr.write(`parkwire: ${messageOf(error)}\n`)
  if (!isExpected && error instanceof Error) process.stderr.write(`${error.stack}\n`)
  return EXIT.failed
}
