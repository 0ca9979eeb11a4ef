/** An expected failure with a stable code for programs and one sentence for people. */
export class ParkwireError extends Error {
  readonly code: string

  constructor(code: string, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ParkwireError'
    this.code = code
  }
}

/** Wrong usage or configuration: the program ends with exit code 2. One line a mistake. */
export class ConfigError extends ParkwireError {
  readonly lines: readonly string[]

  constructor(lines: readonly string[], options?: ErrorOptions) {
    super('config', lines.join('\n'), options)
    this.name = 'ConfigError'
    this.lines = lines
  }
}

/** The code of an error of Node, of a database or of our own (`ENOENT`, `40001`); empty without one. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : ''

/**
 * What a caught value says for itself, causes included unless they say it again, on one line. Libraries
 * quote what they were given, so control characters (line ends, terminal codes) become spaces.
 */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return onOneLine(String(error))
  const own = onOneLine(error.message || error.name)
  const cause = error.cause === undefined ? '' : messageOf(error.cause)
  return own.includes(cause) ? own : `${own}: ${cause}`
}

const onOneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
