import { ParkwireError } from '../errors.ts'
import type { Entry, Source } from '../model.ts'
import type { Fetched, ParseContext, Parsed } from './kind.ts'
import type { Look, LookOptions } from './page/look.ts'

/** Documents and what is needed to read them. All of it goes from process to process by structured clone. */
export type Request = DocumentRequest | ArticleRequest | LookRequest

type Reads = {
  readonly source: Source
  /** The moment of reading. */
  readonly now: Date
}

export type DocumentRequest = Reads & {
  readonly task: 'document'
  readonly document: Fetched
  readonly hints: Hints
}

/** What the reading of a document may depend on beside its source. */
export type Hints = Pick<ParseContext, 'shape' | 'number' | 'isFirst' | 'outlets' | 'name'>

export type ArticleRequest = Reads & {
  readonly task: 'article'
  /** The pages of the article, in order. */
  readonly documents: readonly Fetched[]
  /** The entry as the list has it. */
  readonly listed: Entry
}

/** A document of which nobody knows what it is. */
export type LookRequest = {
  readonly task: 'look'
  readonly document: Fetched
  readonly options: LookOptions
}

/** What a document came to: its entries, cleaned, and a line for each that cannot be used. */
export type Reading = Omit<Parsed, 'entries'> & {
  readonly entries: readonly Entry[]
  readonly unusable: readonly string[]
}

/** What an article page came to. */
export type ArticleResult = {
  /** The listed entry with the text, and what else its article says better. */
  readonly entry: Entry
  /** Where the article goes on. */
  readonly nextPage: string | null
}

/** What a request comes to. */
export type Result<R extends Request = Request> = R extends ArticleRequest
  ? ArticleResult
  : R extends LookRequest
    ? Look
    : Reading

/** What a reading process says: `started` once it holds a document, then one of the others. */
export type Answer =
  | { readonly kind: 'started' }
  | { readonly kind: 'result'; readonly result: Result }
  | { readonly kind: 'refusal'; readonly code: string; readonly message: string }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string | undefined }

/** Inside a reading process: answers every document that its parent sends, until that one is gone. */
export const answerParent = (read: (request: Request) => Promise<Result>): void => {
  const answer = (message: Answer): void => void process.send!(message)
  process.on('message', (request: Request) => {
    answer({ kind: 'started' })
    Promise.try(read, request)
      .then((result) => answer({ kind: 'result', result }))
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
