import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { feed } from '../../src/collect/kinds/feed.ts'
import {
  createReader,
  type Hints,
  type Reader,
  type ReaderOptions
} from '../../src/collect/reader.ts'
import { ParkwireError } from '../../src/errors.ts'
import type { Source } from '../../src/model.ts'
import { isUsable, toEntry } from '../../src/normalize/entry.ts'

const NOW = new Date('2026-03-02T08:00:00Z')
const source: Source = {
  id: 'ycrb',
  kind: 'feed',
  title: '云川日报',
  url: 'https://ycrb.example/rss.xml',
  everyMs: 1_800_000,
  zone: 'Asia/Shanghai',
  trust: 'press',
  filter: 'relevance',
  text: 'listed',
  options: {}
}

const readerOf = (options: Partial<ReaderOptions> = {}): Reader => {
  const reader = createReader({ processes: 1, deadlineMs: 10_000, maxHeapMb: 128, ...options })
  onTestFinished(() => reader.close())
  return reader
}

/** Its processes do what the one word of a document says. */
const hostileReader = (options: Partial<ReaderOptions> = {}): Reader =>
  readerOf({ workerUrl: new URL('../support/hostile-worker.ts', import.meta.url), ...options })

const documentOf = (text: string, contentType: string | null = null) => ({
  url: source.url,
  contentType,
  bytes: new TextEncoder().encode(text)
})

/** The title that came of a word, or the error. */
const readWord = (reader: Reader, word: string): Promise<unknown> =>
  reader.read(documentOf(word), source, NOW).then(
    ({ title }) => title,
    (error: unknown) => error
  )

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

const pidIn = (title: unknown): number => Number(/pid (\d+)/.exec(String(title))?.[1])

test('a document comes to the entries that its kind and the cleaning make of it', async () => {
  const sample = join(import.meta.dirname, '../../config/sample/press/ycrb.xml')
  const document = { ...documentOf(''), bytes: new Uint8Array(readFileSync(sample)) }
  const { title, entries, unusable } = await readerOf().read(document, source, NOW)
  const direct = await feed.parse(document, {}, { zone: source.zone, now: NOW })
  expect(direct.entries.length).toBeGreaterThan(5)
  expect(title).toBe(direct.title)
  expect(entries).toEqual(direct.entries.map((raw) => toEntry(raw, source, NOW)).filter(isUsable))
  expect(unusable).toEqual([])
})

test('a document is called the same before it is put into the folder of its source', async () => {
  const folder = { ...source, kind: 'document', url: 'file:clippings/', options: {} }
  const text = (words: string) => ({
    ...documentOf(`澄湖夜市周五开街\n${words}`, 'text/plain'),
    url: 'file:///home/note.txt'
  })
  const reader = readerOf()
  const guidOf = async (words: string, hints?: Hints) =>
    (await reader.read(text(words), folder, NOW, hints)).entries[0]?.guid
  const before = await guidOf('六十个摊位。')
  expect(before).toBe(await guidOf('七十个摊位。', { name: 'note.txt' }))
  expect(before).not.toBe(await guidOf('六十个摊位。', { name: '2026/note.txt' }))
})

test('what cannot be used is told apart from the entries', async () => {
  const items = '<item><title>一</title></item><item><guid>empty</guid></item>'
  const document = documentOf(`<rss version="2.0"><channel>${items}</channel></rss>`)
  const { entries, unusable } = await readerOf().read(document, source, NOW)
  expect(entries.map((entry) => entry.title)).toEqual(['一'])
  expect(unusable).toEqual(['empty: it has neither a title nor a text'])
})

test('the document stays with whoever has it read', async () => {
  const reader = hostileReader()
  const document = documentOf('twice')
  await reader.read(document, source, NOW)
  expect((await reader.read(document, source, NOW)).title).toMatch(/^twice/)
})

test.each([
  ['refuse', 'this is a shopping list, not a feed'],
  ['dig', 'this is nested too deeply to be read']
])('to %s is an expected failure, and the process goes on', async (word, message) => {
  const reader = hostileReader()
  const before = await readWord(reader, 'news')
  const error = await readWord(reader, word)
  expect(error).toBeInstanceOf(ParkwireError)
  expect(error).toMatchObject({ code: 'parse', message })
  expect(pidIn(await readWord(reader, 'news'))).toBe(pidIn(before))
})

test('a kind that is not there is a mistake in the configuration', async () => {
  const reading = readerOf().read(documentOf('x'), { ...source, kind: 'gopher' }, NOW)
  await expect(reading).rejects.toMatchObject({
    code: 'config',
    message: 'no kind is called gopher'
  })
})

test('a bug comes with the stack of where it happened', async () => {
  const error = await readWord(hostileReader(), 'stumble')
  expect(error).not.toBeInstanceOf(ParkwireError)
  const cause = (error as Error).cause as Error
  expect(cause.message).toBe('pages is not iterable')
  expect(cause.stack).toMatch(/^TypeError: pages is not iterable\n.*hostile-worker\.ts/)
})

test('a reading that cannot be sent is a bug too', async () => {
  const error = await readWord(hostileReader(), 'keep a function')
  expect(String((error as Error).cause)).toContain('could not be cloned')
})

test.each(['hang', 'backtrack'])('to %s costs a document its process', async (word) => {
  const reader = hostileReader({ deadlineMs: 500 })
  const before = await readWord(reader, 'news')
  const error = await readWord(reader, word)
  expect(error).toBeInstanceOf(ParkwireError)
  expect(error).toMatchObject({
    code: 'parse',
    message: 'reading this took longer than 0.5 s and was given up'
  })
  const after = await readWord(reader, 'news')
  expect(after).toMatch(/^news from ycrb/)
  expect(pidIn(after)).not.toBe(pidIn(before))
  expect(isRunning(pidIn(before))).toBe(false)
})

test.each(['hoard', 'hoard at once'])('to %s costs a document its process', async (word) => {
  const reader = hostileReader()
  const error = await readWord(reader, word)
  expect(error).toBeInstanceOf(ParkwireError)
  expect(error).toMatchObject({
    code: 'parse',
    message: 'reading this needed more than 128 MB of memory and was given up'
  })
  expect(await readWord(reader, 'news')).toMatch(/^news from ycrb/)
})

test('a document that is only looked at can do no more', async () => {
  const reader = hostileReader({ deadlineMs: 500 })
  const looking = reader.look(documentOf('hang'), { zone: 'Asia/Shanghai', now: NOW })
  await expect(looking).rejects.toThrow('took longer')
})

test('what a document is said to be arrives whole', async () => {
  const page = documentOf(
    '签约仪式昨天举行。\n三家企业介绍了建厂计划。\n项目四月动工。',
    'text/plain'
  )
  const seen = await readerOf().look(page, { zone: 'Asia/Shanghai', now: NOW })
  expect(seen).toMatchObject({ kind: 'document', items: [], feeds: [], data: null })
})

test('a process that ends by itself is a bug, and replaced', async () => {
  const reader = hostileReader()
  const error = await readWord(reader, 'leave')
  expect(error).not.toBeInstanceOf(ParkwireError)
  expect(String((error as Error).cause)).toBe('Error: the process that read this ended with code 7')
  expect(await readWord(reader, 'news')).toMatch(/^news from ycrb/)
})

test('a worker that cannot even start is a bug that says why', async () => {
  const reader = readerOf({ workerUrl: new URL('../support/no-such-file.ts', import.meta.url) })
  const error = await readWord(reader, 'news')
  expect(((error as Error).cause as Error).stack).toContain('no-such-file.ts')
})

test('twenty documents behind three hostile ones all arrive, in their order', async () => {
  const reader = hostileReader({ deadlineMs: 500 })
  const order: string[] = []
  const words = ['hang', 'hoard', 'hang', ...Array.from({ length: 20 }, (_, i) => `news ${i}`)]
  const results = await Promise.all(
    words.map((word) => readWord(reader, word).finally(() => order.push(word)))
  )
  expect(results.slice(0, 3).every((result) => result instanceof ParkwireError)).toBe(true)
  expect(results.slice(3).map((title) => String(title).split(' from')[0])).toEqual(words.slice(3))
  expect(order).toEqual(words)
  expect(new Set(results.slice(3).map(pidIn)).size).toBe(1)
})

test('a document that hangs holds up no other while there is a second process', async () => {
  const reader = hostileReader({ processes: 2 })
  const hung = readWord(reader, 'hang')
  expect(await readWord(reader, 'news')).toMatch(/^news from ycrb/)
  await reader.close()
  expect(await hung).toMatchObject({ code: 'aborted' })
})

test('closing calls off what is under way and what waits, and leaves no process', async () => {
  const reader = hostileReader()
  const pid = pidIn(await readWord(reader, 'news'))
  const readings = ['hang', 'news'].map((word) => readWord(reader, word))
  await reader.close()
  await reader.close()
  const calledOff = { code: 'aborted', message: 'reading was called off' }
  expect(await Promise.all(readings)).toMatchObject([calledOff, calledOff])
  expect(await readWord(reader, 'news')).toMatchObject(calledOff)
  expect(isRunning(pid)).toBe(false)
})

test('a process that has nothing to do ends, and another starts when there is', async () => {
  const reader = hostileReader({ idleMs: 0 })
  const first = pidIn(await readWord(reader, 'news'))
  await expect.poll(() => isRunning(first), { timeout: 20_000 }).toBe(false)
  expect(await readWord(reader, 'news')).toMatch(/^news from ycrb/)
})

test('a signal meant for the whole terminal does not end what a document is read by', async () => {
  const reader = hostileReader()
  const pid = pidIn(await readWord(reader, 'news'))
  process.kill(pid, 'SIGINT')
  process.kill(pid, 'SIGTERM')
  expect(pidIn(await readWord(reader, 'news'))).toBe(pid)
})

test('a reader that nobody closes keeps no program from ending, and ends with it', async () => {
  const program = `
    import { createReader } from '${import.meta.resolve('../../src/collect/reader.ts')}'
    const workerUrl = new URL('${import.meta.resolve('../support/hostile-worker.ts')}')
    const reader = createReader({
      processes: 1, deadlineMs: 10_000, maxHeapMb: 128, idleMs: 600_000, workerUrl
    })
    const document = { url: '', contentType: null, bytes: new TextEncoder().encode('news') }
    console.log((await reader.read(document, { id: 'a' }, new Date())).title)`
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', program])
  expect(stdout).toMatch(/^news from a, pid \d+\n$/)
  await expect.poll(() => isRunning(pidIn(stdout)), { timeout: 20_000 }).toBe(false)
})

test('nothing of our environment stands where other people’s documents are read', async () => {
  const { unusable } = await hostileReader().read(documentOf('news'), source, NOW)
  expect(Object.keys(process.env)).toContain('PATH')
  expect(unusable).not.toContain('PATH')
})
