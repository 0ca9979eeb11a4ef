import type { Db } from './db.ts'
import { chunksOf } from './chunks.ts'

/** How far the article behind an entry has been read, for sources with `text: full`. */
export type ArticleReading = {
  readonly guid: string
  /** Of the entry as the list has it. */
  readonly listingHash: string
  /** `wanted`: it could not be read yet; `given-up`: it will not be tried again. */
  readonly state: 'read' | 'wanted' | 'given-up'
  readonly tries: number
}

/** By guid; those that were never tried are left out. */
export const articleReadings = async (
  db: Db,
  sourceId: string,
  guids: readonly string[]
): Promise<Map<string, ArticleReading>> => {
  const found = new Map<string, ArticleReading>()
  for (const chunk of chunksOf(guids)) {
    const rows = await db
      .selectFrom('article_reading')
      .select(['guid', 'listing_hash', 'state', 'tries'])
      .where('source_id', '=', sourceId)
      .where('guid', 'in', chunk)
      .execute()
    for (const { guid, listing_hash: listingHash, state, tries } of rows) {
      found.set(guid, { guid, listingHash, state, tries })
    }
  }
  return found
}

/** Those of a source that are still to be read, the least tried first. */
export const wantedReadings = async (db: Db, sourceId: string): Promise<ArticleReading[]> => {
  const rows = await db
    .selectFrom('article_reading')
    .select(['guid', 'listing_hash', 'state', 'tries'])
    .where('source_id', '=', sourceId)
    .where('state', '=', 'wanted')
    .orderBy('tries')
    .orderBy('guid')
    .execute()
  return rows.map(({ guid, listing_hash: listingHash, state, tries }) => ({
    guid,
    listingHash,
    state,
    tries
  }))
}

export const putArticleReadings = async (
  db: Db,
  sourceId: string,
  readings: readonly ArticleReading[]
): Promise<void> => {
  for (const chunk of chunksOf(readings)) {
    await db
      .insertInto('article_reading')
      .values(
        chunk.map(({ guid, listingHash, state, tries }) => ({
          source_id: sourceId,
          guid,
          listing_hash: listingHash,
          state,
          tries
        }))
      )
      .onConflict((conflict) =>
        conflict.columns(['source_id', 'guid']).doUpdateSet((row) => ({
          listing_hash: row.ref('excluded.listing_hash'),
          state: row.ref('excluded.state'),
          tries: row.ref('excluded.tries')
        }))
      )
      .execute()
  }
}
