import ipaddr from 'ipaddr.js'
import { ConfigError } from '../errors.ts'
import { isPublicAddress } from './public-address.ts'

type Address = ReturnType<typeof ipaddr.parse>

/** One place inside that the operator opened: a name as it is asked for, or a network. */
export type AllowedHost =
  | { readonly name: string; readonly port: number }
  | { readonly network: readonly [Address, number]; readonly port: number }

/** Where a request is about to connect: the name that was asked for and one address of it. */
export type Target = { readonly hostname: string; readonly address: string; readonly port: number }

/**
 * Ports where other protocols listen that a web request could be made to speak to.
 * The Fetch standard's "bad ports", https://fetch.spec.whatwg.org/#port-blocking
 */
const BAD_PORTS = new Set([
  0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
  103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
  512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
  995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668,
  6669, 6679, 6697, 10080
])

/** Whether a request may connect there: the public web, and what the operator opened. */
export const mayConnect = (target: Target, allowed: readonly AllowedHost[]): boolean =>
  (isPublicAddress(target.address) && !BAD_PORTS.has(target.port)) || isAllowed(allowed, target)

/**
 * Reads `PARKWIRE_ALLOW_HOSTS`: `host:port` or `CIDR:port`, comma-separated, as in
 * `localhost:8081, 10.0.0.0/8:443, [::1]:8080, fd00::/8:443`.
 * @throws ConfigError with one line an entry that is neither.
 */
export const parseAllowHosts = (list: string): readonly AllowedHost[] => {
  const texts = list
    .split(',')
    .map((text) => text.trim())
    .filter((text) => text !== '')
  const read = texts.map((text) => ({ text, entry: parseEntry(text) }))
  const bad = read.filter(({ entry }) => entry === null)
  if (bad.length > 0) throw new ConfigError(bad.map(({ text }) => complaint(text)))
  return read.flatMap(({ entry }) => entry ?? [])
}

const isAllowed = (allowed: readonly AllowedHost[], target: Target): boolean =>
  allowed.some((entry) => {
    if (entry.port !== target.port) return false
    if ('name' in entry) return entry.name === withoutDot(target.hostname)
    const address = ipaddr.parse(target.address)
    return address.kind() === entry.network[0].kind() && address.match([...entry.network])
  })

const complaint = (text: string): string =>
  `allowed host "${text}": expected host:port or CIDR:port, such as localhost:8081, 10.0.0.0/8:443 or [::1]:8080`

const parseEntry = (text: string): AllowedHost | null => {
  const [, host = '', digits = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? []
  const port = Number(digits)
  if (host === '' || port < 1 || port > 65535) return null
  if (host.includes('/')) return network(host.replaceAll(/[[\]]/g, ''), port)
  if (host.startsWith('[') && host.endsWith(']')) return network(`${host.slice(1, -1)}/128`, port)
  return nameOrAddress(host, port)
}

/** Strict: `10.0.0/8` and `010.0.0.0/8` mean different networks to different programs. */
const network = (cidr: string, port: number): AllowedHost | null => {
  const isValid = ipaddr.IPv4.isValidCIDRFourPartDecimal(cidr) || ipaddr.IPv6.isValidCIDR(cidr)
  return isValid ? { network: ipaddr.parseCIDR(cidr), port } : null
}

/** Written as URLs write it, so that case, punycode and odd IPv4 forms compare equal later. */
const nameOrAddress = (host: string, port: number): AllowedHost | null => {
  const hostname = URL.parse(`http://${host}/`)?.hostname ?? ''
  if (/[:@?#\\]/.test(host) || !/^[\w-]+(\.[\w-]+)*\.?$/.test(hostname)) return null
  if (ipaddr.IPv4.isValidFourPartDecimal(hostname)) return network(`${hostname}/32`, port)
  return { name: withoutDot(hostname), port }
}

const withoutDot = (hostname: string): string => hostname.replace(/\.$/, '')
