import { errors } from 'undici'
import { expect, test } from 'vitest'
import { failureFrom, HttpFailure } from '../../src/collect/http-failure.ts'

const withCode = (code: string, message: string): Error =>
  Object.assign(new Error(message), { code })

test.each([
  ['ENOTFOUND', 'dns'],
  ['EAI_AGAIN', 'dns'],
  ['ECONNREFUSED', 'connect'],
  ['EHOSTUNREACH', 'connect'],
  ['UND_ERR_SOCKET', 'connect'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls'],
  ['EPROTO', 'tls'],
  ['CERT_HAS_EXPIRED', 'tls'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls'],
  ['UND_ERR_HEADERS_OVERFLOW', 'too-large'],
  ['HPE_HEADER_OVERFLOW', 'too-large'],
  ['HPE_INVALID_CONSTANT', 'protocol'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'protocol']
])('%s is a failure of the kind "%s"', (code, expected) => {
  expect(failureFrom(withCode(code, 'it broke'), 'a.example').code).toBe(expected)
})

test.each([
  [
    withCode('ECONNREFUSED', 'connect ECONNREFUSED 8.8.8.8:80'),
    '(connect ECONNREFUSED 8.8.8.8:80)'
  ],
  [
    withCode('EPROTO', 'write failed\nssl3:  bad record\n'),
    '(EPROTO: write failed ssl3: bad record)'
  ],
  [withCode('ETIMEDOUT', 'x'.repeat(500)), `(ETIMEDOUT: ${'x'.repeat(160)})`]
])('its message stays on one short line', (error, text) => {
  const { message, cause } = failureFrom(error, 'a.example')
  expect(message.startsWith('a.example ')).toBe(true)
  expect(message.endsWith(text)).toBe(true)
  expect(cause).toBe(error)
})

test('a parser error of undici counts as one even without a code', () => {
  const error = new errors.HTTPParserError('Response does not match the HTTP/1.1 protocol')
  expect(failureFrom(error, 'a.example')).toMatchObject({
    code: 'protocol',
    message:
      'a.example does not speak HTTP (HPE_INVALID: Response does not match the HTTP/1.1 protocol)'
  })
})

test('a failure that is one already passes through', () => {
  const failure = new HttpFailure('timeout', 'a.example did not finish within 30 s')
  expect(failureFrom(failure, 'b.example')).toBe(failure)
})

test.each([
  new TypeError('x is not a function'),
  withCode('UND_ERR_INVALID_ARG', 'invalid header')
])('a bug throws: %s', (bug) => {
  expect(() => failureFrom(bug, 'a.example')).toThrow(bug)
})
