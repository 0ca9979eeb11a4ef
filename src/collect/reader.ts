import PQueue from 'p-queue'
import type { Entry, Source } from '../model.ts'
import type { Fetched } from './kind.ts'
import type { Look, LookOptions } from './page/look.ts'
import type { ArticleResult, Hints, Reading, Request, Result } from './reader-messages.ts'
import {
  calledOff,
  startProcess,
  type ProcessOptions,
  type ReadingProcess
} from './reader-process.ts'

export type { ArticleResult, Hints, Reading } from './reader-messages.ts'

/** Parses, repairs and sanitizes what sources sent, where it can harm nothing but its own reading. */
export type Reader = {
  /**
   * First come, first served.
   *
   * @throws ParkwireError `parse` with one sentence when the document is refused, takes too long or
   * too much memory; `aborted` when the reader was closed. Any other error is a bug and its cause has
   * the stack.
   */
  read(document: Fetched, source: Source, now: Date, hints?: Hints): Promise<Reading>
  /**
   * What the pages of an article add to its entry in a list. As above; `no-article` when there is no
   * article in them.
   */
  readArticle(
    documents: readonly Fetched[],
    source: Source,
    now: Date,
    listed: Entry
  ): Promise<ArticleResult>
  /** What a document is, of which nobody knows it. As above. */
  look(document: Fetched, options: LookOptions): Promise<Look>
  /** Calls off what is under way or waits and resolves when no process is left. */
  close(): Promise<void>
}

export type ReaderOptions = ProcessOptions & {
  /** Documents read side by side, each in a process of its own. */
  readonly processes: number
}

/** An honest document of 30 entries takes 10 ms, the largest that is fetched takes some seconds. */
export const READING = { processes: 1, deadlineMs: 10_000, maxHeapMb: 256 } as const

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
  const run = <R extends Request>(request: R): Promise<Result<R>> =>
    lanes.add(() => {
      if (closing) throw calledOff()
      const free = [...pool].find((one) => one.isFree()) ?? start()
      return free.read(request)
    })
  return {
    read: (document, source, now, hints = {}) =>
      run({ task: 'document', document: bare(document), source, now, hints }),
    readArticle: (documents, source, now, listed) =>
      run({ task: 'article', documents: documents.map(bare), source, now, listed }),
    look: (document, options) => run({ task: 'look', document: bare(document), options }),
    close: async () => {
      await (closing ??= Promise.all([...pool].map((one) => one.end())))
    }
  }
}

/** Without what else a response brought along. */
const bare = ({ url, contentType, bytes }: Fetched): Fetched => ({ url, contentType, bytes })
