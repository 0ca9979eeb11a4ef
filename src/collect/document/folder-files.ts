import type { Dirent } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isDocumentName } from './format.ts'

export type FoundFile = {
  readonly path: string
  /** From the folder on, with `/`. */
  readonly name: string
  /** The last change that nobody can set (ctime), in nanoseconds since 1970. */
  readonly changed: bigint
}

/** Levels of folders below the one that is read. */
const MAX_DEPTH = 3
/** Looked at side by side; each takes a thread of the pool for a moment. */
const AT_ONCE = 64

/**
 * The documents in a folder and in those below it, the one that changed first first. Neither what begins
 * with a dot, nor the folder that a browser puts beside a page that it saved, nor folders behind links.
 */
export const foundFiles = async (root: string): Promise<FoundFile[]> => {
  const names: string[] = []
  const folders = [{ name: '', depth: 0 }]
  for (let folder = folders.pop(); folder; folder = folders.pop()) {
    const { name, depth } = folder
    const inside = await entriesIn(root, name)
    const kept = withoutSavedParts(inside.filter((one) => !one.name.startsWith('.')))
    names.push(...kept.filter(isDocument).map((one) => nameIn(name, one)))
    if (depth === MAX_DEPTH) continue
    const below = kept.filter((one) => one.isDirectory()).map((one) => nameIn(name, one))
    folders.push(...below.map((one) => ({ name: one, depth: depth + 1 })))
  }
  return (await lookedAt(root, names)).sort(byChange)
}

/** One that we may not look into hides what lies in it, and nothing else; the folder itself has to open. */
const entriesIn = (root: string, name: string): Promise<Dirent[]> => {
  const inside = readdir(join(root, name), { withFileTypes: true })
  return name === '' ? inside : inside.catch(() => [])
}

const nameIn = (folder: string, { name }: Dirent): string =>
  folder === '' ? name : `${folder}/${name}`

const isDocument = (one: Dirent): boolean =>
  (one.isFile() || one.isSymbolicLink()) && isDocumentName(one.name)

/** `X_files/` beside `X.html` (`X-Dateien`, `X.files`, …): frames of advertisements lie there as .html. */
const withoutSavedParts = (inside: readonly Dirent[]): readonly Dirent[] => {
  const pages = new Set(
    inside
      .filter((one) => one.isFile() && /\.html?$/i.test(one.name))
      .map((one) => one.name.replace(/\.html?$/i, ''))
  )
  return inside.filter((one) => {
    const stem = /^(.+)[_.-][^_.-]{1,20}$/u.exec(one.name)?.[1]
    return !(one.isDirectory() && stem !== undefined && pages.has(stem))
  })
}

const lookedAt = async (root: string, names: readonly string[]): Promise<FoundFile[]> => {
  const files: FoundFile[] = []
  for (let from = 0; from < names.length; from += AT_ONCE) {
    const some = names.slice(from, from + AT_ONCE).map(async (name) => {
      const path = join(root, name)
      // It may be gone since its folder was read.
      const changed = await changeOf(path).catch(() => null)
      return changed === null ? [] : [{ path, name, changed }]
    })
    files.push(...(await Promise.all(some)).flat())
  }
  return files
}

/** Of a link and of what it leads to, the later one: an edit there leaves the link as it was. */
export const changeOf = async (path: string): Promise<bigint> => {
  const own = await lstat(path, { bigint: true })
  if (!own.isSymbolicLink()) return own.ctimeNs
  const target = await stat(path, { bigint: true }).catch(() => own)
  return target.ctimeNs > own.ctimeNs ? target.ctimeNs : own.ctimeNs
}

const byChange = (a: FoundFile, b: FoundFile): number => {
  if (a.changed !== b.changed) return a.changed < b.changed ? -1 : 1
  return a.name < b.name ? -1 : Number(a.name > b.name)
}
