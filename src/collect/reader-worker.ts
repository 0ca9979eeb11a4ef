import { ParkwireError } from '../errors.ts'
import { isUnusable, isUsable, toEntry } from '../normalize/entry.ts'
import { kindNamed } from './kinds/index.ts'
import { answerParent, type Reading, type Request } from './reader-messages.ts'

/** Everything that is done to a document as a whole before any of it is believed. */
const readDocument = async ({ document, source, now }: Request): Promise<Reading> => {
  const kind = kindNamed(source.kind)
  if (!kind) throw new ParkwireError('config', `no kind is called ${source.kind}`)
  const context = { zone: source.zone, now }
  const { entries, ...about } = await kind.parse(document, source.options, context)
  const results = entries.map((raw) => toEntry(raw, source, now))
  return {
    ...about,
    entries: results.filter(isUsable),
    unusable: results.filter(isUnusable).map((result) => result.unusable)
  }
}

answerParent(readDocument)
