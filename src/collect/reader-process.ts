import { fork, type ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import { ParkwireError } from '../errors.ts'
import type { Answer, Request, Result } from './reader-messages.ts'

export type ProcessOptions = {
  /** For one document, from when the process holds it. */
  readonly deadlineMs: number
  /** Of the JavaScript heap, for one process. */
  readonly maxHeapMb: number
  /** A process that has had nothing to do for so long ends. */
  readonly idleMs?: number
  /** What the process runs; it calls `answerParent`. */
  readonly workerUrl?: URL
}

/** Reads one document at a time. Whatever happens to the process itself is its end. */
export type ReadingProcess = {
  /** Neither at work nor ended. */
  isFree(): boolean
  /** Only when free. */
  read<R extends Request>(request: R): Promise<Result<R>>
  /** Calls off what is under way and resolves when the process is gone. */
  end(): Promise<void>
}

const IDLE_MS = 30_000
/** On a machine with nothing else to do it takes 0.3 s. */
const START_MS = 30_000
/** V8's default of 16 lets a process grow by another 100 MB, and reads no faster. */
const SEMI_SPACE_MB = 4
/** What V8 says when it runs out of memory takes 4 KB. */
const LAST_WORDS_CHARS = 16_000
const WORKER = new URL('./reader-worker.ts', import.meta.url)

/** `onEnd` is called once, as soon as the process takes nothing more. */
export const startProcess = (options: ProcessOptions, onEnd: () => void): ReadingProcess => {
  const child = spawn(options)
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()))
  let task: { resolve(result: Result): void; reject(error: Error): void } | undefined
  let timer: NodeJS.Timeout | undefined
  let isEnded = false
  let lastWords = ''

  const endWith = (error: Error): void => {
    if (isEnded) return
    isEnded = true
    clearTimeout(timer)
    child.kill('SIGKILL')
    onEnd()
    task?.reject(error)
  }
  /** While a document is read this timer is what keeps us alive: the child never does. */
  const endAfter = (ms: number, reason: () => Error): NodeJS.Timeout => {
    clearTimeout(timer)
    return (timer = setTimeout(() => endWith(reason()), ms))
  }
  const finish = (settle: (done: NonNullable<typeof task>) => void): void => {
    if (task) settle(task)
    task = undefined
    endAfter(options.idleMs ?? IDLE_MS, calledOff).unref()
  }

  child.on('message', (answer: Answer) => {
    if (isEnded) return
    if (answer.kind === 'started') endAfter(options.deadlineMs, () => tooSlow(options))
    else if (answer.kind === 'result') finish(({ resolve }) => resolve(answer.result))
    else finish(({ reject }) => reject(errorOf(answer)))
  })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lastWords = (lastWords + text).slice(-LAST_WORDS_CHARS)
  })
  child.on('error', endWith)
  child.on('close', (code, signal) =>
    endWith(deathOf(options, signal ?? `code ${code}`, lastWords))
  )

  return {
    isFree: () => !isEnded && task === undefined,
    read: <R extends Request>(request: R) =>
      new Promise<Result<R>>((resolve, reject) => {
        // Should it be gone by now, 'close' is on its way and says why.
        child.send(request, () => {})
        // A process answers what it was asked.
        task = { resolve: (result) => resolve(result as Result<R>), reject }
        endAfter(START_MS, notStarted)
      }),
    end: () => {
      // Its 'close' is what we wait for: both have to keep us alive until then.
      child.ref()
      ;(child.stderr as Socket).ref()
      endWith(calledOff())
      return gone
    }
  }
}

/** With an empty environment: no secret of ours stands where other people's documents are read. */
const spawn = ({ maxHeapMb, workerUrl = WORKER }: ProcessOptions): ChildProcess => {
  const child = fork(workerUrl, {
    env: {},
    execArgv: [`--max-old-space-size=${maxHeapMb}`, `--max-semi-space-size=${SEMI_SPACE_MB}`],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc']
  })
  child.unref()
  child.channel?.unref()
  ;(child.stderr as Socket).unref()
  return child
}

export const calledOff = (): ParkwireError => new ParkwireError('aborted', 'reading was called off')

const notStarted = (): Error => new Error(`no process to read with within ${START_MS / 1000} s`)

const tooSlow = ({ deadlineMs }: ProcessOptions): ParkwireError =>
  new ParkwireError(
    'parse',
    `reading this took longer than ${deadlineMs / 1000} s and was given up`
  )

const deathOf = ({ maxHeapMb }: ProcessOptions, how: string, lastWords: string): Error =>
  /out of memory/i.test(lastWords)
    ? new ParkwireError(
        'parse',
        `reading this needed more than ${maxHeapMb} MB of memory and was given up`
      )
    : bug(`the process that read this ended with ${how}`, lastWords)

const errorOf = (answer: Extract<Answer, { kind: 'refusal' | 'bug' }>): Error =>
  answer.kind === 'refusal'
    ? new ParkwireError(answer.code, answer.message)
    : bug(answer.message, answer.stack)

/** As it was thrown over there: the cause has the stack of that process. */
const bug = (message: string, stack: string | undefined): Error => {
  const cause = new Error(message)
  cause.stack = stack
  return new Error('a bug in reading this', { cause })
}
