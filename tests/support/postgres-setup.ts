import type { TestProject } from 'vitest/node'
import { messageOf } from '../../src/errors.ts'
import { startPostgres } from './postgres.ts'

declare module 'vitest' {
  // An interface, since only that can be added to.
  // eslint-disable-next-line @typescript-eslint/consistent-type-definitions
  export interface ProvidedContext {
    /** The one server of the run, or null where it cannot run. Tests take a database of their own from it. */
    readonly postgresUrl: string | null
  }
}

/** Starts one Postgres for the whole run. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  try {
    const server = await startPostgres()
    project.provide('postgresUrl', server.url)
    return () => server.stop()
  } catch (error) {
    process.stderr.write(`No Postgres, its tests are skipped: ${messageOf(error)}\n`)
    project.provide('postgresUrl', null)
    return () => Promise.resolve()
  }
}
