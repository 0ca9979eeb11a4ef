import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readHtml } from '../../../src/collect/document/html-document.ts'
import { readH1 } from './read-h1.ts'

const context = { zone: 'Asia/Shanghai', now: new Date('2026-06-10T00:00:00Z') }
const SAVED = readFileSync('tests/fixtures/collect/document/saved-chrome.html', 'utf8')
const read = (html: string, url = 'file:///home/a.html') => readHtml({ html, url }, readH1, context)

test('a saved page has the address that the browser wrote into it', async () => {
  expect(await read(SAVED)).toMatchObject({
    title: '澄湖高新区九个项目同日开工',
    url: 'https://www.ycrb.example/2026/0608/c1204a88213.shtml'
  })
})

test('lines below the article come with it', async () => {
  const page = '<h1>x</h1><div id="zoom"><p>y</p></div><ul><li>云川日报：鏡湖十年</li></ul><p>z'
  expect(await read(page)).toMatchObject({
    html: '<p>y</p>',
    below: '<li>云川日报：鏡湖十年</li></ul>'
  })
})

test('pictures in the folder beside a saved page are none of the site', async () => {
  const { html } = await read(SAVED)
  expect(html).toContain('alt="开工现场"')
  expect(html).not.toContain('_files/')
})

test('what was fetched has the address that it was fetched from', async () => {
  const page =
    '<link rel="canonical" href="https://a.example/x.html"><h1>x</h1><div id="zoom">y</div>'
  expect((await read(page, 'https://a.example/y.html')).url).toBe('https://a.example/y.html')
  expect((await read(page)).url).toBe('https://a.example/x.html')
  expect((await read('<h1>x</h1><div id="zoom">y</div>')).url).toBeNull()
})

test('a page of WeChat is read by its own rules', async () => {
  const page = readFileSync('tests/fixtures/collect/document/wechat.html', 'utf8')
  expect(await read(page)).toMatchObject({ title: '澄湖夜市本周五开街', outlet: '澄湖在线' })
})

test.each([
  ['<div id="app"></div><script src="/a.js"></script>', 'a script draws it'],
  ['<form><input type="Password"></form>', 'it asks for a password'],
  ['<p>not found', 'there is hardly any text in it'],
  [`<p>${'<a href="/1">新闻标题</a>'.repeat(100)}`, 'no part of it reads as one text']
])('%s is no article, and why is said', async (html, why) => {
  await expect(read(html)).rejects.toMatchObject({ code: 'parse' })
  await expect(read(html)).rejects.toThrow(`this page is no article: ${why}`)
})
