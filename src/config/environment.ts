import { join, resolve } from 'node:path'
import { parseAllowHosts, type AllowedHost } from '../collect/guard.ts'
import { ConfigError } from '../errors.ts'
import { maskSecrets } from '../normalize/mask-secrets.ts'
import { nearMiss } from './near-miss.ts'
import { shown } from './shown.ts'

/** What comes from outside the files: where to keep things, where to listen, secrets. */
export type Environment = {
  readonly dataDir: string
  /** `sqlite:PATH` or `postgres://…`. */
  readonly store: string
  /** `smtp://…` or null: mails are written as `.eml` files into the data folder. */
  readonly smtp: string | null
  readonly port: number
  /** Where readers reach the page; no slash at the end. */
  readonly baseUrl: string
  readonly allowHosts: readonly AllowedHost[]
  /** Where a Chromium listens for the DevTools protocol; null: no page is drawn. */
  readonly browser: string | null
  readonly logLevel: string
}

const LOG_LEVELS = ['silent', 'error', 'warn', 'info', 'debug']
const DEFAULT_PORT = 8080

const NAMES = [
  'PARKWIRE_ADMIN_TOKEN',
  'PARKWIRE_ALLOW_HOSTS',
  'PARKWIRE_BASE_URL',
  'PARKWIRE_BROWSER',
  'PARKWIRE_CONFIG',
  'PARKWIRE_DATA',
  'PARKWIRE_LOG',
  'PARKWIRE_PORT',
  'PARKWIRE_SMTP',
  'PARKWIRE_STORE'
]

/**
 * Reads the `PARKWIRE_…` variables; every mistake becomes a line in `problems`. Store and mail server
 * have passwords in them, so their values are never quoted.
 */
export const readEnvironment = (env: NodeJS.ProcessEnv, problems: string[]): Environment => {
  const complain = (name: string, message: string): void => {
    problems.push(`environment: ${name}: ${message}`)
  }
  const value = (name: string): string | undefined => env[name]?.trim() || undefined

  const dataDir = resolve(value('PARKWIRE_DATA') ?? 'data')
  const store = value('PARKWIRE_STORE') ?? `sqlite:${join(dataDir, 'parkwire.db')}`
  if (!/^(sqlite:.+|postgres(ql)?:\/\/.+)$/.test(store) || !URL.canParse(store)) {
    complain('PARKWIRE_STORE', 'expected sqlite:PATH or postgres://…')
  }
  const smtp = value('PARKWIRE_SMTP') ?? null
  if (smtp !== null && !isUrl(smtp, ['smtp:', 'smtps:'])) {
    complain('PARKWIRE_SMTP', 'expected smtp://… or smtps://…')
  }
  const port = readPort(value('PARKWIRE_PORT'), complain)
  const baseUrl = (value('PARKWIRE_BASE_URL') ?? `http://localhost:${port}`).replace(/\/+$/, '')
  if (!isUrl(baseUrl, ['http:', 'https:']) || /[?#]/.test(baseUrl)) {
    const found = shown(maskSecrets(baseUrl))
    complain('PARKWIRE_BASE_URL', `expected https://… or http://… without ? and #, got ${found}`)
  }
  const browser = value('PARKWIRE_BROWSER') ?? null
  if (browser !== null && !isUrl(browser, ['http:', 'https:', 'ws:', 'wss:'])) {
    complain('PARKWIRE_BROWSER', 'expected http://… or ws://…, where a browser takes commands')
  }
  const logLevel = value('PARKWIRE_LOG') ?? 'info'
  if (!LOG_LEVELS.includes(logLevel)) {
    complain('PARKWIRE_LOG', `expected one of ${LOG_LEVELS.join(', ')}, got ${shown(logLevel)}`)
  }
  const allowHosts = readAllowHosts(value('PARKWIRE_ALLOW_HOSTS') ?? '', complain)
  for (const name of Object.keys(env)) complainOfName(name, env, complain)
  return { dataDir, store, smtp, port, baseUrl, allowHosts, browser, logLevel }
}

type Complain = (name: string, message: string) => void

const readPort = (text: string | undefined, complain: Complain): number => {
  const port = Number(text ?? DEFAULT_PORT)
  if (text === undefined || (/^\d{1,5}$/.test(text) && port <= 65_535)) return port
  complain('PARKWIRE_PORT', `expected a port from 0 to 65535, got ${shown(text)}`)
  return DEFAULT_PORT
}

const readAllowHosts = (list: string, complain: Complain): readonly AllowedHost[] => {
  try {
    return parseAllowHosts(list)
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    for (const line of error.lines) complain('PARKWIRE_ALLOW_HOSTS', line)
    return []
  }
}

/** A misspelt name would be a setting that silently does nothing. Names that come near none are not ours. */
const complainOfName = (name: string, env: NodeJS.ProcessEnv, complain: Complain): void => {
  if (!name.startsWith('PARKWIRE_') || NAMES.includes(name)) return
  const unset = NAMES.filter((known) => env[known] === undefined)
  const rest = name.slice(PREFIX.length)
  const meant = nearMiss(
    rest,
    unset.map((known) => known.slice(PREFIX.length))
  )
  if (meant !== undefined) complain(name, `unknown name, did you mean ${PREFIX}${meant}?`)
}

const PREFIX = 'PARKWIRE_'

const isUrl = (text: string, protocols: readonly string[]): boolean => {
  const url = URL.parse(text)
  return url !== null && protocols.includes(url.protocol) && url.host !== ''
}
