import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Contestant, Field } from './contest.ts'
import { cpuMsOf, peaksMbOf, resetPeaks } from './measure.ts'

/** What a program of ours says after a round. */
type Done = { readonly wallMs: number; readonly stored: number | null }

/** Runs a program of this folder that calls `takeRounds`, in a process of its own. */
export const openNode = async (
  program: string,
  field: Field,
  args: readonly string[] = []
): Promise<Contestant> => {
  const startedAt = performance.now()
  const child = fork(join(import.meta.dirname, program), [JSON.stringify(field), ...args])
  await answerOf(child)
  const startMs = performance.now() - startedAt
  const pid = child.pid!
  let stored: number | null = null
  return {
    startMs,
    startsAnew: false,
    round: async () => {
      resetPeaks(pid)
      const cpuBefore = cpuMsOf(pid)
      child.send('round')
      const done = (await answerOf(child)) as Done
      stored = done.stored
      return { wallMs: done.wallMs, cpuMs: cpuMsOf(pid) - cpuBefore, peaksMb: peaksMbOf(pid) }
    },
    stored: () => stored,
    close: async () => {
      child.disconnect()
      await once(child, 'exit')
    }
  }
}

/** Its standard error is ours: whatever it died of stands there. */
export const answerOf = async (child: ChildProcess): Promise<unknown> => {
  const ended = new AbortController()
  const answer = once(child, 'message', { signal: ended.signal })
  const onExit = (code: number | null): void =>
    ended.abort(new Error(`${child.spawnargs[1]} ended with ${code}`))
  child.once('exit', onExit)
  try {
    return ((await answer) as [unknown])[0]
  } finally {
    child.off('exit', onExit)
  }
}

type Program = {
  readonly round: () => Promise<void>
  readonly stored?: () => Promise<number>
  readonly close: () => Promise<void>
}

/** Inside such a program: says that it is ready, then answers every message with a round. */
export const takeRounds = ({ round, stored, close }: Program): void => {
  const take = async (): Promise<Done> => {
    const startedAt = performance.now()
    await round()
    const wallMs = performance.now() - startedAt
    return { wallMs, stored: (await stored?.()) ?? null }
  }
  process.on('message', () => void take().then((done) => process.send!(done)))
  process.once('disconnect', () => void close())
  process.send!('ready')
}

export const fieldOf = (argv: readonly string[]): Field => JSON.parse(argv[2]!) as Field
