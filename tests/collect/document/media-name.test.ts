import { expect, test } from 'vitest'
import { isMediaName, knownNames } from '../../../src/collect/document/media-name.ts'

const none = knownNames([])

test.each([
  ...[
    '云川日报',
    '云川晚报',
    '川江都市报',
    '澄湖在线',
    '川江网',
    '云川电视台',
    '高新融媒',
    '川江财经'
  ],
  ...['雲川日報', '澄湖線上廣播', '澄湖客户端', '云川发布', '澄湖高新区发布'],
  ...['Yunchuan Business Weekly', 'The Willow Times', 'Lake & Hill Herald']
])('%s has the form of an outlet', (name) => {
  expect(isMediaName(name, none)).toBe(true)
})

test.each([
  ...[
    '园区',
    '澄湖高新区',
    '日报',
    '权威发布',
    '重磅发布',
    '道路管网',
    '互联网',
    '总投资11亿元',
    '记者'
  ],
  ...['News', 'Breaking News', 'Company News', 'how to read the daily news', 'Second quarter', ''],
  '我们从一个很长很长的句子里读到了一些新的消息的日报'
])('%s has not', (name) => {
  expect(isMediaName(name, none)).toBe(false)
})

test('a name that is known needs no form, and is known in any script and width', () => {
  const known = knownNames(['澄湖論壇', 'ＹＢＷ'])
  expect(['澄湖论坛', 'ybw', '论坛'].map((name) => isMediaName(name, known))).toEqual([
    true,
    true,
    false
  ])
})
