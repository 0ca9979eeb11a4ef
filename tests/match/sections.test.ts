import { describe, expect, test } from 'vitest'
import { createJudge } from '../../src/match/relevance.ts'
import { parkWith } from './park.ts'

const ENTITIES = [
  { text: '远洋重工', weight: 6, type: 'company' },
  { text: '二号泊位', weight: 6, type: 'project' }
]

/** The section of a page in a park with these sections. */
const sectionOf = (
  sections: readonly Record<string, unknown>[],
  title: string,
  text = ''
): string =>
  createJudge(
    parkWith({ entities: ENTITIES, sections: sections.map((one) => ({ title: one.id, ...one })) })
  )({ title, text }).section

const DEALS = { id: 'deals', words: ['签约', 'signs deal'] }
const COMPANY = { id: 'company', any: ['company'] }
const REST = { id: 'rest' }

describe('a section', () => {
  test.each([
    ['by a word', '七家企业签约', 'deals'],
    ['by a word in traditional characters', '七家企業簽約', 'deals'],
    ['by words in Latin letters', 'Shipyard signs deal', 'deals'],
    ['not by a part of a word', 'Shipyard signs dealers', 'rest'],
    ['by a type', '远洋重工交船', 'company'],
    ['not by another type', '二号泊位启用', 'rest'],
    ['by nothing', '园区举办运动会', 'rest'],
    ['without a title', '', 'rest']
  ])('is found %s: %s', (_, title, section) => {
    expect(sectionOf([DEALS, COMPANY, REST], title)).toBe(section)
  })

  test('is found by the names of the park', () => {
    expect(sectionOf([{ id: 'park', any: ['name'] }, REST], '港口产业园动工')).toBe('park')
  })
})

describe('the title', () => {
  test('decides before the lead, whatever the priorities', () => {
    const risk = { id: 'risk', words: ['起火'], priority: 100 }
    expect(sectionOf([risk, DEALS, REST], '七家企业签约', '去年这里起火')).toBe('deals')
  })

  test('leaves it to the lead if it says nothing', () => {
    expect(sectionOf([DEALS, COMPANY, REST], '好消息', '七家企业签约')).toBe('deals')
    expect(sectionOf([DEALS, COMPANY, REST], '好消息', '远洋重工交船')).toBe('company')
  })

  test('leaves nothing to the body', () => {
    const body = `${'市'.repeat(200)}七家企业签约，远洋重工交船`
    expect(sectionOf([DEALS, COMPANY, REST], '好消息', body)).toBe('rest')
  })

  test('has no type that was only found in the body', () => {
    expect(sectionOf([COMPANY, REST], '好消息', `${'市'.repeat(200)}远洋重工交船`)).toBe('rest')
  })
})

describe('of several sections', () => {
  const title = '远洋重工签约'

  test('the highest priority wins', () => {
    expect(sectionOf([DEALS, { ...COMPANY, priority: 1 }, REST], title)).toBe('company')
    expect(
      sectionOf(
        [
          { ...DEALS, priority: 1 },
          { ...COMPANY, priority: -1 }
        ],
        title
      )
    ).toBe('deals')
  })

  test('at equal priority the one that matched by a word wins', () => {
    expect(sectionOf([COMPANY, DEALS, REST], title)).toBe('deals')
    const both = { id: 'both', any: ['company'], words: ['交船'] }
    expect(sectionOf([both, DEALS, REST], title)).toBe('deals')
  })

  test('the first of the profile wins what is left', () => {
    expect(
      sectionOf(
        [
          { ...DEALS, id: 'a' },
          { ...DEALS, id: 'b' }
        ],
        title
      )
    ).toBe('a')
  })
})

describe('a section with `unless`', () => {
  const risk = { id: 'risk', words: ['起火', '泄漏'], unless: ['演练'], priority: 9 }

  test.each([
    ['beside its word', '油库起火演练', '', 'rest'],
    ['nowhere', '油库起火', '', 'risk'],
    ['only in the lead of an alarming title', '油库起火', '上个月这里办过演练', 'risk'],
    ['in the lead that alarms', '十二分钟处置完毕', '油库泄漏演练昨天举行', 'rest'],
    ['in the title over a lead that alarms', '港口举行演练', '油库泄漏，两队消防车赶到', 'rest']
  ])('%s: %s, %s', (_, title, text, section) => {
    expect(sectionOf([risk, REST], title, text)).toBe(section)
  })
})

describe('what matches nowhere goes', () => {
  test('to the section without words and types, wherever it stands', () => {
    expect(sectionOf([DEALS, REST, COMPANY], '运动会')).toBe('rest')
  })

  test('to the first one if all have some', () => {
    expect(sectionOf([COMPANY, DEALS], '运动会')).toBe('company')
  })
})
