import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AT_ONCE, type Contestant, type Cost, type Field } from './contest.ts'
import { cpuMsOfEnded, peaksMbOf } from './measure.ts'

/** Null where it is not installed. */
export const newsboatVersion = (): string | null =>
  spawnSync('newsboat', ['-v'], { encoding: 'utf8' }).stdout?.match(/^newsboat (\S+)/)?.[1] ?? null

/** A reader of feeds for the terminal. An empty run of it only prints how much is unread. */
export const openNewsboat = async ({ feeds, folder }: Field): Promise<Contestant> => {
  const home = join(folder, '.newsboat')
  mkdirSync(home)
  writeFileSync(join(home, 'config'), `reload-threads ${AT_ONCE}\nauto-reload no\n`)
  writeFileSync(join(home, 'urls'), feeds.map((url) => `${url}\n`).join(''))
  const run = (command: string): Promise<Cost> => measured(['-x', command], folder)
  const reload = (): Promise<Cost> => run('reload')
  const { wallMs: startMs } = await run('print-unread')
  return {
    startMs,
    startsAnew: true,
    round: reload,
    // It writes down validators for feeds that it has stored before: after the second reading.
    settle: async () => void (await reload()),
    stored: () => countItems(join(home, 'cache.db')),
    close: () => Promise.resolve()
  }
}

const LOOK_EVERY_MS = 10

const measured = async (args: readonly string[], home: string): Promise<Cost> => {
  const cpuBefore = cpuMsOfEnded()
  const startedAt = performance.now()
  const child = spawn('newsboat', args, {
    env: { HOME: home, PATH: process.env.PATH, LANG: 'C.UTF-8' },
    stdio: ['ignore', 'ignore', 'inherit']
  })
  let peaksMb: readonly number[] = [0]
  const timer = setInterval(() => (peaksMb = higher(peaksMb, child.pid!)), LOOK_EVERY_MS)
  const [code] = (await once(child, 'exit')) as [number | null]
  clearInterval(timer)
  if (code !== 0) throw new Error(`newsboat ${args.join(' ')} ended with ${code}`)
  return { wallMs: performance.now() - startedAt, cpuMs: cpuMsOfEnded() - cpuBefore, peaksMb }
}

/** A process that has just ended says nothing of its memory any more. */
const higher = ([before]: readonly number[], pid: number): readonly number[] => {
  try {
    return [Math.max(before!, peaksMbOf(pid)[0]!)]
  } catch {
    return [before!]
  }
}

const countItems = (cache: string): number => {
  const db = new DatabaseSync(cache, { readOnly: true })
  const { count } = db.prepare('select count(*) as count from rss_item').get()!
  db.close()
  return Number(count)
}
