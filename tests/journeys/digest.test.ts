import { expect, test } from 'vitest'
import { runCli, startCli, tempFolder } from '../support/cli.ts'
import { startMailServer } from '../support/mail-server.ts'

test('a digest reaches each recipient once, as a valid multipart message, and never again', async () => {
  const server = await startMailServer()
  const env = { PARKWIRE_DATA: tempFolder(), PARKWIRE_SMTP: server.url }
  expect((await runCli(['collect', '--once'], { env })).code).toBe(0)

  const first = await runCli(['digest', 'daily'], { env })
  expect([first.code, first.stdout]).toEqual([0, expect.stringContaining('sent to 2 of 2')])
  const second = await runCli(['digest', 'daily'], { env })
  expect([second.code, second.stdout]).toEqual([0, expect.stringContaining('nothing new to send')])

  expect(server.received.map(({ to }) => to).sort()).toEqual([
    'newsroom@example.org',
    'officer@example.org'
  ])
  expect(new Set(server.received.map(({ mail }) => mail.messageId)).size).toBe(2)
  for (const { mail, raw } of server.received) {
    expect(raw).toContain('Content-Type: multipart/alternative')
    expect(mail.text).toContain('1. ')
    expect(mail.html).toContain('<!doctype html>')
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
  }
})

test('killed between the 250 and the commit, the same message goes out again and never another', async () => {
  let stopped = false
  const server = await startMailServer({
    // Frozen before the 250 is sent, the process cannot have noted it when it is killed.
    beforeAccept: () => {
      if (!stopped) sender?.kill('SIGSTOP')
    },
    afterAccept: () => {
      if (!stopped) sender?.kill('SIGKILL')
      stopped = true
    }
  })
  const env = { PARKWIRE_DATA: tempFolder(), PARKWIRE_SMTP: server.url }
  await runCli(['collect', '--once'], { env })
  const sender = startCli(['digest', 'daily'], { env })
  const signal = await new Promise((resolve) => sender.once('exit', (_, by) => resolve(by)))
  expect(signal).toBe('SIGKILL')
  const before = server.received.length
  expect(before).toBeGreaterThan(0)

  const again = await runCli(['digest', 'daily'], { env })
  expect(again.code).toBe(0)
  const third = await runCli(['digest', 'daily'], { env })
  expect(third.stdout).toContain('nothing new to send')

  const byRecipient = Map.groupBy(server.received, ({ to }) => to)
  expect([...byRecipient.keys()].sort()).toEqual(['newsroom@example.org', 'officer@example.org'])
  const repeated = byRecipient.get(server.received[0]!.to)!
  expect(repeated.length).toBe(2)
  for (const messages of byRecipient.values()) {
    expect(new Set(messages.map(({ raw }) => raw)).size).toBe(1)
    expect(new Set(messages.map(({ mail }) => mail.messageId)).size).toBe(1)
  }
})

test('a recipient that the server refuses for good holds up nobody and is named', async () => {
  const server = await startMailServer({
    refuse: (address) => (address.startsWith('officer') ? '550 no such user' : undefined)
  })
  const env = { PARKWIRE_DATA: tempFolder(), PARKWIRE_SMTP: server.url }
  await runCli(['collect', '--once'], { env })
  const { code, stdout } = await runCli(['digest', 'daily'], { env })
  expect(code).toBe(1)
  expect(stdout).toMatch(/sent to 1 of 2\.\n {2}officer@example\.org: .*no such user.*, given up/)
  expect(server.received.map(({ to }) => to)).toEqual(['newsroom@example.org'])
})
