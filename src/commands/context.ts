import type { Command } from 'commander'
import { createApp, type App } from '../app.ts'
import { loadConfig, type Config } from '../config/load.ts'
import { createLogger } from '../log.ts'
import { widthOf } from '../normalize/width.ts'

/** The configuration that `--config`, PARKWIRE_CONFIG or the default names; what stands last holds. */
export const configOf = (command: Command): Config => {
  const own = command.opts<{ config?: string }>().config
  return loadConfig(own ?? command.optsWithGlobals<{ config?: string }>().config)
}

/**
 * Runs `work` with a whole app and closes it whatever happens. A command for people logs only trouble
 * unless PARKWIRE_LOG says otherwise: what it did is what it prints.
 */
export const withApp = async (
  command: Command,
  work: (app: App) => Promise<void>
): Promise<void> => {
  const config = configOf(command)
  const { logLevel } = config.environment
  const app = await createApp(config, {
    log: createLogger(logLevel === 'info' ? 'error' : logLevel)
  })
  try {
    await work(app)
  } finally {
    await app.close()
  }
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2))

/** Chinese characters take two columns in a terminal. */
export const padEnd = (text: string, columns: number): string =>
  text + ' '.repeat(Math.max(0, columns - widthOf(text)))
