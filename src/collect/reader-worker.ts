import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ParkwireError } from '../errors.ts'
import { isUnusable, isUsable, toEntry } from '../normalize/entry.ts'
import { isDocumentName } from './document/format.ts'
import { kindNamed } from './kinds/index.ts'
import {
  answerParent,
  type DocumentRequest,
  type Reading,
  type Request,
  type Result
} from './reader-messages.ts'

const read = async (request: Request): Promise<Result> => {
  if (request.task === 'document') return readDocument(request)
  if (request.task === 'look') {
    const { look } = await import('./page/classify.ts')
    return look(request.document, request.options)
  }
  // Only few sources want whole articles, and reading them takes libraries.
  const { readListedArticle } = await import('./page/listed-article.ts')
  return readListedArticle(request)
}

/** Everything that is done to a document as a whole before any of it is believed. */
const readDocument = async (request: DocumentRequest): Promise<Reading> => {
  const { document, source, now, hints } = request
  const kind = kindNamed(source.kind)
  if (!kind) throw new ParkwireError('config', `no kind is called ${source.kind}`)
  const name = kind.readsFolders ? nameInFolder(document.url, source.url) : undefined
  const context = { zone: source.zone, now, ...(name !== undefined && { name }), ...hints }
  const { entries, ...about } = await kind.parse(document, source.options, context)
  const results = entries.map((raw) => toEntry(raw, source, now))
  return {
    ...about,
    entries: results.filter(isUsable),
    unusable: results.filter(isUnusable).map((result) => result.unusable)
  }
}

/** A document that is read before it is put into the folder of its source is called there as it is here. */
const nameInFolder = (url: string, folder: string): string | undefined =>
  url.startsWith('file:') && folder.startsWith('file:') && !isDocumentName(folder)
    ? basename(fileURLToPath(url))
    : undefined

answerParent(read)
