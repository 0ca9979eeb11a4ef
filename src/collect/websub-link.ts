import { isWeb } from '../normalize/url.ts'

/** Targets by relation, each in the order of the header. */
export type Links = { readonly hubs: readonly string[]; readonly selves: readonly string[] }

/** One link (RFC 8288 §3). No `<` inside the address: a header of nothing but `<` stays cheap. */
const LINK = /<([^<>]*)>((?:\s*;\s*[\w*-]+(?:\s*=\s*(?:"(?:[^"\\]|\\.)*"|[^\s",;]*))?)*)/g
const PARAMETER = /;\s*([\w*-]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",;]*)))?/g

/** Reads `Link:`, several of them joined by commas; `base` is the address that was answered so. */
export const parseLinks = (header: string, base: string): Links => {
  const found = [...header.matchAll(LINK)].flatMap(([, address = '', parameters = '']) => {
    const href = webAddress(address, base)
    return href === null ? [] : [{ href, relations: relationsOf(parameters) }]
  })
  const targets = (relation: string): string[] =>
    found.filter(({ relations }) => relations.includes(relation)).map(({ href }) => href)
  return { hubs: targets('hub'), selves: targets('self') }
}

/** Only the first `rel` counts (§3.3); a link with an `anchor` speaks of another page (§3.2). */
const relationsOf = (text: string): readonly string[] => {
  const parameters = [...text.matchAll(PARAMETER)].map(([, name = '', quoted, bare]) => ({
    name: name.toLowerCase(),
    value: quoted ?? bare ?? ''
  }))
  if (parameters.some(({ name }) => name === 'anchor')) return []
  const rel = parameters.find(({ name }) => name === 'rel')?.value ?? ''
  return rel.toLowerCase().split(/\s+/)
}

/** Absolute, http or https; null for anything else. */
export const webAddress = (address: string, base: string): string | null => {
  const url = URL.parse(address.trim(), base)
  return url !== null && isWeb(url) ? url.href : null
}
