import { expect, test } from 'vitest'
import { headFields } from '../../../src/collect/document/head-fields.ts'

const context = { zone: 'Asia/Shanghai', now: new Date('2026-06-10T00:00:00Z') }
const read = (line: string) => headFields(line, context)

test('all labels of a line are read', () => {
  expect(
    read(
      '来源：云川日报　作者：李娜 时间：2026年6月8日 09:12 链接：https://ycrb.example/1?utm_source=x'
    )
  ).toEqual({
    outlet: '云川日报',
    author: '李娜',
    published: '2026-06-08T09:12:00+08:00',
    url: 'https://ycrb.example/1'
  })
})

test.each([
  ['Source: Yunchuan Business Weekly', { outlet: 'Yunchuan Business Weekly' }],
  ['【來源】：雲川日報', { outlet: '雲川日報' }],
  ['**作者**：李娜', { author: '李娜' }],
  ['2026-06-08 09:12', { published: '2026-06-08T09:12:00+08:00' }],
  ['Mon, 8 June 2026 09:12', { published: '2026-06-08T09:12:00+08:00' }],
  ['June 8, 2026', { published: '2026-06-08' }],
  ['2026-06-08 来源：云川日报', { published: '2026-06-08', outlet: '云川日报' }],
  ['https://ycrb.example/1', { url: 'https://ycrb.example/1' }],
  ['source: https://ycrb.example/1', { url: 'https://ycrb.example/1' }],
  ['来源：', {}]
])('%s is a line of a head', (line, fields) => {
  expect(read(line)).toEqual(fields)
})

test.each([
  '园区召开推进会',
  '社会来源：捐赠',
  '6月8日上午，园区召开推进会',
  `来源：${'很'.repeat(130)}`,
  '会议指出，来源：不明',
  '2026',
  '12,000,000',
  'Budget 2026',
  ''
])('%s is text', (line) => {
  expect(read(line)).toBeNull()
})
