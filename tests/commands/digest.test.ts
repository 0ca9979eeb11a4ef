import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { runCli, tempFolder } from '../support/cli.ts'
import { startMailServer } from '../support/mail-server.ts'
import { useCollectedSample } from './sample.ts'

test('a digest that nobody has defined is wrong usage, and those that are there are named', async () => {
  const env = { PARKWIRE_DATA: tempFolder() }
  expect(await runCli(['digest', 'weekly'], { env })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'digest: no digest is called "weekly"; there are: daily\n'
  })
})

describe('the digest of the sample', () => {
  const sample = useCollectedSample()

  test('--dry-run prints subject and text, and closes nothing', async () => {
    const { code, stdout, stderr } = await runCli(['digest', 'daily', '--dry-run'], sample)
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(
      /^澄湖高新区每日简报 \d{4}-\d\d-\d\d 共 \d+ 条\n\n澄湖高新区每日简报 {2}/
    )
    expect(readdirSync(sample.env['PARKWIRE_DATA']!)).not.toContain('mail')
  })

  test('--dry-run --json prints the digest', async () => {
    const { stdout } = await runCli(['digest', 'daily', '--dry-run', '--json'], sample)
    const digest = JSON.parse(stdout) as object
    expect(Object.keys(digest).toSorted()).toEqual(
      [
        'createdAt',
        'html',
        'id',
        'name',
        'parkId',
        'slotAt',
        'storyCount',
        'subject',
        'text'
      ].toSorted()
    )
  })

  test('closing it writes one mail a subscriber; a recipient refused is code 1 and named', async () => {
    const server = await startMailServer({
      refuse: (address) => (address.startsWith('officer') ? '450 later' : undefined)
    })
    const env = { ...sample.env, PARKWIRE_SMTP: server.url }
    const first = await runCli(['digest', 'daily', '--json'], { env })
    expect([first.code, first.stderr]).toEqual([1, ''])
    const report = JSON.parse(first.stdout) as { stories: number }
    expect(report).toMatchObject({ name: 'daily', isNew: true, sent: 1, failed: 1 })
    expect(report.stories).toBeGreaterThan(10)
    expect(report).toMatchObject({
      deliveries: [
        { address: 'newsroom@example.org', status: 'sent', attempts: 1, failure: null },
        { address: 'officer@example.org', status: 'due', attempts: 1 }
      ]
    })

    const second = await runCli(['digest', 'daily'], { env })
    expect(second.code).toBe(1)
    expect(second.stdout).toMatch(
      /^daily of .* was already closed .*\n {2}officer@example\.org: .*450 later, next try \d{4}-/
    )
  })

  test('without a server the mails are files', async () => {
    const data = tempFolder()
    const env = { PARKWIRE_DATA: data }
    expect(await runCli(['digest', 'daily'], { env })).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^daily of .*: 0 stories, sent to 2 of 2\.\n$/) as unknown,
      stderr: ''
    })
    expect(readdirSync(join(data, 'mail'))).toHaveLength(2)
  })
})
