import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { migrate } from '../../src/store/migrate.ts'
import { openStore } from '../../src/store/open.ts'
import { claimSources } from '../../src/store/source-claims.ts'
import type { Store } from '../../src/store/db.ts'

/** What another process can be asked to do with a store. */
const actions = {
  migrate,
  claim: async ({ db }: Store) => (await claimSources(db, ['ycrb'], new Date())).length === 1,
  /** Reads, then writes what it has read: 50 times. */
  count: async (store: Store) => {
    for (let i = 0; i < 50; i++) {
      await store.write(async (db) => {
        await store.lockStories(db)
        const { failures } = await db
          .selectFrom('source_state')
          .select('failures')
          .where('source_id', '=', 'ycrb')
          .executeTakeFirstOrThrow()
        await db
          .updateTable('source_state')
          .set({ failures: failures + 1 })
          .where('source_id', '=', 'ycrb')
          .execute()
      })
    }
  }
}

export type OtherProcess = {
  /** What the action has given. */
  readonly result: unknown
  /** The process lives on after its action, with whatever it holds, until it is killed. */
  kill(): Promise<void>
}

/** Runs an action in a process of its own and resolves when that is done. */
export const startProcess = async (
  action: keyof typeof actions,
  url: string
): Promise<OtherProcess> => {
  const child = spawn(process.execPath, [import.meta.filename, action, url], {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const exit = once(child, 'exit')
  const line = once(createInterface(child.stdout), 'line') as Promise<[string]>
  const [text] = await Promise.race([line, exit])
  if (typeof text !== 'string') throw new Error(`${action} ended with code ${text}`)
  return {
    result: (JSON.parse(text) as { result?: unknown }).result,
    kill: async () => {
      child.kill('SIGKILL')
      await exit
    }
  }
}

/** As `startProcess`, for actions that leave nothing behind to hold. */
export const runProcess = async (action: keyof typeof actions, url: string): Promise<unknown> => {
  const { result, kill } = await startProcess(action, url)
  await kill()
  return result
}

if (process.argv[1] === import.meta.filename) {
  const [, , action, url] = process.argv as [string, string, keyof typeof actions, string]
  const result = await actions[action](openStore(url, () => {}))
  process.stdout.write(`${JSON.stringify({ result })}\n`)
  process.stdin.resume()
}
