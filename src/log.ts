import { pino, destination, type Logger as PinoLogger } from 'pino'

export type Logger = PinoLogger

const SECRET_KEYS = [
  'password',
  'secret',
  'token',
  'authorization',
  'smtp',
  'store',
  'address',
  'to'
]

/**
 * JSON Lines on standard error: standard output belongs to what a command prints.
 * Fixed keys (`source_id`, `story_id`, `digest_id`, `duration_ms`, `outcome`); never addresses, tokens or bodies.
 */
export const createLogger = (level: string): Logger =>
  pino(
    {
      level,
      base: undefined,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`]), censor: '[hidden]' }
    },
    destination({ dest: 2, sync: true })
  )

/** Takes e-mail addresses out of what a server said before it is logged. */
export const maskAddresses = (text: string): string => text.replace(/[^\s<>"']+@[^\s<>"']+/g, '***')
