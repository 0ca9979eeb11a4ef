import { messageOf, ParkwireError } from '../errors.ts'
import type { Store } from './db.ts'
import { isStoreFailure } from './failure.ts'
import { migrate, pendingMigrations } from './migrate.ts'

/**
 * Makes a store usable or says why it is not. A new one is set up at once. A SQLite store that is behind
 * is brought up to date, because one process owns it; a Postgres store that is behind is refused, because
 * other processes may still run the old release on it.
 *
 * @param name the store's address without its password, for messages
 * @throws ParkwireError
 */
export const prepareStore = async (store: Store, name: string): Promise<void> => {
  try {
    const { applied, pending } = await pendingMigrations(store)
    if (pending.length === 0) return
    if (store.engine === 'postgres' && applied.length > 0) throw isBehind(pending)
    await migrate(store)
  } catch (error) {
    await store.close()
    if (!isStoreFailure(error)) throw error
    throw new ParkwireError('store', `store: ${name} cannot be used: ${messageOf(error)}`)
  }
}

const isBehind = (pending: readonly string[]): ParkwireError =>
  new ParkwireError(
    'store-behind',
    `store: ${pending.length} migrations behind (${pending.join(', ')}); ` +
      'stop the other processes, make a backup and run: npm run parkwire -- migrate'
  )
