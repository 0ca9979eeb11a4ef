import { describe, expect, test } from 'vitest'
import { recordCheck, syncSources } from '../../src/store/sources.ts'
import { close, digest, entry, openWeb, source, tell } from './hand-made.ts'

/**
 * The tags of a page with the names of their attributes: all values stand in double quotes, so text
 * that breaks out of its place changes this.
 */
const skeletonOf = (html: string): string[] =>
  html.replace(/"[^"]*"/g, '""').match(/<[^>]*>/g) ?? []

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '" autofocus onfocus="alert(1)',
  '</title></head><body><iframe src=//evil.example>',
  '<!--',
  ']]></div></article>',
  '&lt;b&gt; &amp;lt; &#60;script&#62;',
  '${7*7}{{7*7}}',
  'a\u2028b\u2029c\u202ed\u0000e\ud83d'
]

describe.each(HOSTILE)('text such as %s', (text) => {
  test('is text in the list of stories and on the page of a story', async () => {
    const open = async (word: string) => {
      const web = await openWeb()
      const lead = entry({ title: word, summary: `${word} .`, outlet: word })
      const other = entry({ id: 'e2', url: null, title: word, outlet: `${word}2` })
      await tell(web.store, 's1', [lead, other], { section: word })
      return web
    }
    const [hostile, harmless] = [await open(text), await open('plain')]
    for (const path of ['/', '/stories/s1']) {
      expect(skeletonOf(await hostile.read(path))).toEqual(skeletonOf(await harmless.read(path)))
    }
  })

  test('is text on the pages of digests', async () => {
    const open = async (word: string) => {
      const web = await openWeb()
      await close(web.store, digest({ subject: word, name: word }))
      return web
    }
    const [hostile, harmless] = [await open(text), await open('plain')]
    for (const path of ['/', '/digests', '/digests/d1']) {
      expect(skeletonOf(await hostile.read(path))).toEqual(skeletonOf(await harmless.read(path)))
    }
  })

  test('is text where a source and its failure are named', async () => {
    const open = async (word: string) => {
      const sources = [{ ...source, title: word }]
      const web = await openWeb({ sources })
      const now = new Date('2026-03-02T03:00:00Z')
      await syncSources(web.store.db, sources, now)
      const check = { outcome: 'failed', message: word, nextCheckAt: now, waitUntil: null } as const
      await recordCheck(web.store.db, 'daily', check, now)
      return web
    }
    const [hostile, harmless] = [await open(text), await open('plain')]
    expect(skeletonOf(await hostile.read('/sources'))).toEqual(
      skeletonOf(await harmless.read('/sources'))
    )
  })
})

test('what looks like an entity is shown as it was written', async () => {
  const { store, read } = await openWeb()
  await tell(store, 's1', [entry({ title: 'R&D &lt;b&gt;' })])
  expect(await read('/')).toContain('>R&amp;D &amp;lt;b&amp;gt;</a>')
})

describe.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' \u0001javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  '//evil.example/x',
  '/relative',
  ''
])('the address %j', (url) => {
  test('is no link, wherever it stands', async () => {
    const { store, read } = await openWeb()
    await tell(store, 's1', [entry({ url }), entry({ id: 'e2', url, outlet: '柳溪晚报' })])
    for (const path of ['/', '/stories/s1']) {
      const html = await read(path)
      expect(html).toContain('柳溪晚报')
      const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) => href)
      expect(links.filter((href) => !/^(\/(?!\/)|\?)/.test(href!))).toEqual([])
    }
  })
})

test('an outlet is linked without the name and password that an address may carry', async () => {
  const { store, read } = await openWeb()
  await tell(store, 's1', [entry({ url: 'https://user:secret@daily.example/1.html?a=1&b=2' })])
  expect(await read('/stories/s1')).toContain(
    '<a href="https://daily.example/1.html?a=1&amp;b=2" rel="noopener">'
  )
  expect(await read('/stories/s1')).not.toContain('secret')
})

describe('mirrors', () => {
  const mirror = entry({
    id: 'm1',
    url: 'https://mirror.example/1',
    outlet: '企业讯息网',
    isMirror: true
  })

  test('are counted under a story, never named and never linked', async () => {
    const { store, read } = await openWeb()
    await tell(store, 's1', [entry(), mirror])
    for (const path of ['/', '/stories/s1', '/feeds/all.rss', '/feeds/all.json']) {
      expect(await read(path), path).not.toMatch(/mirror\.example|企业讯息网/)
    }
    expect(await read('/stories/s1')).toContain('镜像站转载 1 份，不列名、不链接。')
  })

  test('that lead a story leave it without a link', async () => {
    const { store, read } = await openWeb()
    await tell(store, 's1', [mirror])
    const story = await read('/stories/s1')
    expect(story).toContain('<h1>柳溪产业园二期开园</h1>')
    expect(story).not.toContain('家媒体报道')
    expect(story).not.toContain('class="copies"')
    expect(await read('/')).toContain('<span>镜像站</span>')
    for (const html of [story, await read('/')]) {
      expect(html).not.toMatch(/mirror\.example|企业讯息网/)
    }
  })
})

describe('sources', () => {
  const now = new Date('2026-03-02T03:00:00Z')
  const readWith = async (check: object | null, language = 'zh-CN'): Promise<string> => {
    const { store, read } = await openWeb()
    if (check !== null) {
      await syncSources(store.db, [source], now)
      const base = { outcome: 'ok', message: null, nextCheckAt: now, waitUntil: null } as const
      await recordCheck(store.db, 'daily', { ...base, ...check }, now)
      await recordCheck(store.db, 'daily', { ...base, ...check }, now)
    }
    const init = { headers: { 'accept-language': language } }
    return (await read('/sources', init)).replace(/\s*\n\s*/g, '')
  }

  test.each([
    ['not read yet', null, '1 个来源，0 个正常', '<span class="state never">尚未读取</span></td>'],
    ['well', {}, '1 个来源，1 个正常', '<span class="state ok">正常</span></td>'],
    [
      'unchanged',
      { outcome: 'not-modified' },
      '1 个来源，1 个正常',
      '<span class="state not-modified">正常，无更新</span></td>'
    ],
    [
      'failing twice',
      { outcome: 'failed', message: 'HTTP 503' },
      '1 个来源，0 个正常，1 个失败',
      '<span class="state failed">失败</span><span class="trouble">HTTP 503 · 连续失败 2 次</span>'
    ],
    [
      'well but for an entry',
      { message: '1 entries left out' },
      '1 个来源，1 个正常',
      '<span class="state ok">正常</span><span class="trouble">1 entries left out</span>'
    ]
  ])('%s', async (_, check, intro, state) => {
    const html = await readWith(check)
    expect(html).toContain(`<p class="notice">${intro}</p>`)
    expect(html).toContain(state)
  })

  const newest = new Date('2025-12-31T23:00:00Z')
  const silent = [
    [
      'stale',
      { outcome: 'not-modified', health: 'stale', recent: [newest] },
      [
        '停更',
        '仍可读取，但最新一条停在 2026-01-01，远远超过平时的间隔。请打开网站核对，可能已改版或换了网址。'
      ],
      ['stale', 'It answers, but its newest entry is of 2026-01-01, far longer ago than usual.']
    ],
    [
      'empty',
      { health: 'empty' },
      ['空', '仍可读取，但以前有条目，现在一条也没有。请打开网站核对，可能已改版或换了网址。'],
      ['empty', 'It answers, but where there used to be entries there are none.']
    ],
    [
      'gone',
      { outcome: 'failed', message: '410', health: 'gone' },
      ['已关闭', '410：媒体已停用此来源，不再读取。请从 sources.yaml 中删除，或改成新网址。'],
      ['ended', '410: the outlet ended this feed and it is not read any more.']
    ]
  ] as const

  test.each(silent)('%s, in both languages', async (status, check, chinese, english) => {
    const html = await readWith(check)
    expect(html).toContain('<p class="notice">1 个来源，0 个正常，1 个没有新内容</p>')
    expect(html).toContain(
      `<span class="state ${status}">${chinese[0]}</span><span class="trouble">${chinese[1]}</span></td>`
    )
    const page = await readWith(check, 'en')
    expect(page).toContain('1 source, 0 healthy, 1 without news')
    expect(page).toContain(
      `<span class="state ${status}">${english[0]}</span><span class="trouble">${english[1]}`
    )
  })

  test('a silent one that now fails says how it fails', async () => {
    const html = await readWith({ outcome: 'failed', message: 'HTTP 503', health: 'stale' })
    expect(html).toContain('1 个来源，0 个正常，1 个失败</p>')
    expect(html).toContain('<span class="state failed">失败</span>')
  })

  test('one whose list is lost says since when, why, and what it last read', async () => {
    const sample = [
      { title: '澄湖签约三个项目', url: null },
      { title: '柳溪开园', url: null }
    ]
    const broken = { outcome: 'failed', message: 'no list', health: 'broken', sample } as const
    const html = await readWith(broken)
    expect(html).toContain('<p class="notice">1 个来源，0 个正常，1 个失败</p>')
    expect(html).toContain('<span class="state broken">读不到列表</span>')
    expect(html).toContain('<span class="trouble">no list · 连续失败 2 次</span>')
    expect(html).toContain('<span class="trouble">自 2026-03-02 起页面能打开，但找不到新闻列表。')
    expect(html).toContain('<span class="hint">最近一次读到：澄湖签约三个项目 · 柳溪开园</span>')
    expect(await readWith(broken, 'en')).toContain('Since 2026-03-02 the page opens, but its list')
  })

  test('one whose page was rebuilt says so for a week', async () => {
    const daysAgo = (days: number): Date => new Date(now.getTime() - days * 86_400_000)
    const hint = '<span class="hint">页面结构有变，2026-03-01 已重新找到列表。</span>'
    expect(await readWith({ reshapedAt: daysAgo(1) })).toContain(hint)
    expect(await readWith({ reshapedAt: daysAgo(8) })).not.toContain('页面结构有变')
  })

  test('one that is gone is not read again', async () => {
    const html = await readWith({ outcome: 'failed', message: '410', health: 'gone' })
    expect(html).toContain('data-label="下次读取">–</td>')
  })

  test('one that has moved for good is well, and its new address is shown without its query', async () => {
    const moved = { movedTo: 'https://new.example/rss?key=secret', movedCount: 3 }
    const html = await readWith(moved)
    expect(html).toContain(
      '<span class="state ok">正常</span><span class="hint">已永久迁移到 https://new.example/rss?…，'
    )
    expect(html).not.toContain('secret')
    expect(await readWith(moved, 'en')).toContain('Moved for good to https://new.example/rss?…')
    expect(await readWith({ ...moved, movedCount: 2 })).not.toContain('new.example')
  })

  test('what needs a hand comes first, the worst before, the others as they are configured', async () => {
    const checks = {
      a: 'good',
      b: 'stale',
      c: 'empty',
      d: 'gone',
      e: 'failed',
      f: 'good',
      g: 'broken'
    } as const
    const ids = Object.keys(checks) as (keyof typeof checks)[]
    const sources = ids.map((id) => ({ ...source, id, title: `来源${id}` }))
    const { store, read } = await openWeb({ sources })
    await syncSources(store.db, sources, now)
    for (const id of ids) {
      const isOk = !['failed', 'gone', 'broken'].includes(checks[id])
      const check = {
        outcome: isOk ? 'ok' : 'failed',
        message: isOk ? null : 'x',
        nextCheckAt: now,
        waitUntil: null,
        health: checks[id] === 'failed' ? 'good' : checks[id],
        recent: [newest]
      } as const
      await recordCheck(store.db, id, check, now)
    }
    const order = (await read('/sources')).match(/来源[a-g]/g)?.map((name) => name.slice(-1))
    expect(order).toEqual(['g', 'e', 'd', 'c', 'b', 'a', 'f'])
  })

  test('times are those of the park', async () => {
    expect(await readWith({})).toContain('<td class="time" data-label="下次读取">03-02 11:00</td>')
  })
})

test('the page of a digest names no subscriber', async () => {
  const { store, read } = await openWeb()
  await close(store, digest())
  await store.db
    .insertInto('delivery')
    .values({
      id: 'x1',
      digest_id: 'd1',
      channel: 'email',
      address: 'officer@willow.example',
      message_id: '<x1@willow.example>',
      status: 'due',
      attempts: 1,
      next_attempt_at: 0,
      failure: '450 4.2.0 <officer@willow.example> greylisted'
    })
    .execute()
  const html = await read('/digests/d1')
  expect(html).toContain('已发送 0/1')
  expect(html).not.toContain('officer')
})
