import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, onTestFinished, test } from 'vitest'
import { lineOf, runCli, startCli, tempFolder } from '../support/cli.ts'
import { copySample } from './sample.ts'

const COMMANDS = [
  'serve',
  'web',
  'work',
  'collect',
  'try',
  'clip',
  'digest',
  'explain',
  'check',
  'migrate',
  'repair',
  'relevance',
  'schema'
]

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }

test.each([
  [['nonsense'], "error: unknown command 'nonsense'"],
  [['--nonsense'], "error: unknown option '--nonsense'"],
  [['check', '--nonsense'], "error: unknown option '--nonsense'"],
  [['check', 'extra'], "error: too many arguments for 'check'"],
  [['digest'], "error: missing required argument 'name'"],
  [['explain'], "error: missing required argument 'story'"],
  [['check', '--config'], "error: option '--config <dir>' argument missing"]
])('%j is wrong usage: code 2, and where help is', async (args, message) => {
  const { code, stdout, stderr } = await runCli(args)
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toContain(message)
  expect(stderr).toContain('--help lists the commands and their options')
})

test('without a command it lists them, and calls that wrong usage', async () => {
  const { code, stdout, stderr } = await runCli([])
  expect([code, stdout]).toEqual([2, ''])
  for (const command of COMMANDS) expect(stderr).toMatch(new RegExp(`^ {2}${command} `, 'm'))
})

test.each([[['--help']], [['help']], [['-h']]])('%j lists every command', async (args) => {
  const { code, stdout, stderr } = await runCli(args)
  expect([code, stderr]).toEqual([0, ''])
  for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, 'm'))
})

test('a command explains its own options', async () => {
  const { code, stdout } = await runCli(['collect', '--help'])
  expect(code).toBe(0)
  for (const option of ['--once', '--dry-run', '--json', '--config <dir>']) {
    expect(stdout).toContain(option)
  }
})

test.each(['--version', '-V'])('%s says the release and nothing else', async (option) => {
  expect(await runCli([option])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' })
})

test('the configuration is named before or after the command, or by the environment', async () => {
  const nowhere = join(tempFolder(), 'nowhere')
  const missing = { code: 2, stdout: '', stderr: expect.stringContaining(nowhere) as unknown }
  const env = { PARKWIRE_CONFIG: nowhere }
  const [before, after, byEnvironment, overridden, last] = await Promise.all([
    runCli(['--config', nowhere, 'check']),
    runCli(['check', '--config', nowhere]),
    runCli(['check'], { env }),
    runCli(['check', '--config', 'config/sample'], { env }),
    runCli(['--config', nowhere, 'check', '--config', 'config/sample'])
  ])
  expect([before, after, byEnvironment]).toEqual([missing, missing, missing])
  expect([overridden.code, last.code]).toEqual([0, 0])
})

test('mistakes in files and environment are all named at once, and nothing is started', async () => {
  const folder = copySample()
  const file = join(folder, 'digests.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('officer@example.org', 'nobody'))
  const env = { PARKWIRE_PORT: 'x', PARKWIRE_DATA: join(folder, 'data') }
  for (const args of [['check'], ['serve'], ['collect', '--once'], ['digest', 'daily']]) {
    const { code, stdout, stderr } = await runCli([...args, '--config', folder], { env })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/PARKWIRE_PORT/)
    expect(stderr).toMatch(/digests\.yaml.*address/)
    expect(stderr).toContain('parkwire: 2 mistakes, nothing was started\n')
  }
})

test('a port that is taken ends the program with code 1 and one clear line', async () => {
  const taken = createServer().listen(0)
  await once(taken, 'listening')
  onTestFinished(() => void taken.close())
  const port = String((taken.address() as AddressInfo).port)
  const env = { PARKWIRE_DATA: tempFolder(), PARKWIRE_PORT: port }
  const { code, stdout, stderr } = await runCli(['web'], { env })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(
    new RegExp(
      `^parkwire: web: cannot listen on port ${port}, PARKWIRE_PORT names .*EADDRINUSE.*\n$`
    )
  )
})

test('what it serves stands on standard output, every log line on standard error', async () => {
  const env = { PARKWIRE_DATA: tempFolder(), PARKWIRE_PORT: '0' }
  const child = startCli(['serve'], { env })
  const stdout = text(child.stdout!)
  const lines: string[] = []
  await lineOf(child.stderr!, (line) => lines.push(line) > 0 && line.includes('digest delivered'))
  child.kill('SIGTERM')
  expect(await stdout).toMatch(/^parkwire: http:\/\/localhost:\d+\/ {2}\(Ctrl\+C ends it\)\n$/)
  for (const line of lines) expect(JSON.parse(line)).toHaveProperty('level')
  expect(lines.join()).not.toContain('@example.org')
})

test('a reader that has seen enough ends the program quietly', async () => {
  const child = startCli(['relevance'])
  const stderr = text(child.stderr!)
  const ended = once(child, 'exit')
  // An endless input, of which `head -1` would take one line.
  const { stdin } = child
  const lines = `${JSON.stringify({ id: 1, title: '澄湖高新区' })}\n`.repeat(500)
  const pour = (): void => {
    while (stdin!.writable && stdin!.write(lines));
  }
  stdin!.on('error', () => undefined).on('drain', pour)
  pour()
  await once(child.stdout!, 'data')
  child.stdout!.destroy()
  expect(await ended).toEqual([0, null])
  expect(await stderr).toBe('')
})
