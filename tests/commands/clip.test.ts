import { Command } from 'commander'
import iconv from 'iconv-lite'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createApp, type App } from '../../src/app.ts'
import { addClip, clip, lineOf, type Clipped } from '../../src/commands/clip.ts'
import { loadConfig } from '../../src/config/load.ts'
import { ConfigError } from '../../src/errors.ts'
import { createLogger } from '../../src/log.ts'
import type { Source } from '../../src/model.ts'
import { entriesOfStory } from '../../src/store/entries.ts'
import { tempFolder } from '../support/cli.ts'
import { content, startHttpServer, type HttpServer } from '../support/http-server.ts'

const FIXTURES = 'tests/fixtures/collect/document'
const PAGE = readFileSync(join(FIXTURES, 'saved-chrome.html'), 'utf8').replace(
  /<!-- saved.*-->\n/,
  ''
)

const LINE =
  '澄湖夜市周五开街，一百二十个摊位沿湖而设，市民可乘两条公交线路前往，营业到夜里十一点。'
const NOTE = `澄湖夜市周五开街\n\n${LINE}\n`
const GBK_PAGE = `<title>澄湖夜市周五开街</title><h1>澄湖夜市周五开街</h1>${`<p>${LINE}</p>`.repeat(4)}`

const folderSource = (id: string, url: string): Source => ({
  ...{ id, kind: 'document', title: '剪报', url, everyMs: 300_000, zone: 'Asia/Shanghai' },
  ...{ trust: 'press', filter: 'none', text: 'listed', options: { outlets: [], related: true } }
})

let app: App
let dir: string
let server: HttpServer

const open = async (sources: (folder: string) => readonly Source[]): Promise<void> => {
  dir = tempFolder()
  const env = { PARKWIRE_DATA: tempFolder(), PARKWIRE_ALLOW_HOSTS: server.host }
  const config = loadConfig('config/sample', env)
  const real = await createApp(config, { log: createLogger('silent') })
  app = {
    ...real,
    config: { ...real.config, sources: sources(dir) },
    collector: { ...real.collector, dir }
  }
}

beforeEach(async () => {
  server = await startHttpServer({
    '/a.html': content(PAGE),
    '/gbk.html': content(iconv.encode(GBK_PAGE, 'gbk'), {
      'content-type': 'text/html; charset=gbk'
    }),
    '/note.txt': content(NOTE, { 'content-type': 'text/plain; charset=utf-8' }),
    '/app': content('<div id="app"></div><script src="/a.js"></script>')
  })
})
afterEach(async () => {
  await app?.close()
  await server.close()
})

const clippings = (): string[] => readdirSync(join(dir, 'clippings')).toSorted()

test('a page of the web is saved with its address, read and told', async () => {
  await open(() => [folderSource('clippings', 'file:clippings/')])
  const clipped = await clip(app, server.url('/a.html?utm_source=mail'))
  const [file] = clippings()
  expect(file).toMatch(/^\d{4}-\d\d-\d\d-澄湖高新区九个项目同日开工\.html$/)
  expect(clipped).toMatchObject({
    ...{ outcome: 'new', source: 'clippings', title: '澄湖高新区九个项目同日开工' },
    ...{ related: 0, storyId: expect.stringMatching(/^\w{20}$/) as unknown }
  })
  const saved = readFileSync(join(dir, 'clippings', file!), 'utf8')
  expect(saved).toMatch(/^\ufeff<!DOCTYPE html>\n<!-- saved from url=\(\d{4}\)http:\/\/127/)
  const [entry] = await entriesOfStory(app.store.db, clipped.storyId!)
  expect(entry).toMatchObject({ url: server.url('/a.html'), sourceId: 'clippings' })
})

test('the same page again is a known entry and no second file', async () => {
  await open(() => [folderSource('clippings', 'file:clippings/')])
  const first = await clip(app, server.url('/a.html'))
  const second = await clip(app, server.url('/a.html'))
  expect(second).toMatchObject({ outcome: 'known', storyId: first.storyId })
  expect(clippings()).toHaveLength(1)
})

test('a file is copied under its name, into the named source', async () => {
  await open(() => [
    folderSource('clippings', 'file:clippings/'),
    folderSource('papers', 'file:papers/')
  ])
  const clipped = await clip(app, join(FIXTURES, 'aggregated.txt'), 'papers')
  expect(clipped).toMatchObject({ outcome: 'new', source: 'papers', published: null, related: 4 })
  expect(readdirSync(join(dir, 'papers'))).toEqual(['aggregated.txt'])
  expect(readFileSync(join(dir, 'papers/aggregated.txt'))).toEqual(
    readFileSync(join(FIXTURES, 'aggregated.txt'))
  )
})

test('a file that lies in the folder already is not copied', async () => {
  await open(() => [folderSource('clippings', 'file:clippings/')])
  await clip(app, join(FIXTURES, 'note.md'))
  const clipped = await clip(app, join(dir, 'clippings/note.md'))
  expect(clipped.outcome).toBe('known')
  expect(clippings()).toEqual(['note.md'])
})

test('what is no article is not kept', async () => {
  await open(() => [folderSource('clippings', 'file:clippings/')])
  await expect(clip(app, server.url('/app'))).rejects.toThrow('a script draws it')
  await expect(clip(app, server.url('/none'))).rejects.toThrow('404')
  expect(readdirSync(dir)).toEqual([])
})

test('without a folder for clippings the lines that make one are said', async () => {
  await open(() => [folderSource('paper', 'file:paper.html')])
  const error = await clip(app, server.url('/a.html')).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  expect((error as ConfigError).message).toContain('kind: document')
  expect((error as ConfigError).lines).toHaveLength(1)
})

test.each([
  ['ftp://a.example/1', undefined, 'expected https://…, http://… or a file, not ftp://a.example/1'],
  ['a.pdf', undefined, 'a.pdf is no document: expected .html'],
  ['a.html', 'nope', 'no folder of clippings is called "nope"; there are clippings']
])('%s (source %s) is wrong usage', async (what, id, sentence) => {
  await open(() => [folderSource('clippings', 'file:clippings/')])
  const error = await clip(app, what, id).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConfigError)
  expect((error as ConfigError).message).toContain(sentence)
})

test('a missing file is a failure that names it', async () => {
  await open(() => [folderSource('clippings', 'file:clippings/')])
  await expect(clip(app, '/nowhere/a.html')).rejects.toThrow('there is no file /nowhere/a.html')
})

test('the charset that only the server names is not lost', async () => {
  await open(() => [folderSource('clippings', 'file:clippings/')])
  await clip(app, server.url('/gbk.html'))
  expect(readFileSync(join(dir, 'clippings', clippings()[0]!), 'utf8')).toContain('<p>澄湖夜市')
})

test('a text of the web, which names no address, is told as the entry it became', async () => {
  await open(() => [folderSource('clippings', 'file:clippings/')])
  const clipped = await clip(app, server.url('/note.txt'))
  expect(clipped).toMatchObject({ outcome: 'new', storyId: expect.stringMatching(/./) as unknown })
  expect(await clip(app, server.url('/note.txt'))).toMatchObject({ outcome: 'known' })
  expect(clippings()).toHaveLength(1)
})

test('the command takes the folder of the configuration, before its name or behind it', async () => {
  const program = new Command().exitOverride().option('--config <dir>')
  addClip(program)
  const folder = join(tempFolder(), 'none')
  const run = program.parseAsync(['--config', folder, 'clip', 'a.html'], { from: 'user' })
  await expect(run).rejects.toThrow(folder)
})

const CLIPPED: Clipped = {
  ...{ outcome: 'new', source: 'clippings', file: 'clippings/a.html', title: '夜市开街' },
  ...{ outlet: '澄湖在线', published: '2026-06-08 09:00', storyId: 'abc', related: 1, notice: null }
}

test('what became of a document is one line', () => {
  expect(stripVTControlCharacters(lineOf(CLIPPED))).toBe(
    '✓ new: 2026-06-08 09:00  澄湖在线: 夜市开街; 1 related headline; parkwire explain abc'
  )
  const waiting = { outcome: 'waiting', published: null, storyId: null, related: 0 } as const
  expect(stripVTControlCharacters(lineOf({ ...CLIPPED, ...waiting, notice: 'x' }))).toBe(
    '= kept, to be read later: no date  澄湖在线: 夜市开街; x'
  )
})
