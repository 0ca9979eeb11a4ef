/** Enough for the statistics; a cut character at the end counts for nothing. */
const SAMPLE_BYTES = 0x4000

/**
 * The first bytes above ASCII with the two neighbours on either side that belong to them (half a
 * character, or the letters of the same word), without the ASCII stretches between.
 */
export const sampleForeign = (bytes: Uint8Array): Uint8Array => {
  const sample = new Uint8Array(SAMPLE_BYTES)
  let length = 0
  let kept = 0
  for (let i = 0; i < bytes.length && length < SAMPLE_BYTES - 5; i++) {
    if (bytes[i]! < 0x80) continue
    const from = Math.max(kept, i - 2)
    kept = Math.min(bytes.length, i + 3)
    for (let at = from; at < kept; at++) sample[length++] = bytes[at]!
  }
  return sample.subarray(0, length)
}
