import { expect, test } from 'vitest'
import { ownAddress, savedFrom } from '../../../src/collect/document/saved-address.ts'
import { openPage } from '../../../src/collect/page/page.ts'

test.each([
  ['<!-- saved from url=(0024)https://ycrb.example/1 -->', 'https://ycrb.example/1'],
  [
    '<!DOCTYPE html>\n<!-- saved from url=(0024)https://ycrb.example/1?utm_source=x -->',
    'https://ycrb.example/1'
  ],
  [
    '<!--\n Page saved with SingleFile \n url: https://ycrb.example/2 \n-->',
    'https://ycrb.example/2'
  ],
  ['<!-- saved from url=(0014)about:internet -->', null],
  ['<p>saved from url=(0024)https://ycrb.example/1</p>', null]
])('%s', (text, url) => {
  expect(savedFrom(text)).toBe(url)
})

const own = (head: string): string | null => {
  const bytes = new TextEncoder().encode(`<head>${head}</head><p>x`)
  return ownAddress(openPage({ url: 'file:///a.html', contentType: null, bytes }))
}
const CANONICAL = '<link rel="canonical" href="https://ycrb.example/news/1.html">'
const OG = '<meta property="og:url" content="https://ycrb.example/news/2.html">'

test('the canonical link comes before og:url, and both before <base>', () => {
  const base = '<base href="https://ycrb.example/news/3.html">'
  expect([own(base + OG + CANONICAL), own(base + OG), own(base)]).toEqual([
    'https://ycrb.example/news/1.html',
    'https://ycrb.example/news/2.html',
    'https://ycrb.example/news/3.html'
  ])
})

test('a front page is the address of no article', () => {
  expect(own('<base href="https://ycrb.example/">')).toBeNull()
  expect(own(`<link rel="canonical" href="https://ycrb.example/">${OG}`)).toContain('2.html')
  expect(own('<link rel="canonical" href="/relative.html">')).toBeNull()
})
