import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseDate } from '../../src/normalize/date.ts'

/** 20:00 on 4 June 2024 in Shanghai, where the source stands unless a row says otherwise. */
const NOW = new Date('2024-06-04T12:00:00Z')
const read = (text: string, zone = 'Asia/Shanghai', now = NOW) => parseDate(text, { zone, now })

const at = (iso: string, precision: 'second' | 'minute' | 'day', isRelative = false) => ({
  at: new Date(iso),
  precision,
  isRelative
})
const second = (iso: string) => at(iso, 'second')
const minute = (iso: string) => at(iso, 'minute')
/** The midnight in Shanghai at which a day begins. */
const day = (date: string) => at(`${date}T00:00:00+08:00`, 'day')

describe('RFC 822 in its good and bad forms', () => {
  test.each([
    ['Tue, 04 Jun 2024 10:00:00 +0800', second('2024-06-04T02:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 GMT', second('2024-06-04T10:00:00Z')],
    ['04 Jun 2024 10:00:00 UT', second('2024-06-04T10:00:00Z')],
    ['Tue, 04 Jun 2024 10:00 +0800', minute('2024-06-04T02:00:00Z')],
    ['Tue, 4 Jun 24 10:00:00 Z', second('2024-06-04T10:00:00Z')],
    ['Fri, 31 Dec 99 23:59:59 GMT', second('1999-12-31T23:59:59Z')],
    ['Thu, 01 Jan 104 19:48:21 GMT', second('2004-01-01T19:48:21Z')],
    ['Tue, 04 Jun 2024 10:00:00 EST', second('2024-06-04T15:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 PDT', second('2024-06-04T17:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 -0000', second('2024-06-04T10:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 GMT+08:00', second('2024-06-04T02:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 HKT', second('2024-06-04T02:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 Asia/Tokyo', second('2024-06-04T01:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 XYZ', second('2024-06-04T02:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00', second('2024-06-04T02:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:60 GMT', second('2024-06-04T10:00:59Z')],
    ['Tuesday, 04-Jun-24 10:00:00 GMT', second('2024-06-04T10:00:00Z')],
    ['Tue, 04 Jun 2024', day('2024-06-04')],
    ['星期二, 19 十二月 2023 10:00:00 +0800', second('2023-12-19T02:00:00Z')],
    ['星期二, 04 六月 2024 10:00:00 +0800', second('2024-06-04T02:00:00Z')],
    ['Tue Jun 04 10:00:00 CST 2024', second('2024-06-04T02:00:00Z')],
    ['Tue Jun  4 10:00:00 2024', second('2024-06-04T02:00:00Z')],
    ['Tue Jun 04 2024 10:00:00 GMT+0900 (JST)', second('2024-06-04T01:00:00Z')],
    ['Fri, 2006/09/15 08:19:53 EDT', second('2006-09-15T12:19:53Z')],
    ['tue,  4 jun 2024   10:00:00 gmt', second('2024-06-04T10:00:00Z')],
    ['Thursdy, 4 June 2024 9:05:03 PM PST', second('2024-06-05T05:05:03Z')],
    ['Tue,04 Jun 2024 10:00:00GMT', second('2024-06-04T10:00:00Z')],
    ['Mon, 04 Jun, 2024 10:00:00 UTC', second('2024-06-04T10:00:00Z')],
    ['Jun 04 2024 10:00:00 -0500 (EST)', second('2024-06-04T15:00:00Z')],
    ['04-Jun-2024 24:00:00', second('2024-06-04T16:00:00Z')],
    ['04Jun2024', day('2024-06-04')],
    ['Tue, 04 Jun 2024 1:2:3 GMT', second('2024-06-04T01:02:03Z')],
    ['Tue, 04 Jun 2024 10:00:00 +0800 and more', second('2024-06-04T02:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 0900', second('2024-06-04T01:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 Etc/GMT', second('2024-06-04T10:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 us/eastern', second('2024-06-04T14:00:00Z')],
    ['Tue, 04 Jun 2024 10:00:00 -01:01', second('2024-06-04T11:01:00Z')],
    ['Tue Jun  4 10:00:00 Asia/Shanghai 2024', second('2024-06-04T02:00:00Z')],
    ['Tuesday, June 4, 2024 - 10:00', minute('2024-06-04T02:00:00Z')],
    ['[04/Jun/2024:10:00:00 +0800]', second('2024-06-04T02:00:00Z')],
    ['Jun  4 2024 10:00:00:123AM', second('2024-06-04T02:00:00.123Z')]
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test.each([
    ['Asia/Shanghai', '2024-06-04T02:00:00Z'],
    ['Asia/Singapore', '2024-06-04T02:00:00Z'],
    ['America/Chicago', '2024-06-04T16:00:00Z'],
    ['Asia/Tokyo', '2024-06-04T16:00:00Z']
  ])('CST on a source in %s', (zone, expected) => {
    expect(read('Tue, 04 Jun 2024 10:00:00 CST', zone)).toEqual(second(expected))
  })
})

describe('ISO 8601, in part and whole', () => {
  test.each([
    ['2024', day('2024-01-01')],
    ['2024-06', day('2024-06-01')],
    ['2024-06-04', day('2024-06-04')],
    ['20240604', day('2024-06-04')],
    ['2024-156', day('2024-06-04')],
    ['2024-06-04T10:00Z', minute('2024-06-04T10:00:00Z')],
    ['2024-06-04T10Z', minute('2024-06-04T10:00:00Z')],
    ['2024-06-04 10:00', minute('2024-06-04T02:00:00Z')],
    ['2024-06-04T10:00:00+05:30', second('2024-06-04T04:30:00Z')],
    ['2024-06-04T10:00:00.25Z', second('2024-06-04T10:00:00.250Z')],
    ['2024-06-04T10:00:00,123456+08:00', second('2024-06-04T02:00:00.123Z')],
    ['2024-06-04T24:00:00Z', second('2024-06-05T00:00:00Z')],
    ['20240604T1000Z', minute('2024-06-04T10:00:00Z')],
    ['20240604T100000Z', second('2024-06-04T10:00:00Z')],
    ['20240604100000', second('2024-06-04T02:00:00Z')],
    ['24-06-04', day('2024-06-04')],
    ['24-06-04T10:00Z', minute('2024-06-04T10:00:00Z')],
    ['240604', day('2024-06-04')],
    ['24156', day('2024-06-04')],
    ['2024156T10:00:00Z', second('2024-06-04T10:00:00Z')],
    ['2024-W23-2', day('2024-06-04')],
    ['2024W232T1000Z', minute('2024-06-04T10:00:00Z')],
    ['-24-06', day('2024-06-01')],
    ['-2406', day('2024-06-01')],
    ['-24', day('2024-01-01')],
    ['--06-05', day('2024-06-05')],
    ['--06-06', day('2023-06-06')],
    ['--07', day('2023-07-01')],
    ['---05', day('2024-06-05')],
    ['---31', day('2024-05-31')],
    ['-157', day('2024-06-05')],
    ['-158', day('2023-06-07')],
    ['2024-006-04T10:00:00+00:00', second('2024-06-04T10:00:00Z')],
    ['2024-06-04 10:00:00.0', second('2024-06-04T02:00:00Z')],
    ['2024-06-04 10:00:00 -00:20', second('2024-06-04T10:20:00Z')],
    ['2024-06-04T10:00:00+08:00[Asia/Shanghai]', second('2024-06-04T02:00:00Z')]
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('the epoch', () => {
  test.each([
    ['1717466400', '2024-06-04T02:00:00Z'],
    ['1717466400.5', '2024-06-04T02:00:00.500Z'],
    ['1717466400123', '2024-06-04T02:00:00.123Z'],
    ['/Date(1717466400000+0800)/', '2024-06-04T02:00:00Z']
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(second(expected))
  })
})

describe('as Chinese pages write', () => {
  test.each([
    ['2024年6月4日', day('2024-06-04')],
    ['2024年6月4日 09:12', minute('2024-06-04T01:12:00Z')],
    ['2024年6月4日 09:12:30', second('2024-06-04T01:12:30Z')],
    ['2024年06月04日09:12', minute('2024-06-04T01:12:00Z')],
    ['2024年6月4日9时12分', minute('2024-06-04T01:12:00Z')],
    ['2024年6月4日（周二）09:12', minute('2024-06-04T01:12:00Z')],
    ['2024-06-04 星期二 09:12', minute('2024-06-04T01:12:00Z')],
    ['２０２４年６月４日　０９：１２', minute('2024-06-04T01:12:00Z')],
    ['２０２４－０６－０４', day('2024-06-04')],
    ['二〇二四年十二月二十四日', day('2024-12-24')],
    ['2024年6月', day('2024-06-01')],
    ['2024/6/4', day('2024-06-04')],
    ['2024.06.04', day('2024-06-04')],
    ['2024-06-0409:12', minute('2024-06-04T01:12:00Z')],
    ['2024/6/4 下午3:30:00', second('2024-06-04T07:30:00Z')],
    ['2024年6月4日 上午12:05', minute('2024-06-03T16:05:00Z')],
    ['2024年6月4日 中午12点半', minute('2024-06-04T04:30:00Z')],
    ['2024年6月4日 晚上8点', minute('2024-06-04T12:00:00Z')],
    ['2024年6月4日 晚上12点', minute('2024-06-04T16:00:00Z')],
    ['2024-06-04 2000字', day('2024-06-04')],
    ['北京时间6月4日10时', minute('2024-06-04T02:00:00Z')]
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('Beijing time is Beijing time on a source abroad', () => {
    expect(read('北京时间2024年6月4日10时', 'America/New_York')).toEqual(
      minute('2024-06-04T02:00:00Z')
    )
  })
})

describe('as Taiwan, Japan and Korea write', () => {
  test.each([
    ['民國113年6月4日', day('2024-06-04')],
    ['中華民國一百一十三年六月四日', day('2024-06-04')],
    ['民国99年12月31日', day('2010-12-31')],
    ['113年6月4日 下午 3:30', minute('2024-06-04T07:30:00Z')],
    ['113/06/04 10:00', minute('2024-06-04T02:00:00Z')],
    ['113.06.04', day('2024-06-04')],
    ['2004年5月28日 1時31分', minute('2004-05-27T17:31:00Z')],
    ['2024年6月4日（火） 午後1時31分', minute('2024-06-04T05:31:00Z')],
    ['令和6年6月4日 10時', minute('2024-06-04T02:00:00Z')],
    ['令和元年5月1日', day('2019-05-01')],
    ['平成31年4月30日(火)', day('2019-04-30')],
    ['2024年(令和6年)6月4日', day('2024-06-04')],
    ['2022年(令和4年)6月5日', day('2022-06-05')],
    ['令和6年', day('2024-01-01')],
    ['2004년 05월 28일  01:31:15', second('2004-05-28T01:31:15+09:00')],
    ['2004-05-25 오후 11:23:17', second('2004-05-25T23:23:17+09:00')],
    ['2004-05-25 오전 12:05 UTC', minute('2004-05-25T00:05:00Z')]
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('a version inside a text is no year of the Republic of China', () => {
    expect(read('更新至 113.1.2')).toBeUndefined()
  })
})

describe('the months of other languages', () => {
  test.each([
    ['mardi 4 juin 2024 à 10h30', minute('2024-06-04T02:30:00Z')],
    ['1er août 2023', day('2023-08-01')],
    ['ven., 23 févr. 2024 10:00:00 +0100', second('2024-02-23T09:00:00Z')],
    ['mar 4 juin', day('2024-06-04')],
    ['Dienstag, 4. Juni 2024, 10:30 Uhr', minute('2024-06-04T02:30:00Z')],
    ['4. März 2024 um 10.30 Uhr', minute('2024-03-04T02:30:00Z')],
    ['martes, 4 de junio de 2024 a las 10:30', minute('2024-06-04T02:30:00Z')],
    ['martedì 4 giugno 2024 alle 10:30', minute('2024-06-04T02:30:00Z')],
    ['4 de março de 2024 às 10h30', minute('2024-03-04T02:30:00Z')],
    ['dinsdag 4 maart 2024 om 10:30', minute('2024-03-04T02:30:00Z')],
    ['вторник, 4 мая 2024 г., 10:30', minute('2024-05-04T02:30:00Z')],
    ['2004-július-13T9:15-05:00', minute('2004-07-13T14:15:00Z')],
    ['2024. július 13. 10:30', minute('2024-07-13T02:30:00Z')],
    ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', second('2004-07-11T17:00:00Z')],
    ['ΠΕΜ, 04 ΑΠΡ 2024 12:00:00 EET', second('2024-04-04T10:00:00Z')],
    ['Σάβ, 13 Μαώ 2004 12:00:00 EET', second('2004-03-13T10:00:00Z')],
    ['Τετ, 12 Μαϊ 2004 12:00:00 EET', second('2004-05-12T10:00:00Z')],
    ['June 2024', day('2024-06-01')]
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test.each([
    'Ιαν Φεβ Μάρ Απρ Μάι Ιούν Ιούλ Αύγ Σεπ Οκτ Νοέ Δεκ',
    'január februári március április máujus június július augusztus szeptember október november december'
  ])('%s', (names) => {
    const months = names.split(' ').map((name) => read(`04 ${name} 2023`, 'UTC')?.at.getUTCMonth())
    expect(months).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  })
})

describe('day and month as numbers', () => {
  test.each([
    ['20/11/2023', day('2023-11-20')],
    ['11/20/2023', day('2023-11-20')],
    ['20/11/2023 10:00 AM', minute('2023-11-20T02:00:00Z')],
    ['06/04/2024', day('2024-04-06')],
    ['06/04/2024 10:00', minute('2024-04-06T02:00:00Z')],
    ['06/04/2024 10:00 AM', minute('2024-06-04T02:00:00Z')],
    ['06/04/2024 10:00:00 p.m. EST', second('2024-06-05T03:00:00Z')],
    ['06.04.2024 10:00 PM', minute('2024-04-06T14:00:00Z')],
    ['4. 6. 2024', day('2024-06-04')],
    ['6/4/24 9:00 am', minute('2024-06-04T01:00:00Z')],
    ['31.12.23', day('2023-12-31')],
    ['23/12/31', day('2023-12-31')],
    ['25-06-04', day('2025-06-04')]
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('as English pages write', () => {
  test.each([
    ['June 4, 2024', day('2024-06-04')],
    ['Jun. 4th, 2024 at 10:05 PM', minute('2024-06-04T14:05:00Z')],
    ['Sept 4 2023, 12:30 a.m.', minute('2023-09-03T16:30:00Z')],
    ['4th of June 2024', day('2024-06-04')],
    ['2024 Jun 4', day('2024-06-04')],
    ['Tue, Jun 4', day('2024-06-04')],
    ['4 June', day('2024-06-04')]
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('a date without its year', () => {
  test.each([
    ['6月4日', NOW, day('2024-06-04')],
    ['[06-04]', NOW, day('2024-06-04')],
    ['06-04 09:12', NOW, minute('2024-06-04T01:12:00Z')],
    ['6/4', NOW, day('2024-06-04')],
    ['06-05', NOW, day('2024-06-05')],
    ['06-05 20:00', NOW, minute('2024-06-05T12:00:00Z')],
    ['06-05 20:01', NOW, minute('2023-06-05T12:01:00Z')],
    ['06-06', NOW, day('2023-06-06')],
    ['12-31', new Date('2025-01-01T00:00:00Z'), day('2024-12-31')],
    ['01-01', new Date('2024-12-31T12:00:00Z'), day('2025-01-01')],
    ['2月29日', new Date('2023-06-04T00:00:00Z'), day('2020-02-29')],
    ['11月19日 09:12', NOW, minute('2023-11-19T01:12:00Z')],
    ['12月31日', NOW, day('2023-12-31')],
    ['---01', new Date('2024-05-31T12:00:00Z'), day('2024-06-01')],
    ['北京时间11月19日10时', NOW, minute('2023-11-19T02:00:00Z')]
  ])('%s is the latest that is not past tomorrow', (text, now, expected) => {
    expect(read(text, 'Asia/Shanghai', now)).toEqual(expected)
  })
})

describe('counted from now', () => {
  test.each([
    ['刚刚', at('2024-06-04T12:00:00Z', 'minute', true)],
    ['30秒前', at('2024-06-04T11:59:30Z', 'minute', true)],
    ['5分钟前', at('2024-06-04T11:55:00Z', 'minute', true)],
    ['十五分钟前', at('2024-06-04T11:45:00Z', 'minute', true)],
    ['半小时前', at('2024-06-04T11:30:00Z', 'minute', true)],
    ['2小时前', at('2024-06-04T10:00:00Z', 'minute', true)],
    ['2個小時前', at('2024-06-04T10:00:00Z', 'minute', true)],
    ['3天前', at('2024-06-01T00:00:00+08:00', 'day', true)],
    ['1周前', at('2024-05-28T00:00:00+08:00', 'day', true)],
    ['两个月前', at('2024-04-04T00:00:00+08:00', 'day', true)],
    ['1年前', at('2023-06-04T00:00:00+08:00', 'day', true)],
    ['半年前', at('2023-12-04T00:00:00+08:00', 'day', true)],
    ['今天 08:30', at('2024-06-04T00:30:00Z', 'minute', true)],
    ['昨天 08:30', at('2024-06-03T00:30:00Z', 'minute', true)],
    ['昨天下午3:30', at('2024-06-03T07:30:00Z', 'minute', true)],
    ['前天 21:05', at('2024-06-02T13:05:00Z', 'minute', true)],
    ['昨天', at('2024-06-03T00:00:00+08:00', 'day', true)],
    ['just now', at('2024-06-04T12:00:00Z', 'minute', true)],
    ['2 hours ago', at('2024-06-04T10:00:00Z', 'minute', true)],
    ['an hour ago', at('2024-06-04T11:00:00Z', 'minute', true)],
    ['5m ago', at('2024-06-04T11:55:00Z', 'minute', true)],
    ['yesterday', at('2024-06-03T00:00:00+08:00', 'day', true)],
    ['Yesterday at 10:30 PM', at('2024-06-03T22:30:00+08:00', 'minute', true)]
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })

  test('yesterday is the day before on the calendar of the source', () => {
    const now = new Date('2024-06-04T02:00:00Z')
    expect(read('yesterday', 'America/New_York', now)).toEqual(
      at('2024-06-02T04:00:00Z', 'day', true)
    )
    expect(read('昨天', 'Asia/Shanghai', now)).toEqual(at('2024-06-02T16:00:00Z', 'day', true))
  })

  test('a month before the 31st is the last of a shorter month', () => {
    expect(read('1个月前', 'UTC', new Date('2024-03-31T12:00:00Z'))).toEqual(
      at('2024-02-29T00:00:00Z', 'day', true)
    )
  })
})

describe('noise around the date', () => {
  test.each([
    ['发布时间：2024-06-04 09:12:30', second('2024-06-04T01:12:30Z')],
    [
      '来源:大众日报 发布时间:2024年06月04日 15:43 点击量:371 字体: 分享:',
      minute('2024-06-04T07:43:00Z')
    ],
    ['发布日期： [06-04]', day('2024-06-04')],
    ['更新于 昨天 08:30', at('2024-06-03T00:30:00Z', 'minute', true)],
    ['发布于3天前 阅读 1024', at('2024-06-01T00:00:00+08:00', 'day', true)],
    ['Published on 4 June', day('2024-06-04')],
    ['-2024/6/4', day('2024-06-04')],
    ['-06-24', day('2023-06-24')],
    ['12 items, 2024-06-04', day('2024-06-04')],
    ['\u200b2024\u00a0年6月4日\u0000', day('2024-06-04')]
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected)
  })
})

describe('a text that is no date', () => {
  test.each([
    '',
    'hello',
    '2024-13-45',
    '2024-02-30',
    '30 February 2024',
    '4 Jun 2024 25:61',
    '2024-06-04 25:61',
    '2024-06-04 24:01',
    '2024-367',
    '0000-00-00 00:00:00',
    '0004-06-04',
    '9999-12-31',
    '作者：今日头条',
    '5-6个项目',
    'You may 4 times',
    '半个月前',
    '13800001111 热线',
    '9999年前',
    '-2024-06-04',
    '12024-06-04',
    '10000年6月4日',
    '2024年06月 09:12',
    'Tue, 04 Jun 12024 10:00:00 GMT',
    'Tue, 04 Jun -2024 10:00:00 GMT',
    'Sun, 31 Dec 9999 23:59:59 -9999',
    'Thu, 01 Jan 0100 00:00:01 +0100',
    'Tue, 04 Jun zz 10:00:00 GMT',
    'Tue, 04 Jun 2024 1:2:3:4 GMT',
    'Tue, 04 Jun 2024 10:00:00 +zz:00',
    'Tue, 99 Jun 2024 10:00:00 GMT',
    '2024-06-04T10:00:61Z',
    '2024-06-04T09:xx:00Z',
    '2024-06-04T09:00:00+00:xx',
    '2024-06-04T10:00:00-06:00Textra',
    '2024-06-04-01',
    '2023-W53-1',
    '2024-W23-8',
    '013'
  ])('%j', (text) => {
    expect(read(text)).toBeUndefined()
  })

  test('of any kind gives nothing or an instant from 1900 to 2199', () => {
    const pieces = fc.constantFrom(
      ...'2024 - / . 年 月 日 99 113 前 天 : T Jun + 31 0 ago CST Z 半 民國 令和 W53 百 十 오후 am h'.split(
        ' '
      ),
      ' '
    )
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 12 }).map((all) => all.join(''))
    )
    fc.assert(
      fc.property(
        texts,
        fc.constantFrom('Asia/Shanghai', 'America/New_York', 'UTC'),
        (text, zone) => {
          const year = read(text, zone)?.at.getUTCFullYear() ?? 2000
          return year >= 1900 && year < 2200
        }
      )
    )
  })

  test('is far too long for a date field', () => {
    expect(read('2024 年 '.repeat(200_000))).toBeUndefined()
  })
})

test('daylight saving of the source counts', () => {
  expect(read('2024-01-04 10:00', 'America/New_York')).toEqual(minute('2024-01-04T15:00:00Z'))
  expect(read('2024-07-04 10:00', 'America/New_York')).toEqual(minute('2024-07-04T14:00:00Z'))
  expect(read('2024-07-04', 'America/New_York')).toEqual(at('2024-07-04T04:00:00Z', 'day'))
})

test('the zone of the source counts wherever a text names none', () => {
  expect(read('2024-06-04', 'Asia/Tokyo')).toEqual(at('2024-06-03T15:00:00Z', 'day'))
  expect(read('2024-06-04T10:00:00', 'Asia/Tokyo')).toEqual(second('2024-06-04T01:00:00Z'))
  expect(read('Tue, 04 Jun 2024 10:00:00', 'Asia/Tokyo')).toEqual(second('2024-06-04T01:00:00Z'))
})

test('a text that is read at once says what the formats say', () => {
  const two = (max: number) => fc.nat(max).map((n) => String(n).padStart(2, '0'))
  const offset = fc.constantFrom('', ' GMT', 'Z', '+08:00', '-0330', ' +0800', ' -1500', '+14:60')
  const day = fc.oneof(
    fc
      .tuple(
        fc.constantFrom('1900', '2024', '2199', '9999'),
        two(13),
        two(32),
        fc.constantFrom('T', ' ')
      )
      .map(([y, mo, d, gap]) => `${y}-${mo}-${d}${gap}`),
    fc
      .tuple(two(32), fc.constantFrom('Feb', 'Jun', 'Xyz'))
      .map(([d, mon]) => `Tue, ${d} ${mon} 2023 `)
  )
  const time = fc.tuple(two(25), two(61), two(61), fc.constantFrom('', '.5', '.123456'))
  const texts = fc
    .tuple(day, time, offset)
    .map(([date, [h, m, s, fraction], zone]) => `${date}${h}:${m}:${s}${fraction}${zone}`)
  fc.assert(
    fc.property(texts, fc.constantFrom('Asia/Shanghai', 'America/New_York'), (text, zone) => {
      // The gap at the end is what makes it unusual.
      expect(read(text, zone)).toEqual(read(`${text} `, zone))
    }),
    { numRuns: 1000 }
  )
})
