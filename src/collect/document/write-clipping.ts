import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, unlink, writeFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { codeOf, messageOf, ParkwireError } from '../../errors.ts'

/**
 * Writes a document into a folder of clippings, whole or not at all, and never over another: the second
 * of a name gets `-2`, unless it is the same byte for byte. The folder is made where it is missing.
 *
 * @returns the path
 * @throws ParkwireError `file` when it cannot be written
 */
export const writeClipping = async (
  folder: string,
  name: string,
  bytes: Uint8Array
): Promise<string> => {
  // A name with a dot in front is none of the documents of the folder yet.
  const draft = join(folder, `.${randomUUID()}.part`)
  try {
    await mkdir(folder, { recursive: true })
    await writeFile(draft, bytes, { flag: 'wx', flush: true })
    const { path, isThere } = await placeFor(folder, name, bytes)
    await (isThere ? unlink(draft) : rename(draft, path))
    return path
  } catch (cause) {
    await unlink(draft).catch(() => undefined)
    const why = `${join(folder, name)} cannot be written: ${messageOf(cause)}`
    throw new ParkwireError('file', why, { cause })
  }
}

/** Saved again and again, a page is likely to be a mistake. */
const MAX_NAMESAKES = 1000

type Place = { readonly path: string; readonly isThere: boolean }

/** A free name is made an empty file to hold it, so that two who write at once get two names. */
const placeFor = async (folder: string, name: string, bytes: Uint8Array): Promise<Place> => {
  const ending = extname(name)
  const stem = name.slice(0, name.length - ending.length)
  for (let number = 1; number <= MAX_NAMESAKES; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem}-${number}${ending}`)
    try {
      await (await open(path, 'wx')).close()
      return { path, isThere: false }
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error
      if ((await readFile(path)).equals(bytes)) return { path, isThere: true }
    }
  }
  throw new Error(`there are ${MAX_NAMESAKES} files of that name`)
}

/** Letters of any script, digits, and hyphens between them: what every file system takes. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFKC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .slice(0, MAX_SLUG)
    .toWellFormed()
    .replaceAll('\ufffd', '')
    .replace(/^-+|-+$/g, '') || 'clipping'

/** Three bytes for each of them in UTF-8: a name holds 255. */
const MAX_SLUG = 60

/**
 * A page of the web as a browser would save it: in UTF-8, with its address in a comment behind the
 * document type, where it does not switch old browsers to another mode.
 */
export const savedPage = (html: string, url: string): string => {
  const text = html.replace(/^\ufeff/, '')
  const doctype = /^\s{0,99}<!doctype[^>]{0,500}>/i.exec(text)?.[0] ?? ''
  const note = `<!-- saved from url=(${String(url.length).padStart(4, '0')})${url} -->`
  const mark = '\ufeff'
  return `${mark}${doctype}${doctype === '' ? '' : '\n'}${note}\n${text.slice(doctype.length)}`
}
