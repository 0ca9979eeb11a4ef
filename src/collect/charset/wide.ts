import type { Decoded } from './codec.ts'

/**
 * UTF-16 and UTF-32, with a byte order mark or without, recognised by their bytes alone. A label
 * cannot make a document wide: eight-bit bytes read as UTF-16 give Han characters and no error.
 */
export const decodeWide = (bytes: Uint8Array): Decoded | undefined => {
  const charset =
    BOMS.find(([, ...bom]) => bom.every((byte, i) => bytes[i] === byte))?.[0] ?? byPattern(bytes)
  if (charset === undefined) return undefined
  const text = charset.startsWith('utf-32')
    ? decodeUtf32(bytes, charset === 'utf-32le')
    : new TextDecoder(charset).decode(bytes)
  return { text, charset }
}

const BOMS: readonly (readonly [charset: string, ...bytes: number[]])[] = [
  ['utf-32le', 0xff, 0xfe, 0, 0],
  ['utf-32be', 0, 0, 0xfe, 0xff],
  ['utf-16le', 0xff, 0xfe],
  ['utf-16be', 0xfe, 0xff]
]

/** Where the zero bytes of the first characters, ASCII ones, stand (XML 1.0, appendix F). */
const byPattern = (bytes: Uint8Array): string | undefined => {
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
