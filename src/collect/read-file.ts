import { readFile, stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import { codeOf, messageOf } from '../errors.ts'
import type { HttpFailed, HttpOutcome } from './fetch.ts'

export type ReadOptions = {
  /** From the last reading: while the file has the same, it counts as unchanged. */
  readonly etag?: string | null
  readonly maxBytes?: number
}

/** What a file can come to: the outcomes of a request, with reasons of its own for failing. */
export type FileOutcome = Exclude<HttpOutcome, HttpFailed> | FileFailed
export type FileFailed = Omit<HttpFailed, 'code'> & {
  readonly code: 'no-file' | 'unreadable' | 'too-large'
}

/** A file is read whole into memory, as a response is. */
const MAX_BYTES = 10 * 1024 * 1024

/**
 * A local file as if it had been fetched, for `file:` sources: what another program drops on this
 * machine, and samples that need no network. Size and modification time stand for an ETag.
 */
export const readLocal = async (
  path: string,
  { etag = null, maxBytes = MAX_BYTES }: ReadOptions = {}
): Promise<FileOutcome> => {
  const url = pathToFileURL(path).href
  try {
    const found = await stat(path)
    // Reading a pipe or a device would wait for ever.
    if (!found.isFile()) return failed('unreadable', `${path} is not a file`)
    const current = `"${found.size}-${Math.trunc(found.mtimeMs)}"`
    const lastModified = found.mtime.toUTCString()
    if (current === etag) return { outcome: 'not-modified', url, etag, lastModified }
    const bytes = found.size > maxBytes ? undefined : new Uint8Array(await readFile(path))
    if (bytes === undefined || bytes.byteLength > maxBytes) {
      return failed('too-large', `${path} is larger than ${maxBytes} bytes`)
    }
    const contentType = CONTENT_TYPES[extname(path).toLowerCase()] ?? null
    const head = { status: 200, contentType, etag: current, lastModified }
    return { outcome: 'ok', url, ...head, bytes, permanentUrl: null, headers: {} }
  } catch (error) {
    return failureOf(path, error)
  }
}

const CONTENT_TYPES: { readonly [extension: string]: string } = {
  '.xml': 'application/xml',
  '.rss': 'application/rss+xml',
  '.rdf': 'application/rdf+xml',
  '.atom': 'application/atom+xml',
  '.json': 'application/json',
  '.html': 'text/html',
  '.htm': 'text/html'
}

const failed = (code: FileFailed['code'], message: string): FileFailed => ({
  outcome: 'failed',
  code,
  message
})

/** @throws the error itself when it does not come from the file system: that is a bug. */
const failureOf = (path: string, error: unknown): FileFailed => {
  const code = codeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR') return failed('no-file', `there is no file ${path}`)
  if (!/^E(?!RR_)/.test(code)) throw error
  return failed('unreadable', `${path} cannot be read: ${messageOf(error)}`)
}
