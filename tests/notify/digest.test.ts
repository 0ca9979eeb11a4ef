import { describe, expect, test } from 'vitest'
import { composeDigest } from '../../src/notify/digest.ts'
import type { PlacedStory } from '../../src/model.ts'
import { copy, input, park, story } from './made-up.ts'

/** `1. headline` of every story, as the text part has them. */
const headlines = async (stories: readonly PlacedStory[]): Promise<string[]> =>
  (await composeDigest(input(stories))).text.match(/^\d+\. .+$/gm) ?? []

const outlets = (count: number) =>
  Array.from({ length: count }, (_, index) => copy(`柳溪第${index + 1}报`))

test('the text part is a good read by itself', async () => {
  const { subject, text } = await composeDigest(
    input([
      story('s1', {
        title: '柳溪产业园与云杉传感签约 总投资12亿元',
        summary: '签约仪式三月一日举行。',
        section: 'deals',
        copies: [
          copy('柳溪晚报', { publishedAt: new Date('2026-03-01T10:05:00Z') }),
          copy('柳溪日报', { publishedAt: new Date('2026-03-01T09:00:00Z') }),
          copy('镜子网', { isMirror: true })
        ]
      }),
      story('s2', { title: '柳溪产业园二期开园', summary: '柳溪产业园二期开园' }),
      story('s3', { title: '一处仓库起火', url: null, section: 'risk' })
    ])
  )
  expect(subject).toBe('柳溪每日简报 2026-03-02 共 3 条')
  expect(text).toBe(`柳溪每日简报  2026-03-02
3 条新闻，来自 2 家媒体

■ 园区要闻 (1)

1. 柳溪产业园二期开园
   柳溪日报 03-02 09:30
   https://daily.example/s2.html

■ 招商签约 (1)

2. 柳溪产业园与云杉传感签约 总投资12亿元
   签约仪式三月一日举行。
   2 家媒体报道：柳溪日报 03-01 17:00、柳溪晚报 03-01 18:05 · 镜像站转载 1 份
   https://daily.example/s1.html

■ 舆情风险 (1)

3. 一处仓库起火
   柳溪日报 03-02 09:30
   https://news.example/stories/s3

-- 
在网页上查看: https://news.example/
您收到这封邮件，是因为您的地址在“柳溪产业园”的简报名单中。
`)
})

test('an English digest sets names off from what stands before them', async () => {
  const copies = [...outlets(2), copy('Mirror', { isMirror: true })]
  const { text } = await composeDigest(
    input([story('s1', { copies })], { park: { ...park, language: 'en' } })
  )
  expect(text).toMatch(/\n {3}Carried by 2 outlets: .+, .+ · 1 mirror copy\n/)
})

test('an English park gets an English digest', async () => {
  const { subject, text, html } = await composeDigest(
    input([story('s1', { title: 'Willow Park opens' })], {
      park: { ...park, name: 'Willow Park', language: 'en' },
      title: 'Willow Daily'
    })
  )
  expect(subject).toBe('Willow Daily, 2026-03-02: 1 story')
  expect(text).toContain('1 story from 1 outlet\n')
  expect(text).toContain('Read on the web: https://news.example/\n')
  expect(html).toContain('<html lang="en">')
})

describe('the order', () => {
  test('sections stand as in the park, stories are counted through', async () => {
    const sections = ['risk', 'park', 'deals', 'risk', 'park']
    const stories = sections.map((section, index) => story(`s${index}`, { section }))
    expect(await headlines(stories)).toEqual([
      '1. 故事 s1',
      '2. 故事 s4',
      '3. 故事 s2',
      '4. 故事 s0',
      '5. 故事 s3'
    ])
  })

  test('in a section what most outlets carried comes first, mirrors not counted', async () => {
    const mirrors = ['甲', '乙', '丙'].map((name) => copy(name, { isMirror: true }))
    const stories = [
      story('one', { copies: [...outlets(1), ...mirrors] }),
      story('three', { copies: outlets(3) }),
      story('two', { copies: [...outlets(2), copy('柳溪第1报', { entryId: 'again' })] })
    ]
    expect(await headlines(stories)).toEqual(['1. 故事 three', '2. 故事 two', '3. 故事 one'])
  })

  test('then the newest, then by id, however the store answers', async () => {
    const at = (time: string) => ({ publishedAt: new Date(`2026-03-01T${time}:00Z`) })
    const stories = [story('b', at('08:00')), story('c', at('09:00')), story('a', at('08:00'))]
    const expected = ['1. 故事 c', '2. 故事 a', '3. 故事 b']
    expect(await headlines(stories)).toEqual(expected)
    expect(await headlines(stories.toReversed())).toEqual(expected)
  })

  test('a story in a section that the park no longer has is not lost', async () => {
    const { text } = await composeDigest(
      input([story('s1', { section: 'gone' }), story('s2', { section: 'risk' })])
    )
    expect(text).toMatch(
      /2 条新闻[\s\S]*■ 舆情风险 \(1\)\n\n1\. 故事 s2[\s\S]*■ gone \(1\)\n\n2\. 故事 s1/
    )
  })
})

test('a digest without stories says so', async () => {
  const { subject, html, text } = await composeDigest(input([]))
  expect(subject).toBe('柳溪每日简报 2026-03-02 本期无新增')
  expect(text).toBe(`柳溪每日简报  2026-03-02
本期无新增报道。

-- 
在网页上查看: https://news.example/
您收到这封邮件，是因为您的地址在“柳溪产业园”的简报名单中。
`)
  expect(html).toContain('本期无新增报道。')
})

test('the date is that of the park', async () => {
  const slotAt = new Date('2026-03-02T16:30:00Z')
  expect((await composeDigest(input([], { slotAt }))).subject).toContain('2026-03-03')
})

describe('mirrors', () => {
  const mirror = copy('镜子网', { url: 'https://mirror.example/1', isMirror: true })

  test('are counted, never named and never linked', async () => {
    const { html, text } = await composeDigest(
      input([story('s1', { copies: [copy('柳溪日报'), mirror, mirror] })])
    )
    for (const part of [html, text]) {
      expect(part).toContain('镜像站转载 2 份')
      expect(part).not.toMatch(/镜子网|mirror\.example/)
    }
  })

  test('alone leave a story whose link is its own page, and no outlet to count', async () => {
    const { html, text } = await composeDigest(
      input([story('s1', { url: null, copies: [mirror] })])
    )
    expect(text).toContain('1 条新闻\n')
    expect(text).toContain('\n   镜像站转载 1 份\n   https://news.example/stories/s1\n')
    expect(html).toContain('>\n镜像站转载 1 份\n</div>')
    expect(`${html}${text}`).not.toMatch(/镜子网|mirror\.example/)
  })
})

/** The tags with the names of their attributes: all values stand in double quotes. */
const skeletonOf = (html: string): string[] =>
  html.replace(/"[^"]*"/g, '""').match(/<[^>]*>/g) ?? []

describe.each([
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</title></style></table><!--',
  'a\r\nBcc: all@example.org\r\n\r\n-- \r\nb',
  'a\u2028b\u2029c\u0085d\u202ee\u0000f\ud83d',
  '&lt;b&gt;'
])('text such as %j', (hostile) => {
  const compose = (word: string) =>
    composeDigest(
      input([story('s1', { title: word, summary: `${word}.`, copies: [copy(word), copy('b')] })], {
        title: word,
        park: { ...park, name: word, sections: [{ id: 'park', title: word }] }
      })
    )

  test('never becomes markup, another line or a header', async () => {
    const [mail, plain] = [await compose(hostile), await compose('plain')]
    expect(skeletonOf(mail.html)).toEqual(skeletonOf(plain.html))
    expect(mail.text.split('\n').length).toBe(plain.text.split('\n').length)
    for (const part of [mail.subject, mail.text, mail.html]) {
      // eslint-disable-next-line no-control-regex
      expect(part).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u0085\u2028\u2029\u202e\ud800-\udfff]/)
    }
    expect(mail.subject).not.toContain('\n')
  })
})

test.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', ''])(
  'the address %j is no link',
  async (url) => {
    const copies = [copy('柳溪日报', { url }), copy('柳溪晚报', { url })]
    const { html, text } = await composeDigest(input([story('s1', { url, copies })]))
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
    expect(new Set(links)).toEqual(
      new Set(['https://news.example/stories/s1', 'https://news.example/'])
    )
    expect(text).toContain('\n   https://news.example/stories/s1\n')
  }
)

test('a title of nothing but invisible characters is said to be missing', async () => {
  expect(await headlines([story('s1', { title: '\u200b\u0000 \u202e' })])).toEqual([
    '1. （无标题）'
  ])
})

test('links open outside the frame that a page shows the mail in', async () => {
  const { html } = await composeDigest(input([story('s1')]))
  expect(html).toContain('<base target="_blank" />')
})

test('equal input gives equal bytes', async () => {
  const stories = [story('s1', { copies: outlets(3) }), story('s2', { section: 'risk' })]
  expect(await composeDigest(input(stories))).toEqual(await composeDigest(input(stories)))
})

test('a digest of two hundred stories is whole and stays below half a megabyte', async () => {
  const stories = Array.from({ length: 200 }, (_, index) =>
    story(`s${String(index).padStart(3, '0')}`, {
      summary: '园'.repeat(500),
      copies: outlets(6),
      section: park.sections[index % 3]!.id
    })
  )
  const { html, text } = await composeDigest(input(stories))
  const numbers = Array.from({ length: 200 }, (_, index) => index + 1)
  expect([...text.matchAll(/^(\d+)\. 故事/gm)].map(([, number]) => Number(number))).toEqual(numbers)
  expect([...html.matchAll(/>(\d+)\. 故事/g)].map(([, number]) => Number(number))).toEqual(numbers)
  expect(Buffer.byteLength(html)).toBeLessThan(500_000)
})
