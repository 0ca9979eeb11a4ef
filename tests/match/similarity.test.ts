import { describe, expect, test } from 'vitest'
import { areOneTitle, containment, haveOtherFigures } from '../../src/match/similarity.ts'

describe('containment is the share of the shorter text that the longer one holds', () => {
  test.each([
    ['equal texts', '港口三号码头动工', '港口三号码头动工', 1],
    ['a cut text', '港口三号码头', '港口三号码头今天动工', 1],
    ['an added lead-in', '港口三号码头动工', '本报讯港口三号码头动工', 1],
    ['nothing in common', '港口三号码头动工', '城里新开一家书店', 0],
    // 港口三号, 口三号码, 三号码头 of seven 4-grams.
    ['a common beginning', '港口三号码头今天动工', '港口三号码头昨日完成验收', 3 / 7],
    ['a text of less than four characters inside', '动工', '港口三号码头动工', 1],
    ['a text of less than four characters elsewhere', '完工', '港口三号码头动工', 0],
    ['an empty text', '', '港口三号码头动工', 0],
    ['two empty texts', '', '', 0]
  ])('%s', (_, a, b, share) => {
    expect(containment(a, b)).toBe(share)
    expect(containment(b, a)).toBe(share)
  })

  test('a repeated gram counts once', () => {
    expect(containment('港港港港港港港', '港港港港')).toBe(1)
  })
})

describe('two texts give other figures', () => {
  test.each([
    ['all changed', '白菜2元萝卜3元土豆4元', '白菜5元萝卜6元土豆7元', true],
    ['two of three changed', '白菜2元萝卜3元土豆4元', '白菜2元萝卜6元土豆7元', true],
    ['half of them changed', '甲1乙2丙3丁4', '甲1乙2丙7丁8', false],
    [
      'a summary with some of them',
      '白菜2元萝卜3元土豆4元',
      '白菜2元萝卜3元土豆4元葱9元姜8元',
      false
    ],
    ['two figures are too few to tell', '白菜2元萝卜3元', '白菜5元萝卜6元', false],
    ['one text has none', '白菜2元萝卜3元土豆4元', '白菜降价', false],
    ['no figures at all', '白菜', '萝卜', false]
  ])('%s: %s, %s', (_, a, b, expected) => {
    expect(haveOtherFigures(a, b)).toBe(expected)
    expect(haveOtherFigures(b, a)).toBe(expected)
  })
})

describe('two titles are one, edited', () => {
  test.each([
    ['equal', '停水通知', '停水通知', true],
    ['a word added', '港口三号码头扩建工程动工', '港口三号码头扩建工程今天动工', true],
    ['another number', '关于部分路段停水的通知第3号', '关于部分路段停水的通知第4号', false],
    [
      'another Chinese number',
      '关于部分路段停水的通知第三号',
      '关于部分路段停水的通知第四号',
      false
    ],
    ['a number added', '关于部分路段停水的通知', '关于部分路段停水的通知2', false],
    ['another title', '港口三号码头动工', '港口三号航线开通', false],
    ['both empty', '', '', true],
    ['one empty', '', '停水通知', false]
  ])('%s: %s, %s', (_, a, b, expected) => {
    expect(areOneTitle(a, b)).toBe(expected)
    expect(areOneTitle(b, a)).toBe(expected)
  })
})
