import type { SourceKind } from '../kind.ts'
import { api } from './api.ts'
import { document } from './document.ts'
import { feed } from './feed.ts'
import { page } from './page.ts'

/** Every kind there is. A new one is a file beside this and a line here. */
export const kinds: readonly SourceKind[] = [feed, page, api, document]

export const kindNamed = (name: string): SourceKind | undefined =>
  kinds.find((kind) => kind.name === name)
