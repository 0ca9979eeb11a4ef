import { expect, test } from 'vitest'
import { bodyLines } from '../../../src/collect/document/body-lines.ts'
import { linesBelow, splitHeadlines } from '../../../src/collect/document/headlines.ts'
import { knownNames } from '../../../src/collect/document/media-name.ts'

const split = (lines: readonly string[], outlets: readonly string[] = []) => {
  const html = lines.map((line) => (line.startsWith('<') ? line : `<p>${line}</p>`)).join('')
  const { from, headlines } = splitHeadlines(bodyLines(html), knownNames(outlets))
  return { article: from === null ? null : html.slice(0, from), headlines }
}
const TEXT = '园区召开推进会，部署下半年工作。'

test('lines with bullets at the end are headlines, once an outlet is among them', () => {
  const { article, headlines } = split([TEXT, '- 云川日报:澄湖十年', '- 青禾光电新线投产'])
  expect(article).toBe(`<p>${TEXT}</p>`)
  expect(headlines).toEqual([
    { title: '澄湖十年', outlet: '云川日报' },
    { title: '青禾光电新线投产', outlet: null }
  ])
})

test('without bullets every line has to name an outlet', () => {
  const both = [TEXT, '云川日报：澄湖十年有多远', 'Yunchuan Business Weekly: Ten years on']
  expect(split(both).headlines).toEqual([
    { title: '澄湖十年有多远', outlet: '云川日报' },
    { title: 'Ten years on', outlet: 'Yunchuan Business Weekly' }
  ])
  expect(split([TEXT, '云川日报：澄湖十年有多远', '青禾光电新线投产']).headlines).toEqual([])
})

test('a prefix that names no outlet belongs to the headline', () => {
  const { headlines } = split([TEXT, '- 云川晚报：夜市开街了', '- 澄湖高新区：专班进厂房'])
  expect(headlines[1]).toEqual({ title: '澄湖高新区：专班进厂房', outlet: null })
})

test('an outlet of no known form is recognised when it is listed', () => {
  const lines = [TEXT, '澄湖论坛：夜市开街了', '澄湖论坛：地铁三号线通车']
  expect(split(lines).headlines).toEqual([])
  expect(split(lines, ['澄湖论坛']).headlines).toHaveLength(2)
})

test.each([
  ['the points of an article', ['- 抓好项目建设', '- 抓好企业服务']],
  ['sentences', ['- 云川日报：澄湖十年。', '- 第二件事，也要做好。']],
  ['one line', ['- 云川日报：澄湖十年']],
  ['lines in the middle', ['- 云川日报：澄湖十年', '- 云川晚报：夜市开街', TEXT]],
  ['numbers', ['1.5亿元：云川日报的数字', '-5℃的早晨，谁在工地']],
  [
    'linked lines',
    ['<li><a href="/1">云川日报：澄湖十年</a></li>', '<li><a href="/2">云川晚报：夜市</a></li>']
  ]
])('%s stay in the article', (_, lines) => {
  expect(split([TEXT, ...lines]).headlines).toEqual([])
})

test('a document of nothing but such lines is a text, not an empty article', () => {
  expect(split(['- 云川日报：澄湖十年', '- 云川晚报：夜市开街']).article).toBeNull()
})

test('a heading above them goes with them and spares the outlet', () => {
  const { article, headlines } = split([TEXT, '相关阅读：', '- 青禾光电新线投产', '- 夜市周五开街'])
  expect(article).toBe(`<p>${TEXT}</p>`)
  expect(headlines.map(({ title }) => title)).toEqual(['青禾光电新线投产', '夜市周五开街'])
})

test('items of a list need no bullet of their own', () => {
  const { headlines } = split([TEXT, '<ul><li>云川日报：澄湖十年</li><li>夜市周五开街</li></ul>'])
  expect(headlines).toHaveLength(2)
})

test('more than a hundred lines are no remark below an article', () => {
  const lines = (count: number) => Array.from({ length: count }, (_, i) => `- 云川日报：标题${i}号`)
  expect(split([TEXT, ...lines(100)]).headlines).toHaveLength(100)
  expect(split([TEXT, ...lines(101)]).headlines).toEqual([])
})

test('ten thousand lines take no time to speak of', () => {
  const lines = Array.from({ length: 10_000 }, (_, i) => `- ${'：'.repeat(60)}${i}`)
  const startedAt = performance.now()
  split([TEXT, ...lines])
  expect(performance.now() - startedAt).toBeLessThan(2000)
})

const below = (after: string): string =>
  linesBelow(`<h1>x</h1><div><p>a</p><p>${TEXT}</p></div>${after}`, `<p>a</p><p>${TEXT}</p>`)

test('below an article, items without links are taken, with their heading, up to anything else', () => {
  expect(below('<h3>相关新闻</h3><ul><li>一</li><li>二</li></ul><p>版权</p><li>三</li>')).toBe(
    '<h3>相关新闻</h3><ul><li>一</li><li>二</li></ul>'
  )
  expect(below('<p>- 一</p><p>二</p>')).toBe('<p>- 一</p>')
})

test('linked lists and pages that hold another article give nothing', () => {
  expect(below('<ul><li><a href="/1">一</a></li></ul>')).toBe('')
  expect(below('')).toBe('')
  expect(linesBelow('<p>other</p><li>一</li>', '<p>mine</p>')).toBe('')
})
