import type { Store } from '../store/db.ts'
import { releaseSources } from '../store/source-claims.ts'
import { recordCheck, type Check } from '../store/sources.ts'

type Finished = { readonly sourceId: string; readonly check: Check; readonly at: Date }

export type Recorder = {
  /** Remembers how a visit ended; it stands in the store a moment later. */
  record(finished: Finished): void
  /** Gives a source back that was not visited. */
  release(sourceId: string): void
  /** Writes what is left. @throws what a write has thrown. */
  end(): Promise<void>
}

/** A commit waits for the disk, as long as a whole 304 takes: visits that end together share one. */
const GATHER_MS = 1000

/**
 * Records visits a batch at a time. What a killed process had not written yet costs one more
 * conditional request, no entry: those are in the store before their visit ends.
 */
export const createRecorder = (store: Store): Recorder => {
  let finished: Finished[] = []
  let released: string[] = []
  let timer: NodeJS.Timeout | undefined
  let written = Promise.resolve()

  const write = async (): Promise<void> => {
    const [checks, ids] = [finished, released]
    finished = []
    released = []
    if (checks.length + ids.length === 0) return
    await store
      .write(async (db) => {
        for (const { sourceId, check, at } of checks) await recordCheck(db, sourceId, check, at)
        await releaseSources(db, ids)
      })
      .catch((error: unknown) => writeApart(checks, ids, error))
  }
  /** One that the store refuses costs the others nothing. */
  const writeApart = async (
    checks: readonly Finished[],
    ids: readonly string[],
    error: unknown
  ): Promise<void> => {
    const each = checks.map(({ sourceId, check, at }) =>
      store.write((db) => recordCheck(db, sourceId, check, at))
    )
    const released = store.write((db) => releaseSources(db, ids))
    await Promise.allSettled([...each, released])
    throw error
  }
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    written = written.then(write)
    // It is `end` that tells.
    written.catch(() => undefined)
  }
  const gather = (): void => {
    timer ??= setTimeout(flush, GATHER_MS)
  }
  return {
    record: (one) => {
      finished.push(one)
      gather()
    },
    release: (sourceId) => {
      released.push(sourceId)
      gather()
    },
    end: async () => {
      flush()
      await written
    }
  }
}
