import { setImmediate as nextTurn } from 'node:timers/promises'
import { messageOf, ParkwireError } from '../errors.ts'
import { chooseLead } from '../match/lead.ts'
import { keysOf } from '../match/keys.ts'
import { matchEntry } from '../match/match.ts'
import { acceptAll, type Judge } from '../match/relevance.ts'
import type { Entry, Relevance, Source } from '../model.ts'
import { hashId } from '../normalize/id.ts'
import type { Db, Store } from '../store/db.ts'
import { queueStory } from '../store/digests.ts'
import {
  contentHashes,
  entriesWithKeys,
  findEntry,
  insertEntry,
  insertKeys,
  leadCandidates,
  replaceKeys,
  updateEntry,
  type KnownEntry
} from '../store/entries.ts'
import { isStoreFailure } from '../store/failure.ts'
import {
  insertStory,
  putPlacement,
  putRelevance,
  relevanceOfStory,
  updateStory
} from '../store/stories.ts'

/** What deciding about entries needs to know; the same for every source. */
export type Desk = {
  readonly store: Store
  /** Park id → its judge. */
  readonly judges: ReadonlyMap<string, Judge>
  readonly digests: readonly DigestQueue[]
  /** Names that stand in headlines as frames (`云川日报：…`). */
  readonly outlets: readonly string[]
}
/** A digest that accepted stories wait for, unless they are older than `maxAgeMs` when found. */
export type DigestQueue = {
  readonly parkId: string
  readonly name: string
  readonly maxAgeMs: number
  readonly sections?: readonly string[] | undefined
}

export type Ingested = {
  readonly added: number
  readonly changed: number
  /** Entries that could not be stored, with the reason; the others are. */
  readonly refused: readonly { readonly guid: string; readonly reason: string }[]
}

/**
 * Stores what a source gave: each entry, its story and the digests that follow from it stand in one
 * transaction. A batch of entries shares it; when one of them breaks it, each gets its own.
 *
 * @param beside what else stands in the same document: whose guids are there is another entry
 * @throws ParkwireError when the store itself fails; what is not stored by then is to be read again
 */
export const ingest = async (
  desk: Desk,
  source: Source,
  entries: readonly Entry[],
  beside: readonly Entry[] = entries
): Promise<Ingested> => {
  const guids = new Set([...entries, ...beside].map(({ guid }) => guid))
  const results: Ingested[] = []
  for (let from = 0; from < entries.length; from += BATCH) {
    // node:sqlite never lets go of the thread by itself: pages, timers and signals have their turn here.
    if (from > 0) await nextTurn()
    results.push(...(await storeBatch(desk, source, entries.slice(from, from + BATCH), guids)))
  }
  return {
    added: results.reduce((sum, result) => sum + result.added, 0),
    changed: results.reduce((sum, result) => sum + result.changed, 0),
    refused: results.flatMap((result) => result.refused)
  }
}

/** Entries a transaction; on SQLite nothing else of the process runs meanwhile, some 50 ms. */
const BATCH = 100

const storeBatch = async (
  desk: Desk,
  source: Source,
  entries: readonly Entry[],
  guids: ReadonlySet<string>
): Promise<Ingested[]> => {
  try {
    const unread = await withoutUnchanged(desk.store.db, source, entries)
    return unread.length === 0 ? [] : [await storeTogether(desk, source, unread, guids)]
  } catch (error) {
    if (entries.length < 2) return [refusal(entries, error)]
  }
  const results: Ingested[] = []
  for (const entry of entries) {
    const result = storeTogether(desk, source, [entry], guids)
    results.push(await result.catch((error: unknown) => refusal([entry], error)))
  }
  return results
}

/**
 * Most of what is read has been read before: one question settles it, and no transaction. Where a document
 * has a guid twice, all under it stay: what the first one changes, the second is compared with.
 */
const withoutUnchanged = async (
  db: Db,
  source: Source,
  entries: readonly Entry[]
): Promise<readonly Entry[]> => {
  const guids = entries.map(({ guid }) => guid)
  const hashes = await contentHashes(db, source.id, guids)
  const changed = new Set(
    entries
      .filter(({ guid, contentHash }) => hashes.get(guid) !== contentHash)
      .map(({ guid }) => guid)
  )
  return entries.filter(({ guid }) => changed.has(guid))
}

const refusal = (entries: readonly Entry[], error: unknown): Ingested => {
  if (isStoreFailure(error)) {
    throw new ParkwireError('store', 'store: entries cannot be stored', { cause: error })
  }
  const reason = messageOf(error)
  return { added: 0, changed: 0, refused: entries.map(({ guid }) => ({ guid, reason })) }
}

const storeTogether = (
  desk: Desk,
  source: Source,
  entries: readonly Entry[],
  guids: ReadonlySet<string>
): Promise<Ingested> =>
  desk.store.write(async (db) => {
    await desk.store.lockStories(db)
    const count = { added: 0, changed: 0 }
    const touched = new Map<string, Date>()
    for (const entry of entries) {
      const stored = await storeEntry(desk, db, source, entry, guids)
      if (!stored) continue
      count[stored.outcome]++
      touched.set(stored.storyId, entry.seenAt)
    }
    // Once a story, however many of its entries came: a thousand items of one headline stay a small matter.
    for (const [storyId, now] of touched) await settleStory(desk, db, storyId, now)
    return { ...count, refused: [] }
  })

/** The story that has to be settled; null for an entry that is known and unchanged. */
const storeEntry = async (
  desk: Desk,
  db: Db,
  source: Source,
  entry: Entry,
  guids: ReadonlySet<string>
): Promise<{ outcome: 'added' | 'changed'; storyId: string } | null> => {
  const known = await findEntry(db, entry, guids)
  if (known?.contentHash === entry.contentHash) return null
  const storyId = known
    ? await storeEdit(desk, db, known, entry)
    : await storeNew(desk, db, source, entry)
  const entryId = known?.id ?? entry.id
  for (const [parkId, judge] of desk.judges) {
    const judged = judge(entry)
    await putRelevance(db, parkId, entryId, source.filter === 'none' ? acceptAll(judged) : judged)
  }
  return { outcome: known ? 'changed' : 'added', storyId }
}

const storeNew = async (desk: Desk, db: Db, source: Source, entry: Entry): Promise<string> => {
  const keys = keysOf(entry, desk.outlets)
  const match = matchEntry(entry, keys, await entriesWithKeys(db, keys, entry.publishedAt))
  const storyId = match.verdict === 'same' ? match.storyId : hashId('story', entry.id)
  if (match.verdict === 'new') {
    const { publishedAt, seenAt } = entry
    await insertStory(db, { id: storyId, leadEntryId: entry.id, publishedAt, seenAt })
  }
  await insertEntry(db, entry, { storyId, trust: source.trust, match })
  await insertKeys(db, entry.id, keys)
  return storyId
}

const storeEdit = async (desk: Desk, db: Db, known: KnownEntry, entry: Entry): Promise<string> => {
  await updateEntry(db, known.id, entry)
  await replaceKeys(db, known.id, keysOf(entry, desk.outlets))
  return known.storyId
}

/** After any change to its entries: who leads, where the story stands in each park, which digests it waits for. */
const settleStory = async (desk: Desk, db: Db, storyId: string, now: Date): Promise<void> => {
  const [first, ...others] = await leadCandidates(db, storyId)
  if (!first) return
  const dated = [first, ...others].find(({ isUndated }) => !isUndated)
  const lead = chooseLead([first, ...others])
  await updateStory(db, storyId, { leadEntryId: lead.id, changedAt: now })
  const decisions = await relevanceOfStory(db, storyId)
  for (const parkId of desk.judges.keys()) {
    const place = placeIn(
      decisions.filter((decision) => decision.parkId === parkId),
      lead.id
    )
    if (!place) continue
    await putPlacement(db, parkId, storyId, { ...place, placedAt: now })
    if (place.verdict !== 'accept' || !dated) continue
    const digests = desk.digests.filter((digest) => digest.parkId === parkId)
    for (const digest of digests) {
      if (!takes(digest, place.section, dated.publishedAt, now)) continue
      await queueStory(db, digest, storyId, now)
    }
  }
}

const VERDICTS = ['accept', 'review', 'reject'] as const

/** One accepted copy is enough; among copies of the best verdict the lead names the section. */
const placeIn = (
  decisions: readonly (Relevance & { entryId: string })[],
  leadId: string
): Pick<Relevance, 'verdict' | 'section'> | undefined => {
  const verdict = VERDICTS.find((one) => decisions.some((decision) => decision.verdict === one))
  const best = decisions.filter((decision) => decision.verdict === verdict)
  return best.find((decision) => decision.entryId === leadId) ?? best[0]
}

const takes = (digest: DigestQueue, section: string, publishedAt: Date, now: Date): boolean =>
  (digest.sections?.includes(section) ?? true) &&
  publishedAt.getTime() >= now.getTime() - digest.maxAgeMs
