import { ParkwireError } from '../errors.ts'
import { isUnusable, isUsable, toEntry } from '../normalize/entry.ts'
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
  // Only few sources want whole articles, and reading them takes libraries.
  const { readListedArticle } = await import('./page/listed-article.ts')
  return readListedArticle(request)
}

/** Everything that is done to a document as a whole before any of it is believed. */
const readDocument = async (request: DocumentRequest): Promise<Reading> => {
  const { document, source, now, hints } = request
  const kind = kindNamed(source.kind)
  if (!kind) throw new ParkwireError('config', `no kind is called ${source.kind}`)
  const context = { zone: source.zone, now, ...hints }
  const { entries, ...about } = await kind.parse(document, source.options, context)
  const results = entries.map((raw) => toEntry(raw, source, now))
  return {
    ...about,
    entries: results.filter(isUsable),
    unusable: results.filter(isUnusable).map((result) => result.unusable)
  }
}

answerParent(read)
