import { describe, expect, test } from 'vitest'
import { checkSignature } from '../../src/collect/websub-signature.ts'

/** RFC 2202 §3 and RFC 4231 §4.3, test case 2. */
const KEY = 'Jefe'
const BODY = 'what do ya want for nothing?'
const SHA1 = 'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79'
const SHA256 = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'
const SHA384 =
  'af45d2e376484031617f78d2b58a6b1b9c7ef464f5a01b47e42ec3736322445e8e2240ca5e69e2c78b3239ecfab21649'
const SHA512 =
  '164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737'

const matches = (header: string | null, body = BODY, key = KEY): boolean | null => {
  const check = checkSignature(header, key)
  // In two pieces, as a body arrives.
  check?.update(Buffer.from(body.slice(0, 5)))
  check?.update(Buffer.from(body.slice(5)))
  return check?.matches() ?? null
}

describe('the signature of a hub', () => {
  test.each([
    ['sha1', `sha1=${SHA1}`],
    ['sha256', `sha256=${SHA256}`],
    ['sha384', `sha384=${SHA384}`],
    ['sha512', `sha512=${SHA512}`],
    ['capitals', `SHA256=${SHA256.toUpperCase()}`]
  ])('holds: %s', (_, header) => {
    expect(matches(header)).toBe(true)
  })

  test('fails for another body, another secret, another digit or another method', () => {
    expect(matches(`sha256=${SHA256}`, `${BODY}!`)).toBe(false)
    expect(matches(`sha256=${SHA256}`, BODY, 'jefe')).toBe(false)
    expect(matches(`sha256=${SHA256.replace(/.$/, '4')}`)).toBe(false)
    expect(matches(`sha1=${SHA256}`)).toBe(false)
    expect(matches(`sha256=${SHA256.slice(0, -2)}`)).toBe(false)
    expect(matches(`sha256=${SHA256}00`)).toBe(false)
  })

  test.each([
    ['missing', null],
    ['empty', ''],
    ['without a method', SHA256],
    ['of a weak method', 'md5=750c783e6ab0b503eaa86e310a5db738'],
    ['of an unknown method', `sha3-256=${SHA256}`],
    ['not hexadecimal', `sha256=${SHA256.slice(0, -1)}g`],
    ['one of two', `sha256=${SHA256}, sha1=${SHA1}`]
  ])('cannot be checked: %s', (_, header) => {
    expect(matches(header)).toBe(null)
  })
})
