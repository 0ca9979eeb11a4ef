import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { basename, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { codeOf, messageOf } from '../errors.ts'
import { systemClock, type Clock } from '../jobs/clock.ts'
import { contentTypeOf } from './document/format.ts'
import { changeOf, foundFiles, type FoundFile } from './document/folder-files.ts'
import type { Fetched } from './kind.ts'
import type { FileFailed, ReadOptions } from './read-file.ts'

export type FolderDocument = Fetched & {
  /** From the folder on, with `/`. */
  readonly name: string
  /** What the folder is to be read from when no document behind this one is taken. */
  readonly etag: string
}

export type FolderOutcome =
  | {
      readonly outcome: 'ok'
      /** Those that changed first come first. */
      readonly documents: readonly FolderDocument[]
      /** When all of `documents` are taken. */
      readonly etag: string
      /** A sentence for each file that could not be read; it is not tried again until it changes. */
      readonly trouble: readonly string[]
      /** Files left for the next visit. */
      readonly rest: number
    }
  | { readonly outcome: 'not-modified'; readonly etag: string }
  | FileFailed

type FolderOptions = ReadOptions & { readonly clock?: Pick<Clock, 'now'> }

/** Documents a visit: each takes a reading process some milliseconds, and the round waits. */
const MAX_DOCUMENTS = 200
/** They lie in memory together. */
const MAX_BYTES_TOGETHER = 64 * 1024 * 1024
const MAX_BYTES = 10 * 1024 * 1024
/** A file that changed later than this before now may still be written. */
export const SETTLE_MS = 1000

/**
 * The documents in a folder that are new or changed since `etag`, as if each had been fetched. Judged by
 * the time of the last change that nobody can set (ctime): a file copied here keeps an old date.
 */
export const readFolder = async (
  folder: string,
  { etag = null, maxBytes = MAX_BYTES, clock = systemClock }: FolderOptions = {}
): Promise<FolderOutcome> => {
  try {
    const root = await realpath(folder)
    if (!(await stat(root)).isDirectory()) return failed('unreadable', `${folder} is not a folder`)
    const settledBy = BigInt(clock.now().getTime() - SETTLE_MS) * 1_000_000n
    const files = (await foundFiles(root)).filter((file) => file.changed <= settledBy)
    const mark = markIn(etag, files)
    const fresh = files.filter((file) => isBehind(mark, file))
    if (fresh.length === 0) return { outcome: 'not-modified', etag: etagOf(mark, files) }
    return await readFresh(root, fresh, files, mark, maxBytes)
  } catch (error) {
    return failureOf(folder, error)
  }
}

/** Whether the address of a source leads to a folder. */
export const isFolder = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => null)
  return found?.isDirectory() ?? false
}

/** Up to which file the folder has been read; times in nanoseconds since 1970. */
type Mark = { readonly changed: bigint; readonly name: string }

const START: Mark = { changed: -1n, name: '' }

const isBehind = (mark: Mark, { changed, name }: Mark): boolean =>
  changed > mark.changed || (changed === mark.changed && name > mark.name)

/**
 * More files before the mark than there were: some came with an old time of change, as with a folder
 * that was moved here as a whole. Then everything is read anew; what is known changes nothing.
 */
const markIn = (etag: string | null, files: readonly FoundFile[]): Mark => {
  const [, changed, count, name = ''] = ETAG.exec(etag ?? '') ?? []
  if (changed === undefined) return START
  const mark = { changed: BigInt(changed), name: Buffer.from(name, 'base64url').toString() }
  return countUpTo(mark, files) > Number(count) ? START : mark
}

const ETAG = /^"(-?\d{1,30})-(\d{1,9})-([\w-]*)"$/

const countUpTo = (mark: Mark, files: readonly FoundFile[]): number =>
  files.filter((file) => !isBehind(mark, file)).length

const etagOf = (mark: Mark, files: readonly FoundFile[]): string =>
  `"${mark.changed}-${countUpTo(mark, files)}-${Buffer.from(mark.name).toString('base64url')}"`

const readFresh = async (
  root: string,
  fresh: readonly FoundFile[],
  files: readonly FoundFile[],
  from: Mark,
  maxBytes: number
): Promise<FolderOutcome> => {
  const documents: FolderDocument[] = []
  const trouble: string[] = []
  let mark = from
  let taken = 0
  let bytes = 0
  for (const file of fresh) {
    if (documents.length === MAX_DOCUMENTS || bytes >= MAX_BYTES_TOGETHER) break
    const read = await readOne(root, file, maxBytes)
    // It is being written: its time of change is a new one, so the next visit finds it behind the mark.
    if (read !== 'changing') mark = file
    if (typeof read === 'object') {
      documents.push({ ...read, name: file.name, etag: etagOf(mark, files) })
      bytes += read.bytes.byteLength
    } else if (read !== 'changing') trouble.push(read)
    taken += 1
  }
  const etag = etagOf(mark, files)
  if (documents.length + trouble.length === 0) return { outcome: 'not-modified', etag }
  return { outcome: 'ok', documents, etag, trouble, rest: fresh.length - taken }
}

/** A document, `changing`, or a sentence on why it cannot be read. */
const readOne = async (
  root: string,
  { path, name, changed }: FoundFile,
  maxBytes: number
): Promise<Fetched | string> => {
  try {
    const real = await realpath(path)
    if (!real.startsWith(root + sep)) return `${name} is a link that leads out of the folder`
    const before = await stat(real)
    if (!before.isFile()) return `${name} is not a file`
    if (before.size > maxBytes) return `${name} is larger than ${maxBytes} bytes`
    const bytes = new Uint8Array(await readFile(real))
    if ((await changeOf(path)) !== changed || bytes.byteLength !== before.size) return 'changing'
    return { url: pathToFileURL(path).href, contentType: contentTypeOf(basename(path)), bytes }
  } catch (error) {
    if (codeOf(error) === 'ENOENT')
      return (await isThere(path)) ? `${name} leads nowhere` : 'changing'
    return `${name} cannot be read: ${messageOf(error)}`
  }
}

/** As a link is whose target is missing. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false
  )

const failed = (code: FileFailed['code'], message: string): FileFailed => ({
  outcome: 'failed',
  code,
  message
})

/** @throws the error itself when it does not come from the file system: that is a bug. */
const failureOf = (folder: string, error: unknown): FileFailed => {
  const code = codeOf(error)
  if (code === 'ENOENT') return failed('no-file', `there is no folder ${folder}`)
  if (!/^E(?!RR_)/.test(code)) throw error
  return failed('unreadable', `${folder} cannot be read: ${messageOf(error)}`)
}
