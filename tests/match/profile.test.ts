import { describe, expect, test } from 'vitest'
import { profileSchema } from '../../src/match/profile.ts'
import { parkWith, samplePark } from './park.ts'

test('the sample park is a profile', () => {
  expect(samplePark).toMatchObject({
    id: 'chenghu',
    language: 'zh-CN',
    timezone: 'Asia/Shanghai',
    threshold: { accept: 6, review: 3 }
  })
  expect(samplePark.sections.map(({ id }) => id)).toEqual([
    'park',
    'deals',
    'company',
    'policy',
    'risk'
  ])
})

test('lists that are left out are empty', () => {
  expect(parkWith()).toEqual({
    id: 'harbour',
    name: '港口产业园',
    language: 'zh-CN',
    timezone: 'Asia/Shanghai',
    feedAuthority: 'harbour.example,2026',
    names: [{ text: '港口产业园', weight: 10 }],
    partial: [],
    anchors: {},
    entities: [],
    exclude: [],
    threshold: { accept: 6, review: 3 },
    sections: [{ id: 'park', title: 'Park' }]
  })
})

test('a row has what its list explains', () => {
  const rows = {
    names: [{ text: 'PRP', weight: 8, case: true, note: 'old name' }],
    partial: [{ text: '产业园', weight: 6, needs: 'place', note: 'every city has some' }],
    anchors: { place: ['北港'] },
    entities: [{ text: '远洋重工', weight: 6, type: 'company', needs: 'place' }],
    exclude: [
      { text: '老港口', veto: true, unless: ['北方港口'], note: 'elsewhere' },
      { text: ['花展', '湿地'], weight: -4 }
    ],
    sections: [
      {
        id: 'deals',
        title: '招商',
        words: ['签约'],
        any: ['company'],
        unless: ['演练'],
        priority: 40
      }
    ]
  }
  expect(parkWith(rows)).toMatchObject(rows)
})

test('space around a text is dropped', () => {
  expect(parkWith({ names: [{ text: ' 港口产业园 ', weight: 10 }] }).names[0]?.text).toBe(
    '港口产业园'
  )
})

describe('refused, with the place and the reason', () => {
  const SECTION = { id: 'park', title: 'Park' }

  test.each<[string, Record<string, unknown>, string, string]>([
    ['an unknown key', { aliases: [] }, '', 'Unrecognized key: "aliases"'],
    [
      'an unknown key in a row',
      { names: [{ text: 'A', weight: 1, type: 'x' }] },
      'names.0',
      'Unrecognized key: "type"'
    ],
    [
      'an id that is no slug',
      { id: 'Harbour Park' },
      'id',
      'expected a slug of lower-case letters, digits and hyphens'
    ],
    [
      'an unknown zone',
      { timezone: 'Asia/Nowhere' },
      'timezone',
      'expected an IANA time zone such as Asia/Shanghai'
    ],
    [
      'an authority without a year',
      { feedAuthority: 'harbour.example' },
      'feedAuthority',
      'expected a domain name and a date as in RFC 4151, such as news.example.org,2026'
    ],
    ['no name', { names: [] }, 'names', 'Too small: expected array to have >=1 items'],
    [
      'a name of punctuation',
      { names: [{ text: '……', weight: 1 }] },
      'names.0.text',
      'expected at least one letter or digit'
    ],
    [
      'an empty anchor',
      { anchors: { place: [' '] } },
      'anchors.place.0',
      'Too small: expected string to have >=1 characters'
    ],
    [
      'a weight above 100',
      { names: [{ text: 'A', weight: 101 }] },
      'names.0.weight',
      'Too big: expected number to be <=100'
    ],
    [
      'a negative weight',
      { names: [{ text: 'A', weight: -1 }] },
      'names.0.weight',
      'Too small: expected number to be >=0'
    ],
    [
      'a partial name without anchors',
      { partial: [{ text: 'A', weight: 1 }] },
      'partial.0.needs',
      'Invalid input: expected string, received undefined'
    ],
    [
      'an entity without a type',
      { entities: [{ text: 'A', weight: 1 }] },
      'entities.0.type',
      'Invalid input: expected string, received undefined'
    ],
    [
      'an exclusion that adds',
      { exclude: [{ text: 'A', weight: 4 }] },
      'exclude.0.weight',
      'Too big: expected number to be <=0'
    ],
    [
      'an exclusion that does nothing',
      { exclude: [{ text: 'A' }] },
      'exclude.0',
      'expected a weight or veto: true'
    ],
    [
      'an exclusion of nothing',
      { exclude: [{ text: [], weight: -1 }] },
      'exclude.0.text',
      'Too small: expected array to have >=1 items'
    ],
    [
      'an exclusion of a number',
      { exclude: [{ text: 5, weight: -1 }] },
      'exclude.0.text',
      'expected a text or a list of texts'
    ],
    ['no section', { sections: [] }, 'sections', 'Too small: expected array to have >=1 items'],
    [
      'a priority in between',
      { sections: [{ ...SECTION, priority: 1.5 }] },
      'sections.0.priority',
      'Invalid input: expected int, received number'
    ]
  ])('%s', (_, given, path, message) => {
    const result = profileSchema.safeParse({ ...parkWith(), ...given })
    expect(
      result.error?.issues.map((issue) => [issue.path.join('.'), issue.message])
    ).toContainEqual([path, message])
  })
})
