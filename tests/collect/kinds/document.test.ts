import iconv from 'iconv-lite'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { contentTypeOf } from '../../../src/collect/document/format.ts'
import { createDocumentKind, document } from '../../../src/collect/kinds/document.ts'
import type { RawEntry, Source } from '../../../src/model.ts'
import { hanIn, isOnlyTraditional } from '../../../src/normalize/chinese.ts'
import { isUsable, toEntry } from '../../../src/normalize/entry.ts'
import { textOf } from '../../../src/normalize/html.ts'
import { readH1 } from '../document/read-h1.ts'

const now = new Date('2026-06-10T00:00:00Z')
const context = { zone: 'Asia/Shanghai', now }
const kind = createDocumentKind(readH1)
const parse = (name: string, bytes: Uint8Array | string, options: unknown = {}) =>
  kind.parse(
    {
      url: `file:///clippings/${name}`,
      contentType: contentTypeOf(name),
      bytes: typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes
    },
    options,
    context
  )
const fixture = (name: string, options?: unknown) =>
  parse(name, readFileSync(`tests/fixtures/collect/document/${name}`), options)

const source: Source = {
  ...{ id: 'clippings', kind: 'document', title: '剪报', url: 'file:clippings/', everyMs: 300_000 },
  ...{ zone: 'Asia/Shanghai', trust: 'press', filter: 'relevance', text: 'listed', options: {} }
}
const stored = (entries: readonly RawEntry[]) =>
  entries.map((raw) => toEntry(raw, source, now)).filter(isUsable)

test('its example and its defaults are those of its own schema', () => {
  expect(document.example.kind).toBe(document.name)
  expect(document.options.parse({})).toEqual({ outlets: [], related: true })
  expect(document.options.safeParse({ outlets: [''] }).success).toBe(false)
})

test.each([
  ['saved-chrome.html', '澄湖高新区九个项目同日开工', 1],
  ['wechat.html', '澄湖夜市本周五开街', 1],
  ['chrome.mhtml', '澄湖科创中心启用', 1],
  ['forwarded.eml', '青禾光电三条产线投入试运行', 1],
  ['forwarded-text.eml', 'Willow Creek tram carries 9,000 riders on its first day', 1],
  ['note.md', 'Tram line to Willow Creek Science Park opens in May', 1],
  ['aggregated.txt', undefined, 5]
])('%s becomes entries', async (name, title, count) => {
  const { entries } = await fixture(name)
  expect([entries[0]?.title, entries.length]).toEqual([title, count])
})

test('a saved page is read by the reader of articles', async () => {
  const bytes = readFileSync('tests/fixtures/collect/document/saved-chrome.html')
  const url = 'file:///clippings/a.html'
  const { entries } = await document.parse({ url, contentType: null, bytes }, undefined, context)
  expect(entries).toMatchObject([
    {
      title: '澄湖高新区九个项目同日开工',
      url: 'https://www.ycrb.example/2026/0608/c1204a88213.shtml'
    }
  ])
  expect(textOf(entries[0]?.contentHtml ?? '')).toContain('总投资二十三亿元')
})

test('the headlines below a mangled article are stored clean, as copies of a mirror, undated', async () => {
  const [article, ...headlines] = stored((await fixture('aggregated.txt')).entries)
  expect(article).toMatchObject({ isMirror: true, repair: { verdict: 'toned' } })
  expect(article?.title).toMatch(/^6月8日上午,澄湖高新区召开项目建设推进会/)
  expect(article?.text).not.toContain('青禾光电')
  expect(article?.text).toContain('(第三批)')
  expect(headlines.map(({ title, outlet }) => [outlet, title])).toEqual([
    ['云川日报', '澄湖高新区九个产业项目同日开工'],
    ['剪报', '澄湖高新区:专班进厂房 服务到车间'],
    ['剪报', '青禾光电三条产线投入试运行'],
    ['云川晚报', '从荒滩到园区——澄湖的十年']
  ])
  expect(headlines.every((one) => one.isMirror && one.publishedBy === 'seen')).toBe(true)
})

test('headlines in a list below a mangled page are read as those at the end of a text', async () => {
  const bytes = readFileSync('tests/fixtures/collect/document/mirror.html')
  const url = 'file:///clippings/mirror.html'
  const { entries } = await document.parse({ url, contentType: null, bytes }, {}, context)
  const [article, ...headlines] = stored(entries)
  expect(article).toMatchObject({ title: '澄湖高新区推进项目建设', isMirror: true })
  expect(article?.text).toMatch(/在澄湖扎根。$/)
  expect(headlines.map(({ outlet, title }) => [outlet, title])).toEqual([
    ['云川日报', '澄湖高新区九个产业项目同日开工'],
    ['剪报', '澄湖高新区:专班进厂房 服务到车间'],
    ['剪报', '青禾光电三条产线投入试运行']
  ])
})

test('headlines are left out, not left in, when they are not wanted', async () => {
  const { entries } = await fixture('aggregated.txt', { related: false })
  expect(entries).toHaveLength(1)
  expect(entries[0]?.contentHtml).not.toContain('云川日报')
})

test('further outlets can be named', async () => {
  const text = '正文一句话。\n澄湖论坛：夜市周五开街\n澄湖论坛：地铁三号线通车'
  expect((await parse('a.txt', text)).entries).toHaveLength(1)
  expect((await parse('a.txt', text, { outlets: ['澄湖论坛'] })).entries).toHaveLength(3)
})

test('outlets that the configuration knows are known here', async () => {
  const bytes = new TextEncoder().encode(
    '正文一句话。\n园区新媒：夜市周五开街\n园区新媒：地铁三号线通车'
  )
  const page = { url: 'file:///a.txt', contentType: null, bytes }
  const { entries } = await kind.parse(page, {}, { ...context, outlets: ['园区新媒'] })
  expect(entries).toHaveLength(3)
})

const NOTE =
  '夜市周五开街\n来源：澄湖在线\n六十个摊位，两条步行街，自驾的市民可以停在科创中心地下车库。'

test.each([
  ['GBK', iconv.encode(NOTE, 'gbk')],
  ['UTF-16 of Windows Notepad', Buffer.from(`\ufeff${NOTE.replaceAll('\n', '\r\n')}`, 'utf16le')],
  ['UTF-8 with a mark', Buffer.from(`\ufeff${NOTE}`)]
])('a text in %s needs no label', async (_, bytes) => {
  expect((await parse('a.txt', new Uint8Array(bytes))).entries).toMatchObject([
    { title: '夜市周五开街', outlet: '澄湖在线' }
  ])
})

test('what is no document is refused with a sentence', async () => {
  await expect(parse('a.html', '')).rejects.toThrow('this file is empty')
  await expect(parse('a.txt', '%PDF-1.4')).rejects.toThrow('this is a PDF document')
  const noise = Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919) % 251)
  await expect(parse('a.txt', noise)).rejects.toMatchObject({ code: 'parse' })
  await expect(parse('a.html', '<div id="app"></div><script></script>')).rejects.toThrow(
    'a script draws it'
  )
})

test('a text that is too long is cut, and that is said', async () => {
  const { entries, notice } = await parse('a.txt', `标题一行\n${'x'.repeat(3_000_000)}`)
  expect(entries[0]?.contentHtml?.length).toBeLessThan(2_100_000)
  expect(notice).toBe('only the first 2097152 characters are read')
})

test('attachments of a mail are told', async () => {
  expect((await fixture('forwarded.eml')).notice).toBe('attachments are not read: report.pdf')
})

const SEED = resolve('../shared/seed/page.txt')
const hasSeed = existsSync(SEED)
if (!hasSeed) process.stderr.write(`skipped: the seed page, because ${SEED} is not there\n`)

test.skipIf(!hasSeed)('the seed: its article, then eight headlines, all repaired', async () => {
  const [article, ...headlines] = stored((await parse('page.txt', readFileSync(SEED))).entries)
  expect(headlines).toHaveLength(8)
  expect(headlines.map(({ outlet }) => outlet).filter((outlet) => outlet !== '剪报')).toHaveLength(
    2
  )
  const texts = [article?.text ?? '', ...headlines.map(({ title }) => title)]
  expect(texts.join('').match(/[()（）]/g)).toBeNull()
  expect(hanIn(texts.join('')).filter(isOnlyTraditional)).toEqual([])
  expect(article?.text.split('\n').some((line) => line.startsWith('-'))).toBe(false)
  expect(article?.publishedBy).toBe('seen')
})
