import {
  chmod,
  link,
  mkdir,
  mkdtemp,
  rename,
  rm,
  stat,
  symlink,
  utimes,
  writeFile
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isFolder, readFolder } from '../../src/collect/read-folder.ts'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parkwire-folder-'))
})
afterEach(() => rm(folder, { recursive: true }))

const put = async (name: string, text = name): Promise<string> => {
  const path = join(folder, name)
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, text)
  return path
}

/** Long enough after whatever was written for all of it to be done. */
const later = { now: () => new Date(Date.now() + 5000) }

const visit = async (etag: string | null = null, more: { maxBytes?: number } = {}) => {
  const outcome = await readFolder(folder, { etag, clock: later, ...more })
  if (outcome.outcome === 'failed') throw new Error(outcome.message)
  const documents = outcome.outcome === 'ok' ? outcome.documents : []
  const names = documents.map(({ url }) => decodeURIComponent(url.slice(url.lastIndexOf('/') + 1)))
  const { trouble, rest } = outcome.outcome === 'ok' ? outcome : { trouble: [], rest: 0 }
  return { ...outcome, names, trouble, rest, documents }
}

/** The clock of the file system ticks every few milliseconds. */
const untilNextTick = async (path: string): Promise<void> => {
  const { ctimeNs } = await stat(path, { bigint: true })
  const probe = join(folder, '.tick')
  do await writeFile(probe, '')
  while ((await stat(probe, { bigint: true })).ctimeNs <= ctimeNs)
}

test('each document is as if it had been fetched', async () => {
  const path = await put('a.html', '<p>x</p>')
  const { documents, trouble, etag } = await visit()
  expect(documents).toEqual([
    {
      name: 'a.html',
      etag,
      url: pathToFileURL(path).href,
      contentType: 'text/html',
      bytes: new TextEncoder().encode('<p>x</p>')
    }
  ])
  expect(trouble).toEqual([])
})

test('only documents are read, whatever else lies there', async () => {
  const wanted = ['a.html', 'b.HTM', 'c.mht', 'd.mhtml', 'e.txt', 'f.md', 'g.eml']
  const others = ['h.pdf', 'i.docx', 'j', '.k.html', '.hidden/l.html', 'm.html.part', 'n.js']
  for (const name of [...wanted, ...others]) await put(name)
  const { names } = await visit()
  expect(names.toSorted()).toEqual(wanted)
})

test('folders are searched three levels deep', async () => {
  for (const name of ['0.txt', 'a/1.txt', 'a/b/2.txt', 'a/b/c/3.txt', 'a/b/c/d/4.txt'])
    await put(name)
  expect((await visit()).names.toSorted()).toEqual(['0.txt', '1.txt', '2.txt', '3.txt'])
})

test('the frames that a browser saves beside a page are no documents', async () => {
  await put('澄湖.html')
  await put('澄湖_files/saved_resource.html')
  await put('press_files/kept.html')
  expect((await visit()).names.toSorted()).toEqual(['kept.html', '澄湖.html'])
})

test('what has been read is not read again', async () => {
  await put('a.txt')
  const { etag } = await visit()
  expect(await visit(etag)).toMatchObject({ outcome: 'not-modified', etag })
  await untilNextTick(await put('b.txt'))
  expect((await visit(etag)).names).toEqual(['b.txt'])
})

test('a file that changes is read again', async () => {
  await untilNextTick(await put('a.txt'))
  const { etag } = await visit()
  await put('a.txt', 'new')
  expect((await visit(etag)).names).toEqual(['a.txt'])
})

test('a file copied here with an old date is new', async () => {
  await untilNextTick(await put('a.txt'))
  const { etag } = await visit()
  const path = await put('b.txt')
  await utimes(path, new Date('2020-01-01'), new Date('2020-01-01'))
  expect((await visit(etag)).names).toEqual(['b.txt'])
})

test('a folder that was moved here as a whole is not missed, though its files keep their time of change', async () => {
  await put('.elsewhere/old.txt')
  await untilNextTick(join(folder, '.elsewhere/old.txt'))
  await put('a.txt')
  const { etag } = await visit()
  await rename(join(folder, '.elsewhere'), join(folder, 'moved'))
  expect((await visit(etag)).names.toSorted()).toEqual(['a.txt', 'old.txt'])
})

test('deleting a file makes nothing new, and the next etag counts one less', async () => {
  const path = await put('a.txt')
  await untilNextTick(path)
  await put('b.txt')
  const { etag } = await visit()
  await rm(path)
  const after = await visit(etag)
  expect(after).toMatchObject({ outcome: 'not-modified', names: [] })
  expect(after.etag).not.toBe(etag)
})

test('a file that is younger than a second waits', async () => {
  const path = await put('a.txt')
  const { ctimeMs } = await stat(path)
  const at = (ms: number) => ({ clock: { now: () => new Date(Math.ceil(ctimeMs) + ms) } })
  expect(await readFolder(folder, at(900))).toMatchObject({ outcome: 'not-modified' })
  expect(await readFolder(folder, at(1001))).toMatchObject({ outcome: 'ok' })
})

test('a visit takes 200 documents, the oldest change first, and the next ones the rest', async () => {
  for (let i = 0; i < 203; i++) await put(`${String(i).padStart(3, '0')}.txt`)
  const first = await visit()
  expect([first.names.length, first.rest]).toEqual([200, 3])
  expect((await visit(first.etag)).names).toEqual(['200.txt', '201.txt', '202.txt'])
})

test('each document says from where the folder goes on when none behind it is taken', async () => {
  for (const name of ['a.txt', 'sub/b.txt', 'c.txt']) await untilNextTick(await put(name))
  const { documents } = await visit()
  expect(documents.map(({ name }) => name)).toEqual(['a.txt', 'sub/b.txt', 'c.txt'])
  expect((await visit(documents[0]!.etag)).names).toEqual(['b.txt', 'c.txt'])
})

test('what a link leads to is read again when it is edited, and a link to nothing is told', async () => {
  const path = await put('sub/.hidden/a.txt')
  await symlink(path, join(folder, 'linked.txt'))
  await symlink(join(folder, 'nowhere.txt'), join(folder, 'lost.txt'))
  const first = await visit()
  expect([first.names, first.trouble]).toEqual([['linked.txt'], ['lost.txt leads nowhere']])
  await untilNextTick(join(folder, 'linked.txt'))
  await writeFile(path, 'edited')
  expect((await visit(first.etag)).names).toEqual(['linked.txt'])
})

test('a file too large is named and stops no other', async () => {
  await put('a.txt', 'far too much')
  await put('b.txt', 'ok')
  const { names, trouble, etag } = await visit(null, { maxBytes: 5 })
  expect([names, trouble]).toEqual([['b.txt'], ['a.txt is larger than 5 bytes']])
  expect((await visit(etag, { maxBytes: 5 })).outcome).toBe('not-modified')
})

test.skipIf(process.getuid?.() === 0)('a file that may not be read is named', async () => {
  await chmod(await put('a.txt'), 0)
  expect((await visit()).trouble).toEqual([expect.stringMatching(/^a\.txt cannot be read: EACCES/)])
})

test('a link out of the folder is named and not followed, one inside is read', async () => {
  const outside = await mkdtemp(join(tmpdir(), 'parkwire-outside-'))
  await writeFile(join(outside, 'secret.txt'), 'secret')
  await symlink(join(outside, 'secret.txt'), join(folder, 'a.txt'))
  await symlink(outside, join(folder, 'linked'))
  await put('b.txt')
  await symlink(join(folder, 'b.txt'), join(folder, 'c.txt'))
  const { names, trouble } = await visit()
  await rm(outside, { recursive: true })
  expect(names.toSorted()).toEqual(['b.txt', 'c.txt'])
  expect(trouble).toEqual(['a.txt is a link that leads out of the folder'])
})

test('a hard link is a file like any other', async () => {
  await link(await put('a.txt'), join(folder, 'b.txt'))
  expect((await visit()).names.toSorted()).toEqual(['a.txt', 'b.txt'])
})

test.each(['', 'W/"5"', '"x"', '"5-1-%"', '"1795147200000-6"'])(
  'an etag of something else (%s) is none',
  async (etag) => {
    await put('a.txt')
    expect((await visit(etag)).names).toEqual(['a.txt'])
  }
)

test('an empty folder is not modified', async () => {
  expect((await visit()).outcome).toBe('not-modified')
})

test('a missing folder and a file are failures that say so', async () => {
  const path = await put('a.txt')
  expect(await readFolder(join(folder, 'none'))).toEqual({
    outcome: 'failed',
    code: 'no-file',
    message: `there is no folder ${join(folder, 'none')}`
  })
  expect(await readFolder(path)).toMatchObject({
    code: 'unreadable',
    message: `${path} is not a folder`
  })
})

test('a folder is told from a file and from nothing', async () => {
  const path = await put('a.txt')
  expect([await isFolder(folder), await isFolder(path), await isFolder(`${path}x`)]).toEqual([
    true,
    false,
    false
  ])
})
