import { fieldsOf } from './element.ts'
import { authorsOf, itemFrom } from './fields.ts'
import { linksWith, readingLinks } from './links.ts'
import { wordingOf } from './wording-of.ts'
import { itemsIn } from './items-in.ts'
import { inheritable, type LooseFeed, type LooseItem } from './loose.ts'
import type { Element } from './xml.ts'

/** Atom 1.0 and 0.3. */
export const readAtom = (root: Element): LooseFeed => {
  const about = fieldsOf(root)
  const links = about.all('link')
  return {
    title: wordingOf(about.first('title'), 'guess'),
    links: readingLinks(links),
    language: root.attributes['xml:lang'],
    advice: { hubs: linksWith(links, 'hub'), self: linksWith(links, 'self')[0] },
    items: looseEntries(itemsIn(root, 'entry'), inheritable(authorsOf(about)))
  }
}

/** RFC 4287 §4.2.1: an entry without author has that of its source, or else of the feed. */
function* looseEntries(
  entries: readonly Element[],
  inherited: readonly string[]
): Generator<LooseItem> {
  for (const entry of entries) {
    yield itemFrom(entry, fieldsOf(entry), { strings: 'guess', inherited })
  }
}
