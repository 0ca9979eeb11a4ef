import { expect, test } from 'vitest'
import { shallow } from '../../../src/collect/page/shallow.ts'
import { openPage } from '../../../src/collect/page/page.ts'

const nested = (depth: number, text: string): string =>
  `${'<div>'.repeat(depth)}${text}${'</div>'.repeat(depth)}`

test('an ordinary page is left as it is, however many rows it leaves open', () => {
  const page = `<table>${'<tr><td><a href=/x>x</a>'.repeat(5000)}</table><ul>${'<li>x<p>y'.repeat(5000)}</ul>`
  expect(shallow(page)).toBe(page)
})

test('what is nested too deeply loses its tags and keeps its text and its neighbours', () => {
  const html = shallow(`<ul><li>${nested(2000, 'deep')}</li></ul><p>after</p>`)
  const { $ } = openPage({ url: 'https://a.example/', contentType: null, bytes: Buffer.from(html) })
  expect($('div').length).toBeLessThan(500)
  expect($('ul').text()).toBe('deep')
  expect($('body > p').text()).toBe('after')
})

test('links survive a page in which nobody closes anything', () => {
  const row = (n: number) => `<div><font color=${n}><b><a href="/${n}">${n}</a></div>`
  const html = Array.from({ length: 1000 }, (_, n) => row(n)).join('')
  const { $ } = openPage({ url: 'https://a.example/', contentType: null, bytes: Buffer.from(html) })
  expect($('div > font > b > a')).toHaveLength(1000)
  const open = '<font><b><i>'.repeat(300) + html
  expect(shallow(open).match(/<a href/g)).toHaveLength(1000)
})

test.each([
  ['100,000 nested elements', nested(100_000, 'x')],
  ['100,000 that are never closed', '<div>'.repeat(100_000)],
  ['100,000 of formatting', '<b><i>'.repeat(50_000)],
  ['2 MB of brackets', '<'.repeat(2_000_000)]
])('%s are read in no time', (_, html) => {
  const startedAt = performance.now()
  openPage({ url: 'https://a.example/', contentType: null, bytes: Buffer.from(html) })
  expect(performance.now() - startedAt).toBeLessThan(5000)
})
