import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith'
import Parser from 'rss-parser'
import { describe, expect, test } from 'vitest'
import { renderFeed } from '../../../src/publish/feeds.ts'
import type { FeedInput } from '../../../src/publish/feeds.ts'
import type { FeedFormat } from '../../../src/publish/format.ts'
import { atom } from '../../../src/publish/formats/atom.ts'
import { formats } from '../../../src/publish/formats/index.ts'
import { jsonFeed } from '../../../src/publish/formats/json-feed.ts'
import { rss } from '../../../src/publish/formats/rss.ts'
import { copy, input, story } from '../feed-input.ts'
import { readItems, readStrictly } from '../read-back.ts'

const bodyOf = (format: FeedFormat, changes: Partial<FeedInput> = {}): string =>
  renderFeed(input(changes), format).body

const twoOutlets = story({
  copies: [
    copy(),
    copy({
      entryId: 'e2',
      outlet: '园区晚报',
      url: 'https://evening.example/2?a=1&b=2',
      publishedAt: new Date('2026-03-02T09:00:00Z')
    })
  ]
})

test('the formats are RSS, Atom and JSON Feed', () => {
  expect(formats.map(({ name, contentType }) => [name, contentType])).toEqual([
    ['rss', 'application/rss+xml; charset=utf-8'],
    ['atom', 'application/atom+xml; charset=utf-8'],
    ['json', 'application/feed+json; charset=utf-8']
  ])
})

describe.each(formats)('$name', (format) => {
  test('reads back with every fact of a story', () => {
    const stories = [
      twoOutlets,
      story({ id: 'st2', title: 'R&D <中心> &lt; ]]> "揭牌"', url: null })
    ]
    const read = readItems[format.name](bodyOf(format, { stories }))
    expect(read).toEqual([
      {
        id: 'tag:chenghu.example,2026:story/st1',
        title: '澄湖园区新材料中试基地投产',
        link: 'https://daily.example/news/1.html',
        published: '2026-03-02T01:30:00.000Z',
        updated: '2026-03-02T03:00:00.000Z',
        html: [
          '<p>三月二日，中试基地首条产线投料。</p>',
          '<p>2 家媒体报道:</p>',
          '<ul><li><a href="https://daily.example/news/1.html">澄湖日报</a> 2026-03-02 09:30</li>' +
            '<li><a href="https://evening.example/2?a=1&amp;b=2">园区晚报</a> 2026-03-02 17:00</li></ul>'
        ].join('\n')
      },
      expect.objectContaining({
        id: 'tag:chenghu.example,2026:story/st2',
        title: 'R&D <中心> &lt; ]]> "揭牌"',
        link: 'https://chenghu.example/stories/st2'
      })
    ])
  })

  test('keeps CDATA sections closed when the HTML of an item holds their end twice', () => {
    const page = {
      id: 'tag:a.example,2026:feed',
      title: '甲',
      description: '',
      language: 'en' as const,
      siteUrl: 'https://a.example/',
      selfUrl: 'https://a.example/feed',
      updatedAt: new Date(0),
      stories: [
        {
          storyId: '1',
          id: 'tag:a.example,2026:story/1',
          link: 'https://a.example/1',
          title: '乙',
          excerpt: '',
          contentHtml: '<p>]]></content><item>]]></p>',
          publishedAt: new Date(0),
          updatedAt: new Date(0),
          section: { id: 's', title: 's' },
          outlets: [],
          credit: ''
        }
      ]
    }
    const html = readItems[format.name](format.render(page))[0]?.html
    expect(html?.replaceAll('&gt;', '>')).toBe('<p>]]></content><item>]]></p>')
  })
})

test.each([
  ['rss', rss],
  ['atom', atom]
] as const)('%s reads back equal through the strict parser', async (name, format) => {
  const stories = [twoOutlets, story({ id: 'st2', title: 'R&D <中心> ]]> a ]]>' })]
  expect(await readStrictly(name, bodyOf(format, { stories }))).toEqual([
    {
      id: 'tag:chenghu.example,2026:story/st1',
      title: '澄湖园区新材料中试基地投产',
      link: 'https://daily.example/news/1.html'
    },
    {
      id: 'tag:chenghu.example,2026:story/st2',
      title: 'R&D <中心> ]]> a ]]>',
      link: 'https://daily.example/news/1.html'
    }
  ])
})

describe('RSS', () => {
  test('says what a channel needs', () => {
    expect(
      parseRssFeed(bodyOf(rss, { title: 'R&D &amp; 新闻', description: '甲 &amp; 乙' }))
    ).toMatchObject({
      title: 'R&D &amp; 新闻',
      description: '甲 &amp; 乙',
      link: 'https://chenghu.example/',
      language: 'zh-CN',
      generator: 'Parkwire',
      ttl: 15,
      lastBuildDate: 'Mon, 02 Mar 2026 03:00:00 GMT',
      atom: {
        links: [
          {
            href: 'https://chenghu.example/feeds/all.rss',
            rel: 'self',
            type: 'application/rss+xml'
          }
        ]
      }
    })
  })

  test('names the outlets as dc:creator, the section as category and no e-mail author', async () => {
    const sections = new Map([['park', '要闻 &amp; <R&D>']])
    const body = bodyOf(rss, { stories: [twoOutlets], sections })
    const { items } = await new Parser().parseString(body)
    expect(items[0]).toMatchObject({
      creator: '澄湖日报、园区晚报',
      categories: ['要闻 &amp; <R&D>'],
      contentSnippet: expect.stringMatching(
        /^三月二日，中试基地首条产线投料。[^]*澄湖日报[^]*园区晚报/
      ) as string,
      isoDate: '2026-03-02T01:30:00.000Z'
    })
    expect(body).toContain('<guid isPermaLink="false">tag:chenghu.example,2026:story/st1</guid>')
    expect(body).not.toContain('<author>')
  })

  test('names no creator when only mirrors carried the story', () => {
    const stories = [story({ copies: [copy({ isMirror: true })] })]
    expect(bodyOf(rss, { stories })).not.toContain('dc:creator')
  })
})

describe('Atom', () => {
  test('says what a feed needs', () => {
    const body = bodyOf(atom, {
      title: 'R&D &amp; 新闻',
      description: '甲 &amp; 乙',
      selfUrl: () => 'https://chenghu.example/feeds/search.atom?q=a&amp;b=c'
    })
    expect(body).toContain('<feed xml:lang="zh-CN" xmlns="http://www.w3.org/2005/Atom">')
    expect(parseAtomFeed(body)).toMatchObject({
      id: 'tag:chenghu.example,2026:feeds/search.atom?q=a&amp;b=c',
      title: { value: 'R&D &amp; 新闻' },
      subtitle: { value: '甲 &amp; 乙' },
      updated: '2026-03-02T03:00:00.000Z',
      generator: { text: 'Parkwire' },
      authors: [{ name: 'R&D &amp; 新闻', uri: 'https://chenghu.example/' }],
      links: [
        { href: 'https://chenghu.example/', rel: 'alternate' },
        { href: 'https://chenghu.example/feeds/search.atom?q=a&amp;b=c', rel: 'self' }
      ]
    })
  })

  test('declares titles as HTML and escapes them, so that no word vanishes as a tag', () => {
    const body = bodyOf(atom, { stories: [story({ title: 'R&D <中心>' })] })
    expect(body).toContain('<title type="html"><![CDATA[R&amp;D &lt;中心&gt;]]></title>')
  })

  test('names the outlets as contributors and the section as category with term and label', () => {
    const sections = new Map([['a<b', '要闻 &amp; <R&D>']])
    const stories = [
      story({ section: 'a<b', copies: [copy(), copy({ entryId: 'e2', outlet: '甲 &amp; <乙>' })] })
    ]
    expect(parseAtomFeed(bodyOf(atom, { stories, sections })).entries?.[0]).toMatchObject({
      categories: [{ term: 'a＜b', label: '要闻 &amp; ＜R&D>' }],
      contributors: [{ name: '澄湖日报' }, { name: '甲 &amp; <乙>' }],
      summary: { value: '三月二日，中试基地首条产线投料。', type: 'html' }
    })
  })
})

describe('JSON Feed', () => {
  test('says what version 1.1 needs', () => {
    expect(parseJsonFeed(bodyOf(jsonFeed, { title: 'R&D <新闻>' }))).toMatchObject({
      title: 'R&D <新闻>',
      description: '多家媒体，一个事件，一条新闻',
      home_page_url: 'https://chenghu.example/',
      feed_url: 'https://chenghu.example/feeds/all.json',
      language: 'zh-CN',
      authors: [{ name: 'R&D <新闻>', url: 'https://chenghu.example/' }]
    })
    expect(JSON.parse(bodyOf(jsonFeed))).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1'
    })
  })

  test('gives programs every outlet of a story', () => {
    const withMirror = { ...twoOutlets, copies: [...twoOutlets.copies, copy({ isMirror: true })] }
    expect(JSON.parse(bodyOf(jsonFeed, { stories: [withMirror] }))).toMatchObject({
      items: [
        {
          summary: '三月二日，中试基地首条产线投料。',
          tags: ['园区要闻'],
          _parkwire: {
            about: 'https://chenghu.example/',
            section: 'park',
            outlets: [
              {
                name: '澄湖日报',
                url: 'https://daily.example/news/1.html',
                published: '2026-03-02T01:30:00.000Z'
              },
              {
                name: '园区晚报',
                url: 'https://evening.example/2?a=1&b=2',
                published: '2026-03-02T09:00:00.000Z'
              }
            ]
          }
        }
      ]
    })
  })
})
