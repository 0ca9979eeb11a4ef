/**
 * What a value becomes before an engine sees it, the same on both. Left to themselves node:sqlite takes an
 * object in first place for a bag of named values and NaN for NULL, and pg writes a Date in local time:
 * neither says a word. Text that is no UTF-8 becomes U+FFFD in both, and so does NUL, which Postgres refuses.
 *
 * @throws TypeError for what cannot be a SQL value; such a query is a bug
 */
export const sqlValue = (value: unknown): string | number | bigint | Uint8Array | null => {
  if (typeof value === 'string') return value.toWellFormed().replaceAll('\0', '\ufffd')
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'number' && Number.isFinite(value)) return value
  if (value === null || typeof value === 'bigint' || value instanceof Uint8Array) return value
  throw new TypeError(`store: ${kindOf(value)} cannot be a SQL value`)
}

/** Never what an object holds: that may be somebody's address. */
const kindOf = (value: unknown): string => {
  if (typeof value === 'number') return String(value)
  return typeof value === 'object' ? `an object (${value?.constructor?.name})` : typeof value
}
