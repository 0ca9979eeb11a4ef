import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { chooseLead, type LeadCandidate } from '../../src/match/lead.ts'

const copy = (
  id: string,
  given: Partial<LeadCandidate> & { damaged?: boolean } = {}
): LeadCandidate => ({
  id,
  isMirror: given.isMirror ?? false,
  repair: { damaged: given.damaged ?? false },
  isUndated: given.isUndated ?? false,
  trust: given.trust ?? 'press',
  publishedAt: given.publishedAt ?? new Date('2026-03-02T08:00:00Z')
})
const EARLY = new Date('2026-03-01T08:00:00Z')

describe('of two copies', () => {
  test.each([
    [
      'a clean one leads before a mirror that is official and earlier',
      copy('b'),
      copy('a', { isMirror: true, trust: 'official', publishedAt: EARLY })
    ],
    [
      'of two mirrors, the one that is whole leads before an earlier one that has lost text',
      copy('b', { isMirror: true }),
      copy('a', { isMirror: true, damaged: true, publishedAt: EARLY })
    ],
    [
      'the official one leads before the press that was earlier',
      copy('b', { trust: 'official' }),
      copy('a', { publishedAt: EARLY })
    ],
    [
      'an article leads before a headline that stood beside another',
      copy('b'),
      copy('a', { isUndated: true, trust: 'official', publishedAt: EARLY })
    ],
    [
      'the press leads before a source that is trusted as a mirror',
      copy('b'),
      copy('a', { trust: 'mirror', publishedAt: EARLY })
    ],
    ['the first to publish leads', copy('b', { publishedAt: EARLY }), copy('a')],
    ['the id settles a tie', copy('a'), copy('b')]
  ])('%s', (_, lead, other) => {
    expect(chooseLead([lead, other])).toBe(lead)
    expect(chooseLead([other, lead])).toBe(lead)
  })
})

test('a single copy leads', () => {
  const only = copy('a', { isMirror: true, damaged: true })
  expect(chooseLead([only])).toBe(only)
})

const anyCopies = fc.uniqueArray(
  fc
    .record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      isMirror: fc.boolean(),
      damaged: fc.boolean(),
      trust: fc.constantFrom('official', 'press', 'mirror'),
      publishedAt: fc.constantFrom(EARLY, new Date('2026-03-02T08:00:00Z'))
    })
    .map(({ id, ...given }) => copy(id, given)),
  { minLength: 1, maxLength: 8, selector: ({ id }) => id }
)

test('the order in which copies came does not matter', () => {
  fc.assert(
    fc.property(
      anyCopies.chain((copies) =>
        fc.tuple(fc.constant(copies), fc.shuffledSubarray(copies, { minLength: copies.length }))
      ),
      ([copies, shuffled]) => {
        expect(chooseLead(shuffled as [LeadCandidate])).toBe(chooseLead(copies as [LeadCandidate]))
      }
    )
  )
})

test('the lead of all leads among any two', () => {
  fc.assert(
    fc.property(anyCopies, (copies) => {
      const lead = chooseLead(copies as [LeadCandidate])
      for (const one of copies) expect(chooseLead([one, lead])).toBe(lead)
    })
  )
})
