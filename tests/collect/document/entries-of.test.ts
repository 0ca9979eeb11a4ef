import { expect, test } from 'vitest'
import type { Clipping } from '../../../src/collect/document/clipping.ts'
import { entriesOf } from '../../../src/collect/document/entries-of.ts'

const clipping = (more: Partial<Clipping>): Clipping => ({
  ...{ title: null, url: null, outlet: null, author: null, published: null, html: '<p>x</p>' },
  ...more
})
const read = (more: Partial<Clipping>, options = {}) =>
  entriesOf(clipping(more), { outlets: [], related: true, ...options })

const MANGLED =
  '<p>園區(qū)召開項(xiàng)目推進(jìn)會。</p><p>- 雲(yún)川日報:鏡湖十年</p><p>- 園區(qū):專班進(jìn)廠房</p>'

test('a mangled document is repaired as a whole and each of its headlines knows that it was', () => {
  const [article, first, second] = read({ title: '園區(qū)推進(jìn)會', html: MANGLED })
  const repair = { verdict: 'toned', damaged: false }
  expect(article).toMatchObject({
    title: '园区推进会',
    contentHtml: '<p>园区召开项目推进会。</p>',
    repair
  })
  expect(first).toMatchObject({ title: '镜湖十年', outlet: '云川日报', repair, undated: true })
  expect(second).toMatchObject({ title: '园区:专班进厂房', repair })
  expect(second?.outlet).toBeUndefined()
})

test('a genuine page in traditional characters stays as it is', () => {
  const [article, first] = read({
    html: '<p>園區召開會議。</p><p>- 雲川日報：鏡湖十年</p><p>- 夜市開街</p>'
  })
  expect(article?.contentHtml).toBe('<p>園區召開會議。</p>')
  expect(first).toMatchObject({
    title: '鏡湖十年',
    outlet: '雲川日報',
    repair: { verdict: 'clean' }
  })
})

test('headlines do not take the date of their document', () => {
  const [article, ...headlines] = read({ published: '2026-06-08', html: MANGLED })
  expect(article?.published).toBe('2026-06-08')
  expect(article?.undated).toBeUndefined()
  expect(headlines.map((one) => [one.published, one.url, one.undated])).toEqual([
    [undefined, undefined, true],
    [undefined, undefined, true]
  ])
})

test('headlines that are not wanted do not stay in the article', () => {
  const entries = read({ html: MANGLED }, { related: false })
  expect(entries).toHaveLength(1)
  expect(entries[0]?.contentHtml).toBe('<p>园区召开项目推进会。</p>')
})

test('the same page is the same entry, by its address however it is tagged', () => {
  const guids = ['https://a.example/1?utm_source=x', 'https://a.example/1#top'].map(
    (url, i) => read({ url, title: `t${i}` })[0]?.guid
  )
  expect(guids[0]).toBe(guids[1])
})

test('without an address the same title and text are the same entry', () => {
  const guid = (title: string, html: string) => read({ title, html })[0]?.guid
  expect(guid('夜市', '<p>六十个摊位</p>')).toBe(guid('夜市', '<div>六十个摊位 </div>'))
  expect(guid('夜市', '<p>六十个摊位</p>')).not.toBe(guid('夜市', '<p>七十个摊位</p>'))
})

test('a sender that is an outlet is the outlet', () => {
  expect(read({ author: '云川日报' })[0]).toMatchObject({ outlet: '云川日报', author: undefined })
  expect(read({ author: '李娜' })[0]).toMatchObject({ outlet: undefined, author: '李娜' })
  const [listed] = entriesOf(clipping({ author: '澄湖论坛' }), {
    outlets: ['澄湖论坛'],
    related: true
  })
  expect(listed).toMatchObject({ outlet: '澄湖论坛' })
  expect(read({ author: '云川晚报', outlet: '云川日报' })[0]).toMatchObject({ author: '云川晚报' })
})

test('headlines below the article of a page are found there, and nothing else of it is', () => {
  const below = '<ul><li>云川日报：鏡湖十年</li><li>夜市周五开街</li></ul>'
  const entries = read({ html: '<p>园区召开会议。</p>', below })
  expect(entries.map(({ title }) => title)).toEqual([undefined, '鏡湖十年', '夜市周五开街'])
  expect(entries[0]?.contentHtml).toBe('<p>园区召开会议。</p>')
  const footer = '<ul><li>地址：澄湖大道一号</li><li>电话：0800 000 000</li></ul>'
  expect(read({ html: '<p>园区召开会议。</p>', below: footer })).toMatchObject([
    { contentHtml: '<p>园区召开会议。</p>' }
  ])
})
