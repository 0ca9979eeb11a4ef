import type { Command } from 'commander'
import { createLogger } from '../log.ts'
import { migrate } from '../store/migrate.ts'
import { openStore } from '../store/open.ts'
import { configOf, print } from './context.ts'

export const addMigrate = (program: Command): void => {
  program
    .command('migrate')
    .description('set the store up or bring it up to date')
    .action(async (_: unknown, command: Command) => {
      const { environment } = configOf(command)
      const log = createLogger(environment.logLevel)
      const store = openStore(environment.store, (error) => log.warn({ message: error.message }))
      try {
        const applied = await migrate(store)
        print(applied.length === 0 ? 'The store is up to date.' : `Applied ${applied.join(', ')}.`)
      } finally {
        await store.close()
      }
    })
}
