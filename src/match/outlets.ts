import type { Copy } from '../model.ts'
import { fold } from '../normalize/text.ts'

/**
 * Who carried a story: each outlet once, in order of publication, with its first copy (and the address of
 * a later one if the first has none). Mirrors are no outlets.
 */
export const outletsOf = (copies: readonly Copy[]): Copy[] => {
  const byName = new Map<string, Copy>()
  for (const copy of copies.filter((one) => !one.isMirror).toSorted(byPublication)) {
    // A search feed writes 海峡产业观察 for 海峽產業觀察.
    const name = fold(copy.outlet)
    const known = byName.get(name)
    if (!known) byName.set(name, copy)
    else if (known.url === null) byName.set(name, { ...known, url: copy.url })
  }
  return [...byName.values()]
}

/** The entry id settles ties, so that the order in which a store answers never shows. */
const byPublication = (a: Copy, b: Copy): number =>
  a.publishedAt.getTime() - b.publishedAt.getTime() || (a.entryId < b.entryId ? -1 : 1)

/** How many mangled copies a story has; they are counted, never named. */
export const mirrorsIn = (copies: readonly Pick<Copy, 'isMirror'>[]): number =>
  copies.filter((copy) => copy.isMirror).length
