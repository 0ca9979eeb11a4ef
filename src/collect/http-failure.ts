import { errors } from 'undici'
import { messageOf, ParkwireError } from '../errors.ts'

/** Why an outgoing request brought nothing. Stored with the source, so a code keeps its meaning. */
export type FailureCode =
  | 'bad-url'
  | 'blocked-address'
  | 'dns'
  | 'connect'
  | 'tls'
  | 'protocol'
  | 'timeout'
  | 'aborted'
  | 'redirect'
  | 'robots'
  | 'robots-unknown'
  | 'http'
  | 'too-large'
  | 'bad-encoding'
  | 'truncated'

type Details = ErrorOptions & { status?: number; retryAfterMs?: number }

/** Travels from wherever a request breaks off to `fetch`, which turns it into an outcome. */
export class HttpFailure extends ParkwireError {
  declare readonly code: FailureCode
  readonly status: number | undefined
  readonly retryAfterMs: number | undefined

  constructor(
    code: FailureCode,
    message: string,
    { status, retryAfterMs, ...options }: Details = {}
  ) {
    super(code, message, options)
    this.name = 'HttpFailure'
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

// OpenSSL names its verdicts on certificates one by one; these are their families.
const TLS =
  /^(ERR_TLS|ERR_SSL|EPROTO|CERT_|CRL_|ERROR_IN_C|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|INVALID_CA|INVALID_PURPOSE|PATH_LENGTH|HOSTNAME_)/

const KNOWN: readonly (readonly [RegExp, FailureCode, string])[] = [
  [/^(ENOTFOUND|EAI_|ENODATA|ESERVFAIL)/, 'dns', 'has no address'],
  [TLS, 'tls', 'offers no trustworthy secure connection'],
  [
    /^HPE_HEADER_OVERFLOW$|^UND_ERR_HEADERS_OVERFLOW$/,
    'too-large',
    'sends more headers than we read'
  ],
  [/^HPE_|^UND_ERR_RES_CONTENT_LENGTH_MISMATCH$/, 'protocol', 'does not speak HTTP'],
  [/./, 'connect', 'broke the connection or refused it']
]

/**
 * Reads an error of the network, of TLS or of undici as a failure of `host`.
 * @throws the error itself when it carries no code or blames our own arguments: that is a bug.
 */
export const failureFrom = (error: unknown, host: string): HttpFailure => {
  if (error instanceof HttpFailure) return error
  const code = codeOf(error)
  const known = KNOWN.find(([pattern]) => pattern.test(code))
  if (known === undefined || code === 'UND_ERR_INVALID_ARG') throw error
  return new HttpFailure(known[1], `${host} ${known[2]} (${codeAndText(code, error)})`, {
    cause: error
  })
}

const codeOf = (error: unknown): string => {
  // undici 8 forgets the code of most parser errors; any server can cause one.
  if (error instanceof errors.HTTPParserError) return error.code ?? 'HPE_INVALID'
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : ''
}

/** OpenSSL and AggregateError put line breaks or nothing into their text; one short line is enough. */
const codeAndText = (code: string, error: unknown): string => {
  const text = messageOf(error).replaceAll(/\s+/g, ' ').trim().slice(0, 160)
  return text === '' || text.includes(code) ? text || code : `${code}: ${text}`
}
