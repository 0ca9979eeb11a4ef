import type { Browser } from '../collect/browser.ts'
import type { HttpClient } from '../collect/fetch.ts'
import type { Reader } from '../collect/reader.ts'
import type { Robots } from '../collect/robots.ts'
import type { HubOffer } from '../collect/websub.ts'
import type { Logger } from '../log.ts'
import type { Desk } from './ingest.ts'

/** What reading sources needs. */
export type Collector = Desk & {
  readonly http: HttpClient
  readonly robots: Robots
  readonly reader: Reader
  /** For pages that scripts draw; absent unless the operator names one. */
  readonly browser?: Browser | undefined
  /** The folder of `file:` addresses. */
  readonly dir: string
  readonly maxBytes: number
  /** Hosts read side by side. */
  readonly atOnce: number
  /** Entries of one document that are stored, the newest; 2,000 when left out. */
  readonly maxEntries?: number
  readonly clock: () => Date
  /** From 0 to below 1; Math.random when left out. */
  readonly random?: () => number
  /** Ids of the sources whose outlets tell us of news by themselves. Asked once a round. */
  readonly pushedSources?: (now: Date) => Promise<ReadonlySet<string>>
  /** Told after every document that was read whether it names a hub; left out where no hub can reach us. */
  readonly noteOffer?: (sourceId: string, offer: HubOffer | null) => Promise<void>
  readonly log: Logger
}

/** A document is read whole into the store, each entry with its story: a thousand take seconds. */
const MAX_ENTRIES = 2000

export const maxEntriesOf = ({ maxEntries = MAX_ENTRIES }: Collector): number => maxEntries
