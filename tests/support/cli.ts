import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
/** Node keeps compiled code here: the hundred processes of a run start in two thirds of the time. */
const COMPILE_CACHE = join(ROOT, 'node_modules/.cache/parkwire-tests')

export type Ended = {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

type Options = { readonly env?: Readonly<Record<string, string>>; readonly input?: string }

/** Runs `parkwire …` as a process of its own and waits for its end. */
export const runCli = async (args: readonly string[], options: Options = {}): Promise<Ended> => {
  const child = startCli(args, options)
  child.stdin?.end(options.input ?? '')
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout!),
    text(child.stderr!),
    new Promise<number | null>((resolve) => child.once('close', resolve))
  ])
  return { code, stdout, stderr }
}

/** Starts `parkwire …`; it is killed at the end of the test if it still runs. */
export const startCli = (args: readonly string[], { env = {} }: Options = {}): ChildProcess => {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], {
    cwd: ROOT,
    env: {
      PATH: process.env['PATH'],
      NO_COLOR: '1',
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...env
    }
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** Resolves with the first line of the stream that `matches`; rejects when the stream ends before. */
export const lineOf = async (
  stream: NodeJS.ReadableStream,
  matches: (line: string) => boolean
): Promise<string> => {
  const seen: string[] = []
  for await (const line of createInterface({ input: stream })) {
    if (matches(line)) return line
    seen.push(line)
  }
  throw new Error(`the line never came; there were:\n${seen.join('\n')}`)
}

/** A folder that is gone after the test. */
export const tempFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-test-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}
