import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrations } from '../../src/store/migrations/index.ts'
import { runCli, tempFolder } from '../support/cli.ts'

test('migrate sets a store up once', async () => {
  const env = { PARKWIRE_STORE: `sqlite:${join(tempFolder(), 'parkwire.db')}` }
  const names = Object.keys(migrations)
  const first = await runCli(['migrate'], { env })
  expect(first).toEqual({ code: 0, stdout: `Applied ${names.join(', ')}.\n`, stderr: '' })
  const second = await runCli(['migrate'], { env })
  expect(second).toEqual({ code: 0, stdout: 'The store is up to date.\n', stderr: '' })
})

test('a store that cannot be opened is named, with code 1', async () => {
  const env = { PARKWIRE_STORE: 'sqlite:/dev/null/parkwire.db' }
  const { code, stdout, stderr } = await runCli(['migrate'], { env })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^parkwire: .*\/dev\/null/)
})
