import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { lineOf, runCli, startCli, tempFolder } from '../support/cli.ts'
import { copySample } from './sample.ts'

/** The sample with some of its documents spoilt. */
const spoilt = (...files: string[]): string => {
  const folder = copySample()
  // A folder has no fault of its own: what lies in it may be refused, file by file.
  const sources = readFileSync(join(folder, 'sources.yaml'), 'utf8')
  const oneFile = sources.replace('press/clippings/', 'press/clippings/wechat.html')
  writeFileSync(join(folder, 'sources.yaml'), oneFile)
  for (const file of files) writeFileSync(join(folder, 'press', file), '')
  return folder
}
const ALL = [
  ...['park-news.json', 'ycrb.xml', 'ycwb.xml', 'chenghu-online.atom'],
  ...['chuanjiang.rdf', 'haixia.xml', 'mirror.xml', 'english.xml'],
  ...['council.html', 'invest.json', 'clippings/wechat.html']
]

test('collect --once says what came from each source, one line each, and what in all', async () => {
  const env = { PARKWIRE_DATA: tempFolder() }
  const { code, stdout, stderr } = await runCli(['collect', '--once'], { env })
  expect([code, stderr]).toEqual([0, ''])
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(12)
  expect(lines).toContain('✓ park-site       12 entries, 12 new')
  expect(lines.at(-1)).toMatch(/^11 sources: \d+ entries read, \d+ new, 0 changed$/)
  const again = await runCli(['collect', 'park-site', '--once'], { env })
  expect(again.stdout).toMatch(
    /^= park-site {2}not modified \(304\)\n1 source: 0 entries read, 0 new/
  )
})

test('collect --once --json gives every report and the total, and nothing else', async () => {
  const env = { PARKWIRE_DATA: tempFolder() }
  const { code, stdout, stderr } = await runCli(['collect', 'ycrb', '--once', '--json'], { env })
  expect([code, stderr]).toEqual([0, ''])
  expect(JSON.parse(stdout)).toEqual({
    sources: [
      {
        sourceId: 'ycrb',
        outcome: 'ok',
        entries: 11,
        added: 11,
        changed: 0,
        message: null,
        health: 'good',
        newestAt: expect.any(String) as unknown,
        movedTo: null,
        nextCheckAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as unknown,
        durationMs: expect.any(Number) as unknown
      }
    ],
    total: { sources: 1, failed: 0, entries: 11, added: 11, changed: 0 }
  })
})

test('a source that nobody has defined is wrong usage, and those that are there are named', async () => {
  const { code, stdout, stderr } = await runCli(['collect', 'nope', '--once'], {
    env: { PARKWIRE_DATA: tempFolder() }
  })
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(
    /^collect: no source is called "nope"; there are park-site, ycrb, .*ybw, council, invest, clippings\n$/
  )
})

test('one source that fails is said and is no failure of the round; all of them are', async () => {
  const [one, all] = await Promise.all([
    runCli(['collect', '--once', '--config', spoilt('ycrb.xml')], {
      env: { PARKWIRE_DATA: tempFolder() }
    }),
    runCli(['collect', '--once', '--config', spoilt(...ALL)], {
      env: { PARKWIRE_DATA: tempFolder() }
    })
  ])
  expect(one.code).toBe(0)
  expect(one.stdout).toMatch(/^✗ ycrb {12}.+, next try \d{4}-\d\d-\d\d \d\d:\d\d$/m)
  expect(one.stdout).toContain('11 sources, 1 failed: ')
  expect([all.code, all.stderr]).toEqual([1, ''])
})

test('collect --dry-run shows what would be read and stores nothing', async () => {
  const env = { PARKWIRE_DATA: tempFolder() }
  const dry = await runCli(['collect', 'ybw', '--dry-run'], { env })
  expect([dry.code, dry.stderr]).toEqual([0, ''])
  expect(dry.stdout).toMatch(/^ybw: 4 entries\n( {2}\d{4}-\d\d-\d\d \d\d:\d\d {2}\S.*\n){4}$/)
  const json = await runCli(['collect', 'ybw', '--dry-run', '--json'], { env })
  const [preview] = JSON.parse(json.stdout) as { entries: object[] }[]
  expect(preview).toMatchObject({ source: 'ybw', message: null })
  expect(Object.keys(preview!.entries[0]!)).toEqual(['title', 'url', 'publishedAt'])
  const real = await runCli(['collect', 'ybw', '--once', '--json'], { env })
  expect(JSON.parse(real.stdout)).toMatchObject({ total: { added: 4 } })
})

test('collect --dry-run of what cannot be read says why and fails', async () => {
  const args = ['collect', 'ycrb', '--dry-run', '--config', spoilt('ycrb.xml')]
  const { code, stdout } = await runCli(args, { env: { PARKWIRE_DATA: tempFolder() } })
  expect(code).toBe(1)
  expect(stdout).toMatch(/^ycrb: 0 entries; .+\n$/)
})

test('collect without --once goes on until it is told to stop, with --json one line a visit', async () => {
  const child = startCli(['collect', 'ybw', '--json'], { env: { PARKWIRE_DATA: tempFolder() } })
  const ended = once(child, 'exit')
  const line = await lineOf(child.stdout!, () => true)
  expect(JSON.parse(line)).toMatchObject({ sourceId: 'ybw', outcome: 'ok', added: 4 })
  child.kill('SIGTERM')
  expect(await ended).toEqual([0, null])
})
