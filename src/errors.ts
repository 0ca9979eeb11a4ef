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

/** What a caught value says for itself, causes included, on one line. */
export const messageOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const own = error.message || error.name
  return error.cause === undefined ? own : `${own}: ${messageOf(error.cause)}`
}
