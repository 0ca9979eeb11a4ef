import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { checkFile } from '../../src/config/check-file.ts'
import { YamlFile } from '../../src/config/yaml-file.ts'

const base = { id: z.string(), size: z.int().min(1).default(1) }

/** Two kinds of rows: what is said about one must not depend on how many there are. */
const schema = z.strictObject({
  rows: z.array(
    z.discriminatedUnion(
      'kind',
      [
        z.strictObject({ ...base, kind: z.literal('page'), selector: z.string() }),
        z.strictObject({ ...base, kind: z.literal('feed') })
      ],
      { unionFallback: true }
    )
  )
})

const check = (content: string): { value: unknown; problems: string[] } => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-check-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'a.yaml'), content)
  const file = new YamlFile(join(folder, 'a.yaml'), 'a.yaml', {})
  return { value: checkFile(file, schema), problems: file.problems }
}

test('what fits is read with its defaults', () => {
  expect(check('rows: [{ kind: feed, id: a }, { kind: page, id: b, selector: li }]')).toEqual({
    value: {
      rows: [
        { kind: 'feed', id: 'a', size: 1 },
        { kind: 'page', id: 'b', size: 1, selector: 'li' }
      ]
    },
    problems: []
  })
})

test.each([
  [
    'an unknown kind',
    'kind: list, id: a',
    ['1:16: rows[0].kind: expected one of page, feed, got "list"']
  ],
  ['no kind', 'id: a', ['1:8: rows[0].kind: missing, expected one of page, feed']],
  [
    'a misspelt kind key',
    'knid: feed, id: a',
    ['1:10: rows[0].knid: unknown key, did you mean "kind"?']
  ],
  [
    'an unknown kind with keys of its own',
    'kind: list, id: a, path: x',
    ['1:16: rows[0].kind: expected one of page, feed, got "list"']
  ],
  [
    'an unknown kind and a mistake that no kind would take',
    'kind: list, size: 0',
    [
      '1:8: rows[0].id: missing, expected a text',
      '1:16: rows[0].kind: expected one of page, feed, got "list"',
      '1:28: rows[0].size: expected at least 1, got 0'
    ]
  ],
  [
    'a key of the other kind',
    'kind: feed, id: a, selector: li',
    ['1:29: rows[0].selector: unknown key, expected one of id, size, kind']
  ],
  [
    'a misspelt key that is missed',
    'kind: page, id: a, selektor: li',
    ['1:29: rows[0].selektor: unknown key, did you mean "selector"?']
  ],
  [
    'a misspelt key with a bad value',
    'kind: page, id: a, selektor: 5',
    [
      '1:29: rows[0].selektor: unknown key, did you mean "selector"?',
      '1:39: rows[0].selector: expected a text, got 5'
    ]
  ],
  [
    'a key misspelt twice, which can be meant once',
    'kind: page, id: a, selektor: li, selectr: x',
    [
      '1:29: rows[0].selektor: unknown key, did you mean "selector"?',
      '1:43: rows[0].selectr: unknown key, expected one of id, size, kind, selector'
    ]
  ],
  [
    'a misspelt copy of a key that is there',
    'kind: feed, id: a, Id: b',
    ['1:29: rows[0].Id: unknown key, expected one of id, size, kind']
  ],
  [
    '__proto__',
    'kind: feed, id: a, __proto__: { x: 1 }',
    ['1:29: rows[0].__proto__: unknown key, expected one of id, size, kind']
  ]
])('%s', (_, row, complaints) => {
  expect(check(`rows: [{ ${row} }]`).problems).toEqual(complaints.map((line) => `a.yaml:${line}`))
})

test.each([
  ['', '1:1: the file is empty, expected a group of keys'],
  ['- a\n', '1:1: expected a group of keys, got a list'],
  ['just text\n', '1:1: expected a group of keys, got "just text"'],
  ['rows:\n', '1:1: rows: empty, expected a list'],
  ['rows: {}\n', '1:7: rows: expected a list, got a group of keys'],
  ['rows: []\n1: x\n', '2:1: 1: unknown key, expected one of rows'],
  ['rows: []\n? [a, b]\n: x\n', '1:1: [ a, b ]: unknown key, expected one of rows'],
  [`rows: ${'x'.repeat(100)}\n`, `1:7: rows: expected a list, got "${'x'.repeat(59)}…`]
])('%j is one mistake', (content, complaint) => {
  expect(check(content).problems).toEqual([`a.yaml:${complaint}`])
})

test('a value that an alias repeats is told once', () => {
  const content = 'rows: [{ kind: feed, id: a, size: &none 0 }, { kind: feed, id: b, size: *none }]'
  expect(check(content).problems).toEqual(['a.yaml:1:41: rows[0].size: expected at least 1, got 0'])
})

test('a mistake that two aliases repeat is told once', () => {
  const content = 'rows:\n  - &a { kind: feed, id: a, size: 0 }\n  - *a\n  - { <<: *a, id: b }\n'
  expect(check(content).problems).toEqual(['a.yaml:2:35: rows[0].size: expected at least 1, got 0'])
})
