import { isIP, type LookupFunction } from 'node:net'
import { lookup } from 'node:dns/promises'
import { buildConnector } from 'undici'
import { mayConnect, type AllowedHost } from './guard.ts'
import { HttpFailure } from './http-failure.ts'

export type ResolvedAddress = { readonly address: string; readonly family: number }
export type Resolve = (hostname: string) => Promise<readonly ResolvedAddress[]>

type Options = {
  readonly allowed: readonly AllowedHost[]
  readonly resolve: Resolve
  /** Destroys the socket, also one that is still connecting. */
  readonly signal: AbortSignal
}

/** Node's 250 ms gives up on an honest server across an ocean; dead IPv6 still costs a second only. */
const NEXT_ADDRESS_AFTER_MS = 1000

/** As the machine resolves names, hosts file included. */
export const systemResolve: Resolve = (hostname) => lookup(hostname, { all: true })

/**
 * The only way out: resolves once, keeps the addresses that the guard lets pass, and connects to
 * exactly those. undici asks no `lookup` about literal addresses, hence the check before the socket.
 */
export const createConnector =
  ({ allowed, resolve, signal }: Options): buildConnector.connector =>
  (target, callback) => {
    const standard = target.protocol === 'https:' ? 443 : 80
    const port = target.port === '' ? standard : Number(target.port)
    checkedAddresses(target.hostname, port, { allowed, resolve, signal })
      .then((addresses) => connectorTo(addresses, signal)(target, callback))
      .catch((error: unknown) => callback(error as Error, null))
  }

const checkedAddresses = async (
  hostname: string,
  port: number,
  { allowed, resolve, signal }: Options
): Promise<ResolvedAddress[]> => {
  const family = isIP(hostname)
  const all = family === 0 ? await resolve(hostname) : [{ address: hostname, family }]
  signal.throwIfAborted()
  const open = all.filter(({ address }) => mayConnect({ hostname, address, port }, allowed))
  if (open.length === 0) throw blocked(hostname, port)
  return open
}

const blocked = (hostname: string, port: number): HttpFailure => {
  const place = `${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`
  const advice = `if it is yours, list ${place} in PARKWIRE_ALLOW_HOSTS`
  return new HttpFailure('blocked-address', `${place} is not on the public web; ${advice}`)
}

const connectorTo = (addresses: ResolvedAddress[], signal: AbortSignal): buildConnector.connector =>
  buildConnector({
    lookup: pinnedTo(addresses),
    signal,
    // Our deadline covers connecting, and HTTP/2 would only add ways to be attacked.
    timeout: 0,
    allowH2: false,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS_AFTER_MS
  })

const pinnedTo =
  (addresses: ResolvedAddress[]): LookupFunction =>
  (_hostname, options, callback) => {
    if (options.all) return callback(null, addresses)
    callback(null, addresses[0]!.address, addresses[0]!.family)
  }
