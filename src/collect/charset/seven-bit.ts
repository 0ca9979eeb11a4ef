import { codecOf, labelKey, type Decoded } from './codec.ts'
import { readsAsChinese } from './guess.ts'
import { readIso2022 } from './iso-2022.ts'

/**
 * Charsets whose bytes are plain ASCII, and therefore valid UTF-8: ISO-2022-JP and -KR, HZ, UTF-7.
 * ISO 2022 shows itself by escape characters, which XML forbids. HZ needs its label or what reads
 * as Chinese; UTF-7 its label and no `+` that UTF-7 would have escaped.
 *
 * @param bytes a document without any byte above 0x7f
 * @param ascii the same as text
 */
export const decodeSevenBit = (
  bytes: Uint8Array,
  ascii: string,
  labels: readonly string[]
): Decoded | undefined => {
  if (ascii.includes('\x1b$') || ascii.includes('\x1b(')) {
    const charset = ascii.includes('\x1b$)C') ? 'iso-2022-kr' : 'iso-2022-jp'
    return { text: readIso2022(bytes), charset }
  }
  const keys = labels.map(labelKey)
  if (ascii.includes('~{')) {
    const text = readHz(bytes)
    const isHz = keys.some((key) => key.startsWith('hz'))
    if (isHz || (ascii.includes('~}') && readsAsChinese(text))) {
      return { text, charset: 'hz-gb-2312' }
    }
  }
  if (keys.some((key) => UTF7_KEY.test(key)) && isUtf7(ascii)) {
    return { text: readUtf7(ascii), charset: 'utf-7' }
  }
  return undefined
}

/** RFC 1843: pairs between `~{` and `~}`, at the latest until the line ends. */
const readHz = (bytes: Uint8Array): string => {
  const out = new Uint8Array(bytes.length)
  let length = 0
  let inPairs = false
  for (let i = 0; i < bytes.length; i++) {
    const [byte, next] = [bytes[i]!, bytes[i + 1]]
    if (byte === LINE_END) inPairs = false
    if (byte === TILDE && next === (inPairs ? CLOSE : OPEN)) {
      inPairs = !inPairs
      i++
    } else if (byte === TILDE && !inPairs && (next === TILDE || next === LINE_END)) {
      if (next === TILDE) out[length++] = TILDE
      i++
    } else if (inPairs && byte > 0x20 && next !== undefined && next > 0x20) {
      out[length++] = byte | 0x80
      out[length++] = next | 0x80
      i++
    } else out[length++] = byte
  }
  return codecOf('gb18030')!.decode(out.subarray(0, length))
}

const [LINE_END, OPEN, CLOSE, TILDE] = [0x0a, 0x7b, 0x7d, 0x7e] as const

const UTF7_KEY = /^(?:cs)?(?:unicode11)?u(?:tf)?7$/

const UTF7_RUN = /\+([A-Za-z0-9+/]*)-?/g

/** A run holds whole UTF-16 units (RFC 2152); the `+0800` of a date does not. */
const isUtf7 = (ascii: string): boolean => {
  for (const [, run] of ascii.matchAll(UTF7_RUN)) {
    if (![0, 3, 6].includes(run!.length % 8)) return false
  }
  return true
}

const readUtf7 = (ascii: string): string =>
  ascii.replace(UTF7_RUN, (_, run: string) =>
    run === '' ? '+' : Buffer.from(run, 'base64').swap16().toString('utf16le')
  )
