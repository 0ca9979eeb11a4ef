import { isUtf8 } from 'node:buffer'
import { existsSync, readFileSync } from 'node:fs'
import { codeOf, messageOf } from '../errors.ts'

export type TextFile = {
  /** Without a byte order mark. */
  readonly text: string
  /** What keeps the file from being read, and where in `text`. */
  readonly complaint: { readonly offset: number; readonly message: string } | null
}

/** Reads a file of text in UTF-8; what is wrong with it is an answer, never an exception. */
export const readText = (path: string): TextFile => {
  try {
    const bytes = readFileSync(path)
    const text = new TextDecoder('utf-8').decode(bytes)
    if (isUtf8(bytes)) return { text, complaint: null }
    const message = 'expected text in UTF-8, got bytes of another encoding'
    return { text, complaint: { offset: text.indexOf('\ufffd'), message } }
  } catch (error) {
    return { text: '', complaint: { offset: 0, message: refusal(error, path) } }
  }
}

const refusal = (error: unknown, path: string): string => {
  const code = codeOf(error)
  if (code === 'EISDIR') return 'expected a file, got a folder'
  if (code !== 'ENOENT') return `cannot be read: ${messageOf(error)}`
  const isMisnamed = existsSync(path.replace(/\.yaml$/, '.yml'))
  return `the file is missing${isMisnamed ? '; the name has to end in .yaml, not .yml' : ''}`
}
