import type { Command } from 'commander'
import { basename, dirname, relative, resolve, sep } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { styleText } from 'node:util'
import type { App } from '../app.ts'
import { decode } from '../collect/charset.ts'
import { contentTypeOf, formatOf, isDocumentName } from '../collect/document/format.ts'
import { savedPage, slugOf, writeClipping } from '../collect/document/write-clipping.ts'
import { fileSourcePath } from '../collect/file-source.ts'
import type { Fetched } from '../collect/kind.ts'
import { readLocal } from '../collect/read-file.ts'
import type { Hints } from '../collect/reader.ts'
import { SETTLE_MS } from '../collect/read-folder.ts'
import { ConfigError, ParkwireError } from '../errors.ts'
import type { Entry, Source } from '../model.ts'
import { localDate, publishedTime } from '../normalize/local-time.ts'
import { maskSecrets } from '../normalize/mask-secrets.ts'
import { collectNow } from '../pipeline/collect.ts'
import { findEntry } from '../store/entries.ts'
import { print, printJson, withApp } from './context.ts'

type Options = { readonly source?: string; readonly json?: boolean }

export const addClip = (program: Command): void => {
  program
    .command('clip')
    .argument('<url|file>', 'address of a page, or a saved page, text or mail')
    .description('keep one document by hand: copy it to the clippings and read it at once')
    .option('--source <id>', 'id of a source of kind document; the first one when left out')
    .option('--json', 'print JSON')
    .action((what: string, options: Options, command: Command) =>
      withApp(command, async (app) => {
        const clipped = await clip(app, what, options.source)
        if (options.json) printJson(clipped)
        else print(lineOf(clipped))
      })
    )
}

export type Clipped = {
  /** `waiting`: it is in the folder, and older clippings come first. */
  readonly outcome: 'new' | 'known' | 'waiting'
  readonly source: string
  readonly file: string
  readonly title: string
  readonly outlet: string
  /** By a clock in the zone of the source; null where the document names no date. */
  readonly published: string | null
  /** Null while it waits. */
  readonly storyId: string | null
  /** Headlines below the article that became entries of their own. */
  readonly related: number
  readonly notice: string | null
}

/**
 * Reads a document, keeps it in the folder of a source and has the source read.
 *
 * @throws ConfigError for wrong usage; ParkwireError when the document cannot be fetched, read or kept
 */
export const clip = async (app: App, what: string, id?: string): Promise<Clipped> => {
  const { collector } = app
  const source = clippingSource(app.config.sources, id)
  const document = isWeb(what) ? await fetched(app, what) : await opened(app, what)
  const readAs = (hints?: Hints) =>
    collector.reader.read(document, source, collector.clock(), hints)
  const [first] = (await readAs()).entries
  if (!first) throw new ParkwireError('parse', `clip: there is nothing to keep in ${what}`)
  const folder = resolve(fileSourcePath(source.url, collector.dir))
  const file = await kept(folder, document, first, source.zone)
  // What names no address is known by its file.
  const { entries } = await readAs({ name: relative(folder, file).replaceAll(sep, '/') })
  const [article = first, ...related] = entries
  const isKnown = (await storyOf(app, article)) !== null
  // The folder's reader leaves a file alone that may still be written.
  await sleep(SETTLE_MS + 100)
  const [report] = await collectNow(collector, [source])
  if (report?.outcome === 'failed') throw new ParkwireError('visit', `clip: ${report.message}`)
  const storyId = await storyOf(app, article)
  return {
    outcome: storyId === null ? 'waiting' : isKnown ? 'known' : 'new',
    ...{ source: source.id, file: relative(process.cwd(), file), storyId },
    ...{ title: article.title, outlet: article.outlet, published: dateOf(article, source.zone) },
    ...{ related: related.length, notice: report?.message ?? null }
  }
}

const clippingSource = (sources: readonly Source[], id: string | undefined): Source => {
  const folders = sources.filter(({ kind, url }) => kind === 'document' && isFolderAddress(url))
  const source = id === undefined ? folders[0] : folders.find((one) => one.id === id)
  if (source) return source
  const known = folders.map((one) => one.id).join(', ')
  if (known !== '') {
    throw new ConfigError([`clip: no folder of clippings is called "${id}"; there are ${known}`])
  }
  throw new ConfigError([NO_SOURCE.join('\n')])
}

/** A source may also be one document; nothing can be added to that. */
const isFolderAddress = (url: string): boolean => url.startsWith('file:') && !isDocumentName(url)

const NO_SOURCE = [
  'clip: no source of kind document keeps clippings in a folder; add to sources.yaml:',
  '  - id: clippings',
  '    kind: document',
  '    title: Clippings',
  '    url: file:clippings/'
]

const isWeb = (what: string): boolean => {
  const scheme = /^([a-z][a-z\d+.-]{1,20}):\/\//i.exec(what)?.[1]?.toLowerCase()
  if (scheme === undefined || scheme === 'file') return false
  if ((scheme === 'http' || scheme === 'https') && URL.canParse(what)) return true
  throw new ConfigError([`clip: expected https://…, http://… or a file, not ${maskSecrets(what)}`])
}

const fetched = async ({ collector }: App, url: string): Promise<Fetched> => {
  const answer = await collector.http.fetch({ url })
  if (answer.outcome === 'failed') throw new ParkwireError('fetch', `clip: ${answer.message}`)
  if (answer.outcome !== 'ok') throw new ParkwireError('fetch', 'clip: the page did not come')
  return answer
}

const opened = async ({ collector }: App, what: string): Promise<Fetched> => {
  const path = what.startsWith('file:') ? fileSourcePath(what, process.cwd()) : what
  if (!isDocumentName(path)) {
    throw new ConfigError([
      `clip: ${what} is no document: expected .html, .htm, .mhtml, .mht, .txt, .md or .eml`
    ])
  }
  const file = await readLocal(path, { maxBytes: collector.maxBytes })
  if (file.outcome === 'failed') throw new ParkwireError('file', `clip: ${file.message}`)
  if (file.outcome !== 'ok') throw new ParkwireError('file', `clip: ${path} was not read`)
  return { ...file, contentType: contentTypeOf(basename(path)) }
}

/** The path of the copy, or of the document itself when it lies in the folder already. */
const kept = async (
  folder: string,
  document: Fetched,
  article: Entry,
  zone: string
): Promise<string> => {
  const { url } = document
  if (url.startsWith('file:') && dirname(fileURLToPath(url)) === folder) return fileURLToPath(url)
  return writeClipping(folder, nameOf(document, article, zone), bytesOf(document))
}

/** A page keeps its address; a text in the web is kept as it is. */
const bytesOf = ({ url, contentType, bytes }: Fetched): Uint8Array => {
  if (url.startsWith('file:')) return bytes
  const { text } = decode(bytes, contentType)
  const isPage = formatOf(text, contentType, url) === 'html'
  return isPage ? new TextEncoder().encode(savedPage(text, url)) : bytes
}

const nameOf = (
  { url, contentType, bytes }: Fetched,
  { title, seenAt }: Entry,
  zone: string
): string => {
  if (url.startsWith('file:')) return basename(fileURLToPath(url)).replace(/^\.+/, 'clipping.')
  const format = formatOf(decode(bytes, contentType).text, contentType, url)
  return `${localDate(seenAt, zone)}-${slugOf(title)}${ENDINGS[format]}`
}

const ENDINGS = { html: '.html', text: '.txt', markdown: '.md', mail: '.eml' } as const

const storyOf = async ({ store }: App, entry: Entry): Promise<string | null> =>
  (await findEntry(store.db, entry, new Set()))?.storyId ?? null

const dateOf = ({ publishedBy, publishedAt }: Entry, zone: string): string | null =>
  publishedBy === 'source' ? publishedTime(publishedAt, zone) : null

const WORDS = { new: 'new', known: 'known already', waiting: 'kept, to be read later' } as const

/** One line for people, dates by a clock in the zone of the source. */
export const lineOf = (clipped: Clipped): string => {
  const { outcome, published, outlet, title, storyId, related, notice } = clipped
  const mark = styleText(outcome === 'new' ? 'green' : 'dim', outcome === 'new' ? '✓' : '=')
  const parts = [
    `${mark} ${WORDS[outcome]}: ${published ?? 'no date'}  ${outlet}: ${title}`,
    related === 0 ? '' : `${related} related headline${related === 1 ? '' : 's'}`,
    storyId === null ? '' : `parkwire explain ${storyId}`,
    notice ?? ''
  ]
  return parts.filter((part) => part !== '').join('; ')
}
