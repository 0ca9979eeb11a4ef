import { describe, expect, test } from 'vitest'
import { outletsOf } from '../../src/match/outlets.ts'
import type { Copy } from '../../src/model.ts'

const copy = (entryId: string, outlet: string, hour: number, given: Partial<Copy> = {}): Copy => ({
  entryId,
  sourceId: 'source',
  outlet,
  url: `https://news.example/${entryId}`,
  title: '港口三号码头扩建工程今天动工',
  publishedAt: new Date(Date.UTC(2026, 2, 2, hour)),
  isMirror: false,
  ...given
})

const shown = (copies: readonly Copy[]) =>
  outletsOf(copies).map(({ entryId, outlet }) => [entryId, outlet])

describe('the outlets of a story', () => {
  test('stand in order of publication, each once, with its first copy', () => {
    expect(
      shown([
        copy('c', '江城晚报', 9),
        copy('b', '云川日报', 8),
        copy('d', '云川日报', 10),
        copy('a', '港口管理局', 7)
      ])
    ).toEqual([
      ['a', '港口管理局'],
      ['b', '云川日报'],
      ['c', '江城晚报']
    ])
  })

  test('are the same in whatever order the store answers', () => {
    const copies = [copy('b', '云川日报', 8), copy('a', '江城晚报', 8), copy('c', '江城晚报', 8)]
    expect(shown(copies)).toEqual([
      ['a', '江城晚报'],
      ['b', '云川日报']
    ])
    expect(outletsOf(copies.toReversed())).toEqual(outletsOf(copies))
  })

  test('are one under two spellings', () => {
    expect(shown([copy('a', '产业观察', 8), copy('b', '產業觀察', 9)])).toEqual([['a', '产业观察']])
    expect(shown([copy('a', 'River Daily', 8), copy('b', 'river daily ', 9)])).toEqual([
      ['a', 'River Daily']
    ])
  })

  test('have the address of a later copy where the first has none', () => {
    const first = copy('a', '云川日报', 8, { url: null })
    expect(outletsOf([first, copy('b', '云川日报', 9), copy('c', '云川日报', 10)])).toEqual([
      { ...first, url: 'https://news.example/b' }
    ])
  })

  test('are no mirrors', () => {
    expect(shown([copy('a', '企业网', 7, { isMirror: true }), copy('b', '云川日报', 8)])).toEqual([
      ['b', '云川日报']
    ])
    expect(outletsOf([copy('a', '企业网', 7, { isMirror: true })])).toEqual([])
  })
})
