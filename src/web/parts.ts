import type { Clock } from '../jobs/clock.ts'
import type { Logger } from '../log.ts'
import type { Park, Source } from '../model.ts'
import type { Store } from '../store/db.ts'

export type PublicPark = Park & { readonly feedAuthority: string }

export type WebParts = {
  readonly store: Store
  /** The first one has the short addresses. */
  readonly parks: readonly PublicPark[]
  readonly sources: readonly Source[]
  readonly baseUrl: string
  readonly log: Logger
  /** What is wrong, by name; empty when all is well. */
  readonly readiness: () => Promise<Record<string, string>>
  /** For calls of WebSub hubs; left out where no hub can reach us. */
  readonly push?: {
    readonly clock: Clock
    /** Has the sources that are due read now, where a worker runs in this process. */
    readonly wake: () => void
  }
}

/** Where the pages of a park start: the first one has the short addresses. */
export const basePath = (parks: readonly { readonly id: string }[], id: string): string =>
  parks[0]?.id === id ? '' : `/parks/${id}`
