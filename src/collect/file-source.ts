import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where the file of a `file:` source lies: `file:press/a.xml` in the configuration folder, `file:///…` anywhere. */
export const fileSourcePath = (url: string, folder: string): string => {
  if (url.startsWith('file://')) return fileURLToPath(url)
  const path = decodeURIComponent(url.slice('file:'.length))
  return isAbsolute(path) ? path : resolve(folder, path)
}
