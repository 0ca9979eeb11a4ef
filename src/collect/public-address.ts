import ipaddr from 'ipaddr.js'

/** IANA has given out global unicast addresses here only; `::7f00:1` and its like hide 127.0.0.1 elsewhere. */
const GLOBAL_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3')

/** Azure answers its machines' secrets here: public by its number, reachable from inside only. */
const PUBLIC_BUT_INSIDE = new Set(['168.63.129.16'])

/**
 * True for addresses of the open internet. Addresses that wrap another one (IPv4-mapped, NAT64, 6to4,
 * Teredo) are refused whatever they wrap: no outlet is published under one.
 */
export const isPublicAddress = (address: string): boolean => {
  if (!ipaddr.isValid(address) || PUBLIC_BUT_INSIDE.has(address)) return false
  const parsed = ipaddr.parse(address)
  if (parsed.range() !== 'unicast') return false
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_IPV6)
}
