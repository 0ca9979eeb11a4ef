import { expect, test } from 'vitest'
import { isStoreFailure } from '../../src/store/failure.ts'

const error = (message: string, fields: object = {}): Error =>
  Object.assign(new Error(message), fields)
const sqlite = (message: string, errcode: number): Error =>
  error(message, { code: 'ERR_SQLITE_ERROR', errcode })

test.each([
  ['SQLite: another process writes', sqlite('database is locked', 5)],
  ['SQLite: another process writes, extended', sqlite('database is locked', 517)],
  ['SQLite: read-only', sqlite('attempt to write a readonly database', 8)],
  ['SQLite: disk error', sqlite('disk I/O error', 778)],
  ['SQLite: disk full', sqlite('database or disk is full', 13)],
  ['Postgres: shut down', error('terminating connection', { code: '57P01' })],
  ['Postgres: too many connections', error('sorry, too many clients', { code: '53300' })],
  ['Postgres: disk full', error('could not extend file', { code: '53100' })],
  ['Postgres: deadlock, five times', error('deadlock detected', { code: '40P01' })],
  ['Postgres: a standby', error('read-only transaction', { code: '25006' })],
  ['no server', error('', { code: 'ECONNREFUSED' })],
  ['no name server', error('getaddrinfo', { code: 'EAI_AGAIN' })],
  ['a connection cut off', error('Connection terminated unexpectedly')]
])('%s is a failure of the store', (_, failure) => {
  expect(isStoreFailure(failure)).toBe(true)
})

test.each([
  ['SQLite: a constraint', sqlite('CHECK constraint failed', 275)],
  ['SQLite: a wrong type', sqlite('cannot store REAL value', 3091)],
  ['Postgres: a constraint', error('violates check constraint', { code: '23514' })],
  ['Postgres: not a number', error('invalid input syntax', { code: '22P02' })],
  ['Postgres: too long for an index', error('index row size', { code: '54000' })],
  ['a value that is none', new TypeError('store: NaN cannot be a SQL value')],
  ['a bug of our own', error('wrong argument', { code: 'ERR_INVALID_ARG_TYPE' })],
  ['a bug that speaks of connections', error('no Connection')],
  ['no error at all', 'ECONNREFUSED']
])('%s is not', (_, failure) => {
  expect(isStoreFailure(failure)).toBe(false)
})
