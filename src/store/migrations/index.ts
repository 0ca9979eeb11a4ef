import { foundation } from './0001-foundation.ts'
import type { StoreMigration } from './migration.ts'

/** In order of application; the key is the name remembered in the store. */
export const migrations: Readonly<Record<string, StoreMigration>> = {
  '0001-foundation': foundation
}
