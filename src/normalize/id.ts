import { createHash } from 'node:crypto'

/**
 * The same id for the same parts, for ever: ids are stored and stand in feeds, so no line here may
 * change what comes out. 100 of the 256 bits of SHA-256 as 20 characters of Crockford's base32.
 * Each part goes in behind its length in UTF-8 bytes: `('ab', 'c')` and `('a', 'bc')` differ.
 */
export const hashId = (...parts: string[]): string => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${Buffer.byteLength(part)}:${part}`)
  return base32(hash.digest()).slice(0, ID_CHARS)
}

const ID_CHARS = 20
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

const base32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{5}/g) ?? []).map((five) => ALPHABET[Number.parseInt(five, 2)]).join('')
}
