import { describe, expect, test } from 'vitest'
import { sqlValue } from '../../src/store/sql-value.ts'

describe('a SQL value', () => {
  test.each([
    ['text', '园区', '园区'],
    ['an emoji, a pair of surrogates', '🏭', '🏭'],
    ['a lone surrogate', 'a\ud800b', 'a\ufffdb'],
    ['NUL, wherever it stands', '\0a\0', '\ufffda\ufffd'],
    ['a number', -1.5, -1.5],
    ['a bigint', 2n ** 53n, 2n ** 53n],
    ['true', true, 1],
    ['false', false, 0],
    ['null', null, null],
    ['bytes', new Uint8Array([0, 1]), new Uint8Array([0, 1])]
  ])('is made of %s', (_, value, expected) => {
    expect(sqlValue(value)).toEqual(expected)
  })

  test.each([
    ['undefined', undefined, 'store: undefined cannot be a SQL value'],
    ['a Date', new Date(0), 'store: an object (Date) cannot be a SQL value'],
    ['an object', { a: 1 }, 'store: an object (Object) cannot be a SQL value'],
    ['a list', ['a'], 'store: an object (Array) cannot be a SQL value'],
    [
      'an object without a prototype',
      Object.create(null),
      'store: an object (undefined) cannot be a SQL value'
    ],
    ['NaN, the time of no date', new Date('?').getTime(), 'store: NaN cannot be a SQL value'],
    ['infinity', Infinity, 'store: Infinity cannot be a SQL value'],
    ['a function', () => 1, 'store: function cannot be a SQL value'],
    ['a symbol', Symbol('s'), 'store: symbol cannot be a SQL value']
  ])('is never made of %s', (_, value, message) => {
    expect(() => sqlValue(value)).toThrow(new TypeError(message))
  })
})
