import { createHmac, timingSafeEqual } from 'node:crypto'

export type SignatureCheck = {
  /** The body as it came, chunk after chunk. */
  update(chunk: Uint8Array): void
  /** Once, after the last chunk. */
  matches(): boolean
}

/** W3C WebSub §7.1: these four and no other. */
const SIGNATURE = /^(sha1|sha256|sha384|sha512)=([0-9a-f]+)$/i

/**
 * What `X-Hub-Signature` promises about a body, or null when it promises nothing that can be checked.
 * The body passes through, so that a large one costs no memory.
 */
export const checkSignature = (header: string | null, secret: string): SignatureCheck | null => {
  const [, method = '', hex = ''] = SIGNATURE.exec(header?.trim() ?? '') ?? []
  if (method === '') return null
  const promised = Buffer.from(hex, 'hex')
  const hmac = createHmac(method.toLowerCase(), secret)
  return {
    update: (chunk) => void hmac.update(chunk),
    matches: () => {
      const actual = hmac.digest()
      return promised.length === actual.length && timingSafeEqual(promised, actual)
    }
  }
}
