import { readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { ConfigError, messageOf, ParkwireError } from '../errors.ts'
import { addSource, type NewSource } from './add-source.ts'
import { checkFile } from './check-file.ts'
import { crossCheck } from './cross-check.ts'
import { readParkFiles } from './park-files.ts'
import { sourcesSchema } from './schemas.ts'
import { YamlFile } from './yaml-file.ts'

export type Written = {
  readonly path: string
  /** Of the first line that was added, from 1. */
  readonly line: number
  readonly lines: readonly string[]
}

/**
 * Adds a source to the sources.yaml of a folder. The new file is held against everything that
 * `parkwire check` asks before it takes the place of the old one, in one step.
 *
 * @throws ConfigError with a line for every mistake that the new file would have; nothing is changed then
 * @throws ParkwireError `write` when the folder cannot be written to
 */
export const writeSource = (
  folder: string,
  source: NewSource,
  env: NodeJS.ProcessEnv = process.env
): Written => {
  const path = join(folder, 'sources.yaml')
  return orSay(path, () => {
    const old = readFileSync(path, 'utf8')
    const text = addSource(old, source)
    replaceChecked(path, text, (draft) => problemsOf(folder, draft, env))
    return { path, ...addedLines(old, text) }
  })
}

/** A link stays a link; what it leads to is replaced. */
const replaceChecked = (
  path: string,
  text: string,
  check: (draft: string) => readonly string[]
): void => {
  const target = realpathSync(path)
  const draft = `${target}.${process.pid}.tmp`
  try {
    writeFileSync(draft, text, { mode: statSync(target).mode, flag: 'wx' })
    const problems = check(draft)
    if (problems.length > 0) throw new ConfigError(problems)
    renameSync(draft, target)
  } finally {
    rmSync(draft, { force: true })
  }
}

/** The other files have been read without a complaint before. */
const problemsOf = (folder: string, draft: string, env: NodeJS.ProcessEnv): readonly string[] => {
  const read = (name: string): YamlFile => new YamlFile(join(folder, name), name, env)
  const sources = new YamlFile(draft, 'sources.yaml', env)
  checkFile(sources, sourcesSchema)
  const main = read('parkwire.yaml')
  const parks = readParkFiles(main, folder, read)
  crossCheck({ folder, main, parks, sources, digests: read('digests.yaml') })
  return sources.problems
}

const orSay = <T>(path: string, write: () => T): T => {
  try {
    return write()
  } catch (error) {
    if (error instanceof ParkwireError) throw error
    throw new ParkwireError('write', `${path} cannot be changed: ${messageOf(error)}`)
  }
}

/** What stands between the lines that both texts begin and end with. */
const addedLines = (old: string, text: string): { line: number; lines: readonly string[] } => {
  const [before, after] = [old, text].map((whole) => whole.split(/\r?\n/)) as [string[], string[]]
  const first = after.findIndex((line, at) => line !== before[at])
  const count = after.length - before.length
  const lines = after.slice(first, first + Math.max(count, 1))
  const blank = lines.findIndex((line) => line.trim() !== '')
  return { line: first + blank + 1, lines: lines.slice(blank).filter((line) => line.trim() !== '') }
}
