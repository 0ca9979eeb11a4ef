import { expect, test } from 'vitest'
import { nearMiss } from '../../src/config/near-miss.ts'

const KEYS = ['id', 'title', 'feedAuthority', 'timezone', 'every', 'to']

test.each([
  ['titel', 'title'],
  ['Title', 'title'],
  ['titles', 'title'],
  ['tile', 'title'],
  ['feed_authority', 'feedAuthority'],
  ['time-zone', 'timezone'],
  ['timezome', 'timezone'],
  ['ids', 'id']
])('%s was meant to be %s', (word, meant) => {
  expect(nearMiss(word, KEYS)).toBe(meant)
})

test.each(['colour', 'headline', 'ever so often', ''])('"%s" comes near none', (word) => {
  expect(nearMiss(word, KEYS)).toBe(undefined)
})

test('the nearest one is meant', () => {
  expect(nearMiss('sections', ['section', 'sectional', 'session'])).toBe('section')
})
