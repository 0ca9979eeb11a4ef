import { relative, resolve } from 'node:path'
import { createApp } from '../app.ts'
import type { Fetched } from '../collect/kind.ts'
import { fileSourcePath } from '../collect/file-source.ts'
import { readLocal } from '../collect/read-file.ts'
import type { Config } from '../config/load.ts'
import { ConfigError, ParkwireError } from '../errors.ts'
import { createLogger } from '../log.ts'
import { canonicalUrl } from '../normalize/url.ts'
import { fetchPage } from '../pipeline/fetch-page.ts'
import { requireDocument } from '../pipeline/require-document.ts'

/** A document and what a source would call its address. */
export type Opened = {
  readonly document: Fetched
  /** As `url:` in sources.yaml has it; null where nobody knows it. */
  readonly address: string | null
  /** `file:…` from the folder of the configuration, for what was read from a file. */
  readonly file: string | null
}

/** What relative links of a file count from when nothing says where it was saved from (RFC 2606). */
export const NOWHERE = 'http://saved.invalid'

/**
 * Reads what is to be tried: over the guarded client if robots.txt lets us, from a file, or from
 * standard input.
 *
 * @throws ParkwireError with one sentence when it cannot be had; ConfigError for wrong usage
 */
export const openDocument = async (
  place: string,
  savedFrom: string | undefined,
  config: Config
): Promise<Opened> => {
  if (/^https?:/i.test(place)) {
    if (savedFrom === undefined) return fetchDocument(place, config)
    throw new ConfigError([
      'try: --url says where a file was saved from; an address needs no other'
    ])
  }
  const { bytes, contentType, file } =
    place === '-' ? await readInput(config) : await readFile(place, config)
  const address = savedFrom ?? savedAddress(bytes)
  return { document: { url: address ?? `${NOWHERE}/`, contentType, bytes }, address, file }
}

const fetchDocument = async (place: string, config: Config): Promise<Opened> => {
  const url = canonicalForm(place)
  // Trying a page is to leave no trace, not even an empty store.
  const environment = { ...config.environment, store: 'sqlite::memory:' }
  const { logLevel } = environment
  const log = createLogger(logLevel === 'info' ? 'error' : logLevel)
  const app = await createApp({ ...config, environment }, { log })
  try {
    const answer = requireDocument(await fetchPage(app.collector, { url }))
    return { document: answer, address: answer.permanentUrl ?? url, file: null }
  } catch (error) {
    if (!(error instanceof ParkwireError)) throw error
    throw new ParkwireError(error.code, `try: ${error.message}`)
  } finally {
    await app.close()
  }
}

const canonicalForm = (place: string): string => {
  if (URL.canParse(place)) return new URL(place).href
  throw new ParkwireError('fetch', `try: ${JSON.stringify(place)} is no address`)
}

type Read = Omit<Fetched, 'url'> & { readonly file: string | null }

const readFile = async (place: string, { dir, fetch }: Config): Promise<Read> => {
  const path = place.startsWith('file:') ? fileSourcePath(place, dir) : resolve(place)
  const read = await readLocal(path, { maxBytes: fetch.maxSize })
  if (read.outcome === 'failed') throw new ParkwireError(read.code, `try: ${read.message}`)
  if (read.outcome !== 'ok') throw new ParkwireError('unreadable', `try: ${path} cannot be read`)
  const file = `file:${encodeURI(relative(dir, path).replaceAll('\\', '/'))}`
  return { bytes: read.bytes, contentType: read.contentType, file }
}

const readInput = async ({ fetch: { maxSize } }: Config): Promise<Read> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > maxSize)
      throw new ParkwireError('too-large', `try: the input is larger than ${maxSize} bytes`)
    chunks.push(chunk)
  }
  return { bytes: new Uint8Array(Buffer.concat(chunks)), contentType: null, file: null }
}

/** Browsers write it into the pages that they save; else the page may name itself. */
const savedAddress = (bytes: Uint8Array): string | null => {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 20_000))
  for (const pattern of NAMED_BY) {
    const url = canonicalUrl(pattern.exec(head)?.[1]?.replaceAll('&amp;', '&') ?? '')
    if (url !== null) return url
  }
  return null
}

const NAMED_BY = [
  /<!--\s{0,9}saved from url=\(\d{1,6}\)(https?:\/\/[^\s<>]{1,2000})/i,
  /<link\s[^<>]{0,200}rel=["']?canonical["']?\s[^<>]{0,200}href=["']?(https?:\/\/[^\s"'<>]{1,2000})/i,
  /<meta\s[^<>]{0,200}property=["']?og:url["']?\s[^<>]{0,200}content=["']?(https?:\/\/[^\s"'<>]{1,2000})/i
]
