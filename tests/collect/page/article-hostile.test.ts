import { describe, expect, it } from 'vitest'
import { readArticle } from '../../../src/collect/page/article.ts'
import { openPage } from '../../../src/collect/page/page.ts'

const TEXT = '<p>Some words of a text that goes on, and on, for quite a while.</p>'

/** Built to make a reader slow or overflow its stack; the size is the number in the name. */
const PAGES: Readonly<Record<string, (size: number) => string>> = {
  'nested elements': (size) => '<div>'.repeat(Math.min(size / 20, 5000)) + TEXT,
  'nested inline elements': (size) => '<b>'.repeat(Math.min(size / 20, 5000)) + TEXT,
  brackets: (size) => '（来源：'.repeat(size),
  labels: (size) => `<h1>T</h1><p>${'来源：作者：'.repeat(size)}</p>`,
  bylines: (size) => `<h1>T</h1>${'<p>By Jane Doe</p>'.repeat(size / 4)}`,
  'titles of many parts': (size) => `<title>${'a - '.repeat(size)}</title>${TEXT}`,
  'many headings': (size) => '<h1>a b c</h1>'.repeat(size / 4),
  'many marked bodies': (size) => `<div id=zoom>${TEXT}</div>`.repeat(size / 8),
  'many dates': (size) => `<p>2021-06-04 2021-</p>`.repeat(size / 4),
  'boxes in boxes': (size) =>
    '<div><h2>Related stories</h2><a href="/1">One of them</a>'.repeat(size / 20) + TEXT,
  editors: (size) => `<h1>T</h1>${'<p>责任编辑：张三 李四</p>'.repeat(size / 4)}`,
  licences: (size) => TEXT + '<p>ICP备00000001号 版权所有</p>'.repeat(size / 4),
  placeholders: (size) => `<h1>T</h1><p>${'[a] {{ 1 of 3 | '.repeat(size)}</p>${TEXT}`,
  'white space': (size) => `<p>${'&nbsp; '.repeat(size)}x</p>`,
  'long class names': (size) => `<div class="${'share '.repeat(size)}">${TEXT}</div>`,
  'deep JSON-LD': (size) => `<script type="application/ld+json">${'['.repeat(size)}</script>${TEXT}`
}

const timeOf = async (html: string): Promise<number> => {
  const bytes = new TextEncoder().encode(html)
  const page = openPage({
    url: 'http://a.example/b',
    contentType: 'text/html; charset=utf-8',
    bytes
  })
  const start = performance.now()
  await readArticle(page, { zone: 'UTC', now: new Date('2026-03-12T04:00:00Z') })
  return performance.now() - start
}

describe('a hostile page', () => {
  it.each(Object.keys(PAGES))('of %s is read in the time that its size allows', async (name) => {
    const build = PAGES[name]!
    await timeOf(build(1000))
    const [small, large] = [await timeOf(build(10_000)), await timeOf(build(40_000))]
    // Four times the size: quadratic reading would take sixteen times as long.
    expect(large).toBeLessThan(Math.max(2500, small * 10))
  })
})
