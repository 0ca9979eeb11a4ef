import { expect, test } from 'vitest'
import { datedUrl, isDated } from '../../src/collect/dated-url.ts'

const LATE = new Date('2026-03-11T17:30:00Z')

test('the day is that of the paper, not of the machine', () => {
  const url = 'https://paper.example/{yyyy}{mm}/{dd}/node_1.htm'
  expect(datedUrl(url, LATE, 'Asia/Shanghai')).toBe('https://paper.example/202603/12/node_1.htm')
  expect(datedUrl(url, LATE, 'America/New_York')).toBe('https://paper.example/202603/11/node_1.htm')
})

test('an address without a day is the same every day', () => {
  expect(isDated('https://paper.example/{page}/')).toBe(false)
  expect(isDated('https://paper.example/{yyyy}/')).toBe(true)
  expect(datedUrl('https://paper.example/a', LATE, 'UTC')).toBe('https://paper.example/a')
})
