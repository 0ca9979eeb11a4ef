import { datedUrl, isDated } from '../collect/dated-url.ts'
import type { HttpFailed, HttpOutcome } from '../collect/fetch.ts'
import { fileSourcePath } from '../collect/file-source.ts'
import type { Fetched, Follow } from '../collect/kind.ts'
import { kindNamed } from '../collect/kinds/index.ts'
import { readLocal, type FileFailed } from '../collect/read-file.ts'
import { isFolder, readFolder } from '../collect/read-folder.ts'
import type { ResponseHeaders } from '../collect/response-headers.ts'
import { ParkwireError } from '../errors.ts'
import type { Source } from '../model.ts'
import { addressOf } from '../store/moves.ts'
import type { SourceState } from '../store/sources.ts'
import type { Collector } from './collector.ts'
import { fetchPage } from './fetch-page.ts'

/** What is remembered of a source that its document is asked for with. */
export type Known = Pick<
  SourceState,
  'etag' | 'lastModified' | 'movedTo' | 'movedCount' | 'succeededAt' | 'shape'
>

export type Validators = { readonly etag: string | null; readonly lastModified: string | null }
export type Answered = { readonly permanentUrl: string | null; readonly headers: ResponseHeaders }

/** There is nothing to be read. */
export type Unread =
  | (Partial<Answered & { readonly validators: Validators }> & {
      readonly outcome: 'not-modified'
    })
  | HttpFailed
  | FileFailed

/** The document of a source, or those of a folder. */
export type Documents = Answered &
  Validators & {
    readonly outcome: 'ok'
    readonly url: string
    readonly documents: readonly OneOfMany[]
    readonly trouble: readonly string[]
    /** Files left for the next visit. */
    readonly rest: number
    /** Only what is new in a folder. */
    readonly isPartial: boolean
  }
/** In a folder: its name there, and the etag of the folder once it is read. */
export type OneOfMany = Fetched & { readonly name?: string; readonly etag?: string | null }
const WHOLE = { trouble: [], rest: 0, isPartial: false } as const

/**
 * The document of a source as it lies or stands at its address, unread.
 *
 * @throws ParkwireError `robots`, `robots-unknown`, `no-browser`
 */
export const fetchSource = async (
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

/**
 * Asks as the kind of the source has to ask.
 *
 * @throws ParkwireError `robots`, `robots-unknown`, `no-browser`; `redirect` for what is not to be sent there
 */
export const ask = async (
  collector: Collector,
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
  if (!kindNamed(source.kind)?.obeysRobots) return collector.http.fetch(request)
  return fetchPage(isRendered ? renderingOf(collector) : collector, request)
}

/** @throws ParkwireError `no-browser` */
const renderingOf = ({ robots, browser }: Collector): Parameters<typeof fetchPage>[0] => {
  if (browser) return { robots, http: { fetch: ({ url, ...how }) => browser.render(url, how) } }
  throw new ParkwireError(
    'no-browser',
    'this page wants a browser, and PARKWIRE_BROWSER names none'
  )
}
