import type { Fetched } from '../collect/kind.ts'
import { messageOf, ParkwireError } from '../errors.ts'
import type { Entry, Source } from '../model.ts'
import { hashId } from '../normalize/id.ts'
import { articleReadings, type ArticleReading } from '../store/article-readings.ts'
import type { Collector } from './collector.ts'

/** Entries with their articles, as far as these could be read at this visit. */
export type WithArticles = {
  /** To be stored. */
  readonly entries: readonly Entry[]
  /** To be remembered once they are. */
  readonly readings: readonly ArticleReading[]
  /** Entries that are left for the next visit. */
  readonly left: number
  /** Why the first of those failed that did; null when none did. */
  readonly trouble: string | null
}

/** With a second between requests a visit stays a matter of a minute. */
const MAX_ARTICLES = 40
/** Pages of one article. */
const MAX_PAGES = 10
const MAX_TRIES = 3
/** So many failures in a row are the site's, not the articles'. */
const MAX_FAILURES = 3

/**
 * Reads the article behind each entry that is new, was edited in the list or could not be read before.
 * One that cannot be read is kept as the list has it and tried again; nothing waits for it.
 */
export const readArticles = async (
  collector: Collector,
  source: Source,
  listed: readonly Entry[],
  until: Date
): Promise<WithArticles> => {
  const guids = listed.map(({ guid }) => guid)
  const known = await articleReadings(collector.store.db, source.id, guids)
  const [plain, wanted] = parted(listed, (entry) => entry.url === null)
  const due = wanted.filter((entry) => isDue(entry, known.get(entry.guid)))
  const entries = [...plain]
  const readings: ArticleReading[] = []
  let trouble: string | null = null
  let failures = 0
  let tried = 0
  for (const entry of due) {
    if (tried === MAX_ARTICLES || failures === MAX_FAILURES || collector.clock() > until) break
    tried++
    const before = known.get(entry.guid)
    try {
      entries.push(await readArticle(collector, source, entry))
      readings.push(readingOf(entry, 'read', 0))
      failures = 0
    } catch (error) {
      const refusal = refusalOf(error)
      trouble ??= `${entry.title}: ${refusal.message}`
      failures += refusal.isForGood ? 0 : 1
      const tries = (before?.tries ?? 0) + 1
      const state = refusal.isForGood || tries >= MAX_TRIES ? 'given-up' : 'wanted'
      readings.push(readingOf(entry, state, tries))
      // What was read before is worth more than the line in the list.
      if (before?.state !== 'read') entries.push(entry)
    }
  }
  return { entries, readings, left: due.length - tried, trouble }
}

const isDue = (entry: Entry, known: ArticleReading | undefined): boolean =>
  known?.listingHash !== listingHash(entry) || known.state === 'wanted'

const readingOf = (
  entry: Entry,
  state: ArticleReading['state'],
  tries: number
): ArticleReading => ({ guid: entry.guid, listingHash: listingHash(entry), state, tries })

/** Only the headline: when a page is rebuilt, excerpts come and go beside articles that stay the same. */
const listingHash = ({ title }: Entry): string => hashId('listing', title)

const readArticle = async (collector: Collector, source: Source, listed: Entry): Promise<Entry> => {
  const documents = [await fetchPage(collector, listed.url!)]
  const asked = new Set([listed.url])
  for (;;) {
    const now = collector.clock()
    const { entry, nextPage } = await collector.reader.readArticle(documents, source, now, listed)
    if (nextPage === null || asked.has(nextPage) || documents.length === MAX_PAGES) return entry
    asked.add(nextPage)
    try {
      documents.push(await fetchPage(collector, nextPage))
    } catch (error) {
      refusalOf(error)
      return entry
    }
  }
}

const fetchPage = async ({ http, robots }: Collector, url: string): Promise<Fetched> => {
  const admission = await robots.admit(url)
  if (!admission.isAllowed) throw new ParkwireError('robots', admission.message)
  const outcome = await http.fetch({ url, notBefore: admission.notBefore })
  if (outcome.outcome === 'ok') return outcome
  const status = outcome.outcome === 'failed' ? outcome.status : undefined
  const message = outcome.outcome === 'failed' ? outcome.message : 'it answered 304 unasked'
  const code = outcome.outcome === 'failed' ? outcome.code : 'http'
  throw new ParkwireError(isFinal(status) ? 'gone' : code, message)
}

/** It is not there, or not for us. */
const isFinal = (status: number | undefined): boolean =>
  status === 401 || status === 403 || status === 404 || status === 410

/** @throws the error itself when we were called off, or when it is a bug */
const refusalOf = (error: unknown): { message: string; isForGood: boolean } => {
  if (!(error instanceof ParkwireError) || error.code === 'aborted') throw error
  return { message: messageOf(error), isForGood: error.code === 'gone' || error.code === 'robots' }
}

const parted = <T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] => [
  all.filter(test),
  all.filter((one) => !test(one))
]
