import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readMail } from '../../../src/collect/document/mail-document.ts'
import { readMailParts } from '../../../src/collect/document/mail-parts.ts'
import { textOf } from '../../../src/normalize/html.ts'
import { readH1 } from './read-h1.ts'

const context = { zone: 'Asia/Shanghai', now: new Date('2026-06-10T00:00:00Z') }
const file = (name: string): Uint8Array => readFileSync(`tests/fixtures/collect/document/${name}`)
const read = async (bytes: Uint8Array) => {
  const clipping = await readMail(await readMailParts(bytes), readH1, context)
  return { ...clipping, html: textOf(clipping.html) }
}
const mail = (lines: readonly string[], charset: BufferEncoding = 'utf8'): Uint8Array =>
  Buffer.from(lines.join('\r\n'), charset)

test('of a forwarded mail the inner head and the text below it count; attachments are named', async () => {
  expect(await read(file('forwarded.eml'))).toEqual({
    title: '青禾光电三条产线投入试运行',
    author: '王敏',
    outlet: null,
    url: null,
    published: '2026-06-05T16:40:00+08:00',
    html: '青禾光电在澄湖高新区的三条产线5日投入试运行，年产光学镜片两千万片。\n企业负责人陈澄表示，二期厂房将在年内封顶。',
    notice: 'attachments are not read: report.pdf'
  })
})

test('plain text is read where there is no HTML, without its signature', async () => {
  expect(await read(file('forwarded-text.eml'))).toEqual({
    title: 'Willow Creek tram carries 9,000 riders on its first day',
    author: 'Yunchuan Business Weekly',
    outlet: null,
    url: null,
    published: '2026-06-05T16:40:00+08:00',
    html: 'Some 9,000 people rode the new tram to Willow Creek Science Park on Friday.\nThe operator had counted on half of that.'
  })
})

test('a mail of its own has the subject, sender and date of its head', async () => {
  const { title, author, published, html } = await read(
    mail([
      'From: Ute Lang <u@a.example>',
      'Subject: Tram',
      'Date: Mon, 8 Jun 2026 09:30:00 +0200',
      '',
      'It runs.'
    ])
  )
  expect({ title, author, published, html }).toEqual({
    title: 'Tram',
    author: 'Ute Lang',
    published: '2026-06-08T09:30:00+02:00',
    html: 'It runs.'
  })
})

test('fields at the head of the text outdo those of the mail', async () => {
  const { outlet, author } = await read(
    mail(['From: u@a.example', 'Subject: x', '', '来源：云川日报 作者：李娜', '正文'])
  )
  expect([outlet, author]).toEqual(['云川日报', '李娜'])
})

test('a date that cannot be read is none, not the present', async () => {
  expect(await read(mail(['Subject: x', 'Date: soon', '', 'y']))).toMatchObject({ published: null })
})

test('a text without a charset, or with a wrong one, is read by its bytes', async () => {
  const head = Buffer.from('Subject: x\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n')
  // 澄湖夜市周五开街，六十个摊位，停车免费 in GBK.
  const gbk = 'b3cebafed2b9cad0d6dccee5bfaabdd6a3acc1f9caaeb8f6ccafcebba3accda3b3b5c3e2b7d1'
  const body = Buffer.from(gbk, 'hex')
  expect((await read(Buffer.concat([head, body]))).html).toBe(
    '澄湖夜市周五开街，六十个摊位，停车免费'
  )
})

test('a charset that the bytes do not speak against is believed', async () => {
  const head = 'Subject: x\r\nContent-Type: text/plain; charset=iso-8859-2\r\n\r\n'
  const { html } = await read(Buffer.from(`${head}\xa3\xf3d\xbc`, 'latin1'))
  expect(html).toBe('Łódź')
})

test('a text that is marked line by line as forwarded loses the marks', async () => {
  const lines = ['Subject: x', '', 'see below', '> The tram runs.', '> > It is full.']
  expect((await read(mail(lines))).html).toBe('see below\nThe tram runs.\nIt is full.')
})

test('a page saved as a mail is that page, at its address, without its frames', async () => {
  const clipping = await read(file('chrome.mhtml'))
  expect(clipping).toMatchObject({
    title: '澄湖科创中心启用',
    url: 'https://www.chenghu-online.example/news/2026/0603/17.html'
  })
  expect(clipping.html).toContain('首批二十六家企业入驻')
  expect(clipping.html).not.toContain('advertisement')
  expect(clipping.notice).toBeUndefined()
})

test('the address may stand at the part only', async () => {
  const text = Buffer.from(file('chrome.mhtml'))
    .toString()
    .replace(/Snapshot-.*\n/, '')
  expect((await read(Buffer.from(text))).url).toContain('chenghu-online.example')
})

test('a mail of nothing but attachments is refused with their names', async () => {
  const lines = [
    ...['Subject: x', 'MIME-Version: 1.0', 'Content-Type: application/pdf; name="a.pdf"'],
    ...['Content-Transfer-Encoding: base64', '', 'JVBERi0=']
  ]
  await expect(read(mail(lines))).rejects.toThrow('only attachments: a.pdf')
  await expect(read(mail(['Subject: x', '', '']))).rejects.toThrow('this mail has no text')
})

test('a text sent as an attachment is not the text of the mail', async () => {
  const lines = [
    ...['Subject: x', 'MIME-Version: 1.0', 'Content-Type: multipart/mixed; boundary=b', ''],
    ...['--b', 'Content-Type: text/plain', 'Content-Disposition: attachment; filename=notes.txt'],
    ...['', 'attached', '--b', 'Content-Type: text/plain', '', 'written', '--b--', '']
  ]
  expect(await read(mail(lines))).toMatchObject({
    html: 'written',
    notice: 'attachments are not read: notes.txt'
  })
})

test('parts nested without end are refused or read, in no time to speak of', async () => {
  const deep = Array.from(
    { length: 3000 },
    (_, i) => `--${i}\r\nContent-Type: multipart/mixed; boundary=${i + 1}\r\n\r\n`
  )
  const startedAt = performance.now()
  const head =
    'Subject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=0\r\n\r\n'
  await expect(read(Buffer.from(head + deep.join('')))).rejects.toThrow('mail')
  expect(performance.now() - startedAt).toBeLessThan(5000)
})

const withParts = (parts: readonly string[]): Uint8Array =>
  mail([
    ...['From: u@a.example', 'Subject: Tram', 'MIME-Version: 1.0'],
    ...['Content-Type: multipart/mixed; boundary=z', ''],
    ...parts.flatMap((part) => ['--z', part]),
    '--z--'
  ])
const ATTACHED = Array.from(
  { length: 1000 },
  (_, at) =>
    `Content-Type: application/pdf\r\nContent-Disposition: attachment; filename=${at}.pdf\r\n\r\nx`
)

test('of a mail with a thousand attachments the text is read, and where the looking ended is said', async () => {
  const { html, notice } = await read(
    withParts(['Content-Type: text/plain\r\n\r\nIt runs.', ...ATTACHED])
  )
  expect([html, notice]).toEqual([
    'It runs.',
    'attachments are not read: 0.pdf, 1.pdf, 2.pdf, 3.pdf, 4.pdf and 194 more; only the first 200 parts of this mail are looked at'
  ])
})

test('a mail whose text stands behind a thousand attachments says why it has none', async () => {
  const reading = read(withParts([...ATTACHED, 'Content-Type: text/plain\r\n\r\nIt runs.']))
  await expect(reading).rejects.toThrow(
    /^this mail has no text, only attachments: .+ more; only the first 200 parts/
  )
})

test('a mail with twenty thousand parts is read as far as any other', async () => {
  const empty = Array.from({ length: 20_000 }, () => 'Content-Disposition: attachment\r\n')
  const { html } = await read(withParts(['Content-Type: text/plain\r\n\r\nIt runs.', ...empty]))
  expect(html).toBe('It runs.')
})
