import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { expect, test } from 'vitest'

const SRC = resolve(import.meta.dirname, '../src')

/** Name and version; data, on no floor. */
const MANIFEST = resolve(SRC, '../package.json')

/** From the roof down. A file imports only from a lower floor or from its own room. */
const FLOORS: readonly (readonly string[])[] = [
  ['cli'],
  ['commands'],
  ['app'],
  ['config'],
  ['pipeline', 'web'],
  ['collect', 'publish', 'notify'],
  ['store', 'jobs'],
  ['match'],
  ['normalize'],
  ['words'],
  ['model', 'errors', 'log']
]

const roomOf = (file: string): string => relative(SRC, file).split('/')[0]!.replace(/\.ts$/, '')
const floorOf = (room: string): number => FLOORS.findIndex((rooms) => rooms.includes(room))

const importsOf = (source: string): string[] =>
  [...source.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g)].map((m) => m[1]!)

/** One line for every import in `source`, standing at `file`, that the floors forbid. */
const forbiddenImports = (file: string, source: string): string[] =>
  importsOf(source).flatMap((specifier) => {
    const target = resolve(dirname(file), specifier)
    const [from, to] = [roomOf(file), roomOf(target)]
    const where = `${nameOf(file)} imports ${nameOf(target)}`
    if (!existsSync(target) || !statSync(target).isFile()) return [`${where}, which does not exist`]
    if (target === MANIFEST) return []
    if (floorOf(to) < 0) return [`${where}, which has no floor`]
    if (from === to || floorOf(to) > floorOf(from)) return []
    return [
      `${where}: ${from} may not look ${floorOf(to) < floorOf(from) ? 'up' : 'sideways'} at ${to}`
    ]
  })

const files = globSync('**/*.ts', { cwd: SRC }).map((file) => join(SRC, file))

test('every room stands on a floor', () => {
  expect([...new Set(files.map(roomOf))].filter((room) => floorOf(room) < 0)).toEqual([])
})

test('no file imports from a higher floor or from a neighbour on its own', () => {
  expect(files.flatMap((file) => forbiddenImports(file, readFileSync(file, 'utf8')))).toEqual([])
})

/** Every round of imports that starts at `file`, as a line. */
const circlesFrom = (file: string, path: readonly string[] = []): string[] => {
  if (path.includes(file)) return file === path[0] ? [[...path, file].map(nameOf).join(' → ')] : []
  return importsOf(readFileSync(file, 'utf8'))
    .map((specifier) => resolve(dirname(file), specifier))
    .filter((target) => target !== MANIFEST && roomOf(target) === roomOf(file))
    .flatMap((target) => circlesFrom(target, [...path, file]))
}
const nameOf = (file: string): string => relative(SRC, file)

test('no two files of a room import each other, around however many corners', () => {
  expect(files.flatMap((file) => circlesFrom(file))).toEqual([])
})

test('only the configuration reads the environment', () => {
  const readers = files.filter((file) => readFileSync(file, 'utf8').includes('process.env'))
  expect(readers.map(roomOf).filter((room) => room !== 'config')).toEqual([])
})

test.each([
  ['an upward import', 'normalize/text.ts', "import { match } from '../match/match.ts'"],
  ['a sideways import', 'publish/feeds.ts', "import { fetch } from '../collect/fetch.ts'"],
  ['an upward dynamic import', 'store/db.ts', "await import('../app.ts')"],
  ['an upward type import', 'model.ts', "import type { Config } from './config.ts'"],
  ['an upward re-export', 'match/match.ts', "export { openStore } from '../store/db.ts'"]
])('%s is caught when it is planted', (_, file, line) => {
  expect(forbiddenImports(join(SRC, file), line)).toHaveLength(1)
})
