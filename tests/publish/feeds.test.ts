import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { renderFeed } from '../../src/publish/feeds.ts'
import { formats } from '../../src/publish/formats/index.ts'
import { rss } from '../../src/publish/formats/rss.ts'
import { cleanLine } from '../../src/normalize/text.ts'
import { copy, input, story } from './feed-input.ts'
import { hasForbiddenCharacter, readItems, readStrictly } from './read-back.ts'

const later = new Date('2026-03-02T10:00:00Z')

describe.each(formats)('a feed in $name', (format) => {
  const read = (body: string) => readItems[format.name](body)

  test('carries the stories in the given order and the date of the last change', () => {
    const stories = [story({ id: 'b', changedAt: later }), story({ id: 'a' })]
    const { body, lastModified, contentType, skipped } = renderFeed(input({ stories }), format)
    expect(read(body).map((item) => item.id)).toEqual([
      'tag:chenghu.example,2026:story/b',
      'tag:chenghu.example,2026:story/a'
    ])
    expect({ lastModified, contentType, skipped }).toEqual({
      lastModified: later,
      contentType: format.contentType,
      skipped: []
    })
  })

  test('without stories is valid and carries the given date', () => {
    const { body, lastModified } = renderFeed(input({ stories: [] }), format)
    expect(read(body)).toEqual([])
    expect(lastModified).toEqual(new Date('2026-01-01T00:00:00Z'))
    if (format.name === 'rss') {
      expect(body).toContain('<lastBuildDate>Thu, 01 Jan 2026 00:00:00 GMT</lastBuildDate>')
    }
    if (format.name === 'atom')
      expect(body).toContain('<updated>2026-01-01T00:00:00.000Z</updated>')
  })

  test('shows no new item when an outlet joins a story: only updated moves', () => {
    const joined = copy({ entryId: 'e2', outlet: '园区晚报', publishedAt: later })
    const before = renderFeed(input(), format)
    const after = renderFeed(
      input({ stories: [story({ changedAt: later, copies: [copy(), joined] })] }),
      format
    )
    const [first, second] = [read(before.body)[0], read(after.body)[0]]
    expect(second).toEqual({
      ...first,
      updated: '2026-03-02T10:00:00.000Z',
      html: expect.stringContaining('园区晚报') as string
    })
    expect(after.etag).not.toBe(before.etag)
  })

  test('has one strong ETag for equal content and another for any other', () => {
    const etag = (changes = {}) => renderFeed(input(changes), format).etag
    expect(etag()).toMatch(/^"[\w-]{43}"$/)
    expect(etag()).toBe(etag())
    expect(etag({ stories: [story({ title: '另一个标题' })] })).not.toBe(etag())
  })

  test('loses a bad story alone and says why', () => {
    const bad = [
      story({ id: 'undated', changedAt: new Date(NaN) }),
      story({ id: '' }),
      story({ id: 'st1', title: '同一编号' })
    ]
    const { body, skipped } = renderFeed(
      input({ stories: [story(), ...bad, story({ id: 'st2' })] }),
      format
    )
    expect(read(body).map((item) => item.id)).toEqual([
      'tag:chenghu.example,2026:story/st1',
      'tag:chenghu.example,2026:story/st2'
    ])
    expect(read(body)[0]?.title).toBe('澄湖园区新材料中试基地投产')
    expect(skipped).toEqual([
      { storyId: 'undated', reason: 'Invalid Date is not a date that a feed can carry' },
      { storyId: '', reason: 'the id is empty' },
      { storyId: 'st1', reason: 'its id stands in the feed already' }
    ])
  })

  test('is kept whole when somebody writes CDATA ends and items into every text', async () => {
    const attack =
      'x]]></title></item><item><title>y]]></title><link>http://evil.example/</link></item>'
    const hostile = story({
      title: attack,
      summary: attack,
      section: attack,
      copies: [copy({ outlet: attack, url: `https://a.example/${attack}` })]
    })
    const { body } = renderFeed(
      input({ title: attack, description: attack, stories: [hostile] }),
      format
    )
    expect(read(body).map(({ title, link }) => ({ title, link }))).toEqual([
      { title: attack, link: 'https://daily.example/news/1.html' }
    ])
    if (format.name !== 'json') expect(await readStrictly(format.name, body)).toHaveLength(1)
  })
})

test('a story that only the format refuses is lost alone', () => {
  const picky = {
    ...rss,
    render: (page: Parameters<typeof rss.render>[0]) => {
      if (page.stories.some(({ title }) => title === '坏')) throw new Error('cannot spell 坏')
      return rss.render(page)
    }
  }
  const { body, skipped } = renderFeed(
    input({ stories: [story({ id: 'x', title: '坏' }), story()] }),
    picky
  )
  expect(readItems.rss(body)).toHaveLength(1)
  expect(skipped).toEqual([{ storyId: 'x', reason: 'cannot spell 坏' }])
})

test('a format that cannot even spell the feed without stories is a bug and throws', () => {
  const broken = {
    ...rss,
    render: () => {
      throw new Error('no such generator')
    }
  }
  expect(() => renderFeed(input(), broken)).toThrow('no such generator')
})

test.each([
  [
    'an address of the site',
    { siteUrl: '/feeds' },
    'publish: /feeds is not an absolute http(s) address'
  ],
  [
    'an address of its own',
    { selfUrl: () => 'ftp://a.example/' },
    'ftp://a.example/ is not an absolute'
  ],
  ['a date for the empty feed', { emptyAt: new Date(NaN) }, 'Invalid Date is not a date']
])('a feed without %s is a bug and throws', (_, changes, message) => {
  expect(() => renderFeed(input(changes), rss)).toThrow(message)
})

/** Pieces that have broken feeds before, mixed with any UTF-16 code unit. */
const hostileText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ']]>',
        '<![CDATA[',
        '<item>',
        '</item>',
        '</entry><entry>',
        '&amp;',
        '&#0;',
        '&',
        '<',
        '"'
      ),
      fc.constantFrom(
        '\u0000',
        '\u001f',
        '\ufffe',
        '\ud83d',
        '\udca9',
        '\r\n',
        '新闻',
        '<!--',
        '<?x ?>'
      ),
      fc.nat({ max: 0xffff }).map((unit) => String.fromCharCode(unit))
    ),
    { maxLength: 12 }
  )
  .map((pieces) => pieces.join(''))

const hostileUrl = fc.oneof(
  fc.constant(null),
  hostileText,
  hostileText.map((text) => `https://a.example/${text}`)
)

const hostileStory = fc
  .record({
    title: hostileText,
    summary: hostileText,
    section: hostileText,
    url: hostileUrl,
    copies: fc.array(
      fc
        .record({ outlet: hostileText, url: hostileUrl, isMirror: fc.boolean() })
        .map((changes) => copy(changes)),
      { maxLength: 3 }
    )
  })
  .map((changes) => story(changes))

test('no text from outside breaks a feed, adds an item or changes a title', async () => {
  const run = async (stories: ReturnType<typeof story>[], title: string) => {
    const numbered = stories.map((each, index) => ({ ...each, id: `s${index}` }))
    const expected = numbered.map((each) => ({
      id: `tag:chenghu.example,2026:story/${each.id}`,
      title: cleanLine(each.title) || '(无标题)'
    }))
    for (const format of formats) {
      const { body, skipped } = renderFeed(
        input({
          title,
          description: title,
          stories: numbered,
          sections: new Map([['park', title]])
        }),
        format
      )
      expect(skipped).toEqual([])
      const read = readItems[format.name](body)
      expect(read.map(({ id, title }) => ({ id, title }))).toEqual(expected)
      expect(read.every(({ link }) => /^https?:\/\/(a|chenghu)\.example\//.test(link ?? ''))).toBe(
        true
      )
      if (format.name === 'json') continue
      expect(hasForbiddenCharacter(body)).toBe(false)
      const strict = await readStrictly(format.name, body)
      expect(strict.map(({ id, title }) => ({ id, title }))).toEqual(expected)
    }
  }
  await fc.assert(fc.asyncProperty(fc.array(hostileStory, { maxLength: 3 }), hostileText, run), {
    numRuns: 150,
    seed: 20260302
  })
})
