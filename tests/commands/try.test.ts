import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { runCli, tempFolder } from '../support/cli.ts'
import { startHttpServer, type Answer } from '../support/http-server.ts'
import { copySample } from './sample.ts'

const ADDRESS = 'https://www.chenghu.example/news/yuanqu/index.html'
const TITLES = [
  '澄湖高新区集中签约十二个新材料项目',
  '云川市调研澄湖高新区企业生产经营情况',
  '澄湖高新区人才公寓二期工程竣工交付',
  '栎光软件发布工业视觉质检平台新版本',
  '澄湖高新区启用一站式企业服务大厅',
  '云川至澄湖快速通道北段建成通车'
]
const row = (at: number): string =>
  `<li><a href="/news/yuanqu/202603/t202603${String(28 - at).padStart(2, '0')}_${at}.html">` +
  `${TITLES[at % TITLES.length]}（${at}）</a><span>2026-03-${String(28 - at).padStart(2, '0')}</span></li>`
const htmlPage = (body: string, head = ''): string =>
  `<!doctype html><html><head><meta charset="utf-8"><title>园区要闻_澄湖在线</title>${head}</head><body>
  <div class="nav"><a href="/">首页</a><a href="/news/">新闻</a><a href="/about/">关于</a></div>
  ${body}<div class="footer">澄湖在线 版权所有</div></body></html>`
const LIST = htmlPage(
  `<div class="main"><h2>园区要闻</h2><ul class="list">${Array.from({ length: 18 }, (_, at) => row(at)).join('')}</ul></div>`
)
const FEED_LINK = '<link rel="alternate" type="application/rss+xml" title="要闻" href="/rss.xml">'
const SHELL = htmlPage(`<ul id="newsList"></ul><script>$.getJSON('/api/list?col=3', draw)</script>`)
const ARTICLE = htmlPage(
  `<div class="content"><h1>${TITLES[0]}</h1><div class="info">来源：云川日报 作者：张三 发布时间：2026-03-11 09:12</div>
  <div id="zoom">${`<p>　　三月十一日，澄湖高新区举行集中签约活动，十二个新材料项目落户，总投资五十亿元。云川市有关负责人出席并见证签约。</p>`.repeat(8)}</div></div>`,
  '<meta name="ArticleTitle" content="澄湖高新区集中签约十二个新材料项目"><meta name="PubDate" content="2026-03-11 09:12">'
)

const saved = (text: string, name = 'page.html'): string => {
  const path = join(tempFolder(), name)
  writeFileSync(path, text)
  return path
}
type Tried = {
  kind: string
  title?: string
  reason: string
  items?: { title: string; link: string | null; published: string | null }[]
  article?: { title: string; published: string; outlet: string; author: string; text: string }
  feeds?: { title: string | null; url: string }[]
  lists?: { heading: string | null; count: number; selectors: { item: string }; titles: string[] }[]
  data?: string[]
  source?: Record<string, unknown>
}
const tryJson = async (...args: string[]): Promise<Tried> => {
  const { code, stdout, stderr } = await runCli(['try', '--json', ...args])
  expect([code, stderr]).toEqual([0, ''])
  return JSON.parse(stdout) as Tried
}

test('--json of a list gives its rows and the source to add, and nothing else', async () => {
  const tried = await tryJson(saved(LIST), '--url', ADDRESS)
  expect(tried).toMatchObject({ kind: 'list', title: '园区要闻_澄湖在线' })
  expect(tried.items).toHaveLength(18)
  expect(tried.items?.[0]).toEqual({
    title: `${TITLES[0]}（0）`,
    link: 'https://www.chenghu.example/news/yuanqu/202603/t20260328_0.html',
    published: '2026-03-28'
  })
  expect(tried.source).toEqual({
    id: 'chenghu-yuanqu',
    kind: 'page',
    title: '澄湖在线',
    url: ADDRESS,
    every: '60m'
  })
  const known = 'kind title items article feeds lists data reason source'.split(' ')
  expect(Object.keys(tried).filter((key) => !known.includes(key))).toEqual([])
})

test('--id, --title and --list decide what is proposed; a list that was chosen brings its selectors', async () => {
  const args = ['--url', ADDRESS, '--id', 'mine', '--title', '要闻', '--list', '1']
  const { source } = await tryJson(saved(LIST), ...args)
  expect(source).toMatchObject({
    id: 'mine',
    title: '要闻',
    list: { item: expect.any(String) as unknown }
  })
})

test('a page that names a feed is better read as that feed', async () => {
  const { feeds, source } = await tryJson(
    saved(LIST.replace('</head>', `${FEED_LINK}</head>`)),
    '--url',
    ADDRESS
  )
  expect(feeds).toEqual([{ title: '要闻', url: 'https://www.chenghu.example/rss.xml' }])
  expect(source).toEqual({
    id: 'chenghu',
    kind: 'feed',
    title: '澄湖在线',
    url: 'https://www.chenghu.example/rss.xml'
  })
})

test('a page that a script fills names its data and proposes nothing', async () => {
  const tried = await tryJson(saved(SHELL), '--url', ADDRESS)
  expect(tried).toMatchObject({
    kind: 'script-shell',
    data: ['https://www.chenghu.example/api/list?col=3']
  })
  expect(tried.reason).toMatch(/drawn by a script.*api\/list/)
  expect([tried.items, tried.source]).toEqual([undefined, undefined])
})

test('an article is read as one and is no source', async () => {
  const tried = await tryJson(saved(ARTICLE), '--url', ADDRESS)
  expect(tried.kind).toBe('article')
  expect(tried.article).toMatchObject({
    title: TITLES[0],
    published: '2026-03-11T09:12:00+08:00',
    outlet: '云川日报',
    author: '张三'
  })
  expect(Object.keys(tried.article!)).toEqual(['title', 'published', 'outlet', 'author', 'text'])
  expect(tried.source).toBeUndefined()
})

test('a feed in a file is proposed from where the configuration lies', async () => {
  const tried = await tryJson('config/sample/press/english.xml')
  expect(tried.kind).toBe('feed')
  expect(tried.items).toHaveLength(4)
  expect(tried.source).toMatchObject({ kind: 'feed', url: 'file:press/english.xml' })
  const { source } = await tryJson('file:press/english.xml')
  expect(source).toEqual(tried.source)
})

test('an answer of JSON is proposed as kind api', async () => {
  const answer = JSON.stringify({
    data: { list: [{ title: '签约', url: '/1.html', time: '2026-03-01' }] }
  })
  const { source, items } = await tryJson(saved(answer, 'a.json'), '--url', 'https://x.example/api')
  expect(items).toEqual([
    { title: '签约', link: 'https://x.example/1.html', published: '2026-03-01' }
  ])
  expect(source).toMatchObject({
    kind: 'api',
    items: 'data.list[*]',
    fields: { title: 'title', url: 'url', published: 'time' }
  })
})

test('where nobody knows the address, links stay relative and nothing is proposed', async () => {
  const { items, source } = await tryJson(saved(LIST))
  expect(items?.[0]?.link).toBe('/news/yuanqu/202603/t20260328_0.html')
  expect(source).toBeUndefined()
  const { stdout } = await runCli(['try', saved(LIST)])
  expect(stdout).toMatch(/--url ADDRESS says where the file was saved from/)
})

test.each([
  ['a browser', `<!-- saved from url=(0050)${ADDRESS} -->${LIST}`],
  ['the page', LIST.replace('</head>', `<link rel="canonical" href="${ADDRESS}"></head>`)]
])('an address that %s wrote into the file counts', async (_, html) => {
  expect((await tryJson(saved(html))).source).toMatchObject({ url: ADDRESS })
})

test('standard input is read for -', async () => {
  const args = ['try', '-', '--json', '--url', ADDRESS]
  const { code, stdout } = await runCli(args, { input: LIST })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'list', source: { url: ADDRESS } })
})

test('for people: what it is, a table of ten rows, and the lines to paste', async () => {
  const { code, stdout, stderr } = await runCli(['try', saved(LIST), '--url', ADDRESS])
  expect([code, stderr]).toEqual([0, ''])
  const lines = stdout.split('\n')
  expect(lines[0]).toMatch(/^✓ list: this page is a list of news: 18 rows/)
  const rows = lines.filter((line) => /^ {2}2026-03-/.test(line))
  expect(rows).toHaveLength(10)
  expect(rows[0]).toBe(`  2026-03-28  ${TITLES[0]}（0）    /news/yuanqu/202603/t20260328_0.html`)
  expect(lines).toContain('  … 8 more')
  const at = lines.findIndex((line) => line.startsWith('for config/sample/sources.yaml'))
  expect(parse(lines.slice(at + 1).join('\n'))).toEqual([
    { id: 'chenghu-yuanqu', kind: 'page', title: '澄湖在线', url: ADDRESS, every: '60m' }
  ])
})

test('escape sequences of a page never reach the terminal', async () => {
  const html = LIST.replaceAll('澄湖', '澄\u001b[31m\u0007湖')
  const { stdout } = await runCli(['try', saved(html), '--url', ADDRESS])
  // eslint-disable-next-line no-control-regex
  expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
})

const SCRIPTED = 'parkwire try ADDRESS looks at one'

test('for people: a shell lists its data, a home page its lists, a page its feed', async () => {
  const [shell, feed] = await Promise.all([
    runCli(['try', saved(SHELL), '--url', ADDRESS]),
    runCli(['try', saved(LIST.replace('</head>', `${FEED_LINK}</head>`)), '--url', ADDRESS])
  ])
  expect(shell.stdout).toMatch(/^! script-shell: /)
  expect(shell.stdout).toContain(SCRIPTED)
  expect(shell.stdout).toContain('\n  https://www.chenghu.example/api/list?col=3\n')
  expect(feed.stdout).toContain(
    'this page names a feed: https://www.chenghu.example/rss.xml (要闻) – better than reading the page'
  )
})

test.each([
  ['nothing in it', '<html><body><p>404</p></body></html>'],
  ['an empty file', '']
])('%s: what was seen is said, and the exit code is 1', async (_, text) => {
  const { code, stdout, stderr } = await runCli(['try', saved(text)])
  expect([code, stderr]).toEqual([1, ''])
  expect(stdout).toMatch(/^\? unknown: this /)
})

test.each([
  [['/nowhere/at-all.html'], /^parkwire: try: there is no file \/nowhere\/at-all\.html\n$/],
  [['config'], /is not a file\n$/],
  [
    [join('config', 'sample', 'park.yaml'), '--list', '3'],
    /no list has the number 3, there are 0 lists/
  ]
])('%j fails with a sentence', async (args, message) => {
  const { code, stdout, stderr } = await runCli(['try', ...args, '--json'])
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(message)
})

test.each([
  [['--url', 'yunchuan']],
  [['--id', '澄湖']],
  [['--zone', 'Mars/Base']],
  [['--list', '0']],
  [['--config', '/nowhere']]
])('%j is wrong usage', async (args) => {
  const { code, stdout } = await runCli(['try', 'README.md', ...args])
  expect([code, stdout]).toEqual([2, ''])
})

const serve = async (routes: Record<string, Answer>) => {
  const server = await startHttpServer(routes)
  onTestFinished(() => server.close())
  const data = join(tempFolder(), 'data')
  return { server, data, env: { PARKWIRE_ALLOW_HOSTS: server.host, PARKWIRE_DATA: data } }
}
const html =
  (text: string): Answer =>
  (response) =>
    void response.setHeader('content-type', 'text/html; charset=utf-8').end(text)

test('an address and --url do not go together', async () => {
  const { code, stderr } = await runCli(['try', ADDRESS, '--url', ADDRESS])
  expect([code, stderr]).toEqual([2, expect.stringContaining('--url says where a file')])
})

test('an address is fetched after robots.txt, and nothing is stored', async () => {
  const { server, data, env } = await serve({ '/news/': html(LIST) })
  const { code, stdout } = await runCli(['try', server.url('/news/'), '--json'], { env })
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ kind: 'list', source: { url: server.url('/news/') } })
  expect(server.requests.map(({ path }) => path)).toEqual(['/robots.txt', '/news/'])
  expect(existsSync(data)).toBe(false)
})

test('what robots.txt forbids is not fetched', async () => {
  const { server, env } = await serve({
    '/robots.txt': (response) => void response.end('User-agent: *\nDisallow: /'),
    '/news/': html(LIST)
  })
  const { code, stdout, stderr } = await runCli(['try', server.url('/news/')], { env })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toMatch(/^parkwire: try: robots\.txt of .* asks us not to read this page\n$/)
  expect(server.requests).toHaveLength(1)
})

test('a page that is not there is said, and the exit code is 1', async () => {
  const { server, env } = await serve({})
  const { code, stderr } = await runCli(['try', server.url('/gone')], { env })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^parkwire: try: .* answered 404 Not Found\n$/)
})

test('--add writes the source, says where, and refuses it the second time', async () => {
  const folder = copySample()
  const file = join(folder, 'sources.yaml')
  const before = readFileSync(file, 'utf8')
  const args = ['try', saved(LIST), '--url', ADDRESS, '--add', '--config', folder]
  const first = await runCli(args)
  expect([first.code, first.stderr]).toEqual([0, ''])
  const after = readFileSync(file, 'utf8')
  expect(after.startsWith(before)).toBe(true)
  expect(after.slice(before.length)).toContain(`url: ${ADDRESS}`)
  const at = after.split('\n').findIndex((line) => line.includes('chenghu-yuanqu')) + 1
  expect(first.stdout).toContain(`sources.yaml:${at}\n  - id: chenghu-yuanqu\n`)
  expect((await runCli(['check', '--config', folder])).code).toBe(0)
  const second = await runCli(args)
  expect(second.code).toBe(2)
  expect(second.stderr).toMatch(/"chenghu-yuanqu" reads this address already/)
  expect(readFileSync(file, 'utf8')).toBe(after)
  expect(readdirSync(folder).filter((name) => name.includes('tmp'))).toEqual([])
})

test('--add with --json leaves standard output to the JSON', async () => {
  const args = ['try', saved(LIST), '--url', ADDRESS, '--add', '--json', '--config', copySample()]
  const { stdout, stderr } = await runCli(args)
  expect(JSON.parse(stdout)).toMatchObject({ source: { id: 'chenghu-yuanqu' } })
  expect(stderr).toMatch(/^added to .*sources\.yaml:\d+\n/)
})

test('--add of what cannot be a source changes nothing', async () => {
  const folder = copySample()
  const before = readFileSync(join(folder, 'sources.yaml'))
  const args = ['try', saved(ARTICLE), '--url', ADDRESS, '--add', '--config', folder]
  const { code, stderr } = await runCli(args)
  expect(code).toBe(1)
  expect(stderr).toMatch(/nothing can be added: this page is one article/)
  expect(readFileSync(join(folder, 'sources.yaml'))).toEqual(before)
})

test('a title that would read a secret of the environment is only a title', async () => {
  const html = LIST.replace('<head>', '<head><meta name="SiteName" content="${PARKWIRE_SMTP}">')
  const folder = copySample()
  const args = ['try', saved(html), '--url', ADDRESS, '--add', '--json', '--config', folder]
  const { stdout } = await runCli(args, { env: { PARKWIRE_SMTP: 'smtp://u:secret@mail.example' } })
  expect(JSON.parse(stdout)).toMatchObject({ source: { title: '$ {PARKWIRE_SMTP}' } })
  expect((await runCli(['check', '--config', folder])).code).toBe(0)
})

test('a document that wants all memory ends with a sentence', async () => {
  const file = saved(`[${`${'['.repeat(50)}${']'.repeat(50)},`.repeat(100_000)}1]`, 'list.json')
  const { code, stderr } = await runCli(['try', file])
  expect([code, stderr]).toEqual([
    1,
    'parkwire: try: reading this needed more than 256 MB of memory and was given up\n'
  ])
})

test('a redirect to a host that forbids it in its robots.txt is not followed', async () => {
  const other = await startHttpServer({
    '/robots.txt': (response) => response.end('User-agent: *\nDisallow: /private/'),
    '/private/a': (response) => response.end(LIST)
  })
  const first = await startHttpServer({
    '/a': (response) => response.writeHead(302, { location: other.url('/private/a') }).end()
  })
  onTestFinished(async () => {
    await Promise.all([other.close(), first.close()])
  })
  const env = { PARKWIRE_ALLOW_HOSTS: `${first.host},${other.host}` }
  const { code, stderr } = await runCli(['try', first.url('/a')], { env })
  expect([code, stderr]).toEqual([
    1,
    `parkwire: try: robots.txt of ${other.host} asks us not to read this page\n`
  ])
  expect(other.requests.map(({ path }) => path)).toEqual(['/robots.txt'])
})
