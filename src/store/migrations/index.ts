import { foundation } from './0001-foundation.ts'
import { manners } from './0002-manners.ts'
import { websub } from './0003-websub.ts'
import { pages } from './0004-pages.ts'
import type { StoreMigration } from './migration.ts'

/** In order of application; the key is the name remembered in the store. */
export const migrations: Readonly<Record<string, StoreMigration>> = {
  '0001-foundation': foundation,
  '0002-manners': manners,
  '0003-websub': websub,
  '0004-pages': pages
}
