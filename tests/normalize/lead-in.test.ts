import { expect, test } from 'vitest'
import { withoutLeadIn } from '../../src/normalize/lead-in.ts'

test.each([
  ['本网讯 园区中试基地投料。', '园区中试基地投料。'],
  ['本报讯（记者 林知夏）园区中试基地投料。', '园区中试基地投料。'],
  ['川江财经讯 园区中试基地投料。', '园区中试基地投料。'],
  ['云川日报社云川3月2日电 园区中试基地投料。', '园区中试基地投料。'],
  ['【記者紀以安／綜合報導】園區中試基地投料。', '園區中試基地投料。'],
  ['本报讯（通讯员 周明 记者 方叙白）：园区中试基地投料。', '园区中试基地投料。'],
  ['园区中试基地投料。', '园区中试基地投料。'],
  ['本报告由园区发布。', '本报告由园区发布。'],
  ['本网讯息服务平台上线。', '本网讯息服务平台上线。'],
  ['园区网电力改造完成。', '园区网电力改造完成。'],
  ['（试行）办法公布。', '（试行）办法公布。'],
  ['本网讯', '本网讯'],
  ['', '']
])('%s', (text, news) => {
  expect(withoutLeadIn(text)).toBe(news)
})

test('a text of nothing but lead-ins is left and ends quickly', () => {
  const text = '本报讯（记者 甲）'.repeat(50_000)
  expect(withoutLeadIn(text).length).toBeGreaterThan(text.length - 20)
})
