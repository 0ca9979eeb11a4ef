import { fieldsOf } from './element.ts'
import { authorsOf, itemFrom } from './fields.ts'
import { linksWith, readingLinks } from './links.ts'
import { wordingOf } from './wording-of.ts'
import { itemsIn } from './items-in.ts'
import type { LooseFeed } from './loose.ts'
import type { Element } from './xml.ts'

/** Atom 1.0 and 0.3. */
export const readAtom = (root: Element): LooseFeed => {
  const about = fieldsOf(root)
  const links = about.all('link')
  // RFC 4287 §4.2.1: an entry without author has that of its source, or else of the feed.
  const inherited = authorsOf(about)
  return {
    title: wordingOf(about.first('title'), 'guess'),
    links: readingLinks(links),
    language: root.attributes['xml:lang'],
    advice: { hubs: linksWith(links, 'hub'), self: linksWith(links, 'self')[0] },
    items: itemsIn(root, 'entry').map((entry) =>
      itemFrom(entry, fieldsOf(entry), { strings: 'guess', inherited })
    )
  }
}
