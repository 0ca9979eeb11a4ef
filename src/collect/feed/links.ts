import type { Node } from './element.ts'
import type { Address, LooseEnclosure } from './loose.ts'
import type { Element } from './xml.ts'

/**
 * The addresses that a reader would open, the best first: an element's text, or the `href` of an
 * alternate (RFC 4287 §4.2.7.2). Never `self`, an enclosure or a hub.
 */
export const readingLinks = (links: readonly Node[]): Address[] => {
  const open = links.filter(({ $ }) => relationOf($) === 'alternate')
  const written = open.filter(({ _, $ }) => _ !== '' && $['href'] === undefined)
  const alternates = open.filter(({ $ }) => $['href'] !== undefined)
  const pages = alternates.filter(({ $ }) => /^$|html/i.test($['type'] ?? ''))
  return [
    ...written.map(({ _, element }) => addressIn(element, _)),
    ...[...pages, ...alternates].map(({ $, element }) => addressIn(element, $['href']))
  ]
}

export const linksWith = (links: readonly Node[], relation: string): Address[] =>
  links
    .filter(({ $ }) => relationOf($) === relation)
    .map(({ $, element }) => addressIn(element, $['href']))

const relationOf = ({ rel = 'alternate' }: Node['$']): string =>
  rel
    .trim()
    .toLowerCase()
    .replace(/^http:\/\/www\.iana\.org\/assignments\/relation\//, '') || 'alternate'

export const addressIn = ({ base }: Element, href: string | undefined): Address => ({ href, base })

export const enclosureIn = ({ _, $, element }: Node): LooseEnclosure[] => {
  if (element.name !== 'enclosure' && relationOf($) !== 'enclosure') return []
  const href = $['url'] ?? $['href'] ?? $['resource'] ?? (_ === '' ? undefined : _)
  return [{ url: addressIn(element, href), type: $['type'], length: $['length'] }]
}
