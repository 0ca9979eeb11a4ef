import { describe, expect, test } from 'vitest'
import { keysOf } from '../../src/match/keys.ts'
import { matchEntry, type Candidate } from '../../src/match/match.ts'
import type { Match } from '../../src/model.ts'

const TITLE = '港口三号码头扩建工程今天动工'
const TEXT =
  '港口管理局昨天宣布，三号码头的扩建工程已经动工，预计两年后完工。届时可以停靠十万吨级的货轮，并新增两条铁路专用线。'
/** The same words for another event. */
const OTHER_TEXT =
  '市民广场昨晚举行露天音乐会，来自五个城市的乐团轮流登台。散场之后，志愿者用半个小时把场地打扫干净，没有留下一点垃圾。'

type Told = {
  source?: string
  title?: string
  text?: string
  url?: string | null
  /** Hours after the first moment of all. */
  at?: number
  isMirror?: boolean
}

const entryOf = ({
  source = 'river',
  title = TITLE,
  text = '',
  url = null,
  at = 0,
  isMirror = false
}: Told) => ({
  sourceId: source,
  title,
  text,
  url,
  publishedAt: new Date(Date.UTC(2026, 2, 2) + at * 3_600_000),
  isMirror
})

const OUTLETS: Readonly<Record<string, string>> = {
  river: '江城晚报',
  daily: '云川日报',
  mirror: '企业网'
}

const candidate = (id: string, told: Told): Candidate => {
  const entry = entryOf({ source: 'daily', ...told })
  const outlet = OUTLETS[entry.sourceId] ?? entry.sourceId
  return { ...entry, id, storyId: `story of ${id}`, outlet, keys: keysOf(entry, []) }
}

const match = (told: Told, ...known: Candidate[]): Match => {
  const entry = entryOf(told)
  return matchEntry(entry, keysOf(entry, []), known)
}

/** What is said about an entry against one known entry. */
const verdict = (told: Told, known: Told): [verdict: Match['verdict'], reason: string] => {
  const answer = match(told, candidate('a', known))
  return [answer.verdict, answer.reason]
}

const URL = 'https://news.example/a/9'

test('an entry that shares nothing is new', () => {
  expect(match({})).toEqual({
    verdict: 'new',
    reason: 'no entry shares an address, a title or a text'
  })
  expect(verdict({}, { title: '市民广场昨晚举行露天音乐会' })).toEqual([
    'new',
    'no entry shares an address, a title or a text'
  ])
})

test('an entry that is known joins the story, by the entry it equals', () => {
  expect(match({ text: TEXT }, candidate('a', { text: TEXT, at: 3 }))).toEqual({
    verdict: 'same',
    storyId: 'story of a',
    entryId: 'a',
    by: 'text',
    score: 1,
    reason: 'same text as 云川日报, 3 h apart'
  })
})

describe('same address', () => {
  test.each<[string, Told, Told, ReturnType<typeof verdict>]>([
    [
      'under any title, at any time',
      { url: URL },
      { url: URL, title: '三号码头，动工！', at: 5000 },
      ['same', 'same address as 云川日报, 208 days apart']
    ],
    [
      'twice in one source',
      { url: URL, source: 'daily' },
      { url: URL },
      ['same', 'same address as 云川日报, 0 min apart']
    ],
    [
      'in one source with its title edited',
      { url: URL, source: 'daily', title: '港口三号码头扩建工程动工' },
      { url: URL },
      ['same', 'same address as 云川日报, 0 min apart']
    ],
    [
      'but a rolling page of one source is no story',
      { url: URL, source: 'daily', title: '市民广场昨晚举行露天音乐会' },
      { url: URL },
      ['new', 'same address as 云川日报, 0 min apart, but one source has it under several titles']
    ],
    [
      'nor are two numbered notices on one page',
      { url: URL, source: 'daily', title: '关于部分路段停水的通知第4号' },
      { url: URL, title: '关于部分路段停水的通知第3号' },
      ['new', 'same address as 云川日报, 0 min apart, but one source has it under several titles']
    ]
  ])('%s', (_, told, known, expected) => {
    expect(verdict(told, known)).toEqual(expected)
  })

  test('that one source uses under several titles says nothing to another source either', () => {
    const [a, b] = [
      candidate('a', { url: URL, at: 1 }),
      candidate('b', { url: URL, title: '市民广场露天音乐会' })
    ]
    expect(match({ url: URL, title: '三号码头，动工！' }, a, b)).toEqual({
      verdict: 'new',
      reason: 'same address as 云川日报, 0 min apart, but one source has it under several titles'
    })
    expect(match({ url: URL }, a, b)).toMatchObject({ verdict: 'same', entryId: 'a', by: 'title' })
  })
})

describe('same text', () => {
  test.each<[string, Told, Told, ReturnType<typeof verdict>]>([
    [
      'under another title in another source',
      { text: TEXT, title: '三号码头，动工！' },
      { text: TEXT, at: 40 },
      ['same', 'same text as 云川日报, 40 h apart']
    ],
    [
      'thirty days later',
      { text: TEXT, at: 720 },
      { text: TEXT },
      ['same', 'same text as 云川日报, 30 days apart']
    ],
    [
      'but not after that: an annual notice',
      { text: TEXT, at: 721 },
      { text: TEXT },
      ['new', 'same text as 云川日报, 30 days apart, but too late: copies come within 30 days']
    ],
    [
      'twice in one source under one title',
      { text: TEXT, source: 'daily' },
      { text: TEXT, at: 20 },
      ['same', 'same text as 云川日报, 20 h apart']
    ],
    [
      'but a footer in one source under several titles is no story',
      { text: TEXT, source: 'daily', title: '市民广场昨晚举行露天音乐会' },
      { text: TEXT },
      ['new', 'same text as 云川日报, 0 min apart, but one source has it under several titles']
    ],
    [
      'in Taiwan wording',
      {
        text: '港口管理局改用國產軟體調度貨輪，所有資訊在螢幕上顯示，每天可以多停靠兩艘貨輪，少用三成燃油。',
        title: ''
      },
      {
        text: '港口管理局改用国产软件调度货轮，所有信息在屏幕上显示，每天可以多停靠两艘货轮，少用三成燃油。'
      },
      ['same', 'same text as 云川日报, 0 min apart']
    ]
  ])('%s', (_, told, known, expected) => {
    expect(verdict(told, known)).toEqual(expected)
  })
})

describe('same title', () => {
  test.each<[string, Told, Told, ReturnType<typeof verdict>]>([
    [
      'without any text',
      {},
      { at: 2 },
      ['same', 'same title as 云川日报, 2 h apart; no text to compare']
    ],
    [
      'with a text on one side only',
      { text: TEXT },
      {},
      ['same', 'same title as 云川日报, 0 min apart; no text to compare']
    ],
    [
      'with a text too short to speak against it',
      { text: TEXT },
      { text: '详见附件。' },
      ['same', 'same title as 云川日报, 0 min apart; no text to compare']
    ],
    [
      'with half of the text',
      { text: TEXT.slice(0, 40) },
      { text: TEXT, at: 1.5 },
      ['same', 'same title as 云川日报, 90 min apart; 100 % of the text in common']
    ],
    [
      'with a lead-in and a tail',
      { text: `本报讯（记者 林知夏）${TEXT}` },
      { text: `${TEXT}图为施工现场。` },
      ['same', 'same title as 云川日报, 0 min apart; 89 % of the text in common']
    ],
    [
      'but another text',
      { text: TEXT },
      { text: OTHER_TEXT },
      ['new', 'same title as 云川日报, 0 min apart, but only 0 % of the text in common']
    ],
    [
      'but the same form filled in anew',
      {
        title: '云川市蔬菜批发价格今日行情',
        text: `${'今日蔬菜批发市场货源充足，价格总体平稳，'}白菜每公斤2元，萝卜每公斤3元，土豆每公斤4元，葱每公斤5元。`
      },
      {
        title: '云川市蔬菜批发价格今日行情',
        at: 24,
        text: `${'今日蔬菜批发市场货源充足，价格总体平稳，'}白菜每公斤6元，萝卜每公斤7元，土豆每公斤8元，葱每公斤9元。`
      },
      ['new', 'same title as 云川日报, 24 h apart, but the text gives other figures']
    ],
    [
      'forty-eight hours later',
      { at: 48 },
      {},
      ['same', 'same title as 云川日报, 48 h apart; no text to compare']
    ],
    [
      'but not after that',
      { at: 49, text: TEXT },
      { text: `${TEXT}图为施工现场。` },
      ['new', 'same title as 云川日报, 49 h apart, but too late: copies come within 48 h']
    ],
    [
      'twice a day in one source',
      { source: 'daily' },
      { at: 12 },
      ['same', 'same title as 云川日报, 12 h apart; no text to compare']
    ],
    [
      'but not a daily column of one source',
      { source: 'daily' },
      { at: 24 },
      [
        'new',
        'same title as 云川日报, 24 h apart, but one source tells it, with no text to compare'
      ]
    ],
    [
      'on consecutive days in one source with the same text in other words',
      { source: 'daily', text: `${TEXT}图为施工现场。` },
      { text: TEXT.slice(0, 50), at: 24 },
      ['same', 'same title as 云川日报, 24 h apart; 100 % of the text in common']
    ]
  ])('%s', (_, told, known, expected) => {
    expect(verdict(told, known)).toEqual(expected)
  })

  test('scores by what the texts share', () => {
    expect(match({}, candidate('a', {}))).toMatchObject({ score: 0.9 })
    expect(match({ text: TEXT.slice(0, 40) }, candidate('a', { text: TEXT }))).toMatchObject({
      score: 1
    })
  })

  test('compares a traditional text in both wordings', () => {
    const told = {
      title: '港口管理局启用智能调度平台',
      text: '軟體、資訊、螢幕、網路、資料庫、程式、滑鼠、硬體，港口管理局全都改用國產貨，很快見效。'
    }
    const known = {
      ...told,
      text: '软件、信息、屏幕、网络、数据库、程序、鼠标、硬件，港口管理局全都改用国产货，很快见效。另外还招了新人。'
    }
    expect(match(told, candidate('a', known))).toMatchObject({
      verdict: 'same',
      by: 'title',
      score: 1
    })
  })
})

describe('a mirror', () => {
  const mangled = { source: 'mirror', isMirror: true, text: TEXT.replace('昨天', '日前') }

  test.each<[string, Told, Told, ReturnType<typeof verdict>]>([
    [
      'trails by weeks',
      { ...mangled, at: 500 },
      { text: TEXT },
      ['same', 'same title as 云川日报, 21 days apart; 90 % of the text in common']
    ],
    [
      'is found weeks before its origin, and named to nobody',
      { text: TEXT, at: 500 },
      mangled,
      ['same', 'same title as a mirror, 21 days apart; 90 % of the text in common']
    ],
    [
      'trails by a month at most',
      { ...mangled, at: 721 },
      { text: TEXT },
      ['new', 'same title as 云川日报, 30 days apart, but too late: copies come within 48 h']
    ],
    [
      'needs a text to trail',
      { ...mangled, text: '', at: 60 },
      { text: TEXT },
      ['new', 'same title as 云川日报, 60 h apart, but too late: copies come within 48 h']
    ],
    [
      'needs the same text',
      { ...mangled, text: OTHER_TEXT, at: 60 },
      { text: TEXT },
      ['new', 'same title as 云川日报, 60 h apart, but only 0 % of the text in common']
    ]
  ])('%s', (_, told, known, expected) => {
    expect(verdict(told, known)).toEqual(expected)
  })
})

describe('among several known entries', () => {
  test('an address goes before a text, and a text before a title', () => {
    const byTitle = candidate('a', {})
    const byText = candidate('b', { title: '动工', text: TEXT, at: 5 })
    const byUrl = candidate('c', { title: '扩建', url: URL, at: 9 })
    const told = { text: TEXT, url: URL }
    expect(match(told, byTitle, byText, byUrl)).toMatchObject({ entryId: 'c', by: 'url' })
    expect(match(told, byTitle, byText)).toMatchObject({ entryId: 'b', by: 'text' })
    expect(match(told, byTitle)).toMatchObject({ entryId: 'a', by: 'title' })
  })

  test('the nearest in time decides, then the id, in whatever order they come', () => {
    const known = [
      candidate('c', { at: 9 }),
      candidate('b', { at: 13 }),
      candidate('a', { at: 13 })
    ]
    for (const order of [known, known.toReversed()]) {
      expect(match({ at: 12 }, ...order)).toMatchObject({ entryId: 'a' })
      expect(match({ at: 10 }, ...order)).toMatchObject({ entryId: 'c' })
    }
  })

  test('one that is refused does not hide one that holds', () => {
    const known = [
      candidate('a', { text: OTHER_TEXT }),
      candidate('b', { text: `${TEXT}图为施工现场。`, at: 30 })
    ]
    expect(match({ text: TEXT }, ...known)).toMatchObject({ verdict: 'same', entryId: 'b' })
  })

  test('the reason for a new story is the first that nearly held', () => {
    const known = [
      candidate('a', { text: OTHER_TEXT, at: 2 }),
      candidate('b', { title: '三号码头，动工！', text: TEXT, at: 721 })
    ]
    expect(match({ text: TEXT }, ...known)).toEqual({
      verdict: 'new',
      reason: 'same text as 云川日报, 30 days apart, but too late: copies come within 30 days'
    })
  })
})

test('a key of one kind is not taken for one of another', () => {
  const known = candidate('a', { title: TEXT })
  expect(match({ title: '', text: TEXT }, known).verdict).toBe('new')
  const [key] = known.keys
  expect(matchEntry(entryOf({}), [{ kind: 'text', value: key!.value }], [known]).verdict).toBe(
    'new'
  )
})
