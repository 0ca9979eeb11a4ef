import type { Entry, Relevance } from '../../src/model.ts'
import type { Db } from '../../src/store/db.ts'
import { insertEntry } from '../../src/store/entries.ts'
import { insertStory, putPlacement, putRelevance } from '../../src/store/stories.ts'

export const NOW = new Date('2026-11-23T01:00:00Z')
export const minutesAfter = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000)
export const PARK = 'chenghu'

/** An entry of one source; what a test does not name it does not read. */
export const entryFrom = (
  sourceId: string,
  guid: string,
  fields: Partial<Omit<Entry, 'sourceId' | 'guid'>> = {}
): Entry => {
  const title = fields.title ?? `题目 ${guid}`
  return {
    id: `${sourceId}-${guid}`,
    sourceId,
    guid,
    url: `https://${sourceId}.example/${guid}`,
    title,
    summary: `摘要 ${guid}`,
    html: `<p>正文 ${guid}</p>`,
    text: `正文 ${guid}`,
    author: null,
    outlet: sourceId,
    publishedAt: NOW,
    publishedBy: 'source',
    dateDoubt: null,
    isUndated: false,
    seenAt: NOW,
    contentHash: `${title}|${fields.text ?? ''}`,
    repair: { verdict: 'clean', damaged: false },
    isMirror: false,
    ...fields
  }
}

export const NO_MATCH = { verdict: 'new', reason: 'nothing alike' } as const

/** Stores a story that the first of `entries` leads. */
export const storeStory = async (
  db: Db,
  id: string,
  entries: readonly [Entry, ...Entry[]]
): Promise<void> => {
  const [{ id: leadEntryId, publishedAt, seenAt }] = entries
  await insertStory(db, { id, leadEntryId, publishedAt, seenAt })
  for (const entry of entries) {
    await insertEntry(db, entry, { storyId: id, trust: 'press', match: NO_MATCH })
  }
}

/** Stores a story of one entry and places it in the park. */
export const storePlaced = async (
  db: Db,
  id: string,
  place: { section?: string; verdict?: Relevance['verdict']; publishedAt?: Date } = {}
): Promise<void> => {
  const { section = 'news', verdict = 'accept', publishedAt = NOW } = place
  const entry = entryFrom('ycrb', id, { publishedAt })
  await storeStory(db, id, [entry])
  await putRelevance(db, PARK, entry.id, { verdict, section, score: 60, reasons: [] })
  await putPlacement(db, PARK, id, { verdict, section, placedAt: NOW })
}
