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
}

/** Where the pages of a park start: the first one has the short addresses. */
export const basePath = (parks: readonly { readonly id: string }[], id: string): string =>
  parks[0]?.id === id ? '' : `/parks/${id}`
