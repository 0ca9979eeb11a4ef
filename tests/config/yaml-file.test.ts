import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Path } from '../../src/config/path.ts'
import { YamlFile } from '../../src/config/yaml-file.ts'

const emptyFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'parkwire-yaml-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const fileOf = (content: string | Uint8Array): YamlFile => {
  const path = join(emptyFolder(), 'a.yaml')
  writeFileSync(path, content)
  return new YamlFile(path, 'a.yaml', {})
}

describe('a file that is not readable as YAML', () => {
  test.each([
    ['a tab', 'a:\n\tb: 1\n\tc: 2\n', '2:1: expected spaces before the text of a line, got a tab'],
    [
      'a second document',
      'a: 1\n---\nb: 2\n',
      '2:1: expected the end of the file, got a second document'
    ],
    ['an @', 'a: 1\nb: @x\n', '2:4: expected quotes around a text that starts with %, @ or `'],
    ['a *', 'cron: * * * * *\n', '1:7: expected quotes around a text that starts with *'],
    ['a colon in a text', 'a: b: c\n', '1:4: expected quotes around a text that has ": " in it'],
    [
      'no space',
      'x: 1\na:1\nb: 2\n',
      '2:1: expected "key: value" on one line; is there a space after the colon?'
    ],
    ['a lone key', 'a: 1\nb\nc: 2\n', '2:1: expected a colon and a value after this key'],
    [
      'an open quote',
      'a: 1\nb: "x\nc: 2\n',
      '2:4: expected a closing quote for the text that starts here'
    ],
    [
      'text behind a quote',
      "a: 'it's'\n",
      '1:8: expected the value to end before this; does it need quotes?'
    ],
    ['an open list', 'a: [x, y\nb: 1\n', '2:1: expected a closing ] before this'],
    ['an open group', 'a: { x: 1\nb: 1\n', '2:1: expected a closing } before this'],
    [
      'a dedented key',
      'a:\n  b: 1\n c: 2\n',
      '3:1: expected the indentation of the other keys of this group'
    ],
    [
      'a dedented row',
      '- id: a\n  b: 1\n x: 2\n- id: b\n',
      '3:1: expected the indentation of the lines above'
    ],
    ['an odd escape', 'a: "\\q"\n', '1:5: Invalid escape sequence \\q'],
    ['an unknown alias', 'a: 1\nb: *base\n', '2:4: nothing above is called &base'],
    ['a merge of a text', 'a: { <<: x, b: 1 }\n', '1:6: expected an alias such as *base after <<'],
    ['a tag', 'a: 1\nb: !include c.yaml\n', '2:13: tags such as !include are not known here']
  ])('%s is one line', (_, content, complaint) => {
    const file = fileOf(content)
    const [, place, message] = /^(\d+:\d+): (.*)$/.exec(complaint)!
    expect(file.problems).toEqual([`a.yaml:${place}: not readable as YAML: ${message}`])
    expect(file.value).toBe(undefined)
  })

  test('mistakes in several lines are all told', () => {
    expect(fileOf('a: %x\nb: 1\nc: `y`\n').problems).toEqual([
      'a.yaml:1:4: not readable as YAML: expected quotes around a text that starts with %, @ or `',
      'a.yaml:3:4: not readable as YAML: expected quotes around a text that starts with %, @ or `'
    ])
  })

  test('aliases that would fill the memory are refused', () => {
    const row = (name: string, of: string): string => `${name}: &${name} [${`${of}, `.repeat(9)}]\n`
    const file = fileOf(row('a', '1') + row('b', '*a') + row('c', '*b') + row('d', '*c'))
    expect(file.problems).toEqual([
      'a.yaml:1:1: Excessive alias count indicates a resource exhaustion attack'
    ])
    expect(file.value).toBe(undefined)
  })
})

describe('a file that is not readable at all', () => {
  const GBK_OF_A_TITLE = [0x61, 0x3a, 0x20, 0x31, 0x0a, 0x62, 0x3a, 0x20, 0xd4, 0xc6]

  test.each([
    ['GBK', new Uint8Array(GBK_OF_A_TITLE), '2:4'],
    ['UTF-16', new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x3a, 0x00]), '1:1']
  ])('%s is told from UTF-8', (_, bytes, place) => {
    expect(fileOf(bytes).problems).toEqual([
      `a.yaml:${place}: expected text in UTF-8, got bytes of another encoding`
    ])
  })

  test('a missing file, one with another ending and a folder are told apart', () => {
    const folder = emptyFolder()
    mkdirSync(join(folder, 'folder.yaml'))
    writeFileSync(join(folder, 'other.yml'), 'a: 1\n')
    const names = ['missing.yaml', 'other.yaml', 'folder.yaml']
    expect(names.flatMap((name) => new YamlFile(join(folder, name), name, {}).problems)).toEqual([
      'missing.yaml:1:1: the file is missing',
      'other.yaml:1:1: the file is missing; the name has to end in .yaml, not .yml',
      'folder.yaml:1:1: expected a file, got a folder'
    ])
  })
})

describe('what is read', () => {
  test.each([
    ['a byte order mark', '\ufeffa: 1\n', { a: 1 }],
    ['CRLF', 'a: 1\r\nb:\r\n  - x\r\n', { a: 1, b: ['x'] }],
    ['an alias', 'a: &one [x]\nb: *one\n', { a: ['x'], b: ['x'] }],
    [
      'a merge key',
      'a: &one { x: 1, y: 1 }\nb: { <<: *one, y: 2 }\n',
      { a: { x: 1, y: 1 }, b: { x: 1, y: 2 } }
    ],
    [
      'a list of merges',
      '- &a { x: 1 }\n- &b { y: 2 }\n- <<: [*a, *b]\n',
      [{ x: 1 }, { y: 2 }, { x: 1, y: 2 }]
    ],
    ['no text', '', null],
    ['comments', '# nothing yet\n', null]
  ])('%s', (_, content, value) => {
    const file = fileOf(content)
    expect(file.value).toEqual(value)
    expect(file.problems).toEqual([])
  })

  test('a key that stands twice is told once, in the last place, which counts', () => {
    const file = fileOf('list:\n  - a: 1\n    b: 2\n    a: 3\n')
    expect(file.problems).toEqual(['a.yaml:4:5: list[0].a: this key stands in line 2 already'])
    expect(file.value).toEqual({ list: [{ a: 3, b: 2 }] })
  })

  test('an alias of what it stands in is told and not followed', () => {
    const file = fileOf('a: &a\n  b: *a\n')
    expect(file.problems).toEqual([
      'a.yaml:2:6: a.b: expected a value, got an alias of what it stands in'
    ])
  })
})

describe('a complaint', () => {
  const CONTENT = `one: &one { name: a }
two:
  - { <<: *one, size: 3 }
  - *one
empty:
`

  test.each<[string, Path, 'value' | 'key', string]>([
    ['a value', ['two', 0, 'size'], 'value', '3:23: two[0].size'],
    ['a key', ['two', 0, 'size'], 'key', '3:17: two[0].size'],
    ['a row of a list', ['two', 0], 'value', '3:5: two[0]'],
    ['an alias', ['two', 1], 'value', '4:5: two[1]'],
    ['what an alias stands for', ['two', 1, 'name'], 'value', '1:19: two[1].name'],
    ['what is merged in', ['two', 0, 'name'], 'value', '1:19: two[0].name'],
    ['an empty value, at its key', ['empty'], 'value', '5:1: empty'],
    ['a missing key, at its group', ['two', 0, 'colour'], 'value', '3:5: two[0].colour'],
    ['a missing key of the file', ['three', 'x'], 'value', '1:1: three.x']
  ])('names the place of %s', (_, path, what, place) => {
    const file = fileOf(CONTENT)
    file.complain(path, 'bad', what)
    expect(file.problems).toEqual([`a.yaml:${place}: bad`])
  })

  test('comes in the order of the file, and once for each value', () => {
    const file = fileOf(CONTENT)
    file.complain(['empty'], 'bad')
    file.complain(['one', 'name'], 'bad')
    file.complain(['one', 'name'], 'worse')
    file.complain(['two', 1, 'name'], 'bad by way of the alias')
    expect(file.problems).toEqual(['a.yaml:1:19: one.name: bad', 'a.yaml:5:1: empty: bad'])
    expect(file.isBlamed(['two', 1, 'name'])).toBe(true)
    expect(file.isBlamed(['two', 0, 'size'])).toBe(false)
  })

  test('columns count behind a byte order mark and in lines that end in CRLF', () => {
    const file = fileOf('\ufeffa: 1\r\nb: 2\r\n')
    file.complain(['a'], 'bad')
    file.complain(['b'], 'bad')
    expect(file.problems).toEqual(['a.yaml:1:4: a: bad', 'a.yaml:2:4: b: bad'])
  })
})
