import { expect, test } from 'vitest'
import { chiefMail, plainSubject } from '../../../src/collect/document/mail-head.ts'

const context = { zone: 'Asia/Shanghai', now: new Date('2026-06-10T00:00:00Z') }
const chief = (lines: readonly string[], subject = '') => {
  const { head, start, end } = chiefMail(lines, subject, context)
  return { head, body: lines.slice(start, end) }
}
const LONG = '一段足够长的正文。'.repeat(40)

test.each([
  ['Re: Fw: x', 'x'],
  ['转发：回复: 夜市', '夜市'],
  ['RE[2]: x', 'x'],
  ['AW: WG: x', 'x'],
  ['[Fwd: x]', 'x'],
  ['Region: x', 'Region: x'],
  ['Fw:', '']
])('%s is about %s', (subject, plain) => {
  expect(plainSubject(subject)).toBe(plain)
})

test('what was forwarded counts, whatever program wrote its head', () => {
  const outlook = [
    '请阅。',
    '发件人: 王敏 <w@a.example>',
    '发送时间: 2026年6月5日 16:40',
    '收件人: 媒体组',
    '主题: 试运行',
    '',
    '正文'
  ]
  expect(chief(outlook)).toEqual({
    head: { subject: '试运行', from: '王敏', published: '2026-06-05T16:40:00+08:00' },
    body: ['', '正文']
  })
  const german = [
    'Von: "Ute Lang" <u@a.example>',
    'Gesendet: 05.06.2026 16:40',
    'Betreff: Bahn',
    'Text'
  ]
  expect(chief(german).head).toMatchObject({ subject: 'Bahn', from: 'Ute Lang' })
  const marked = ['> *From:* Ute Lang', '> *Subject:* Tram', 'Text']
  expect(chief(marked).head).toMatchObject({ subject: 'Tram', from: 'Ute Lang', published: null })
})

test('of what was forwarded twice the inner one counts', () => {
  const twice = [
    'From: B',
    'Subject: Fw: x',
    'see below',
    '--- Forwarded ---',
    'From: C',
    'Subject: x',
    LONG
  ]
  expect(chief(twice)).toMatchObject({ head: { from: 'C' }, body: [LONG] })
})

test('an article with the mail that it answers below it is the article', () => {
  const reply = [
    LONG,
    '------------------ 原始邮件 ------------------',
    '发件人: 王敏',
    '主题: 约稿',
    LONG
  ]
  expect(chief(reply, 'Re: 约稿')).toEqual({ head: null, body: [LONG] })
})

test('what stands above a forwarded mail is never meant, however long it is', () => {
  const lines = [LONG, 'From: B', 'Subject: x', '短文']
  expect(chief(lines, 'Fw: x')).toMatchObject({ head: { from: 'B' }, body: ['短文'] })
})

test('labels in a text are no head', () => {
  expect(chief(['From: a place far away', 'To: nowhere', '', 'text']).head).toBeNull()
  expect(chief(['时间：周五', '主题：夜市', '正文']).head).toBeNull()
})

test('an address stands in for a missing name', () => {
  expect(chief(['From: <a@b.example>', 'Subject: x', 'y']).head?.from).toBe('a@b.example')
})
