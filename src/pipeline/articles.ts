import type { Fetched } from '../collect/kind.ts'
import { ParkwireError } from '../errors.ts'
import type { Entry, Source } from '../model.ts'
import { hashId } from '../normalize/id.ts'
import { articleReadings, wantedReadings, type ArticleReading } from '../store/article-readings.ts'
import type { Db } from '../store/db.ts'
import { contentHashes, entriesWithGuids } from '../store/entries.ts'
import type { Collector } from './collector.ts'
import { fetchPage } from './fetch-page.ts'
import { requireDocument } from './require-document.ts'

/** Entries with their articles, as far as these could be read at this visit. */
export type WithArticles = {
  /** To be stored. */
  readonly entries: readonly Entry[]
  /** To be remembered once they are. */
  readonly readings: readonly ArticleReading[]
  /** Articles that are left for the next visit. */
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
 * Reads the article behind each entry that is new or was edited in the list, then those that earlier
 * visits have left. No entry waits for its article: until it is read, the entry is what the list says, and
 * what was read is never replaced by a line of the list.
 */
export const readArticles = async (
  collector: Collector,
  source: Source,
  listed: readonly Entry[],
  until: Date
): Promise<WithArticles> => {
  const unique = firstOfEach(listed)
  const plain = unique.filter(({ url }) => url === null)
  const tasks = await tasksOf(
    collector,
    source,
    unique.filter(({ url }) => url !== null)
  )
  const entries = [...plain]
  const readings: ArticleReading[] = []
  const troubles: string[] = []
  let failures = 0
  let left = 0
  let isEnough = false
  for (const [at, task] of tasks.entries()) {
    const { entry, hash, tries } = task
    isEnough ||= at >= MAX_ARTICLES || failures >= MAX_FAILURES || collector.clock() > until
    const result = isEnough ? LEFT : await tryArticle(collector, source, { entry, until })
    if (result.state === 'read') entries.push(result.entry)
    else if (!task.isStored) entries.push(entry)
    if (result.state === 'failed') troubles.push(`${entry.title}: ${result.message}`)
    failures = result.state === 'failed' && !result.isForGood ? failures + 1 : 0
    left += Number(isEnough)
    readings.push({ guid: entry.guid, listingHash: hash, ...standingAfter(result, tries) })
  }
  return { entries, readings, left, trouble: troubles[0] ?? null }
}

/** One guid twice in a document is one article. */
const firstOfEach = (entries: readonly Entry[]): readonly Entry[] => {
  const seen = new Set<string>()
  return entries.filter(({ guid }) => !seen.has(guid) && seen.add(guid))
}

/** An entry whose article is wanted. */
type Task = {
  readonly entry: Entry
  readonly hash: string
  readonly tries: number
  readonly isStored: boolean
}

const tasksOf = async (
  { store: { db } }: Collector,
  source: Source,
  listed: readonly Entry[]
): Promise<readonly Task[]> => {
  const guids = listed.map(({ guid }) => guid)
  const known = await articleReadings(db, source.id, guids)
  const stored = await contentHashes(db, source.id, guids)
  const news = listed.flatMap((entry): Task[] => {
    const hash = listingHash(entry)
    const reading = known.get(entry.guid)
    if (reading?.listingHash !== hash) {
      return [{ entry, hash, tries: 0, isStored: stored.has(entry.guid) }]
    }
    const { tries, state } = reading
    return state === 'wanted' ? [{ entry, hash, tries, isStored: stored.has(entry.guid) }] : []
  })
  return [...news, ...(await backlogOf(db, source, new Set(guids)))]
}

/** Entries that no longer stand in the list, or in a list that has not changed. */
const backlogOf = async (
  db: Db,
  source: Source,
  listed: ReadonlySet<string>
): Promise<readonly Task[]> => {
  const wanted = (await wantedReadings(db, source.id)).filter(({ guid }) => !listed.has(guid))
  const readings = new Map(wanted.slice(0, MAX_ARTICLES + 1).map((one) => [one.guid, one]))
  const entries = await entriesWithGuids(db, source.id, [...readings.keys()])
  return entries.map((entry) => {
    const { listingHash: hash, tries } = readings.get(entry.guid)!
    return { entry, hash, tries, isStored: true }
  })
}

/** Only the headline: when a page is rebuilt, excerpts come and go beside articles that stay the same. */
const listingHash = ({ title }: Entry): string => hashId('listing', title)

type Result =
  | { readonly state: 'read'; readonly entry: Entry }
  | { readonly state: 'failed'; readonly message: string; readonly isForGood: boolean }
  | { readonly state: 'left' }

const LEFT: Result = { state: 'left' }

const standingAfter = (result: Result, tries: number): Pick<ArticleReading, 'state' | 'tries'> => {
  if (result.state === 'read') return { state: 'read', tries: 0 }
  if (result.state === 'left') return { state: 'wanted', tries }
  const isOver = result.isForGood || tries + 1 >= MAX_TRIES
  return { state: isOver ? 'given-up' : 'wanted', tries: tries + 1 }
}

/** @throws the error itself when we were called off, or when it is a bug */
const tryArticle = async (
  collector: Collector,
  source: Source,
  wanted: { entry: Entry; until: Date }
): Promise<Result> => {
  try {
    return { state: 'read', entry: await readArticle(collector, source, wanted) }
  } catch (error) {
    const { code, message } = refusalOf(error)
    return { state: 'failed', message, isForGood: code === 'gone' || code === 'robots' }
  }
}

const readArticle = async (
  collector: Collector,
  source: Source,
  { entry: listed, until }: { entry: Entry; until: Date }
): Promise<Entry> => {
  const documents = [await pageAt(collector, listed.url!)]
  const asked = new Set([listed.url])
  for (;;) {
    const now = collector.clock()
    const { entry, nextPage } = await collector.reader.readArticle(documents, source, now, listed)
    const isEnough = documents.length === MAX_PAGES || collector.clock() > until
    if (nextPage === null || asked.has(nextPage) || isEnough) return entry
    asked.add(nextPage)
    try {
      documents.push(await pageAt(collector, nextPage))
    } catch (error) {
      refusalOf(error)
      return entry
    }
  }
}

const pageAt = async (collector: Collector, url: string): Promise<Fetched> =>
  requireDocument(await fetchPage(collector, { url }))

/** @throws the error itself when we were called off, or when it is a bug */
const refusalOf = (error: unknown): ParkwireError => {
  if (error instanceof ParkwireError && error.code !== 'aborted') return error
  throw error
}
