import type { SourceKind } from '../kind.ts'
import { feed } from './feed.ts'

/** Every kind there is. A new one is a file beside this and a line here. */
export const kinds: readonly SourceKind[] = [feed]

export const kindNamed = (name: string): SourceKind | undefined =>
  kinds.find((kind) => kind.name === name)
