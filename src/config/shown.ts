/** Longer values are cut: a line has to stay a line. */
const MAX_CHARS = 60

/** A value of a file as a message quotes it. */
export const shown = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object' && value !== null) return 'a group of keys'
  // JSON has no word for `.nan` and `.inf`.
  return cut(typeof value === 'string' ? JSON.stringify(value) : String(value))
}

export const cut = (text: string): string => {
  const chars = [...text]
  return chars.length > MAX_CHARS ? `${chars.slice(0, MAX_CHARS).join('')}…` : text
}
