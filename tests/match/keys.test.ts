import { describe, expect, test } from 'vitest'
import { keysOf } from '../../src/match/keys.ts'

const OUTLETS = ['云川日报', 'River Daily']

type Told = { title?: string; text?: string; url?: string | null }

const keys = ({ title = '', text = '', url = null }: Told) => keysOf({ title, text, url }, OUTLETS)

const kinds = (told: Told): string[] => keys(told).map(({ kind }) => kind)

/** The kinds of the keys that two entries share. */
const shared = (a: Told, b: Told): string[] => {
  const values = keys(b).map(({ value }) => value)
  return keys(a)
    .filter(({ value }) => values.includes(value))
    .map(({ kind }) => kind)
}

const HEADLINE = '港口三号码头扩建工程今天动工'
const TEXT =
  '港口管理局昨天宣布，三号码头的扩建工程已经动工，预计两年后完工，届时可以停靠十万吨级的货轮，并新增两条铁路专用线。'

describe('two headlines share a key', () => {
  test.each([
    ['in traditional characters', '港口三號碼頭擴建工程今天動工'],
    ['with other punctuation', '港口三号码头：扩建工程，今天动工！'],
    ['with spaces', '港口三号码头 扩建工程 今天动工'],
    ['behind the name of an outlet', '云川日报：港口三号码头扩建工程今天动工'],
    ['before the name of an outlet', '港口三号码头扩建工程今天动工_云川日报'],
    ['with a mark', '港口三号码头扩建工程今天动工（图）'],
    ['in a column', '【要闻】港口三号码头扩建工程今天动工']
  ])('%s', (_, title) => {
    expect(shared({ title: HEADLINE }, { title })).toEqual(['title'])
  })

  test.each([
    [
      'in full width',
      'Pier 3 of the harbour is enlarged',
      'Ｐｉｅｒ ３ of the harbour is enlarged'
    ],
    ['in upper case', 'Pier 3 of the harbour is enlarged', 'PIER 3 OF THE HARBOUR IS ENLARGED'],
    ['in Taiwan wording', '港口管理局改用国产软件调度货轮', '港口管理局改用國產軟體調度貨輪'],
    ['both in Taiwan wording', '港口管理局改用國產軟體調度貨輪', '港口管理局改用國產軟體調度貨輪!']
  ])('%s', (_, a, b) => {
    expect(new Set(shared({ title: a }, { title: b }))).toEqual(new Set(['title']))
  })

  test('but not with another number', () => {
    expect(shared({ title: HEADLINE }, { title: HEADLINE.replace('三', '四') })).toEqual([])
  })
})

describe('a title is a key from ten Han characters on', () => {
  test.each([
    ['港口码头扩建今天动工', ['title']],
    ['港口码头扩建今动工', []],
    ['云川日报：港口码头扩建今动工', []],
    // A letter counts half.
    ['Weekly update for all', []],
    ['Weekly update for everybody', ['title']],
    ['！！！。。。？？？、、、', []],
    ['', []]
  ])('%s', (title, expected) => {
    expect(kinds({ title })).toEqual(expected)
  })
})

describe('a text is a key from forty Han characters on', () => {
  test.each([
    ['forty', '港'.repeat(40), ['text']],
    ['thirty-nine', '港'.repeat(39), []],
    ['thirty-nine and punctuation', `${'港。'.repeat(39)}……`, []],
    ['a note in English', 'Read the full story on our website, see the attachment below', []],
    ['nothing', '', []]
  ])('%s', (_, text, expected) => {
    expect(kinds({ text })).toEqual(expected)
  })

  test.each([
    ['in traditional characters', TEXT, TEXT.replaceAll('码头', '碼頭').replaceAll('预计', '預計')],
    ['in paragraphs', TEXT, TEXT.replaceAll('，', '，\n　　')],
    [
      'in Taiwan wording',
      '港口管理局昨天宣布改用国产软件调度货轮，所有信息在屏幕上实时显示，预计每天可以多停靠两艘货轮，少用三成的燃油。',
      '港口管理局昨天宣布改用國產軟體調度貨輪，所有資訊在螢幕上實時顯示，預計每天可以多停靠兩艘貨輪，少用三成的燃油。'
    ]
  ])('the same one %s has the same key', (_, a, b) => {
    expect(shared({ text: a }, { text: b })).toEqual(['text'])
  })

  test('a text that goes on has another key', () => {
    expect(shared({ text: TEXT }, { text: `${TEXT}图为施工现场。` })).toEqual([])
  })
})

describe('an address is a key', () => {
  test.each([
    ['on the phone', 'https://www.river.example/a/9.html', 'http://m.river.example/a/9.html'],
    ['with tracking', 'https://river.example/a/9', 'https://river.example/a/9?utm_source=x#top'],
    ['of a script', 'https://river.example/#/a/9', 'https://www.river.example/#/a/9']
  ])('%s', (_, a, b) => {
    expect(shared({ url: a }, { url: b })).toEqual(['url'])
  })

  test.each([
    ['a home page', 'https://www.river.example/'],
    ['an index page', 'https://www.river.example/index.html'],
    ['none', null]
  ])('but %s is none', (_, url) => {
    expect(kinds({ url })).toEqual([])
  })
})

test('an entry has a key of each kind, and one more for the Taiwan reading of each traditional text', () => {
  const url = 'https://river.example/a/9'
  expect(kinds({ url, title: HEADLINE, text: TEXT })).toEqual(['url', 'title', 'text'])
  expect(
    kinds({ url, title: '港口管理局改用國產軟體調度貨輪', text: '軟體調度貨輪與資訊'.repeat(5) })
  ).toEqual(['url', 'title', 'title', 'text', 'text'])
})

test('equal values of different kinds are different keys', () => {
  const same = '港'.repeat(40)
  const [title, text] = keys({ title: same, text: same })
  expect(title?.value).not.toBe(text?.value)
})
