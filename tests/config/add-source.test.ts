import { readdirSync, readFileSync, symlinkSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { addSource, idsIn, sourceLines } from '../../src/config/add-source.ts'
import { loadConfig } from '../../src/config/load.ts'
import { writeSource } from '../../src/config/write-source.ts'
import { ConfigError } from '../../src/errors.ts'
import { configFolder } from './config-folder.ts'

const NEW = { id: 'lake', kind: 'feed', title: '澄湖在线', url: 'https://lake.example/rss' }
const NEW_LINES = `  - id: lake
    kind: feed
    title: 澄湖在线
    url: https://lake.example/rss
`
const ids = (text: string): unknown =>
  (parse(text, { merge: true }) as { sources: { id: string }[] }).sources.map(({ id }) => id)

/** `text` with `added` in one place of it. */
const isInsertion = (text: string, longer: string): boolean => {
  let same = 0
  while (same < text.length && text[same] === longer[same]) same += 1
  return longer.endsWith(text.slice(same))
}

const BODIES: readonly (readonly [string, string, readonly string[]])[] = [
  ['a plain list', 'sources:\n  - id: a\n    kind: feed\n', ['a', 'lake']],
  ['a list at the margin', 'sources:\n- id: a\n- id: b\n', ['a', 'b', 'lake']],
  ['a list far to the right', 'sources:\n      -   id: a\n          kind: feed\n', ['a', 'lake']],
  [
    'Windows line ends',
    '# 来源\r\nsources:\r\n  - id: a # 甲\r\n\r\n  - id: b\r\n',
    ['a', 'b', 'lake']
  ],
  ['no line end at the end', 'sources:\n  - id: a\n    title: 甲', ['a', 'lake']],
  ['a byte order mark', '\ufeffsources:\n  - id: a\n', ['a', 'lake']],
  ['comments behind the list', 'sources:\n  - id: a\n\n  # 以下停用\n  # - id: z\n', ['a', 'lake']],
  ['another key behind the list', 'sources:\n  - id: a\nnote: x\n', ['a', 'lake']],
  [
    'a block of text at the end',
    'sources:\n  - id: a\n    note: |\n      一\n      二\n',
    ['a', 'lake']
  ],
  [
    'anchors',
    'sources:\n  - &base\n    id: a\n    every: 1h\n  - <<: *base\n    id: b\n',
    ['a', 'b', 'lake']
  ],
  ['quotes and odd spaces', 'sources:\n  - { "id":  \'a\'   }   # 一\n', ['a', 'lake']],
  ['a list in brackets', 'sources: [{ id: a }, { id: b }] # 两个\n', ['a', 'b', 'lake']],
  [
    'brackets over lines',
    'sources: [\n  { id: a }, # 甲\n  { id: b }, # 乙\n]\n',
    ['a', 'b', 'lake']
  ],
  ['nothing behind the key', '# 空\nsources:\n', ['lake']],
  ['nothing but a comment', '# 还没有来源\n', ['lake']],
  ['an empty file', '', ['lake']]
]

test.each(BODIES)('%s stays byte for byte, with the new source behind it', (_, text, expected) => {
  const longer = addSource(text, NEW)
  expect(ids(longer)).toEqual(expected)
  expect(isInsertion(text, longer)).toBe(true)
  expect(longer.split('\r\n').length > 1).toBe(text.includes('\r\n'))
  expect(longer.replaceAll('\r\n', '')).not.toMatch(/\r/)
  if (text.includes('\r\n')) expect(longer.replaceAll('\r\n', '')).not.toMatch(/\n/)
})

test.each([
  ['sources: []', 'sources:\n' + NEW_LINES.trimEnd()],
  ['sources: []\n', 'sources:\n' + NEW_LINES],
  ['sources: [] # 待填\nnote: x\n', 'sources: # 待填\n' + NEW_LINES + 'note: x\n'],
  ['sources: []\r\n', ('sources:\n' + NEW_LINES).replaceAll('\n', '\r\n')]
])('%j becomes a list of lines', (text, expected) => {
  expect(addSource(text, NEW)).toBe(expected)
})

test('sources that stand apart get a neighbour that stands apart', () => {
  const close = 'sources:\n  - id: a\n  - id: b\n'
  const apart = 'sources:\n  - id: a\n\n  # 乙\n  - id: b\n'
  expect(addSource(close, NEW)).toBe(close + NEW_LINES)
  expect(addSource(apart, NEW)).toBe(`${apart}\n${NEW_LINES}`)
})

test('a key that is commented out stays with its source', () => {
  const text = 'sources:\n  - id: a\n    # enabled: false\n  # 末尾\n'
  const own = 'sources:\n  - id: a\n    # enabled: false\n'
  expect(addSource(text, NEW)).toBe(`${own}\n${NEW_LINES}  # 末尾\n`)
})

test('the files that come with Parkwire take one more and load', () => {
  for (const name of ['sample', 'jinan']) {
    const text = readFileSync(`config/${name}/sources.yaml`, 'utf8')
    const longer = addSource(text, NEW)
    expect(isInsertion(text, longer)).toBe(true)
    expect(ids(longer)).toEqual([...(ids(text) as string[]), 'lake'])
  }
})

test.each([
  ['the same id', { ...NEW, id: 'a' }, /the id "a" already; --id/],
  ['the same id of a source that is off', { ...NEW, id: 'off' }, /the id "off" already/],
  ['the same address', { ...NEW, url: 'https://a.example/rss' }, /its source "a" reads this/],
  [
    'the same address but for tracking',
    { ...NEW, url: 'https://A.example/rss?utm_source=x#top' },
    /its source "a"/
  ]
])('%s is refused', (_, source, message) => {
  const text =
    'sources:\n  - id: a\n    url: https://a.example/rss\n  - { id: off, enabled: false }\n'
  expect(() => addSource(text, source)).toThrow(ConfigError)
  expect(() => addSource(text, source)).toThrow(message)
})

test.each([
  ['broken YAML', 'sources:\n  - id: "a\n', /mended first/],
  ['a text where the list should be', 'sources: none\n', /is no list/],
  ['a list instead of a group', '- id: a\n', /no list of sources/]
])('%s is refused in a sentence', (_, text, message) => {
  expect(() => addSource(text, NEW)).toThrow(message)
})

test('what YAML would read as something else is quoted, and selectors stay whole', () => {
  const list = { item: '#main ul.list > li', link: 'a', title: 'a@title|a', date: '*' }
  const source = { ...NEW, title: '要闻: 澄湖 # 1', id: '123', list }
  expect(parse(`sources:\n${sourceLines(source)}`)).toEqual({ sources: [source] })
  expect(sourceLines({ ...NEW, title: '长'.repeat(300) }).split('\n')).toHaveLength(4)
})

test('idsIn names every id, and none in a file that cannot be read', () => {
  expect(idsIn('sources:\n  - id: a\n  - { id: b, enabled: false }\n')).toEqual(['a', 'b'])
  expect(idsIn('sources: [')).toEqual([])
})

test('the file is written in one step, keeps its place behind a link, and says what was added', () => {
  const folder = configFolder()
  renameSync(join(folder, 'sources.yaml'), join(folder, 'real.yaml'))
  symlinkSync('real.yaml', join(folder, 'sources.yaml'))
  const written = writeSource(folder, NEW, {})
  expect(written).toEqual({
    path: join(folder, 'sources.yaml'),
    line: 7,
    lines: NEW_LINES.trimEnd().split('\n')
  })
  expect(readdirSync(folder)).toContain('real.yaml')
  expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([])
  expect(loadConfig(folder, {}).sources.map(({ id }) => id)).toEqual(['paper', 'lake'])
})

test.each([
  ['an unknown key', { ...NEW, colour: 'red' }, /colour/],
  ['an id that is no slug', { ...NEW, id: '澄湖' }, /sources\[1\]\.id/],
  ['a secret that is not set', { ...NEW, title: '${LAKE_KEY}' }, /LAKE_KEY/],
  ['a file that is not there', { ...NEW, url: 'file:nowhere.xml' }, /there is no file/]
])('what the check refuses is not written: %s', (_, source, message) => {
  const folder = configFolder()
  const before = readFileSync(join(folder, 'sources.yaml'))
  expect(() => writeSource(folder, source, {})).toThrow(message)
  expect(readFileSync(join(folder, 'sources.yaml'))).toEqual(before)
  expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([])
})

test('a folder without the file is said', () => {
  const folder = configFolder({ 'sources.yaml': null })
  expect(() => writeSource(folder, NEW, {})).toThrow(/sources\.yaml cannot be changed/)
  writeFileSync(join(folder, 'sources.yaml'), '')
  expect(writeSource(folder, NEW, {}).line).toBe(1)
})
