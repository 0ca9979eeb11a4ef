import { join } from 'node:path'
import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { runCli, tempFolder } from '../support/cli.ts'

test('check says what it found in order and stores nothing', async () => {
  const data = join(tempFolder(), 'data')
  const { code, stdout, stderr } = await runCli(['check'], { env: { PARKWIRE_DATA: data } })
  expect([code, stderr]).toEqual([0, ''])
  expect(stdout).toBe(`config/sample: in order
  parks    chenghu
  sources  park-site, ycrb, ycwb, chenghu-online, chuanjiang, haixia, mirror, ybw, council, invest, clippings
  digests  daily
`)
  expect(existsSync(data)).toBe(false)
})

test('check --json names the same for programs', async () => {
  const { code, stdout } = await runCli(['check', '--json'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    folder: 'config/sample',
    parks: ['chenghu'],
    sources: [
      'park-site',
      'ycrb',
      'ycwb',
      'chenghu-online',
      'chuanjiang',
      'haixia',
      'mirror',
      'ybw',
      'council',
      'invest',
      'clippings'
    ],
    digests: ['daily']
  })
})
