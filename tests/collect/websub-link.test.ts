import { describe, expect, test } from 'vitest'
import { parseLinks } from '../../src/collect/websub-link.ts'

const BASE = 'https://ycrb.example/feeds/all.xml'
const HUB = 'https://hub.example/'

describe('a Link header', () => {
  test.each([
    ['quoted', '<https://hub.example/>; rel="hub"'],
    ['bare', '<https://hub.example/>;rel=hub'],
    ['in capitals, with spaces', '< https://hub.example/ > ; REL = "HUB"'],
    ['among other relations', '<https://hub.example/>; rel="alternate hub"'],
    ['after another parameter', '<https://hub.example/>; title="a; rel=self, <x>"; rel=hub'],
    ['after a parameter without a value', '<https://hub.example/>; crossorigin; rel=hub']
  ])('names a hub: %s', (_, header) => {
    expect(parseLinks(header, BASE)).toEqual({ hubs: [HUB], selves: [] })
  })

  test('names several links, one after the other, resolved against the page', () => {
    const header =
      '</feeds/all.xml>; rel="self", <https://hub.example/a,b>; rel=hub, <//hub2.example/>; rel="hub"'
    expect(parseLinks(header, BASE)).toEqual({
      hubs: ['https://hub.example/a,b', 'https://hub2.example/'],
      selves: ['https://ycrb.example/feeds/all.xml']
    })
  })

  test.each([
    ['a second rel', '<https://hub.example/>; rel="next"; rel="hub"'],
    ['a link that speaks of another page', '<https://hub.example/>; anchor="/other"; rel="hub"'],
    ['a relation inside a title', '<https://hub.example/>; title="; rel=hub"'],
    ['another scheme', '<javascript:alert(1)>; rel="hub"'],
    ['an address that is none', '<http://[>; rel="hub"'],
    ['no brackets', 'https://hub.example/; rel="hub"'],
    ['nothing', '']
  ])('is not misled by %s', (_, header) => {
    expect(parseLinks(header, BASE)).toEqual({ hubs: [], selves: [] })
  })

  test.each([
    ['brackets', '<'.repeat(32_000)],
    ['blanks', `<a>;rel${' '.repeat(32_000)}x`],
    ['parameters', `<a>${';a= '.repeat(8000)}"`],
    ['open quotes', '<a>;a="\\'.repeat(4000)]
  ])('of nothing but %s is read in a moment', (_, header) => {
    const startedAt = performance.now()
    expect(parseLinks(header, BASE).hubs).toEqual([])
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })
})
