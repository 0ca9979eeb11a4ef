import { expect, test } from 'vitest'
import { findLists, isListPage } from '../../../src/collect/page/list.ts'
import { readWithSelectors } from '../../../src/collect/page/selectors.ts'
import { pageFixtures, scorePage, totalsOf } from './list-score.ts'

const FIXTURES = pageFixtures().filter(({ expected }) => expected.kind !== 'feed')
const LISTS = FIXTURES.filter(({ expected }) => expected.kind === 'list')

test('the news of a page of lists is found whole, with its dates', () => {
  const scores = LISTS.map((fixture) => {
    const lists = findLists(fixture.open(), fixture.options)
    return scorePage(fixture, lists[0]?.items ?? [])
  })
  const totals = totalsOf(scores)
  const broken = scores.filter(({ isWhole }) => !isWhole).map(({ name }) => name)
  const parts = Object.entries(totals).map(([name, value]) => `${name} ${Number(value.toFixed(4))}`)
  process.stdout.write(`lists: ${parts.join(', ')}; not whole: ${broken.join(' ') || 'none'}\n`)
  expect(totals.whole).toBeGreaterThanOrEqual(0.95)
  expect(totals.precision).toBeGreaterThanOrEqual(0.98)
  expect(totals.recall).toBeGreaterThanOrEqual(0.98)
  expect(totals.datesRight).toBeGreaterThanOrEqual(0.95)
  expect(totals.datesWrong).toBeLessThanOrEqual(0.01)
})

test('no page of another kind is called a page of a list', () => {
  const called = FIXTURES.filter((fixture) => {
    const page = fixture.open()
    return fixture.expected.kind !== 'list' && isListPage(page, findLists(page, fixture.options))
  })
  expect(called.map(({ name }) => name)).toEqual([])
})

test('nearly every page of a list is called one', () => {
  const missed = LISTS.filter((fixture) => {
    const page = fixture.open()
    return !isListPage(page, findLists(page, fixture.options))
  })
  expect(missed.length).toBeLessThanOrEqual(LISTS.length * 0.05)
})

test.each(FIXTURES)('the selectors of every list of $name read that list again', (fixture) => {
  const page = fixture.open()
  for (const { selectors, items } of findLists(page, fixture.options)) {
    expect(readWithSelectors(page, selectors, fixture.options)).toEqual(items)
  }
})
