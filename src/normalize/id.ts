import { hash } from 'node:crypto'

/**
 * The same id for the same parts, for ever: ids are stored and stand in feeds, so no line here may
 * change what comes out. 100 of the 256 bits of SHA-256 as 20 characters of Crockford's base32.
 * Each part goes in behind its length in UTF-8 bytes: `('ab', 'c')` and `('a', 'bc')` differ.
 */
export const hashId = (...parts: string[]): string => {
  let whole = ''
  for (const part of parts) whole += `${Buffer.byteLength(part)}:${part}`
  return base32(hash('sha256', whole, 'hex'))
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
/** Five hexadecimal digits are 20 bits, four digits of base32: 25 make an id of 20. */
const HEX_DIGITS = 25

const base32 = (hex: string): string => {
  let id = ''
  for (let at = 0; at < HEX_DIGITS; at += 5) {
    const bits = Number.parseInt(hex.slice(at, at + 5), 16)
    for (let shift = 15; shift >= 0; shift -= 5) id += ALPHABET.charAt((bits >> shift) & 31)
  }
  return id
}
