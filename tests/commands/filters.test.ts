import { once } from 'node:events'
import { expect, test } from 'vitest'
import { runCli, startCli } from '../support/cli.ts'

const lines = (...objects: unknown[]): string =>
  objects.map((object) => `${JSON.stringify(object)}\n`).join('')

const parsed = (stdout: string): unknown[] =>
  stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown)

test('relevance judges line by line, in order, with its reasons', async () => {
  const input = lines(
    { id: 'a', title: '澄湖高新区签约三个项目' },
    { id: 2, title: '天气晴', text: null, published: 'ignored' },
    { id: 'c', title: '云川一厂房起火', text: '起火点在澄湖高新区云帆路。' },
    { id: 'd', title: '澄湖高新區(qū)企業(yè)擴(kuò)產(chǎn)' }
  )
  const { code, stdout, stderr } = await runCli(['relevance'], { input })
  expect([code, stderr]).toEqual([0, ''])
  const results = parsed(stdout) as { id: unknown; verdict: string; section: string }[]
  expect(results.map(({ id, verdict, section }) => [id, verdict, section])).toEqual([
    ['a', 'accept', 'deals'],
    [2, 'reject', 'park'],
    ['c', 'accept', 'risk'],
    ['d', 'accept', 'park']
  ])
  expect(Object.keys(results[0]!)).toEqual(['id', 'verdict', 'score', 'section', 'reasons'])
  expect(results[0]).toMatchObject({
    score: 10,
    reasons: [{ term: '澄湖高新区', where: 'title', weight: 10 }]
  })
})

test('it takes a byte order mark, CRLF, empty lines, U+2028 in a text and no last line end', async () => {
  const input = `\ufeff{"id":1,"title":"a\u2028b\u2029c"}\r\n\r\n   \n{"id":2}`
  const { code, stdout } = await runCli(['relevance'], { input })
  expect(code).toBe(0)
  expect(parsed(stdout)).toMatchObject([{ id: 1 }, { id: 2 }])
})

test('nothing in gives nothing out', async () => {
  expect(await runCli(['relevance'], { input: '' })).toEqual({ code: 0, stdout: '', stderr: '' })
})

test.each([
  ['no JSON', 'nonsense', 'relevance: line 2: expected one JSON object a line\n'],
  ['half an object', '{"id":1,', 'relevance: line 2: expected one JSON object a line\n'],
  ['no id', '{"title":"a"}', 'relevance: line 2: id: Invalid input\n'],
  ['no object', 'null', 'relevance: line 2: Invalid input: expected object, received null\n'],
  [
    'a title that is no text',
    '{"id":1,"title":7}',
    'relevance: line 2: title: Invalid input: expected string, received number\n'
  ]
])('a line with %s is named, after the results before it', async (_, line, message) => {
  const input = `{"id":1,"title":"a"}\n${line}\n{"id":3}\n`
  const { code, stdout, stderr } = await runCli(['relevance'], { input })
  expect([code, stderr]).toEqual([2, message])
  expect(parsed(stdout)).toMatchObject([{ id: 1 }])
})

test('a bad line ends the filter even when its input goes on', async () => {
  const child = startCli(['relevance'])
  child.stdin!.on('error', () => undefined)
  child.stdin!.write('nonsense\n')
  expect(await once(child, 'exit')).toEqual([2, null])
})

test('repair gives a mangled text back clean, and any other as it came', async () => {
  const mangled = '濟(jì)南新材料產(chǎn)業(yè)園區(qū)\n'
  const [repaired, clean] = await Promise.all([
    runCli(['repair'], { input: mangled }),
    runCli(['repair'], { input: '柳溪产业园 (Willow)\r\n  二期\n' })
  ])
  expect(repaired).toEqual({ code: 0, stdout: '济南新材料产业园区\n', stderr: '' })
  expect(clean).toEqual({ code: 0, stdout: '柳溪产业园 (Willow)\r\n  二期\n', stderr: '' })
})

test('repair --json says what it found', async () => {
  const input = '濟(jì)南新材料產(chǎn)業(yè)園區(qū)'
  const { code, stdout } = await runCli(['repair', '--json'], { input })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toEqual({
    text: '济南新材料产业园区',
    verdict: 'toned',
    stripped: 4,
    damaged: false
  })
})

test('filters need no data folder and leave none', async () => {
  const env = {
    PARKWIRE_DATA: '/nowhere/that/could/be/made',
    PARKWIRE_STORE: 'sqlite:/nowhere/x.db'
  }
  const { code } = await runCli(['relevance'], { env, input: '{"id":1}\n' })
  expect(code).toBe(0)
})
