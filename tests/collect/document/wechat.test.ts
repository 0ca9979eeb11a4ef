import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readWechat } from '../../../src/collect/document/wechat.ts'
import { openPage } from '../../../src/collect/page/page.ts'
import { textOf } from '../../../src/normalize/html.ts'

const SAVED = readFileSync('tests/fixtures/collect/document/wechat.html', 'utf8')
const context = { zone: 'Asia/Shanghai', now: new Date('2026-06-10T00:00:00Z') }
const read = (html: string) => {
  const bytes = new TextEncoder().encode(html)
  return readWechat(openPage({ url: 'file:///a.html', contentType: null, bytes }), context)
}

test('an article of an account is read with the account as its outlet', () => {
  const { html = '', ...rest } = read(SAVED) ?? {}
  expect(rest).toEqual({
    title: '澄湖夜市本周五开街',
    url: 'http://mp.weixin.qq.com/s?__biz=MzA4MDAwMDAwMQ==&idx=1&mid=2650001234&sn=0a1b2c3d4e5f',
    outlet: '澄湖在线',
    author: '周岚',
    published: '2026-06-08T01:00:00.000Z'
  })
  expect(textOf(html)).toBe(
    '六十个摊位，两条步行街，周五傍晚六点开街。\n夜市设在澄湖东岸，靠近地铁三号线，自驾的市民可以停在科创中心地下车库。'
  )
  expect(html).toContain('data-src="https://mmbiz.qpic.example/')
})

test('without its script the date is that of the visible line', () => {
  const page = SAVED.replace(/<script[^]*<\/script>/, '').replace(
    /(id="publish_time"[^>]*>)/,
    '$12026年06月08日 09:00'
  )
  expect(read(page)?.published).toBe('2026-06-08T09:00:00+08:00')
})

test('a date as text in the script is read too', () => {
  expect(read(SAVED.replace(/var ct.*/, ''))?.published).toBe('2026-06-08')
})

test('the address may stand in the script only', () => {
  const script = String.raw`<script>var msg_link = "http://mp.weixin.qq.com/s?__biz=MzA4\x26amp;mid=1\x26amp;idx=1\x26amp;sn=ab#rd";</script>`
  const page = SAVED.replace(/<meta property="og:url".*/, script)
  expect(read(page)?.url).toBe('http://mp.weixin.qq.com/s?__biz=MzA4&idx=1&mid=1&sn=ab')
})

test('a byline that is the account is no author', () => {
  expect(read(SAVED.replaceAll('周岚', '澄湖在线'))?.author).toBeNull()
})

test('any other page is none of these', () => {
  expect(read('<h1>x</h1><p>y</p>')).toBeNull()
})
