import { codecOf, type Codec } from './codec.ts'

/**
 * Text in ISO-2022-JP with its extensions (RFC 1468, 1554, 2237) or ISO-2022-KR (RFC 1557). The
 * tables that the escapes call up all stand in the upper half of some eight-bit charset.
 */
export const readIso2022 = (bytes: Uint8Array): string => {
  const writer = makeWriter(bytes.length)
  let set = ASCII
  let shiftSet = ASCII
  let highSet = ASCII
  let shifted = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!
    if (byte === ESC) {
      const [escape, found] = escapeAt(bytes, i + 1)
      if (escape === 'N') writer.put(highSet, bytes[i + 2] ?? ESC)
      else if (escape.startsWith('.')) highSet = found
      else if (escape.startsWith('$)')) shiftSet = found
      else set = found
      i += escape === 'N' ? 2 : escape.length
    } else if (byte === SHIFT_OUT || byte === SHIFT_IN) shifted = byte === SHIFT_OUT
    else {
      // Every line ends in ASCII, so a lost escape costs one line.
      if (byte === LINE_END) [set, shifted] = [ASCII, false]
      writer.put(shifted ? shiftSet : set, byte)
    }
  }
  return writer.text()
}

const [LINE_END, SHIFT_OUT, SHIFT_IN, ESC] = [0x0a, 0x0e, 0x0f, 0x1b] as const

type Set94 = {
  /** `undefined` for ASCII, which stands in the lower half of them all. */
  readonly charset?: string
  /** The byte by which EUC announces its third and second table. */
  readonly prefix?: number
  readonly width: 1 | 2
}

const ASCII: Set94 = { width: 1 }
const JIS_X_0208: Set94 = { charset: 'euc-jp', width: 2 }
const GB_2312: Set94 = { charset: 'gb18030', width: 2 }
const KS_X_1001: Set94 = { charset: 'euc-kr', width: 2 }

const SETS: ReadonlyMap<string, Set94> = new Map([
  ['(B', ASCII],
  ['(J', ASCII],
  ['(I', { charset: 'euc-jp', prefix: 0x8e, width: 1 }],
  ['$@', JIS_X_0208],
  ['$B', JIS_X_0208],
  ['$(D', { charset: 'euc-jp', prefix: 0x8f, width: 2 }],
  // JIS X 0213 keeps the places of JIS X 0208; its own characters are lost.
  ['$(O', JIS_X_0208],
  ['$(Q', JIS_X_0208],
  ['$A', GB_2312],
  ['$(A', GB_2312],
  ['$)A', GB_2312],
  ['$(C', KS_X_1001],
  ['$)C', KS_X_1001],
  ['.A', { charset: 'windows-1252', width: 1 }],
  ['.F', { charset: 'iso-8859-7', width: 1 }],
  ['N', ASCII]
])

/** The escape that begins at `at`, and the table it calls up; an unknown one calls up ASCII. */
const escapeAt = (bytes: Uint8Array, at: number): readonly [escape: string, set: Set94] => {
  for (const length of [1, 2, 3]) {
    const escape = String.fromCharCode(...bytes.subarray(at, at + length))
    const set = SETS.get(escape)
    if (set) return [escape, set]
  }
  return ['', ASCII]
}

/** Gathers the bytes of one charset, so that a document is decoded in few pieces. */
const makeWriter = (size: number) => {
  const buffer = new Uint8Array(size * 2)
  let length = 0
  let text = ''
  let codec: Codec = codecOf('euc-jp')!
  let opensPair = false
  const flush = () => {
    text += codec.decode(buffer.subarray(0, length))
    length = 0
  }
  return {
    put: (set: Set94, byte: number) => {
      const high = set.charset !== undefined && byte > 0x20 && byte < 0x7f
      if (high && set.charset !== codec.charset) {
        flush()
        codec = codecOf(set.charset)!
      }
      opensPair = high && set.width === 2 && !opensPair
      if (high && set.prefix && (set.width === 1 || opensPair)) buffer[length++] = set.prefix
      buffer[length++] = high ? byte | 0x80 : byte
    },
    text: () => {
      flush()
      return text
    }
  }
}
