import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { look } from '../../../src/collect/page/classify.ts'
import type { Look } from '../../../src/collect/page/look.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/collect')

type Expected = {
  readonly url: string
  readonly contentType?: string | null
  readonly now: string
  readonly zone: string
  readonly kind: string
  readonly data?: readonly string[]
}
type Case = { readonly name: string; readonly expected: Expected; readonly seen: Look }

/** Every file of `article/` is one article; those of `page/` say what they are. */
const readCase = async (file: string): Promise<Case> => {
  const written = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Expected
  const isArticle = dirname(file) === 'article'
  const expected = isArticle ? { ...written, kind: 'article' } : written
  const { url, contentType = null, zone, now } = expected
  const bytes = readFileSync(join(FOLDER, file.replace('.expected.json', '.html')))
  const seen = await look({ url, contentType, bytes }, { zone, now: new Date(now) })
  return { name: basename(file, '.expected.json'), expected, seen }
}

const cases: Case[] = []
beforeAll(async () => {
  const files = globSync(['page/*.expected.json', 'article/*.expected.json'], { cwd: FOLDER })
  for (const file of files.toSorted()) cases.push(await readCase(file))
}, 300_000)

const ofKind = (kind: string): readonly Case[] =>
  cases.filter(({ expected }) => expected.kind === kind)

const share = (kind: string): number => {
  const all = ofKind(kind)
  const right = all.filter(({ seen }) => seen.kind === kind)
  return all.length === 0 ? 1 : right.length / all.length
}

const line = (kind: string): string => {
  const called = Map.groupBy(ofKind(kind), ({ seen }) => seen.kind)
  const counts = [...called].map(([name, some]) => {
    const names = name === kind ? '' : ` (${some.map((one) => one.name).join(', ')})`
    return `${name} ${some.length}${names}`
  })
  return `${kind}: called ${counts.join('; ')}`
}

test('what every fixture is called', () => {
  const kinds = [...new Set(cases.map(({ expected }) => expected.kind))].toSorted()
  process.stdout.write(`${kinds.map(line).join('\n')}\n`)
  expect(cases.length).toBeGreaterThan(50)
})

test('nothing but a list is called a list', () => {
  const wrong = cases.filter(
    ({ expected, seen }) => seen.kind === 'list' && expected.kind !== 'list'
  )
  expect(wrong.map(({ name }) => name)).toEqual([])
})

test('nearly every list and every article is called what it is', () => {
  expect(share('list')).toBeGreaterThanOrEqual(0.97)
  expect(share('article')).toBeGreaterThanOrEqual(0.97)
})

test('a shell names the addresses of its data', () => {
  const missed = ofKind('script-shell').flatMap(({ name, expected: { data = [] }, seen }) =>
    data.filter((url) => !seen.dataUrls.includes(url)).map((url) => `${name}: ${url}`)
  )
  process.stdout.write(`data addresses that shells name and were not found: ${missed.length}\n`)
  expect(missed).toEqual([])
})
