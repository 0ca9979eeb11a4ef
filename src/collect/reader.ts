import PQueue from 'p-queue'
import type { Source } from '../model.ts'
import type { Fetched } from './kind.ts'
import type { Reading } from './reader-messages.ts'
import {
  calledOff,
  startProcess,
  type ProcessOptions,
  type ReadingProcess
} from './reader-process.ts'

export type { Reading } from './reader-messages.ts'

/** Parses, repairs and sanitizes what sources sent, where it can harm nothing but its own reading. */
export type Reader = {
  /**
   * First come, first served.
   *
   * @throws ParkwireError `parse` with one sentence when the document is refused, takes too long or
   * too much memory; `aborted` when the reader was closed. Any other error is a bug and its cause has
   * the stack.
   */
  read(document: Fetched, source: Source, now: Date): Promise<Reading>
  /** Calls off what is under way or waits and resolves when no process is left. */
  close(): Promise<void>
}

export type ReaderOptions = ProcessOptions & {
  /** Documents read side by side, each in a process of its own. */
  readonly processes: number
}

/**
 * Processes are started when there is something to read. They are no threads: V8 takes the whole
 * process down when a thread runs out of memory inside a single call, as in JSON.parse of 10 MB of
 * `[{}],[{}],`, and some loops of built-in calls cannot be terminated.
 */
export const createReader = ({ processes, ...options }: ReaderOptions): Reader => {
  const lanes = new PQueue({ concurrency: processes })
  const pool = new Set<ReadingProcess>()
  let closing: Promise<unknown> | undefined

  const start = (): ReadingProcess => {
    const started = startProcess(options, () => pool.delete(started))
    pool.add(started)
    return started
  }
  return {
    read: ({ url, contentType, bytes }, source, now) =>
      lanes.add(() => {
        if (closing) throw calledOff()
        const free = [...pool].find((one) => one.isFree()) ?? start()
        return free.read({ document: { url, contentType, bytes }, source, now })
      }),
    close: async () => {
      await (closing ??= Promise.all([...pool].map((one) => one.end())))
    }
  }
}
