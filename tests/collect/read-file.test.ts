import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readLocal } from '../../src/collect/read-file.ts'

let folder: string
let path: string
const AT = new Date('2026-11-20T04:00:00Z')

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parkwire-read-'))
  path = join(folder, 'press.xml')
  await put('<rss/>', AT)
})
afterEach(() => rm(folder, { recursive: true }))

const put = async (text: string, at: Date, to = path): Promise<void> => {
  await writeFile(to, text)
  await utimes(to, at, at)
}

test('a file is read as if it had been fetched', async () => {
  expect(await readLocal(path)).toEqual({
    outcome: 'ok',
    url: pathToFileURL(path).href,
    status: 200,
    contentType: 'application/xml',
    etag: '"6-1795147200000"',
    lastModified: 'Fri, 20 Nov 2026 04:00:00 GMT',
    bytes: new TextEncoder().encode('<rss/>'),
    permanentUrl: null,
    headers: {}
  })
})

test('a file that has not changed is not read again', async () => {
  expect(await readLocal(path, { etag: '"6-1795147200000"' })).toEqual({
    outcome: 'not-modified',
    url: pathToFileURL(path).href,
    etag: '"6-1795147200000"',
    lastModified: 'Fri, 20 Nov 2026 04:00:00 GMT'
  })
})

test.each([
  ['a new size', '<rss />', AT, '"7-1795147200000"'],
  ['a new time', '<rdf/>', new Date('2026-11-20T04:00:01Z'), '"6-1795147201000"']
])('%s makes it a changed file', async (_, text, at, etag) => {
  await put(text, at)
  const outcome = await readLocal(path, { etag: '"6-1795147200000"' })
  expect(outcome).toMatchObject({ outcome: 'ok', etag, bytes: new TextEncoder().encode(text) })
})

test.each([
  ['a.json', 'application/json'],
  ['a.ATOM', 'application/atom+xml'],
  ['a.rss', 'application/rss+xml'],
  ['a.dat', null]
])('%s is guessed to be %s', async (name, contentType) => {
  await put('x', AT, join(folder, name))
  expect(await readLocal(join(folder, name))).toMatchObject({ outcome: 'ok', contentType })
})

test('a missing file is a failure that names it', async () => {
  const missing = join(folder, 'none.xml')
  expect(await readLocal(missing)).toEqual({
    outcome: 'failed',
    code: 'no-file',
    message: `there is no file ${missing}`
  })
})

test('a folder is a failure', async () => {
  expect(await readLocal(folder)).toEqual({
    outcome: 'failed',
    code: 'unreadable',
    message: `${folder} is not a file`
  })
})

test('a file larger than allowed is not read', async () => {
  expect(await readLocal(path, { maxBytes: 5 })).toEqual({
    outcome: 'failed',
    code: 'too-large',
    message: `${path} is larger than 5 bytes`
  })
  expect(await readLocal(path, { maxBytes: 6 })).toMatchObject({ outcome: 'ok' })
})

test.runIf(process.platform === 'linux')('a file that tells no size is capped too', async () => {
  const outcome = await readLocal('/proc/self/status', { maxBytes: 10 })
  expect(outcome).toMatchObject({ outcome: 'failed', code: 'too-large' })
})
