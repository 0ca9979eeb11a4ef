/** Headers of an answer by name in lower case. */
export type ResponseHeaders = Readonly<Record<string, string | undefined>>

const DAY_MS = 24 * 60 * 60 * 1000

/** Longer ones are not kept: they would come back in every request and fill the store. */
const MAX_VALIDATOR_CHARS = 1024

/** A header that came more than once is one list (RFC 9110 §5.3). */
export const flattenHeaders = (
  raw: Readonly<Record<string, string | string[] | undefined>>
): ResponseHeaders =>
  Object.fromEntries(
    Object.entries(raw).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : (value ?? '')
    ])
  )

/**
 * Milliseconds to stay away, from seconds or an HTTP date (RFC 9110 §10.2.3), at most a day: a source
 * must not be able to silence itself for good. Undefined when the header is absent or unreadable.
 */
export const parseRetryAfter = (value: string | undefined, nowMs: number): number | undefined => {
  const text = value?.trim() ?? ''
  // Some servers send fractions, which the RFC does not know.
  const waitMs = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : httpDate(text) - nowMs
  return Number.isNaN(waitMs) ? undefined : Math.min(Math.max(Math.round(waitMs), 0), DAY_MS)
}

/** An ETag or date to send back word for word, or null when it is unfit for a request header. */
export const parseValidator = (value: string | null | undefined): string | null => {
  const text = value?.trim() ?? ''
  return text.length <= MAX_VALIDATOR_CHARS && /^[\x20-\x7e]+$/.test(text) ? text : null
}

/**
 * Location with each raw byte beyond ASCII written as `%XX`. Header bytes reach us as Latin-1;
 * Chinese servers send UTF-8 or GBK unescaped, and the server must get its own bytes back.
 */
export const parseLocation = (value: string): string =>
  value
    .trim()
    .replaceAll(/[\x80-\xff]/g, (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`)

/** The three forms of RFC 9110 §5.6.7. The oldest names no zone; all are UTC. */
const httpDate = (text: string): number => {
  if (/^[A-Z][a-z]{2,8}, \d/.test(text)) return Date.parse(text)
  return /^[A-Z][a-z]{2} [A-Z][a-z]{2} [\d ]\d \d/.test(text) ? Date.parse(`${text} GMT`) : NaN
}
