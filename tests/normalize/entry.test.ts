import { describe, expect, test } from 'vitest'
import type { Entry, RawEntry, Source } from '../../src/model.ts'
import { isUnusable, isUsable, toEntry } from '../../src/normalize/entry.ts'

const SOURCE: Source = {
  id: 'river',
  kind: 'feed',
  title: '江城晚报',
  url: 'https://www.river.example/feed.xml',
  everyMs: 900_000,
  zone: 'Asia/Shanghai',
  trust: 'press',
  filter: 'relevance',
  text: 'listed',
  options: {}
}
const NOW = new Date('2026-03-05T04:00:00Z')

const RAW: RawEntry = {
  guid: 'river-9',
  url: 'https://www.river.example/a/9.html',
  title: '港口三号码头扩建工程今天动工',
  summary: '三号码头今天动工。',
  contentHtml: '<p>港口管理局昨天宣布，三号码头今天动工。</p><p>预计两年后完工。</p>',
  author: '林知夏',
  published: '2026-03-05T01:00:00.000Z'
}

const entryOf = (given: Partial<RawEntry>, source: Partial<Source> = {}): Entry => {
  const entry = toEntry({ ...RAW, ...given }, { ...SOURCE, ...source }, NOW)
  if (isUnusable(entry)) throw new Error(entry.unusable)
  return entry
}

test('an item becomes an entry', () => {
  const entry = toEntry(RAW, SOURCE, NOW)
  expect(entry).toEqual({
    id: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{20}$/) as unknown,
    sourceId: 'river',
    guid: 'river-9',
    url: 'https://www.river.example/a/9.html',
    title: '港口三号码头扩建工程今天动工',
    summary: '三号码头今天动工。',
    html: '<p>港口管理局昨天宣布，三号码头今天动工。</p><p>预计两年后完工。</p>',
    text: '港口管理局昨天宣布，三号码头今天动工。\n预计两年后完工。',
    author: '林知夏',
    outlet: '江城晚报',
    publishedAt: new Date('2026-03-05T01:00:00Z'),
    publishedBy: 'source',
    dateDoubt: null,
    isUndated: false,
    seenAt: NOW,
    contentHash: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{20}$/) as unknown,
    repair: { verdict: 'clean', damaged: false },
    isMirror: false
  })
  expect(isUsable(entry)).toBe(true)
})

describe('what the source left out', () => {
  test('a text is the summary', () => {
    expect(entryOf({ contentHtml: undefined })).toMatchObject({
      html: '三号码头今天动工。',
      text: '三号码头今天动工。',
      summary: '三号码头今天动工。'
    })
    expect(entryOf({ contentHtml: '' })).toMatchObject({ text: '三号码头今天动工。' })
  })

  test('the text of a picture is the summary', () => {
    expect(entryOf({ contentHtml: '<img src="/p.jpg">' })).toMatchObject({
      html: '<img src="https://www.river.example/p.jpg" />',
      text: '三号码头今天动工。'
    })
  })

  test.each([undefined, '', '<p> </p>'])(
    'a summary (%j) is the beginning of the text',
    (summary) => {
      expect(entryOf({ summary }).summary).toBe(
        '港口管理局昨天宣布，三号码头今天动工。 预计两年后完工。'
      )
    }
  )

  test.each([undefined, '', ' \u200b\n'])('a title (%j) is the beginning of the text', (title) => {
    expect(entryOf({ title }).title).toBe('港口管理局昨天宣布，三号码头今天动工。 预计两年后完工。')
    expect(
      entryOf({ title, contentHtml: '<p>动工。</p>'.repeat(20) }).title.length
    ).toBeLessThanOrEqual(40)
  })

  test('an author is none', () => {
    expect(entryOf({ author: undefined }).author).toBeNull()
    expect(entryOf({ author: ' ' }).author).toBeNull()
  })

  test.each([
    ['its guid', { guid: 'river-9', url: 'https://river.example/a/9' }, 'river-9'],
    ['its address', { url: 'https://river.example/a/9' }, 'https://river.example/a/9'],
    ['nothing', {}, 'an entry without id']
  ])('both title and text is not usable, and said by %s', (_, raw, name) => {
    const result = toEntry(raw, SOURCE, NOW)
    expect(result).toEqual({ unusable: `${name}: it has neither a title nor a text` })
    expect(isUnusable(result)).toBe(true)
    expect(isUsable(result)).toBe(false)
  })
})

describe('the title', () => {
  test.each([
    ['stands on one line', ' 港口三号码头\n\t今天动工 ', '港口三号码头 今天动工'],
    ['is text, not HTML', '3 &lt; 4 <b>metres</b>', '3 &lt; 4 <b>metres</b>'],
    ['loses the name of its own outlet', '港口三号码头今天动工_江城晚报', '港口三号码头今天动工'],
    [
      'keeps the name of another',
      '云川日报：港口三号码头今天动工',
      '云川日报：港口三号码头今天动工'
    ]
  ])('%s', (_, title, expected) => {
    expect(entryOf({ title }).title).toBe(expected)
  })

  test('is cut between two characters', () => {
    const { title } = entryOf({ title: `${'港'.repeat(298)}😀😀😀` })
    expect(title).toBe(`${'港'.repeat(298)}…`)
  })
})

describe('identity', () => {
  const id = (given: Partial<RawEntry>, source?: Partial<Source>) => entryOf(given, source).id

  test.each([
    ['the guid', {}, 'river-9'],
    ['the guid without space around it', { guid: ' river-9\n' }, 'river-9'],
    ['else the address', { guid: undefined }, 'https://www.river.example/a/9.html'],
    ['also for an empty guid', { guid: ' ' }, 'https://www.river.example/a/9.html'],
    [
      'else an address that a query makes',
      { guid: undefined, url: 'https://river.example/?p=9' },
      'https://river.example/?p=9'
    ]
  ])('is %s', (_, given, guid) => {
    expect(entryOf(given).guid).toBe(guid)
  })

  test('is else the title and the text', () => {
    const none = { guid: undefined, url: undefined }
    expect(id(none)).toBe(id({ ...none, published: undefined }))
    expect(id(none)).not.toBe(id({ ...none, title: '港口四号码头动工' }))
    expect(id(none)).not.toBe(id({ ...none, contentHtml: '<p>改期。</p>' }))
  })

  test('is no home page that all items link to', () => {
    const home = { guid: undefined, url: 'https://www.river.example' }
    expect(id(home)).not.toBe(id({ ...home, title: '港口四号码头动工' }))
  })

  test('belongs to one source', () => {
    expect(id({})).not.toBe(id({}, { id: 'daily' }))
  })

  test('survives an edit', () => {
    expect(id({ title: '港口三号码头动工', contentHtml: '<p>更正。</p>' })).toBe(id({}))
  })

  test('of any length fits into an index', () => {
    const guid = 'g'.repeat(501)
    expect(entryOf({ guid }).guid).toMatch(/^[0-9a-hjkmnp-tv-z]{20}$/)
    expect(entryOf({ guid }).guid).not.toBe(entryOf({ guid: `${guid}h` }).guid)
    expect(entryOf({ guid: 'g'.repeat(500) }).guid).toBe('g'.repeat(500))
    const url = `https://river.example/${'a'.repeat(600)}`
    expect(entryOf({ guid: undefined, url })).toMatchObject({
      url,
      guid: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{20}$/) as unknown
    })
  })
})

describe('the address', () => {
  test.each([
    ['is absolute', '/a/9.html', 'https://www.river.example/a/9.html'],
    [
      'has no tracking',
      'https://river.example/a/9?utm_source=rss&id=3#top',
      'https://river.example/a/9?id=3'
    ],
    [
      'is unwrapped',
      'https://www.bing.com/news/apiclick.aspx?tid=1&url=https%3a%2f%2friver.example%2fa%2f9',
      'https://river.example/a/9'
    ],
    ['is none for a script', 'javascript:alert(1)', null],
    ['is none without a link', undefined, null],
    ['is none when it has no end', `https://river.example/${'a'.repeat(2000)}`, null]
  ])('%s', (_, url, expected) => {
    expect(entryOf({ url }).url).toBe(expected)
  })

  test('is what relative links in the text count from', () => {
    expect(entryOf({ contentHtml: '<a href="b.html">b</a>' }).html).toBe(
      '<a href="https://www.river.example/a/b.html">b</a>'
    )
    expect(entryOf({ url: undefined, contentHtml: '<a href="b.html">b</a>' }).html).toBe(
      '<a href="https://www.river.example/b.html">b</a>'
    )
  })
})

describe('the date of publication', () => {
  const seen = (dateDoubt: string | null) => ({ publishedAt: NOW, publishedBy: 'seen', dateDoubt })
  const at = (iso: string) => ({
    publishedAt: new Date(iso),
    publishedBy: 'source',
    dateDoubt: null
  })

  test.each<[string, Partial<RawEntry>, object]>([
    ['is what the source says', { published: '2026-03-05T03:59:00Z' }, at('2026-03-05T03:59:00Z')],
    ['may be long ago', { published: '1990-01-01T00:00:00Z' }, at('1990-01-01T00:00:00Z')],
    [
      'is that of the update if there is no other',
      { published: undefined, updated: '2026-03-04T00:00:00Z' },
      at('2026-03-04T00:00:00Z')
    ],
    [
      'is that of the update if the other cannot be',
      { published: '1970-01-01T00:00:00Z', updated: '2026-03-04T00:00:00Z' },
      at('2026-03-04T00:00:00Z')
    ],
    [
      'is now on a clock that is fast by minutes',
      { published: '2026-03-05T04:10:00Z' },
      at('2026-03-05T04:00:00Z')
    ],
    ['is not in the future', { published: '2026-03-05T04:10:01Z' }, seen('future')],
    ['is not in 1970', { published: '1970-01-01T00:00:00Z' }, seen('too-old')],
    ['is not the end of the eighties', { published: '1989-12-31T23:59:59Z' }, seen('too-old')],
    ['is the first sight if there is none', { published: undefined }, seen(null)],
    ['is the first sight if there is no sense in it', { published: 'soon' }, seen(null)]
  ])('%s', (_, given, expected) => {
    expect(entryOf(given)).toMatchObject(expected)
  })
})

describe('repair', () => {
  const MANGLED = '<p>產(chǎn)業(yè)園區(qū)今天開(kāi)放參觀。</p>'

  test('has one verdict for title, text, summary, author and outlet', () => {
    const entry = entryOf({
      // One reading in a long headline convinces nobody on its own.
      title: `三号码头今天开放，市民可以凭身份证免费参观，${'具体办法另行公布，'.repeat(6)}詳見專區(qū)`,
      contentHtml: MANGLED,
      summary: '園區(qū)開(kāi)放。',
      author: '業(yè)務(wù)科',
      outlet: '企業(yè)訊息網(wǎng)'
    })
    expect(entry).toMatchObject({
      title: expect.stringMatching(/详见专区$/) as unknown,
      text: '产业园区今天开放参观。',
      html: '<p>产业园区今天开放参观。</p>',
      summary: '园区开放。',
      author: '业务科',
      outlet: '企业讯息网',
      repair: { verdict: 'toned', damaged: false },
      isMirror: true
    })
  })

  test('leaves a page from Taiwan as it is', () => {
    expect(
      entryOf({
        title: '港口擴建工程開工',
        contentHtml: '<p>預計兩年後完工。</p>',
        summary: undefined
      })
    ).toMatchObject({
      title: '港口擴建工程開工',
      text: '預計兩年後完工。',
      repair: { verdict: 'clean', damaged: false },
      isMirror: false
    })
  })
})

describe('a mirror', () => {
  test('is a source that is trusted as one, however clean', () => {
    expect(entryOf({}, { trust: 'mirror' }).isMirror).toBe(true)
    expect(entryOf({}, { trust: 'official' }).isMirror).toBe(false)
  })

  test('is a page that lost bytes, even where no reading is left to convict it', () => {
    expect(entryOf({ contentHtml: '<p>普洛斯?jié)咸鞓騾^(qū)。</p>' })).toMatchObject({
      repair: { verdict: 'clean', damaged: true },
      isMirror: true
    })
  })

  test('is not a page with a broken byte', () => {
    expect(entryOf({ contentHtml: '<p>港口\ufffd号码头今天动工。</p>' })).toMatchObject({
      repair: { damaged: false },
      isMirror: false
    })
  })
})

describe('the hash of the content', () => {
  const hash = (given: Partial<RawEntry>) => entryOf(given).contentHash

  test.each<[string, Partial<RawEntry>]>([
    ['another date', { published: '2026-03-05T02:00:00Z' }],
    ['another update', { updated: '2026-03-05T02:00:00Z' }],
    ['another guid', { guid: 'river-10' }],
    ['other tracking', { url: 'https://www.river.example/a/9.html?utm_source=x' }],
    [
      'other markup',
      {
        contentHtml:
          '<div><p class="x">港口管理局昨天宣布，三号码头今天动工。</p>\n预计两年后完工。</div>'
      }
    ]
  ])('stays with %s', (_, given) => {
    expect(hash(given)).toBe(hash({}))
  })

  test.each<[string, Partial<RawEntry>]>([
    ['title', { title: '港口三号码头动工' }],
    ['summary', { summary: '动工。' }],
    ['text', { contentHtml: '<p>港口管理局昨天宣布，三号码头今天动工。</p>' }],
    ['address', { url: 'https://www.river.example/a/10.html' }]
  ])('changes with the %s', (_, given) => {
    expect(hash(given)).not.toBe(hash({}))
  })
})

describe('text from outside', () => {
  test('loses what neither a database nor a feed can hold', () => {
    const bad = '\u0000a\u0001\u202e\ufffe'
    const entry = entryOf({
      guid: `g${bad}`,
      url: `https://river.example/${bad}`,
      title: `t${bad}\ud800`,
      summary: `s${bad}`,
      contentHtml: `<p>h${bad}&#0;&#1;\ud800</p>`,
      author: `n${bad}`,
      outlet: `o${bad}`
    })
    expect(entry).toMatchObject({
      guid: 'ga',
      title: 'ta\ufffd',
      summary: 'sa',
      text: 'ha\ufffd\ufffd',
      author: 'na',
      outlet: 'oa'
    })
    const all = Object.values(entry)
      .filter((value) => typeof value === 'string')
      .join('')
    // eslint-disable-next-line no-control-regex
    expect(all).not.toMatch(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/)
    expect(all.isWellFormed()).toBe(true)
  })

  test('without an end is cut', () => {
    const entry = entryOf({
      title: '港'.repeat(50_000),
      contentHtml: `<p>${'码头'.repeat(500_000)}</p>`,
      author: '林'.repeat(5000),
      outlet: '报'.repeat(5000)
    })
    expect(entry.title).toHaveLength(300)
    expect(entry.html.length).toBeLessThanOrEqual(200_010)
    expect(entry.author).toHaveLength(100)
    expect(entry.outlet).toHaveLength(100)
  })
})

test('a day without a time begins in the zone of the source', () => {
  const entry = toEntry({ ...RAW, published: '2026-03-05' }, SOURCE, NOW)
  expect(entry).toMatchObject({ publishedAt: new Date('2026-03-04T16:00:00Z') })
})

test('what is known of the whole document is believed about its parts', () => {
  const raw = { title: '園區(qū)簽約', summary: '行(háng)业' }
  const repair = { verdict: 'toned', damaged: false } as const
  expect(toEntry({ ...raw, repair }, SOURCE, NOW)).toMatchObject({
    title: '园区签约',
    isMirror: true
  })
})

test('a headline beside another article is undated', () => {
  expect(toEntry({ title: 'x', undated: true }, SOURCE, NOW)).toMatchObject({
    isUndated: true,
    publishedBy: 'seen'
  })
})
