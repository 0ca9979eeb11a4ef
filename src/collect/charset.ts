import { isUtf8 } from 'node:buffer'

export type Decoded = {
  readonly text: string
  /** WHATWG name in lower case, or `utf-32le` / `utf-32be`, which have none. */
  readonly charset: string
}

/**
 * Right text from bytes whose label may lie. Byte pattern first, then "what is valid UTF-8 is
 * UTF-8", then the charsets that the document declares, then GB18030. Never throws: bytes that fit
 * nothing come out as windows-1252.
 */
export const decode = (bytes: Uint8Array, contentType?: string | null): Decoded =>
  decodeWide(bytes) ??
  decodeUtf8(bytes) ??
  decodeDeclared(bytes, contentType) ??
  decodeChinese(bytes) ??
  decodeAs('windows-1252', bytes) ?? { text: '', charset: 'windows-1252' }

/**
 * How much of what is not ASCII may be broken before a charset is ruled out. UTF-8 may lose more:
 * its sequences hardly arise by chance, and a feed of ten good items with one GBK item pasted in is
 * still UTF-8. For a declared charset the share is that of a few bytes cut by a mirror.
 */
const MAX_BROKEN_UTF8 = 0.2
const MAX_BROKEN_DECLARED = 0.05
const MAX_BROKEN_GUESSED = 0.2

/** Bytes in which an XML declaration or a `meta` may stand (browsers scan 1024). */
const HEAD_BYTES = 4096

const BOMS: readonly (readonly [charset: string, ...bytes: number[]])[] = [
  ['utf-32le', 0xff, 0xfe, 0, 0],
  ['utf-32be', 0, 0, 0xfe, 0xff],
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff]
]

const decodeWide = (bytes: Uint8Array): Decoded | undefined => {
  const charset =
    BOMS.find(([, ...bom]) => bom.every((byte, i) => bytes[i] === byte))?.[0] ??
    wideByPattern(bytes)
  if (charset === undefined) return undefined
  return charset.startsWith('utf-32')
    ? { text: decodeUtf32(bytes, charset === 'utf-32le'), charset }
    : decodeAs(charset, bytes)
}

/** Without a BOM: where the zero bytes of the first character, an ASCII one, stand (XML 1.0, appendix F). */
const wideByPattern = (bytes: Uint8Array): string | undefined => {
  const zeros = [0, 1, 2, 3].map((i) => (bytes[i] === 0 ? '0' : bytes[i] === undefined ? '' : 'x'))
  switch (zeros.join('')) {
    case 'x000':
      return 'utf-32le'
    case '000x':
      return 'utf-32be'
    case 'x0x0':
      return 'utf-16le'
    case '0x0x':
      return 'utf-16be'
    default:
      return undefined
  }
}

/** Node's TextDecoder knows no UTF-32. */
const decodeUtf32 = (bytes: Uint8Array, littleEndian: boolean): string => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const units = new Uint16Array(Math.floor(bytes.byteLength / 4) * 2)
  let length = 0
  for (let at = 0; at + 4 <= bytes.byteLength; at += 4) {
    const code = view.getUint32(at, littleEndian)
    if (at === 0 && code === 0xfeff) continue
    if (code > 0x10ffff || (code >= 0xd800 && code < 0xe000)) units[length++] = 0xfffd
    else if (code < 0x10000) units[length++] = code
    else {
      units[length++] = 0xd800 + ((code - 0x10000) >> 10)
      units[length++] = 0xdc00 + ((code - 0x10000) & 0x3ff)
    }
  }
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units.subarray(0, length))
}

const decodeUtf8 = (bytes: Uint8Array): Decoded | undefined => {
  const decoded = decodeAs('utf-8', bytes)
  // A page that a mirror has already mangled may hold nothing but U+FFFD, and is UTF-8 all the same.
  const fits = isUtf8(bytes) || (decoded && brokenShare(decoded.text) <= MAX_BROKEN_UTF8)
  return fits ? decoded : undefined
}

const decodeDeclared = (bytes: Uint8Array, contentType?: string | null): Decoded | undefined => {
  const labels = declaredLabels(bytes, contentType)
  // Latin-1 is what servers send when nobody chose, and no byte is wrong in it: any other label,
  // and bytes that come in Chinese pairs, outweigh it.
  const chosen = labels.filter((label) => !LATIN.test(label))
  for (const label of chosen) {
    const decoded = decodeAs(label, bytes)
    if (decoded && brokenShare(decoded.text) <= MAX_BROKEN_DECLARED) return decoded
  }
  return undefined
}

const LATIN = /^(?:us-)?ascii$|^iso-?8859-?1$|^latin-?1$|^windows-1252$|^cp-?1252$/
const CHINESE = /^(?:x-)?gb|^(?:cp|ms|windows)-?936$|^936$|^csgb|^chinese$/
/** These are settled by pattern: eight-bit bytes read as UTF-16 give Han characters and no error. */
const WIDE = /^utf-?(?:16|32)|ucs-?[24]/

const declaredLabels = (bytes: Uint8Array, contentType?: string | null): string[] => {
  const head = new TextDecoder('windows-1252').decode(bytes.subarray(0, HEAD_BYTES))
  const found = [
    /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? ''),
    /<\?xml[^>]*?\bencoding\s*=\s*["']\s*([\w.:-]+)/i.exec(head),
    /<meta[^>]*?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)
  ]
  return found
    .flatMap((match) => match?.[1]?.toLowerCase() ?? [])
    .filter((label) => !WIDE.test(label) && label !== 'utf-8' && label !== 'utf8')
    .map((label) => (CHINESE.test(label) ? 'gb18030' : label))
}

const decodeChinese = (bytes: Uint8Array): Decoded | undefined => {
  if (!comesInPairs(bytes)) return undefined
  const decoded = decodeAs('gb18030', bytes)
  return decoded && brokenShare(decoded.text) <= MAX_BROKEN_GUESSED ? decoded : undefined
}

/**
 * Whether most bytes above ASCII have such a neighbour. Chinese in GBK does; in Latin text accented
 * letters stand alone, and GB18030 would take the letter after each for the second half of a character.
 */
const comesInPairs = (bytes: Uint8Array): boolean => {
  let high = 0
  let paired = 0
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i]! < 0x80) continue
    high++
    if ((bytes[i + 1] ?? 0) < 0x80) continue
    high++
    paired += 2
    i++
  }
  return paired * 2 >= high
}

const decodeAs = (label: string, bytes: Uint8Array): Decoded | undefined => {
  try {
    const decoder = new TextDecoder(label)
    return { text: decoder.decode(bytes), charset: decoder.encoding }
  } catch {
    return undefined // a label that the platform does not know, such as hz-gb-2312
  }
}

/** U+FFFD among all that is not ASCII. */
const brokenShare = (text: string): number => {
  let broken = 0
  let foreign = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x80) continue
    foreign++
    if (code === 0xfffd) broken++
  }
  return foreign === 0 ? 0 : broken / foreign
}
