import { ParkwireError } from '../../errors.ts'

export type Format = 'html' | 'text' | 'markdown' | 'mail'

/**
 * What a document is: by its first characters, then by what it was sent as, then by its ending. Only
 * formats that can be read here.
 */
export const formatOf = (text: string, contentType: string | null, url: string): Format => {
  const head = text.slice(0, HEAD_CHARS).trimStart()
  if (MAIL_HEAD.test(head)) return 'mail'
  if (PAGE_HEAD.test(head)) return 'html'
  const type = contentType?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  return BY_TYPE.get(type) ?? BY_ENDING.get(endingOf(url)) ?? 'html'
}

/** Endings of files that are documents, as a folder is searched for them. */
export const isDocumentName = (name: string): boolean => BY_ENDING.has(endingOf(name))

/** What a file of this ending would have been sent as; null for an unknown one. */
export const contentTypeOf = (name: string): string | null => {
  const format = BY_ENDING.get(endingOf(name))
  return [...BY_TYPE].find(([, one]) => one === format)?.[0] ?? null
}

const HEAD_CHARS = 4096

const BY_ENDING: ReadonlyMap<string, Format> = new Map([
  ['html', 'html'],
  ['htm', 'html'],
  ['txt', 'text'],
  ['md', 'markdown'],
  ['eml', 'mail'],
  ['mht', 'mail'],
  ['mhtml', 'mail']
])
const BY_TYPE: ReadonlyMap<string, Format> = new Map([
  ['text/html', 'html'],
  ['application/xhtml+xml', 'html'],
  ['text/plain', 'text'],
  ['text/markdown', 'markdown'],
  ['message/rfc822', 'mail'],
  ['multipart/related', 'mail']
])

const endingOf = (name: string): string =>
  /\.([a-z\d]{1,6})(?:[?#]|$)/i.exec(name.slice(-300))?.[1]?.toLowerCase() ?? ''

/** Browsers write saved pages as mail too, whatever the ending. */
const MAIL_HEAD =
  /^(?:from: <saved by|(?:received|return-path|delivered-to|mime-version|message-id):\s)/i
const PAGE_HEAD = /^(?:<!--|<!doctype\s+html|<html[\s>]|<\?xml[^>]{0,200}\?>\s*<!doctype\s+html)/i

/**
 * Refuses what is no text at all, before anything tries to read it.
 *
 * @throws ParkwireError `parse`, with one sentence on what it is
 */
export const refuseBinary = (bytes: Uint8Array): void => {
  if (bytes.byteLength === 0) throw new ParkwireError('parse', 'this file is empty')
  const start = Buffer.from(bytes.subarray(0, 16)).toString('latin1')
  const name = MAGIC.find(([mark]) => start.startsWith(mark))?.[1]
  if (name !== undefined) {
    throw new ParkwireError('parse', `this is ${name}, not a page, a text or a mail`)
  }
}

const MAGIC: readonly (readonly [mark: string, name: string])[] = [
  ['%PDF-', 'a PDF document'],
  ['PK\x03\x04', 'a packed file (ZIP, Word, Excel, EPUB)'],
  ['\xd0\xcf\x11\xe0', 'an old Office document or an Outlook .msg file'],
  ['\x89PNG', 'a picture'],
  ['\xff\xd8\xff', 'a picture'],
  ['GIF8', 'a picture'],
  ['RIFF', 'a picture or a recording'],
  ['\x1f\x8b', 'a packed file (gzip)'],
  ['7z\xbc\xaf', 'a packed file (7z)'],
  ['Rar!', 'a packed file (RAR)'],
  ['\x7fELF', 'a program'],
  ['MZ\x90', 'a program'],
  ['bplist', 'a Safari web archive']
]

/**
 * Refuses decoded text that is none: bytes of a program or of a picture read as letters.
 *
 * @throws ParkwireError `parse`
 */
export const refuseNoise = (text: string): void => {
  const sample = text.slice(0, SAMPLE_CHARS)
  if (sample.trim() === '' && text.trim() === '') {
    throw new ParkwireError('parse', 'this file holds nothing but white space')
  }
  const noise = sample.match(NOISE)?.length ?? 0
  if (noise > MAX_NOISE * sample.length) {
    throw new ParkwireError('parse', 'this is binary data, not a page, a text or a mail')
  }
}

const SAMPLE_CHARS = 20_000
/** A text that a few bytes of were lost of is still one. */
const MAX_NOISE = 0.1
// eslint-disable-next-line no-control-regex
const NOISE = /[\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]/g
