import { datedUrl, isDated } from '../collect/dated-url.ts'
import type { HttpFailed, HttpOutcome } from '../collect/fetch.ts'
import { fileSourcePath } from '../collect/file-source.ts'
import type { Fetched, Follow } from '../collect/kind.ts'
import { kindNamed } from '../collect/kinds/index.ts'
import { readLocal, type FileFailed } from '../collect/read-file.ts'
import { isFolder, readFolder } from '../collect/read-folder.ts'
import type { Hints, Reading } from '../collect/reader.ts'
import type { ResponseHeaders } from '../collect/response-headers.ts'
import { ParkwireError } from '../errors.ts'
import type { Entry, Source } from '../model.ts'
import { addressOf } from '../store/moves.ts'
import type { SourceState } from '../store/sources.ts'
import type { Collector } from './collector.ts'

/** What is remembered of a source that its document is asked for with. */
export type Known = Pick<
  SourceState,
  'etag' | 'lastModified' | 'movedTo' | 'movedCount' | 'succeededAt' | 'shape'
>

/** What a source has to say this time: its own document and those that belong to it. */
export type Listing =
  | (Listed & Answered)
  | (Partial<Answered & Pick<Listed, 'validators'>> & { readonly outcome: 'not-modified' })
  | HttpFailed
  | FileFailed

type Listed = {
  readonly outcome: 'read'
  readonly url: string
  readonly reading: Reading
  /** What could not be read beside it, a sentence each. */
  readonly trouble: readonly string[]
  /** Documents left for the next visit. */
  readonly rest: number
  /** Only what is new was read: that it is nothing says nothing. */
  readonly isPartial: boolean
  readonly validators: { readonly etag: string | null; readonly lastModified: string | null }
}
type Answered = { readonly permanentUrl: string | null; readonly headers: ResponseHeaders }

/** An issue of a paper has some twenty pages; nothing that is a list leads on and on. */
const MAX_FOLLOWED = 60

/**
 * Fetches and reads a source's document and those that it leads to. A failure of its own document is
 * the source's; one of the others is a line of trouble.
 *
 * @throws ParkwireError when the document cannot be read, or `robots` when the site asks us not to
 */
export const readListing = async (
  collector: Collector,
  source: Source,
  known: Known,
  until: Date
): Promise<Listing> => {
  const fetched = await fetchSource(collector, source, known)
  if (fetched.outcome !== 'ok') return fetched
  const { documents, rest, isPartial, url, etag, lastModified, permanentUrl, headers } = fetched
  const isFirst = known.succeededAt === null
  const { outlets } = collector
  const hints = { isFirst, outlets, ...(known.shape !== null && { shape: known.shape }) }
  const own = await readDocuments(collector, source, { documents, isPartial, hints })
  // A file on this machine leads nobody into the network.
  const isFile = source.url.startsWith('file:')
  const followed = isFile ? NONE : await followAll(collector, source, { url, own, hints, until })
  const reading = together([...own.readings, ...followed.readings])
  const trouble = [...fetched.trouble, ...own.trouble, ...followed.trouble]
  const validators = { etag, lastModified }
  return {
    outcome: 'read',
    url,
    reading,
    trouble,
    rest,
    isPartial,
    validators,
    permanentUrl,
    headers
  }
}

type Documents = Answered & {
  readonly outcome: 'ok'
  readonly url: string
  readonly documents: readonly Fetched[]
  readonly trouble: readonly string[]
  /** Files left for the next visit. */
  readonly rest: number
  /** Only what is new in a folder. */
  readonly isPartial: boolean
  readonly etag: string | null
  readonly lastModified: string | null
}
const WHOLE = { trouble: [], rest: 0, isPartial: false } as const

type Unread = Exclude<Listing, { outcome: 'read' }>

const fetchSource = async (
  collector: Collector,
  source: Source,
  known: Known
): Promise<Documents | Unread> => {
  if (source.url.startsWith('file:')) return readFiles(collector, source, known)
  const { etag, lastModified } = known
  const kind = kindNamed(source.kind)
  const written = addressOf(source, known)
  const url = datedUrl(written, collector.clock(), source.zone)
  const request = kind?.request?.(url, source.options) ?? { url }
  // What yesterday's address was called says nothing about today's.
  const conditions = isDated(written) ? {} : { etag, lastModified }
  const outcome = await ask(collector, source, { ...request, ...conditions })
  if (outcome.outcome === 'ok') {
    // Where one day's page has moved to says nothing about the next day's.
    const permanentUrl = isDated(written) ? null : outcome.permanentUrl
    return { ...outcome, documents: [outcome], permanentUrl, ...WHOLE }
  }
  // No issue today.
  if (outcome.outcome === 'failed' && outcome.status === 404 && isDated(written)) {
    return { outcome: 'not-modified' }
  }
  return outcome
}

const readFiles = async (
  { dir, maxBytes, clock }: Collector,
  source: Source,
  { etag }: Known
): Promise<Documents | Unread> => {
  const path = fileSourcePath(source.url, dir)
  const about = { permanentUrl: null, headers: {} }
  if (kindNamed(source.kind)?.readsFolders && (await isFolder(path))) {
    const folder = await readFolder(path, { etag, maxBytes, clock: { now: clock } })
    if (folder.outcome === 'failed') return folder
    if (folder.outcome === 'not-modified') {
      const validators = { etag: folder.etag, lastModified: null }
      return { outcome: 'not-modified', validators }
    }
    return { ...about, ...folder, url: source.url, lastModified: null, isPartial: true }
  }
  const file = await readLocal(path, { etag, maxBytes })
  return file.outcome === 'ok' ? { ...file, documents: [file], ...WHOLE } : file
}

/**
 * Keys and cookies that the configuration gives a source are for its own address: not for where a
 * redirect, or what a server has answered, leads.
 */
const isTold = ({ headers, body }: Follow): boolean => headers !== undefined || body !== undefined

const isAtHome = (url: string, source: Source): boolean =>
  URL.parse(url)?.origin === URL.parse(source.url)?.origin

type Asked = Follow & { readonly etag?: string | null; readonly lastModified?: string | null }

/** @throws ParkwireError `robots`, `no-browser` */
const ask = async (
  { http, robots, browser }: Collector,
  source: Source,
  { isRendered = false, ...request }: Asked
): Promise<HttpOutcome> => {
  if (isTold(request) && !isAtHome(request.url, source)) {
    const host = URL.parse(request.url)?.host
    throw new ParkwireError(
      'redirect',
      `what this source sends is not meant for ${host}: give the final address`
    )
  }
  // Feeds are published for programs; pages are not, so there the site's own rules come first.
  if (!kindNamed(source.kind)?.obeysRobots) return http.fetch(request)
  const admission = await robots.admit(request.url)
  if (!admission.isAllowed) throw new ParkwireError('robots', admission.message)
  const { notBefore } = admission
  if (!isRendered) return http.fetch({ ...request, notBefore })
  if (browser) return browser.render(request.url, { notBefore })
  throw new ParkwireError(
    'no-browser',
    'this page wants a browser, and PARKWIRE_BROWSER names none'
  )
}

type Read = { readonly readings: readonly Reading[]; readonly trouble: readonly string[] }

const NONE: Read = { readings: [], trouble: [] }

/** The one document of most sources, or all that lie in a folder: there, one that is refused stops no other. */
const readDocuments = async (
  { reader, clock }: Collector,
  source: Source,
  { documents, isPartial, hints }: Pick<Documents, 'documents' | 'isPartial'> & { hints: Hints }
): Promise<Read> => {
  const readings: Reading[] = []
  const trouble: string[] = []
  for (const document of documents) {
    try {
      readings.push(await reader.read(document, source, clock(), hints))
    } catch (error) {
      if (!isRefusal(error) || !isPartial) throw error
      trouble.push(`${nameOf(document.url)}: ${error.message}`)
    }
  }
  return { readings, trouble }
}

type Start = {
  readonly url: string
  readonly own: Read
  readonly hints: Hints
  readonly until: Date
}

const followAll = async (
  collector: Collector,
  source: Source,
  { url, own, hints, until }: Start
): Promise<Read> => {
  const readings: Reading[] = []
  const trouble: string[] = []
  const waiting = own.readings.flatMap(({ more = [] }) => more)
  const asked = new Set([url])
  const shape = own.readings[0]?.shape ?? hints.shape
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const key = `${next.url} ${next.body ?? ''}`.trim()
    if (asked.has(key)) continue
    if (asked.size > MAX_FOLLOWED || collector.clock() > until) {
      return {
        readings,
        trouble: [...trouble, 'further pages were not read']
      }
    }
    asked.add(key)
    const number = asked.size
    try {
      const reading = await readFollowed(collector, source, next, { ...hints, shape, number })
      readings.push(reading)
      waiting.push(...(reading.more ?? []))
    } catch (error) {
      if (!isRefusal(error)) throw error
      trouble.push(`${nameOf(next.url)}: ${error.message}`)
    }
  }
  return { readings, trouble }
}

const readFollowed = async (
  collector: Collector,
  source: Source,
  next: Follow,
  hints: Hints
): Promise<Reading> => {
  const outcome = await ask(collector, source, next)
  if (outcome.outcome === 'ok') {
    return collector.reader.read(outcome, source, collector.clock(), hints)
  }
  const { code, message } =
    outcome.outcome === 'failed' ? outcome : { code: 'http', message: 'it answered 304 unasked' }
  throw new ParkwireError(code, message)
}

/** The last part of an address, which tells the pages of a list apart. */
const nameOf = (url: string): string => url.replace(/[?#].*$/s, '').match(/[^/]*\/?$/)?.[0] ?? url

/** Says something about one document; being called off and bugs are not for us to swallow. */
const isRefusal = (error: unknown): error is ParkwireError =>
  error instanceof ParkwireError && error.code !== 'aborted'

/** What the first document says of itself, the entries of all; one that stands in several is one. */
const together = (readings: readonly Reading[]): Reading => {
  const [first] = readings
  const entries = new Map<string, Entry>()
  for (const entry of readings.flatMap((reading) => reading.entries)) {
    if (!entries.has(entry.guid)) entries.set(entry.guid, entry)
  }
  return {
    ...(first ?? { title: null }),
    entries: readings.length === 1 ? first!.entries : [...entries.values()],
    unusable: readings.flatMap(({ unusable }) => unusable)
  }
}
