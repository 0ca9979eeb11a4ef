import { ParkwireError } from '../errors.ts'
import type { Entry, Source } from '../model.ts'
import type { Advice, Fetched } from './kind.ts'

/** A document and what is needed to read it. Both go from process to process by structured clone. */
export type Request = {
  readonly document: Fetched
  readonly source: Source
  /** The moment of reading. */
  readonly now: Date
}

/** What a document came to: its entries, cleaned, and a line for each that cannot be used. */
export type Reading = {
  readonly title: string | null
  readonly entries: readonly Entry[]
  readonly unusable: readonly string[]
  readonly advice?: Advice
}

/** What a reading process says: `started` once it holds a document, then one of the others. */
export type Answer =
  | { readonly kind: 'started' }
  | { readonly kind: 'reading'; readonly reading: Reading }
  | { readonly kind: 'refusal'; readonly code: string; readonly message: string }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string | undefined }

/** Inside a reading process: answers every document that its parent sends, until that one is gone. */
export const answerParent = (read: (request: Request) => Promise<Reading>): void => {
  const answer = (message: Answer): void => void process.send!(message)
  process.on('message', (request: Request) => {
    answer({ kind: 'started' })
    Promise.try(read, request)
      .then((reading) => answer({ kind: 'reading', reading }))
      .catch((error: unknown) => answer(failureOf(error)))
  })
  process.once('disconnect', () => process.exit())
  // A terminal sends Ctrl-C, and systemd SIGTERM, to all processes at once: when to end is for our
  // parent to say, or the document in hand would be blamed for a shutdown.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {})
}

/** As plain text: on the way an error would lose its code and class, and its cause may not be fit to go. */
const failureOf = (error: unknown): Answer => {
  if (error instanceof ParkwireError) {
    return { kind: 'refusal', code: error.code, message: error.message }
  }
  if (error instanceof RangeError && error.message.includes('call stack')) {
    return { kind: 'refusal', code: 'parse', message: 'this is nested too deeply to be read' }
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { kind: 'bug', message, stack }
}
