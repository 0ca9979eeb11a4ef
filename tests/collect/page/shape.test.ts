import { expect, test } from 'vitest'
import { fits, readShape, writeShape } from '../../../src/collect/page/shape.ts'

const rows = (titles: readonly string[], published?: string) =>
  titles.map((title, index) => ({ title, url: `https://a.example/${index}`, published }))

const NEWS = ['澄湖高新区第三季度集中签约', '云川市召开营商环境大会', '碳纤维项目今天投产']
const shape = readShape(
  writeShape({
    items: rows(NEWS, '2026-03-11'),
    heading: null,
    selectors: { item: 'ul.news > li', date: 'span' }
  })
)!

test('what is written can be read', () => {
  expect(shape.selectors).toEqual({ item: 'ul.news > li', date: 'span' })
})

test('new news under the old names fits', () => {
  expect(fits(rows(['园区企业座谈会召开', '云川晚报走进澄湖'], '2026-03-12'), shape)).toBe(true)
})

test('one dateless row among dated ones fits', () => {
  const [pinned, ...others] = rows(NEWS, '2026-03-12')
  expect(fits([{ ...pinned!, published: undefined }, ...others], shape)).toBe(true)
})

test('nothing, a menu and a list that has lost its dates do not', () => {
  expect(fits([], shape)).toBe(false)
  expect(fits(rows(['首页', '党建', '政务'], '2026-03-12'), shape)).toBe(false)
  expect(fits(rows(NEWS), shape)).toBe(false)
})

test('a list that never had dates needs none', () => {
  const dateless = readShape(
    writeShape({ items: rows(NEWS), heading: null, selectors: { item: 'li' } })
  )!
  expect(fits(rows(NEWS), dateless)).toBe(true)
})

test('what another release has written, or nobody, counts as nothing', () => {
  expect(readShape('{"selectors":')).toBeNull()
  expect(readShape('{"path":"ul"}')).toBeNull()
  expect(readShape(undefined)).toBeNull()
})
