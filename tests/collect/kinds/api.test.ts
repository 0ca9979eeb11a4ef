import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ParkwireError } from '../../../src/errors.ts'
import type { ParseContext, Parsed } from '../../../src/collect/kind.ts'
import { api } from '../../../src/collect/kinds/api.ts'

const URL_OF_LIST = 'https://data.chenghu.example/list?page=1'
const now = new Date('2026-03-12T12:00:00+08:00')
const context: ParseContext = { zone: 'Asia/Shanghai', now }

const read = (
  body: string | object,
  options: object,
  more: Partial<ParseContext> = {}
): Promise<Parsed> =>
  api.parse(
    {
      url: URL_OF_LIST,
      contentType: null,
      bytes: new TextEncoder().encode(typeof body === 'string' ? body : JSON.stringify(body))
    },
    api.options.parse({ items: '[*]', fields: { title: 'title' }, ...options }),
    { ...context, ...more }
  )
const fixture = (name: string): string =>
  readFileSync(join(import.meta.dirname, '../../fixtures/collect/api', name), 'utf8')

/** Of an entry, what it has. */
const first = async (item: unknown, fields: object): Promise<object> => {
  const { entries } = await read([item], { fields: { title: 'title', ...fields } })
  return Object.fromEntries(Object.entries(entries[0]!).filter(([, value]) => value !== undefined))
}

test('a list of JSON becomes entries', async () => {
  const list = {
    infolist: [
      {
        title: '澄湖高新区一季度开门红',
        link: '/2026/1.shtml',
        pubtime: '2026-03-11 09:00:00',
        id: 17,
        src: '云川日报',
        who: ['李娜', '王磊'],
        abs: '摘要',
        body: '<p>正文</p>'
      },
      { title: '第二条', link: './2.shtml', pubtime: '2026-03-10', id: 18 }
    ]
  }
  const fields = {
    title: 'title',
    url: 'link',
    id: 'id',
    published: 'pubtime',
    outlet: 'src',
    author: 'who',
    excerpt: 'abs',
    content: 'body'
  }
  expect(await read(list, { items: 'infolist', fields })).toEqual({
    title: null,
    entries: [
      {
        guid: '17',
        url: 'https://data.chenghu.example/2026/1.shtml',
        title: '澄湖高新区一季度开门红',
        summary: '摘要',
        contentHtml: '<p>正文</p>',
        author: '李娜, 王磊',
        outlet: '云川日报',
        published: '2026-03-11T09:00:00+08:00'
      },
      {
        guid: '18',
        url: 'https://data.chenghu.example/2.shtml',
        title: '第二条',
        published: '2026-03-10'
      }
    ]
  })
})

test.each([
  ['data.list[*]', { data: { list: [{ title: '甲' }] } }],
  ['data.list', { data: { list: [{ title: '甲' }] } }],
  ['[*]', [{ title: '甲' }]],
  ['$', [{ title: '甲' }]],
  ["$.a['b c'][*].d", { a: { 'b c': [{ d: { title: '甲' } }] } }],
  ['pages[*].rows', { pages: [{ rows: [] }, { rows: [{ title: '甲' }] }] }],
  ['byId[*]', { byId: { 17: { title: '甲' } } }],
  ['one', { one: { title: '甲' } }]
])('%s leads to the items', async (items, body) => {
  expect((await read(body, { items })).entries.map(({ title }) => title)).toEqual(['甲'])
})

test.each([
  ['a text', '2026年3月4日 09:12', '2026-03-04T09:12:00+08:00'],
  ['a day', '2026-03-04', '2026-03-04'],
  ['seconds', 1772586720, '2026-03-04T09:12:00+08:00'],
  ['milliseconds', 1772586720000, '2026-03-04T09:12:00+08:00'],
  ['seconds as text', '1772586720', '2026-03-04T09:12:00+08:00'],
  ['a time with its own zone', '2026-03-04T01:12:00Z', '2026-03-04T01:12:00+00:00'],
  ['the parts of a time', [2026, 3, 4, 9, 12], '2026-03-04T09:12:00+08:00'],
  ['the parts of a day', [2026, 3, 4], '2026-03-04'],
  ['some time ago', '2小时前', '2026-03-12T10:00:00+08:00'],
  ['markup around it', '<span>2026-03-04</span>', '2026-03-04']
])('a date may be %s', async (_, time, published) => {
  expect(await first({ title: '甲', time }, { published: 'time' })).toMatchObject({ published })
})

test.each([
  ['tags and entities', '<em>园区</em>&ldquo;双碳&rdquo;\n 方案', '园区“双碳” 方案'],
  ['a comparison', '增速 < 5% & > 3%', '增速 < 5% & > 3%'],
  ['a number', 2026, '2026']
])('a title may hold %s', async (_, title, text) => {
  expect(await first({ title }, {})).toEqual({ title: text })
})

test('an address may be made from parts of the item', async () => {
  const url = 'https://www.chenghu.example/{col.code}/{id}.html'
  expect(await first({ title: '甲', id: 17, col: { code: 'yw' } }, { url })).toMatchObject({
    url: 'https://www.chenghu.example/yw/17.html'
  })
})

test('an address of which a part is missing is none', async () => {
  const { entries, notice } = await read([{ title: '甲' }], {
    fields: { title: 'title', url: 'https://www.chenghu.example/{id}.html' }
  })
  expect(entries[0]?.url).toBeUndefined()
  expect(notice).toBe(
    'no item has a url at `https://www.chenghu.example/{id}.html`; an item has title'
  )
})

test.each(['javascript:alert(1)', 'mailto:a@b.example', ''])('%j is no address', async (link) => {
  expect(await first({ title: '甲', link }, { url: 'link' })).toEqual({ title: '甲' })
})

test('an escaped address is read', async () => {
  expect(await first({ title: '甲', link: '/a?b=1&amp;c=2' }, { url: 'link' })).toMatchObject({
    url: 'https://data.chenghu.example/a?b=1&c=2'
  })
})

test('items may be strings of HTML', async () => {
  const options = {
    items: 'result[*]',
    fields: {
      title: 'html:.title a@title|.title a',
      url: 'html:.title a@href',
      published: 'html:.date',
      outlet: 'html:.source',
      content: 'html:.text'
    }
  }
  expect((await read(fixture('search-hits.json'), options)).entries).toEqual([
    {
      title: '云川市支持澄湖高新区新材料产业发展若干措施',
      url: 'https://data.chenghu.example/art/2026/3/9/art_7_1.html',
      published: '2026-03-09',
      outlet: '云川日报',
      contentHtml: '为支持<em>新材料</em>产业发展，现提出以下措施。'
    },
    {
      title: '澄湖高新区举办银企对接会',
      url: 'https://data.chenghu.example/art/2026/3/6/art_7_2.html',
      published: '2026-03-06'
    }
  ])
})

test('a row of a table is HTML, too', async () => {
  const { entries } = await read(['<tr><td><a href="/1.html">甲</a></td><td>03-04</td></tr>'], {
    fields: { title: 'html:a', url: 'html:a@href', published: 'html:td + td' }
  })
  expect(entries).toMatchObject([{ title: '甲', published: '2026-03-04' }])
})

test('a field may be HTML', async () => {
  const item = { title: '甲', body: '<p class="from">云川晚报</p><p>正文</p>' }
  expect(await first(item, { outlet: 'body|html:.from' })).toEqual({
    title: '甲',
    outlet: '云川晚报'
  })
})

test('HTML that nests too deep to be written says nothing', async () => {
  const { entries } = await read(['<b>'.repeat(6_500), '<b>甲</b>'], {
    fields: { title: 'html:b' }
  })
  expect(entries.map(({ title }) => title)).toEqual([undefined, '甲'])
})

test('a selector that is none is told', async () => {
  await expect(read(['<p>x</p>'], { fields: { title: 'html:p[' } })).rejects.toMatchObject({
    code: 'parse',
    message: '`p[` is no CSS selector'
  })
})

test('a list of XML becomes entries', async () => {
  const options = {
    items: 'RESULT.REC',
    fields: {
      title: 'TITLE',
      url: 'URL',
      published: 'DOCRELTIME',
      id: '@id',
      outlet: 'SOURCE.NAME'
    }
  }
  expect((await read(fixture('was-result.xml'), options)).entries).toEqual([
    {
      guid: '901',
      title: '澄湖高新区“专精特新”企业突破百家',
      url: 'https://data.chenghu.example/yw/202603/t20260311_901.html',
      published: '2026-03-11T09:30:00+08:00',
      outlet: '川江财经'
    },
    {
      guid: '902',
      title: '园区召开安全生产例会 & 部署一季度工作',
      url: 'https://www.chenghu.example/yw/902.html',
      published: '2026-03-10',
      outlet: '澄湖在线'
    }
  ])
})

test('an empty list is no failure', async () => {
  expect(await read({ data: { list: [] } }, { items: 'data.list[*]' })).toEqual({
    title: null,
    entries: []
  })
  expect(await read({ data: { list: [] } }, { items: 'data.list' })).toEqual({
    title: null,
    entries: []
  })
  expect(await read({ data: { list: null } }, { items: 'data.list' })).toEqual({
    title: null,
    entries: []
  })
  expect(await read([], { items: '[*]' })).toEqual({ title: null, entries: [] })
})

const TWENTY = Array.from({ length: 20 }, () => ({ title: '甲' }))

test.each([
  [
    'data.list[*]',
    { code: 0, msg: '', result: TWENTY },
    '`data.list` is not in this answer; at the top there are code, msg, result (array of 20)'
  ],
  [
    'data.list[*]',
    { data: { total: 20, rows: TWENTY } },
    '`data.list` is not in this answer; in `data` there are total, rows (array of 20)'
  ],
  [
    'data.list[*]',
    { code: 500, msg: '没有权限' },
    '`data.list` is not in this answer, which says “没有权限” (code 500); at the top there are code, msg'
  ],
  ['data.list', { data: null }, '`data.list` is not in this answer; `data` is null'],
  [
    'data[*].list',
    { data: [{ rows: [] }] },
    '`data[*].list` is not in this answer; in `data` there are rows (array of 0)'
  ],
  ['list', [], '`list` is not in this answer; the whole is an array of 0'],
  ['list', { list: 'none' }, '`list` is text, not a list'],
  ['[3]', [1], '`[3]` is not in this answer; the whole is an array of 1'],
  ['constructor', {}, '`constructor` is not in this answer; the whole is an object'],
  [
    'LIST.REC',
    '<RESULT total="2"><REC/><REC/></RESULT>',
    '`LIST.REC` is not in this answer; at the top there are result'
  ],
  [
    'RESULT.ROW',
    '<RESULT total="2"><REC/><REC/></RESULT>',
    '`RESULT.ROW` is not in this answer; in `RESULT` there are rec (2), @total'
  ],
  ['list', '<html><title>502</title>', 'this is an HTML page (“502”), not data']
])('the path %s that is not there is told: %#', async (items, body, message) => {
  const reading = read(body, { items })
  await expect(reading).rejects.toBeInstanceOf(ParkwireError)
  await expect(reading).rejects.toMatchObject({ code: 'parse', message })
})

test('of many names some are told', async () => {
  const body = Object.fromEntries(Array.from({ length: 15 }, (_, n) => [`k${n}`, n]))
  await expect(read(body, { items: 'list' })).rejects.toThrow(/k10, k11 and 3 more$/)
})

test('a title that no item has is told', async () => {
  await expect(
    read([{ name: '甲', time: '2026' }], { fields: { title: 'titel' } })
  ).rejects.toMatchObject({
    code: 'parse',
    message: 'no item has a title at `titel`; an item has name, time'
  })
  await expect(read(['甲'], { fields: { title: 't' } })).rejects.toThrow('; an item is text')
})

test('one item without a title is kept', async () => {
  expect((await read([{ title: '甲' }, { body: 'x' }], {})).entries).toHaveLength(2)
})

test('a date that no item has is told, and the list is read all the same', async () => {
  const { entries, notice } = await read([{ title: '甲', time: '2026-03-04' }], {
    fields: { title: 'title', published: 'date' }
  })
  expect(entries).toHaveLength(1)
  expect(notice).toBe('no item has a published at `date`; an item has title, time')
})

test('the first reading goes on to the next page', async () => {
  const options = { paging: { parameter: 'page' } }
  const next = (more: Partial<ParseContext>, body: object = TWENTY) =>
    read(body, options, more).then((parsed) => parsed.more)
  expect(await next({ isFirst: true })).toEqual([
    { url: 'https://data.chenghu.example/list?page=2' }
  ])
  expect(await next({ isFirst: true, number: 2 })).toEqual([
    { url: 'https://data.chenghu.example/list?page=3' }
  ])
  expect(await next({ isFirst: true, number: 3 })).toBeUndefined()
  expect(await next({ isFirst: true }, [])).toBeUndefined()
  expect(await next({})).toBeUndefined()
})

test('behind the last page a missing list is the end', async () => {
  const options = { items: 'data.list', paging: { parameter: 'page' } }
  const parsed = await read({ data: null }, options, { number: 2, isFirst: true })
  expect(parsed).toEqual({
    title: null,
    entries: [],
    notice: 'page 2: `data.list` is not in this answer; `data` is null'
  })
})

test('it asks as its options say', () => {
  const options = api.options.parse({ items: 'a', fields: { title: 't' }, body: { p: 1 } })
  expect(api.request(URL_OF_LIST, options)).toMatchObject({ method: 'POST', body: 'p=1' })
})

test.each([
  [{ items: 'a..b' }, ['items']],
  [{ fields: { title: 'a{b' } }, ['fields', 'title']],
  [{ fields: { title: '{a}{' } }, ['fields', 'title']],
  [{ fields: { title: 'a..b|html:p' } }, ['fields', 'title']],
  [{ fields: { url: 'a' } }, ['fields', 'title']],
  [{ headers: { Host: 'x' } }, ['headers', 'Host']],
  [{ headers: { 'content-length': '1' } }, ['headers', 'content-length']],
  [{ headers: { Referer: 'a\r\nb: c' } }, ['headers', 'Referer']],
  [{ headers: { 'a b': 'c' } }, ['headers', 'a b']],
  [{ paging: { parameter: 'a b' } }, ['paging', 'parameter']],
  [{ paging: { parameter: 'p', most: 51 } }, ['paging', 'most']]
])('%j is refused where it is wrong', (given, path) => {
  const issues = api.options.safeParse({ items: 'a', fields: { title: 't' }, ...given }).error
    ?.issues
  expect(issues?.map((issue) => issue.path)).toEqual([path])
})

test('every option is explained to whoever writes it', () => {
  const schema = z.toJSONSchema(api.options, { io: 'input' })
  const unexplained = (part: z.core.JSONSchema.JSONSchema): readonly string[] =>
    Object.entries(part.properties ?? {}).flatMap(([name, inner]) =>
      typeof inner === 'boolean'
        ? [name]
        : [...(inner.description ? [] : [name]), ...unexplained(inner)]
    )
  expect(unexplained(schema)).toEqual([])
})

test('the example is one', () => {
  const { id, kind, title, url, every, ...options } = api.example
  expect([id, kind, title, url, every]).not.toContain(undefined)
  expect(api.options.safeParse(options).success).toBe(true)
})
