import { labelKey, type Decoded } from './codec.ts'

/**
 * A document in IBM's EBCDIC, told by its first four bytes, `<?xm` (XML 1.0, appendix F). Which of
 * the national forms it is stands in its declaration; letters, digits and `=` are the same in all.
 */
export const decodeEbcdic = (bytes: Uint8Array): Decoded | undefined => {
  if (!START.every((byte, i) => bytes[i] === byte)) return undefined
  const head = read(CP037, bytes.subarray(0, HEAD_BYTES))
  const label = /encoding\s*=\s*[^\w\s]?\s*([\w. -]+?)\s*(?:[^\w. -]|$)/i.exec(head)?.[1] ?? ''
  const key = labelKey(label)
  const [, charset, table] = TABLES.find(([pattern]) => pattern.test(key)) ?? DEFAULT
  return { text: read(table, bytes), charset }
}

const START = [0x4c, 0x6f, 0xa7, 0x94] as const
const HEAD_BYTES = 200

const read = (table: string, bytes: Uint8Array): string => {
  const units = new Uint16Array(bytes.length)
  for (let i = 0; i < bytes.length; i++) {
    units[i] = CONTROLS.get(bytes[i]!) ?? (table.charCodeAt(bytes[i]! - 0x40) || 0xfffd)
  }
  return new TextDecoder('utf-16le', { ignoreBOM: true }).decode(units)
}

/** The controls that XML allows: tab, carriage return, next line, line feed. */
const CONTROLS: ReadonlyMap<number, number> = new Map([
  [0x05, 0x09],
  [0x0d, 0x0d],
  [0x15, 0x85],
  [0x25, 0x0a]
])

/** Each table begins at byte 0x40. */
const CP037 =
  ' \xa0âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@\'="Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×{ABCDEFGHI\xadôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\x9f'

/** `base` with other characters at some bytes. */
const national = (base: string, ...changes: readonly (readonly [at: number, text: string])[]) =>
  changes.reduce(
    (table, [at, text]) => table.slice(0, at - 0x40) + text + table.slice(at - 0x40 + text.length),
    base
  )

const CP500 = national(
  CP037,
  [0x4a, '['],
  [0x4f, '!'],
  [0x5a, ']'],
  [0x5f, '^'],
  [0xb0, '¢'],
  [0xba, '¬|']
)

const CP1140 = national(CP037, [0x9f, '€'])

const CP273 = national(
  CP500,
  [0x43, '{'],
  [0x4a, 'Ä'],
  [0x59, '~Ü'],
  [0x63, '['],
  [0x6a, 'ö'],
  [0x7c, '§'],
  [0xa1, 'ß'],
  [0xb5, '@'],
  [0xbc, '‾'],
  [0xc0, 'ä'],
  [0xcc, '¦'],
  [0xd0, 'ü'],
  [0xdc, '}'],
  [0xe0, 'Ö'],
  [0xec, '\\'],
  [0xfc, ']']
)

const CP1026 = national(
  CP500,
  [0x48, '{'],
  [0x4a, 'Ç'],
  [0x5a, 'Ğİ'],
  [0x68, '['],
  [0x6a, 'ş'],
  [0x79, 'ı'],
  [0x7b, 'ÖŞ'],
  [0x7f, 'Ü'],
  [0x8c, '}`¦'],
  [0xa1, 'ö'],
  [0xac, ']$@'],
  [0xc0, 'ç'],
  [0xcc, '~'],
  [0xd0, 'ğ'],
  [0xdc, '\\'],
  [0xe0, 'ü'],
  [0xec, '#'],
  [0xfc, '"']
)

const CP875 =
  ' ΑΒΓΔΕΖΗΘΙ[.<(+!&ΚΛΜΝΞΟΠΡΣ]$*);^-/ΤΥΦΧΨΩΪΫ|,%_>?¨ΆΈΉ\xa0ΊΌΎΏ`:#@\'="΅abcdefghiαβγδεζ°jklmnopqrηθικλμ´~stuvwxyzνξοπρσ£άέήϊίόύϋώςτυφχψ{ABCDEFGHI\xadωΐΰ‘―}JKLMNOPQR±½\ufffd·’¦\\\ufffdSTUVWXYZ²§\ufffd\ufffd«¬0123456789³©\ufffd\ufffd»\x9f'

const CP424 = national(
  CP037,
  [0x41, 'אבגדהוזחט'],
  [0x51, 'יךכלםמןנס'],
  [0x62, 'עףפץצקרש'],
  [0x70, '\ufffdת\ufffd\ufffd\xa0\ufffd\ufffd\ufffd‗'],
  [0x80, '\ufffd'],
  [0x8c, '\ufffd\ufffd\ufffd'],
  [0x9a, '\ufffd\ufffd\ufffd'],
  [0x9e, '\ufffd'],
  [0xaa, '\ufffd\ufffd\ufffd\ufffd\ufffd'],
  [0xcb, '\ufffd\ufffd\ufffd\ufffd\ufffd'],
  [0xdb, '\ufffd\ufffd\ufffd\ufffd\ufffd'],
  [0xeb, '\ufffd\ufffd\ufffd\ufffd\ufffd'],
  [0xfb, '\ufffd\ufffd\ufffd\ufffd']
)

const DEFAULT = [/./, 'cp037', CP037] as const

const TABLES: readonly (readonly [label: RegExp, charset: string, table: string])[] = [
  [/500$|ebcdiccp(?:be|ch)$/, 'cp500', CP500],
  [/1140$/, 'cp1140', CP1140],
  [/273$|ebcdiccpde$/, 'cp273', CP273],
  [/1026$/, 'cp1026', CP1026],
  [/875$/, 'cp875', CP875],
  [/424$|ebcdiccphe$/, 'cp424', CP424]
]
