import { readdir, readFile, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { expect, test } from 'vitest'
import { savedFrom } from '../../../src/collect/document/saved-address.ts'
import { savedPage, slugOf, writeClipping } from '../../../src/collect/document/write-clipping.ts'
import { tempFolder } from '../../support/cli.ts'

const bytes = new TextEncoder().encode('x')

test('a document is written and no draft is left', async () => {
  const folder = join(tempFolder(), 'made/here')
  expect(await writeClipping(folder, 'a.html', bytes)).toBe(join(folder, 'a.html'))
  expect(await readdir(folder)).toEqual(['a.html'])
  expect(await readFile(join(folder, 'a.html'), 'utf8')).toBe('x')
})

test('nothing is written over: the next of a name is numbered, also when two write at once', async () => {
  const folder = tempFolder()
  await writeFile(join(folder, 'a.html'), 'mine')
  const paths = await Promise.all([
    writeClipping(folder, 'a.html', bytes),
    writeClipping(folder, 'a.html', bytes)
  ])
  expect(paths.map((path) => basename(path)).toSorted()).toEqual(['a-2.html', 'a-3.html'])
  expect(await readFile(join(folder, 'a.html'), 'utf8')).toBe('mine')
  expect((await readdir(folder)).toSorted()).toEqual(['a-2.html', 'a-3.html', 'a.html'])
})

test('a folder that cannot be is a failure that names the file', async () => {
  const file = join(tempFolder(), 'file')
  await writeFile(file, '')
  await expect(writeClipping(file, 'a.html', bytes)).rejects.toMatchObject({
    code: 'file',
    message: expect.stringContaining('a.html cannot be written') as unknown
  })
})

test.each([
  ['澄湖：夜市“周五”开街!', '澄湖-夜市-周五-开街'],
  ['../../etc/passwd', 'etc-passwd'],
  ['Tram to Willow Creek', 'Tram-to-Willow-Creek'],
  ['…', 'clipping'],
  ['湖'.repeat(200), '湖'.repeat(60)]
])('%s makes the name %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug)
})

test('a page is saved in UTF-8 with its address behind the document type', () => {
  const page = savedPage('\ufeff<!DOCTYPE html>\n<p>湖', 'https://a.example/1')
  expect(page).toBe(
    '\ufeff<!DOCTYPE html>\n<!-- saved from url=(0019)https://a.example/1 -->\n\n<p>湖'
  )
  expect(savedFrom(page)).toBe('https://a.example/1')
  expect(savedFrom(savedPage('<p>x', 'https://a.example/2'))).toBe('https://a.example/2')
})
