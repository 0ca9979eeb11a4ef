import { expect, test } from 'vitest'
import { messageOf } from '../src/errors.ts'

const caused = (message: string, cause: unknown): Error => new Error(message, { cause })

test.each([
  [new Error('no'), 'no'],
  [new RangeError(), 'RangeError'],
  ['thrown as it is', 'thrown as it is'],
  [caused('a', caused('b', new Error('c'))), 'a: b: c'],
  [
    caused('this feed is broken: bad tag Line: 3', new Error('bad tag\nLine: 3')),
    'this feed is broken: bad tag Line: 3'
  ],
  [new Error('one\r\n\ttwo \u001b[2Jthree\u0000\u009b'), 'one two [2Jthree']
])(
  'an error says what happened on one line, once and without control characters: %#',
  (error, text) => {
    expect(messageOf(error)).toBe(text)
  }
)
