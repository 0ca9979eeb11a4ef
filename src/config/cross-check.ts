import { statSync } from 'node:fs'
import { fileSourcePath } from '../collect/file-source.ts'
import { kindNamed } from '../collect/kinds/index.ts'
import { valueAt, type Path } from './path.ts'
import type { YamlFile } from './yaml-file.ts'

type Files = {
  readonly folder: string
  readonly main: YamlFile
  /** In the order of `parks`; undefined stands for a file that is not there. */
  readonly parks: readonly (YamlFile | undefined)[]
  readonly sources: YamlFile
  readonly digests: YamlFile
}

/**
 * What one value says about another: ids given twice, names that nobody defines. Values are read loosely,
 * because these mistakes are to be named in the same run as those of the schemas; and where the definitions
 * are broken themselves, nobody can say what is missing from them.
 */
export const crossCheck = ({ folder, main, parks, sources, digests }: Files): void => {
  checkUnique(sources, 'sources', 'id', 'source')
  checkUnique(digests, 'digests', 'name', 'digest')
  checkSourceFiles(sources, folder)
  const readable = parks.filter((park) => park !== undefined)
  for (const park of readable) checkPark(park)
  checkParkIds(readable)
  checkDigests(digests, parks, areParksKnown(main, parks))
}

const checkSourceFiles = (sources: YamlFile, folder: string): void => {
  for (const [at, source] of listAt(sources, ['sources']).entries()) {
    const url = valueAt(source, ['url'])
    if (typeof url !== 'string' || !url.startsWith('file:')) continue
    if (valueAt(source, ['enabled']) === false) continue
    const path = ['sources', at, 'url']
    const mayBeFolder = kindNamed(String(valueAt(source, ['kind'])))?.readsFolders ?? false
    if (isThere(url, folder, mayBeFolder)) continue
    const what = mayBeFolder ? 'file or folder' : 'file'
    sources.complain(path, `there is no ${what} ${sources.shown(path)}`)
  }
}

const isThere = (url: string, folder: string, mayBeFolder: boolean): boolean => {
  try {
    const found = statSync(fileSourcePath(url, folder))
    return found.isFile() || (mayBeFolder && found.isDirectory())
  } catch {
    // Not there, or no address of a file: a stray % or another host.
    return false
  }
}

const checkPark = (park: YamlFile): void => {
  checkUnique(park, 'sections', 'id', 'section')
  checkNeeds(park)
  checkTypes(park)
  const [accept, review] = ['accept', 'review'].map((key) =>
    valueAt(park.value, ['threshold', key])
  )
  if (typeof accept === 'number' && typeof review === 'number' && review > accept) {
    const message = `expected at most the ${accept} of accept, got ${review}`
    park.complain(['threshold', 'review'], message)
  }
}

/** A group that nobody defines is one mistake, however many rows need it. */
const checkNeeds = (park: YamlFile): void => {
  const anchors = valueAt(park.value, ['anchors']) ?? {}
  if (typeof anchors !== 'object' || Array.isArray(anchors)) return
  const groups = Object.keys(anchors)
  if (groups.some((group) => park.isBlamed(['anchors', group], 'key'))) return
  const rows = ['partial', 'entities'].flatMap((list) =>
    listAt(park, [list]).map((term, at) => ({
      path: [list, at, 'needs'],
      needs: valueAt(term, ['needs'])
    }))
  )
  for (const { path, needs } of rows) {
    if (typeof needs !== 'string' || groups.includes(needs)) continue
    const same = rows.filter((row) => row.needs === needs)
    if (same[0]?.path !== path) continue
    const more = same.length > 1 ? `, needed by ${same.length} rows` : ''
    park.complain(path, `no group ${park.shown(path)} under anchors${known(groups)}${more}`)
  }
}

/** Types that every park has without an entity; see match/terms.ts. */
const OWN_TYPES = ['name', 'partial']

const checkTypes = (park: YamlFile): void => {
  const rows = listAt(park, ['entities']).map((row) => valueAt(row, ['type']))
  const isUncertain = rows.some(
    (type, at) => typeof type !== 'string' || park.isBlamed(['entities', at, 'type'])
  )
  if (isUncertain) return
  const types = [...new Set([...OWN_TYPES, ...rows.map(String)])]
  for (const [at, section] of listAt(park, ['sections']).entries()) {
    const any = valueAt(section, ['any'])
    for (const [index, type] of (Array.isArray(any) ? any : []).entries()) {
      const path = ['sections', at, 'any', index]
      if (typeof type !== 'string' || types.includes(type) || park.isBlamed(path)) continue
      park.complain(path, `no entity has the type ${park.shown(path)}${known(types)}`)
    }
  }
}

const checkParkIds = (parks: readonly YamlFile[]): void => {
  for (const [at, park] of parks.entries()) {
    const id = valueAt(park.value, ['id'])
    const other = parks.slice(0, at).find((one) => valueAt(one.value, ['id']) === id)
    if (typeof id !== 'string' || !other) continue
    park.complain(['id'], `${park.shown(['id'])} is the id of ${other.name} already`)
  }
}

const areParksKnown = (main: YamlFile, parks: readonly (YamlFile | undefined)[]): boolean =>
  Array.isArray(valueAt(main.value, ['parks'])) &&
  parks.every((park) => typeof valueAt(park?.value, ['id']) === 'string' && !park?.isBlamed(['id']))

const checkDigests = (
  digests: YamlFile,
  parks: readonly (YamlFile | undefined)[],
  areKnown: boolean
): void => {
  for (const at of listAt(digests, ['digests']).keys()) {
    const path = ['digests', at]
    checkRecipients(digests, [...path, 'to'])
    const id = valueAt(digests.value, [...path, 'park'])
    const park =
      id === undefined ? parks[0] : parks.find((one) => valueAt(one?.value, ['id']) === id)
    if (park) checkSections(digests, [...path, 'sections'], park)
    else if (id !== undefined && areKnown) {
      const ids = parks.map((one) => one?.shown(['id']) ?? '')
      const found = digests.shown([...path, 'park'])
      digests.complain([...path, 'park'], `no park has the id ${found}${known(ids)}`)
    }
  }
}

const checkSections = (digests: YamlFile, path: Path, park: YamlFile): void => {
  const ids = listAt(park, ['sections']).map((section) => valueAt(section, ['id']))
  const isUncertain = ids.some(
    (id, at) => typeof id !== 'string' || park.isBlamed(['sections', at, 'id'])
  )
  if (ids.length === 0 || isUncertain) return
  const names = ids.map((_, at) => park.shown(['sections', at, 'id']))
  for (const [at, section] of listAt(digests, path).entries()) {
    if (typeof section !== 'string' || ids.includes(section)) continue
    const found = digests.shown([...path, at])
    digests.complain([...path, at], `no section ${found} in ${park.name}${known(names)}`)
  }
}

const checkRecipients = (digests: YamlFile, path: Path): void => {
  const seen = new Set<string>()
  for (const [at, recipient] of listAt(digests, path).entries()) {
    const [channel, address] = ['channel', 'address'].map((key) => valueAt(recipient, [key]))
    if (typeof address !== 'string') continue
    const key = `${String(channel)} ${address.toLowerCase()}`
    const here = [...path, at, 'address']
    if (seen.has(key)) digests.complain(here, `${digests.shown(here)} is a recipient already`)
    seen.add(key)
  }
}

const checkUnique = (file: YamlFile, list: string, key: string, noun: string): void => {
  const first = new Map<unknown, Path>()
  for (const [at, row] of listAt(file, [list]).entries()) {
    const [value, path] = [valueAt(row, [key]), [list, at, key]]
    const other = first.get(value)
    if (typeof value !== 'string') continue
    if (!other) {
      first.set(value, path)
      continue
    }
    const line = file.lineOf(other)
    // A row that is or merges an alias has its id from elsewhere.
    const here = file.lineOf(path) === line ? path.slice(0, -1) : path
    file.complain(here, `${file.shown(path)} is the ${key} of the ${noun} in line ${line}`)
  }
}

const known = (names: readonly string[]): string =>
  names.length === 0 ? '' : `; there are ${names.join(', ')}`

const listAt = (file: YamlFile, path: Path): readonly unknown[] => {
  const list = valueAt(file.value, path)
  return Array.isArray(list) ? list : []
}
