/**
 * What a feed's namespaces mean, by their addresses in lower case without scheme and trailing `/` or
 * `#`: writers differ in those. Early Atom drafts and the many homes of RSS are Atom and RSS.
 */
const FAMILIES: Readonly<Record<string, string>> = {
  'www.w3.org/2005/atom': 'atom',
  'purl.org/atom/ns': 'atom',
  'purl.org/echo': 'atom',
  'purl.org/pie': 'atom',
  'example.com/necho': 'atom',
  'example.com/newformat': 'atom',
  'uri/of/echo/namespace': 'atom',
  'backend.userland.com/rss': 'rss',
  'backend.userland.com/rss2': 'rss',
  'backend.userland.com/rss091': 'rss',
  'backend.userland.com/rss092': 'rss',
  'blogs.law.harvard.edu/tech/rss': 'rss',
  'cyber.law.harvard.edu/rss': 'rss',
  'my.netscape.com/rdf/simple/0.9': 'rss',
  'my.netscape.com/publish/formats/rss-0.91.dtd': 'rss',
  'channel.netscape.com/rdf/simple/0.9': 'rss',
  'purl.org/net/rss1.1': 'rss',
  'purl.org/rss/1.0': 'rss',
  'purl.org/rss/1.0/modules/rss091': 'rss',
  'www.rssboard.org/rss-specification': 'rss',
  'purl.org/rss/1.0/modules/content': 'content',
  'purl.org/rss/1.0/modules/syndication': 'sy',
  'purl.org/dc/elements/1.0': 'dc',
  'purl.org/dc/elements/1.1': 'dc',
  'purl.org/dc/terms': 'dcterms',
  'purl.org/metadata/dublin_core': 'dc',
  'search.yahoo.com/mrss': 'media',
  'search.yahoo.com/mrss/extended': 'media',
  'video.search.yahoo.com/mrss': 'media',
  'www.rssboard.org/media-rss': 'media',
  'www.itunes.com/dtds/podcast-1.0.dtd': 'itunes',
  'example.com/dtds/podcast-1.0.dtd': 'itunes',
  'www.bing.com/news/search': 'news',
  'www.w3.org/1999/02/22-rdf-syntax-ns': 'rdf',
  'www.w3.org/1999/xhtml': 'xhtml',
  'www.w3.org/xml/1998/namespace': 'xml'
}

/** A name that no reader asks for: an element of a namespace that says nothing here. */
const FOREIGN = '?'

/** The namespaces in force at a place of the document. */
export type Scope = {
  /** `dc:creator` whatever its prefix is; the format's own elements have none. */
  nameOf(written: string): string
  /** With what `declared`, prefix to address, adds. */
  within(declared: ReadonlyMap<string, string>): Scope
}

/**
 * Names by namespace, not by prefix (Namespaces in XML 1.0). A prefix that was never declared means what
 * it usually does. What a root's own namespace is, right or wrong, is that of its format.
 */
export const rootScope = (
  written: string,
  declared: ReadonlyMap<string, string>,
  ownFamily: 'rss' | 'atom'
): Scope => {
  const family = familyOf(declared.get(prefixOf(written)) ?? '')
  return scopeOf(declared, new Set([ownFamily, ...(family === 'rdf' ? [] : [family])]))
}

const scopeOf = (uris: ReadonlyMap<string, string>, own: ReadonlySet<string>): Scope => {
  const known = new Map<string, string>()
  const read = (written: string): string => {
    const prefix = prefixOf(written)
    const local = prefix === '' ? written : written.slice(prefix.length + 1)
    const uri = uris.get(prefix)
    const family = uri === undefined || uri === '' ? prefix : familyOf(uri)
    if (family === '' || own.has(family)) return local
    return `${family in MEANINGS || uri === undefined ? family : FOREIGN}:${local}`
  }
  const scope: Scope = {
    nameOf: (written) => {
      let name = known.get(written)
      if (name === undefined) {
        name = read(written)
        if (known.size < MAX_KNOWN) known.set(written, name)
      }
      return name
    },
    within: (declared) =>
      uris.size > MAX_DECLARED ? scope : scopeOf(new Map([...uris, ...declared]), own)
  }
  return scope
}

/** Each element that declares some has a table of its own; the longest lists seen have some twenty. */
const MAX_DECLARED = 64

/** More different names than this are an attack on memory. */
const MAX_KNOWN = 1000

const MEANINGS: Readonly<Record<string, true>> = Object.fromEntries(
  Object.values(FAMILIES).map((family) => [family, true])
)

/** The longest that is known has 60. */
const MAX_ADDRESS = 200

/** A family's short name, or the address itself when nobody knows it. */
const familyOf = (uri: string): string => {
  const address = uri
    .slice(0, MAX_ADDRESS)
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/(?::443)?(\/news\/search)\?.*/, '$1') // Bing puts its query there
    .replace(/[/#]+$/, '')
  return Object.hasOwn(FAMILIES, address) ? FAMILIES[address]! : address
}

const prefixOf = (written: string): string => {
  const colon = written.indexOf(':')
  return colon < 0 ? '' : written.slice(0, colon)
}
