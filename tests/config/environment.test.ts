import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { readEnvironment, type Environment } from '../../src/config/environment.ts'

const read = (env: NodeJS.ProcessEnv): { environment: Environment; problems: string[] } => {
  const problems: string[] = []
  return { environment: readEnvironment(env, problems), problems }
}

test('everything has a default, and an empty variable is one that is not set', () => {
  const defaults = {
    dataDir: resolve('data'),
    store: `sqlite:${resolve('data/parkwire.db')}`,
    smtp: null,
    port: 8080,
    baseUrl: 'http://localhost:8080',
    allowHosts: [],
    browser: null,
    logLevel: 'info'
  }
  expect(read({})).toEqual({ environment: defaults, problems: [] })
  expect(read({ PARKWIRE_PORT: '', PARKWIRE_SMTP: ' ' })).toEqual({
    environment: defaults,
    problems: []
  })
})

test('the store lies in the data folder, and the base address follows the port', () => {
  const { environment } = read({ PARKWIRE_DATA: '/var/lib/parkwire', PARKWIRE_PORT: '9000' })
  expect(environment.store).toBe('sqlite:/var/lib/parkwire/parkwire.db')
  expect(environment.baseUrl).toBe('http://localhost:9000')
})

test('what is set is taken, a slash at the end of the base address excepted', () => {
  const { environment, problems } = read({
    PARKWIRE_STORE: 'postgres://parkwire:password@db/parkwire',
    PARKWIRE_SMTP: 'smtps://user:password@mail.example:465',
    PARKWIRE_PORT: '0',
    PARKWIRE_BASE_URL: 'https://park.example/news/',
    PARKWIRE_ALLOW_HOSTS: 'bridge:8080',
    PARKWIRE_BROWSER: 'http://browser:9222',
    PARKWIRE_LOG: 'debug'
  })
  expect(problems).toEqual([])
  expect(environment).toEqual({
    dataDir: resolve('data'),
    store: 'postgres://parkwire:password@db/parkwire',
    smtp: 'smtps://user:password@mail.example:465',
    port: 0,
    baseUrl: 'https://park.example/news',
    allowHosts: [{ name: 'bridge', port: 8080 }],
    browser: 'http://browser:9222',
    logLevel: 'debug'
  })
})

test.each([
  [
    { PARKWIRE_STORE: 'mysql://a:hush@b/c' },
    'PARKWIRE_STORE: expected sqlite:PATH or postgres://…'
  ],
  [
    { PARKWIRE_BROWSER: '/usr/bin/chromium' },
    'PARKWIRE_BROWSER: expected http://… or ws://…, where a browser takes commands'
  ],
  [{ PARKWIRE_STORE: 'sqlite:' }, 'PARKWIRE_STORE: expected sqlite:PATH or postgres://…'],
  [{ PARKWIRE_SMTP: 'mail.example:hush' }, 'PARKWIRE_SMTP: expected smtp://… or smtps://…'],
  [{ PARKWIRE_SMTP: 'smtp://' }, 'PARKWIRE_SMTP: expected smtp://… or smtps://…'],
  [{ PARKWIRE_PORT: '65536' }, 'PARKWIRE_PORT: expected a port from 0 to 65535, got "65536"'],
  [{ PARKWIRE_PORT: '0x50' }, 'PARKWIRE_PORT: expected a port from 0 to 65535, got "0x50"'],
  [
    { PARKWIRE_PORT: 'tcp://10.0.0.1:80' },
    'PARKWIRE_PORT: expected a port from 0 to 65535, got "tcp://10.0.0.1:80"'
  ],
  [
    { PARKWIRE_BASE_URL: 'ftp://me:hush@park.example' },
    'PARKWIRE_BASE_URL: expected https://… or http://… without ? and #, got "ftp://***@park.example"'
  ],
  [
    { PARKWIRE_BASE_URL: 'https://park.example/?a=b' },
    'PARKWIRE_BASE_URL: expected https://… or http://… without ? and #, got "https://park.example/?a=b"'
  ],
  [
    { PARKWIRE_LOG: 'loud' },
    'PARKWIRE_LOG: expected one of silent, error, warn, info, debug, got "loud"'
  ],
  [{ PARKWIRE_STROE: 'x' }, 'PARKWIRE_STROE: unknown name, did you mean PARKWIRE_STORE?']
])('%o is one mistake', (env, message) => {
  expect(read(env).problems).toEqual([`environment: ${message}`])
})

test('each bad host of a list is a mistake of its own', () => {
  const { problems } = read({ PARKWIRE_ALLOW_HOSTS: 'a, b:80, 10.0.0.0/8' })
  expect(problems.map((line) => line.slice(0, 57))).toEqual([
    'environment: PARKWIRE_ALLOW_HOSTS: allowed host "a": expe',
    'environment: PARKWIRE_ALLOW_HOSTS: allowed host "10.0.0.0'
  ])
})

test('a name of somebody else is left alone', () => {
  expect(read({ PARKWIRE_SERVICE_HOST: '10.0.0.1', PARKWIRE_BRIDGE_KEY: 'x' }).problems).toEqual([])
})
