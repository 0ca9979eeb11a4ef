import { messageOf } from '../errors.ts'
import type { Entry, Source } from '../model.ts'
import { maskSecrets } from '../normalize/mask-secrets.ts'
import type { Collector } from './collector.ts'
import type { Known } from './fetch-source.ts'
import { readListing } from './listing.ts'

/** Reads a source without remembering anything: what `collect --dry-run` shows. */
export const previewSource = async (collector: Collector, source: Source): Promise<Preview> => {
  const { entries, message } = await previewOf(collector, source)
  return { entries, message: message && maskSecrets(message) }
}

type Preview = { readonly entries: readonly Entry[]; readonly message: string | null }

const previewOf = async (collector: Collector, source: Source): Promise<Preview> => {
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
