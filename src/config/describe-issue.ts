import type { z } from 'zod'
import { valueAt, type Path } from './path.ts'
import { shown } from './shown.ts'
import type { YamlFile } from './yaml-file.ts'

type Issue = z.core.$ZodIssue

/** What was expected and what was found, in words that need no knowledge of zod. */
export const describeIssue = (issue: Issue, file: YamlFile): string => {
  const path = issue.path as Path
  const expected = `expected ${expectation(issue)}`
  if (issue.code === 'invalid_key') return `${expected}, got ${shown(path.at(-1))}`
  const value = valueAt(file.value, path)
  if (value === undefined) return `missing, ${expected}`
  if (value === null) return `${path.length === 0 ? 'the file is empty' : 'empty'}, ${expected}`
  const detail = detailOf(issue)
  // Details may quote the value.
  const why = detail === undefined || file.isSecret(path) ? '' : ` (${detail})`
  return `${expected}, got ${file.shown(path)}${why}`
}

/** Messages of our own schemas are an expectation already. */
const OWN_WORDS = /^expected /

const expectation = (issue: Issue): string => {
  if (OWN_WORDS.test(issue.message)) return issue.message.replace(OWN_WORDS, '')
  switch (issue.code) {
    case 'invalid_type':
      return TYPES[issue.expected] ?? issue.expected
    case 'invalid_value':
      return issue.values.length === 1
        ? String(issue.values[0])
        : `one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      return sizeText('at least', issue.minimum, issue.origin)
    case 'too_big':
      return sizeText('at most', issue.maximum, issue.origin)
    case 'invalid_format':
      return FORMATS[issue.format] ?? issue.message
    case 'invalid_key':
      return issue.issues[0] ? expectation(issue.issues[0]) : issue.message
    case 'custom':
    case 'invalid_element':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return issue.message
  }
}

const detailOf = (issue: Issue): string | undefined => {
  const detail: unknown = issue.code === 'custom' ? issue.params?.['detail'] : undefined
  return typeof detail === 'string' ? detail : undefined
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys'
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'an e-mail address such as name@example.org',
  url: 'an address such as https://example.org/feed.xml'
}

const UNITS: Readonly<Record<string, string>> = { string: 'character', array: 'entry' }
const MANY: Readonly<Record<string, string>> = { character: 'characters', entry: 'entries' }

const sizeText = (bound: string, size: number | bigint, origin: string): string => {
  const unit = UNITS[origin] ?? ''
  return `${bound} ${size} ${(size === 1 ? unit : MANY[unit]) ?? ''}`.trim()
}
