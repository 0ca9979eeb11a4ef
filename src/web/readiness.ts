import { statfs } from 'node:fs/promises'
import { ParkwireError } from '../errors.ts'
import type { Store } from '../store/db.ts'
import { pendingMigrations } from '../store/migrate.ts'

/** Below this a day of news and its digest may not fit any more. */
const MIN_FREE_BYTES = 50 * 1024 * 1024

/** What keeps this process from serving readers, by name; empty when all is well. */
export const findProblems = async (
  store: Store,
  dataDir: string
): Promise<Record<string, string>> => ({
  ...(await storeProblem(store)),
  ...(await diskProblem(dataDir))
})

const storeProblem = async (store: Store): Promise<Record<string, string>> => {
  try {
    const { pending } = await pendingMigrations(store)
    return pending.length === 0 ? {} : { migrations: `behind by ${pending.length}` }
  } catch (error) {
    const isNewer = error instanceof ParkwireError && error.code === 'store-newer'
    return isNewer ? { migrations: 'ahead of this release' } : { store: 'does not answer' }
  }
}

const diskProblem = async (dataDir: string): Promise<Record<string, string>> => {
  const disk = await statfs(dataDir).catch(() => null)
  return disk && disk.bavail * disk.bsize < MIN_FREE_BYTES ? { disk: 'almost full' } : {}
}
