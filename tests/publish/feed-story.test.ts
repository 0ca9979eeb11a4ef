import { describe, expect, test } from 'vitest'
import { toFeedStory } from '../../src/publish/feed-story.ts'
import type { StoryFrame } from '../../src/publish/feed-story.ts'
import { copy, input, story } from './feed-input.ts'

const frame: StoryFrame = {
  ...input(),
  siteUrl: 'https://chenghu.example',
  localTime: (instant) => instant.toISOString().slice(11, 16)
}

test('a story becomes an item with its id, dates, section and text', () => {
  expect(toFeedStory(story(), frame)).toEqual({
    storyId: 'st1',
    id: 'tag:chenghu.example,2026:story/st1',
    link: 'https://daily.example/news/1.html',
    title: '澄湖园区新材料中试基地投产',
    excerpt: '三月二日，中试基地首条产线投料。',
    contentHtml: [
      '<p>三月二日，中试基地首条产线投料。</p>',
      '<p>1 家媒体报道:</p>',
      '<ul><li><a href="https://daily.example/news/1.html">澄湖日报</a> 01:30</li></ul>'
    ].join('\n'),
    publishedAt: new Date('2026-03-02T01:30:00Z'),
    updatedAt: new Date('2026-03-02T03:00:00Z'),
    section: { id: 'park', title: '园区要闻' },
    outlets: [
      {
        name: '澄湖日报',
        url: 'https://daily.example/news/1.html',
        publishedAt: new Date('2026-03-02T01:30:00Z')
      }
    ],
    credit: '澄湖日报'
  })
})

describe('the link', () => {
  test.each([
    ['is the address of the lead', story(), 'https://daily.example/news/1.html'],
    [
      'is our page when the lead has none',
      story({ url: null }),
      'https://chenghu.example/stories/st1'
    ],
    [
      'is our page when the address of the lead is not http',
      story({ url: 'javascript:alert(1)' }),
      'https://chenghu.example/stories/st1'
    ],
    [
      'is our page when the lead is a mirror',
      story({ copies: [copy({ isMirror: true })] }),
      'https://chenghu.example/stories/st1'
    ],
    [
      'is the address of the lead when another copy is a mirror',
      story({ copies: [copy(), copy({ entryId: 'e2', isMirror: true })] }),
      'https://daily.example/news/1.html'
    ],
    [
      'carries an id that is no plain word as one segment',
      story({ id: 'a/b', url: null }),
      'https://chenghu.example/stories/a%2Fb'
    ]
  ])('%s', (_, given, link) => {
    expect(toFeedStory(given, frame).link).toBe(link)
  })
})

describe('the outlets', () => {
  const evening = copy({
    entryId: 'e2',
    outlet: '园区晚报',
    url: 'https://evening.example/2?a=1&b=2',
    publishedAt: new Date('2026-03-02T09:00:00Z')
  })

  test('stand in order of publication, in the content and in the credit', () => {
    const item = toFeedStory(story({ copies: [evening, copy()] }), frame)
    expect(item.credit).toBe('澄湖日报、园区晚报')
    expect(item.contentHtml).toContain(
      '<p>2 家媒体报道:</p>\n<ul>' +
        '<li><a href="https://daily.example/news/1.html">澄湖日报</a> 01:30</li>' +
        '<li><a href="https://evening.example/2?a=1&amp;b=2">园区晚报</a> 09:00</li></ul>'
    )
  })

  test('of one moment stand in the order of their entry ids, however the store answers', () => {
    const [a, b] = [copy({ outlet: '甲' }), copy({ entryId: 'e2', outlet: '乙' })]
    expect(toFeedStory(story({ copies: [b, a] }), frame).credit).toBe('甲、乙')
    expect(toFeedStory(story({ copies: [a, b] }), frame).credit).toBe('甲、乙')
  })

  test('stand once each, with the first time and the first address', () => {
    const early = copy({ entryId: 'e0', url: null, publishedAt: new Date('2026-03-02T00:10:00Z') })
    expect(toFeedStory(story({ copies: [copy(), early] }), frame).outlets).toEqual([
      {
        name: '澄湖日报',
        url: 'https://daily.example/news/1.html',
        publishedAt: new Date('2026-03-02T00:10:00Z')
      }
    ])
  })

  test('without an address that may be followed are named but not linked', () => {
    const item = toFeedStory(story({ copies: [copy({ url: 'ftp://daily.example/1' })] }), frame)
    expect(item.contentHtml).toContain('<li>澄湖日报 01:30</li>')
  })

  test('without a name go by the host of their address, and without either they are left out', () => {
    const nameless = copy({ entryId: 'e3', outlet: '\u0007', url: null })
    const item = toFeedStory(story({ copies: [copy({ outlet: ' ' }), nameless] }), frame)
    expect(item.outlets.map((outlet) => outlet.name)).toEqual(['daily.example'])
  })

  test('that are mirrors are counted, never named or linked', () => {
    const mirror = copy({ entryId: 'e9', outlet: '镜像站', url: 'https://mirror.example/1' })
    const item = toFeedStory(story({ copies: [copy(), { ...mirror, isMirror: true }] }), frame)
    expect(item.contentHtml).toContain('<p>1 家媒体报道:</p>')
    expect(item.contentHtml).toContain('<p>另有 1 份受损副本。</p>')
    expect(JSON.stringify(item)).not.toMatch(/镜像站|mirror\.example/)
  })

  test('are no list at all when only mirrors carried the story', () => {
    const item = toFeedStory(story({ copies: [copy({ isMirror: true })] }), frame)
    expect(item.contentHtml).toBe(
      '<p>三月二日，中试基地首条产线投料。</p>\n<p>另有 1 份受损副本。</p>'
    )
    expect(item.credit).toBe('')
  })
})

test('text from outside is text in the content, whatever it contains', () => {
  const hostile = story({
    summary: '<script>alert(1)</script> ]]> R&D',
    copies: [copy({ outlet: '<b>"报"</b>', url: 'https://a.example/"onclick="x' })]
  })
  expect(toFeedStory(hostile, frame).contentHtml).toBe(
    [
      '<p>&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; R&amp;D</p>',
      '<p>1 家媒体报道:</p>',
      '<ul><li><a href="https://a.example/%22onclick=%22x">&lt;b&gt;"报"&lt;/b&gt;</a> 01:30</li></ul>'
    ].join('\n')
  )
})

test('an empty title gets a word and an empty summary gives way to the title', () => {
  expect(toFeedStory(story({ title: '\u0000 ' }), frame).title).toBe('(无标题)')
  expect(toFeedStory(story({ summary: '' }), frame).contentHtml).toMatch(
    /^<p>澄湖园区新材料中试基地投产<\/p>\n/
  )
})

test('a section without a title goes by its id', () => {
  expect(toFeedStory(story({ section: 'risk' }), frame).section).toEqual({
    id: 'risk',
    title: 'risk'
  })
})

test.each([
  ['publication', story({ publishedAt: new Date(NaN) })],
  ['change', story({ changedAt: new Date(NaN) })],
  ['copy', story({ copies: [copy({ publishedAt: new Date(NaN) })] })]
])('an invalid date of %s refuses the story', (_, given) => {
  expect(() => toFeedStory(given, frame)).toThrow('is not a date that a feed can carry')
})
