import { messageOf } from '../errors.ts'
import type { Entry, Source } from '../model.ts'
import type { Collector } from './collector.ts'
import { readListing, type Known } from './listing.ts'

/** Reads a source without remembering anything: what `collect --dry-run` shows. */
export const previewSource = async (
  collector: Collector,
  source: Source
): Promise<{ entries: readonly Entry[]; message: string | null }> => {
  try {
    const listing = await readListing(collector, source, UNKNOWN, collector.clock())
    if (listing.outcome !== 'read') {
      return { entries: [], message: listing.outcome === 'failed' ? listing.message : null }
    }
    const { entries, unusable } = listing.reading
    return { entries, message: unusable[0] ?? listing.trouble[0] ?? null }
  } catch (error) {
    return { entries: [], message: messageOf(error) }
  }
}

const UNKNOWN: Known = {
  etag: null,
  lastModified: null,
  movedTo: null,
  movedCount: 0,
  succeededAt: null,
  shape: null
}
