/** Bytes in which an XML declaration or a `meta` may stand (browsers scan 1024). */
const HEAD_BYTES = 4096

/**
 * The charsets that somebody names for a document, as they are spelt, the weightiest first: HTTP
 * header (RFC 7303 puts it above the declaration), XML declaration, `meta` of an HTML page.
 */
export const declaredLabels = (bytes: Uint8Array, contentType?: string | null): string[] => {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString('latin1')
  return [
    /\bcharset\s*=\s*["']?([^"';,]+)/i.exec(contentType ?? ''),
    /<\?xml[^>]*?\bencoding\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([\w.:-]+))/i.exec(head),
    /<meta[^>]*?\bcharset\s*=\s*["']?([^"'<>;/]+)/i.exec(head)
  ]
    .map((match) => (match?.[1] ?? match?.[2] ?? match?.[3] ?? '').trim())
    .filter((label) => label !== '')
}
