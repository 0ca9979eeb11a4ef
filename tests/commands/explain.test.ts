import { expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { useCollectedSample } from './sample.ts'
import { openStore } from '../../src/store/open.ts'

const sample = useCollectedSample()

/** The story that six outlets and a mirror carried. */
const sharedStory = async (): Promise<string> => {
  const store = openStore(`sqlite:${sample.env['PARKWIRE_DATA']}/parkwire.db`, () => undefined)
  try {
    const row = await store.db
      .selectFrom('entry')
      .select('story_id')
      .where('title', 'like', '%澜图智能传感器产业基地签约%')
      .executeTakeFirstOrThrow()
    return row.story_id
  } finally {
    await store.close()
  }
}

test('explain says for every entry why it is in the story and why the story is about the park', async () => {
  const { code, stdout, stderr } = await runCli(['explain', await sharedStory()], sample)
  expect([code, stderr]).toEqual([0, ''])
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(7 * 3)
  expect(lines[0]).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d {2}\S+: \S+/)
  expect(lines.filter((line) => /^ {2}(new|by (url|text|title)): \S/.test(line))).toHaveLength(7)
  expect(lines.filter((line) => line.startsWith('  new: '))).toHaveLength(1)
  expect(
    lines.filter((line) => /^ {2}chenghu: accept, [\d.]+, deals: .+ in title \+\d/.test(line))
  ).not.toEqual([])
  expect(stdout).toContain('[repaired: toned]')
})

test('explain --json gives the same to programs', async () => {
  const id = await sharedStory()
  const { code, stdout } = await runCli(['explain', id, '--json'], sample)
  expect(code).toBe(0)
  const { storyId, entries } = JSON.parse(stdout) as { storyId: string; entries: object[] }
  expect([storyId, entries.length]).toEqual([id, 7])
  expect(Object.keys(entries[0]!)).toEqual([
    'id',
    'source',
    'outlet',
    'title',
    'publishedAt',
    'dateDoubt',
    'repair',
    'isMirror',
    'match',
    'relevance'
  ])
})

test('a story that is not there is a failure that names it', async () => {
  expect(await runCli(['explain', 'nope'], sample)).toEqual({
    code: 1,
    stdout: '',
    stderr: 'parkwire: explain: there is no story nope\n'
  })
})
