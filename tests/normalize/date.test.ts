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
    ['星期二, 04 六月 2024 10:00:00 +0800', second('2024-06-04T02:00:00Z')],
    ['Tue Jun 04 10:00:00 CST 2024', second('2024-06-04T02:00:00Z')],
    ['Tue Jun  4 10:00:00 2024', second('2024-06-04T02:00:00Z')],
    ['Tue Jun 04 2024 10:00:00 GMT+0900 (JST)', second('2024-06-04T01:00:00Z')],
    ['Fri, 2006/09/15 08:19:53 EDT', second('2006-09-15T12:19:53Z')]
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
    ['24-06-04', day('2024-06-04')]
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
    ['2月29日', new Date('2023-06-04T00:00:00Z'), day('2020-02-29')]
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
    '9999年前'
  ])('%j', (text) => {
    expect(read(text)).toBeUndefined()
  })

  test('of any kind never throws', () => {
    const pieces = fc.constantFrom(
      '2024',
      '-',
      '/',
      '年',
      '月',
      '99',
      '前',
      '天',
      ':',
      'T',
      'Jun',
      ' ',
      '+',
      '31',
      'ago',
      'CST',
      '半'
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
          const date = read(text, zone)
          return date === undefined || !Number.isNaN(date.at.getTime())
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
