import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { decode } from '../../src/collect/charset.ts'

/** The title of a feed that declares `label`, of which `bytes` are the title. */
const titleOf = (label: string, bytes: readonly number[] | Uint8Array): string => {
  const document = Uint8Array.from([
    ...Buffer.from(`<?xml version="1.0" encoding="${label}"?>\n<rss><channel><title>`),
    ...bytes,
    ...Buffer.from('</title></channel></rss>')
  ])
  return /<title>([^]*)<\/title>/.exec(decode(document).text)![1]!
}

test.each([
  ['437', 0x80, 'Ç'],
  ['cspc8codepage437', 0xe1, 'ß'],
  ['cp737', 0x80, 'Α'],
  ['cspc775baltic', 0xd0, 'ą'],
  ['IBM850', 0xd0, 'ð'],
  ['cspcp852', 0xa4, 'Ą'],
  ['csIBM855', 0xd0, 'л'],
  ['ibm857', 0xd0, 'º'],
  ['cp_is', 0xa4, 'Á'],
  ['862', 0x80, 'א'],
  ['cp864', 0xb1, '١'],
  ['csibm866', 0x80, 'А'],
  ['cp-gr', 0xe1, 'η'],
  ['cp1006', 0xb1, 'ﺎ'],
  ['ruscii', 0xe1, 'с'],
  ['windows 1250', 0xa5, 'Ą'],
  ['windows_1251', 0x80, 'Ђ'],
  ['1253', 0xe1, 'α'],
  ['cp1255', 0xa4, '₪'],
  ['WINDOWS-1256', 0xd0, 'ذ'],
  ['cp1257', 0xe1, 'į'],
  ['l2', 0xb1, 'ą'],
  ['ISO_8859-2:1987', 0xb1, 'ą'],
  ['iso8859_5', 0xd0, 'а'],
  ['csISOLatinGreek', 0xe1, 'α'],
  ['iso-8859-9', 0xd0, 'Ğ'],
  ['latin9', 0xa4, '€'],
  ['iso 8859 16', 0xa4, '€'],
  ['cskoi8r', 0x80, '─'],
  ['koi8_u', 0xa4, 'є'],
  ['KOI8-T', 0x80, 'қ'],
  ['mac-cyrillic', 0x80, 'А'],
  ['maccentraleurope', 0xb1, 'Ī'],
  ['macgreek', 0xa4, 'Λ'],
  ['macintosh', 0x80, 'Ä'],
  ['mac_turkish', 0xda, 'Ğ'],
  ['cyrillic-asian', 0x80, 'Җ'],
  ['kz1048', 0x8d, 'Қ'],
  ['roman8', 0xa4, 'Ê'],
  ['VISCII', 0xd5, 'ạ'],
  ['tis_620-0', 0xa4, 'ค'],
  ['latin', 0x80, '€'],
  ['us-ascii', 0x80, '€']
])('a document that declares %s is read by it', (label, byte, letter) => {
  expect(titleOf(label, [byte])).toBe(letter)
})

test.each([
  ['gb2312', 'GBK', '朱镕基'],
  ['GB_2312-80', 'GBK', '朱镕基'],
  ['x-gbk', 'GBK', '朱镕基'],
  ['cp936', 'GBK', '朱镕基'],
  ['Big5-HKSCS', 'big5hkscs', '啫喱'],
  ['x-x-big5', 'big5', '園區'],
  ['ms950', 'cp950', '園區'],
  ['ks_c_5601-1987', 'cp949', '똠방각하'],
  ['UHC', 'cp949', '똠방각하'],
  ['x-sjis', 'shiftjis', '①工場'],
  ['ms_kanji', 'shiftjis', '①工場'],
  ['shift_jisx0213', 'shiftjis', '工場'],
  ['ujis', 'eucjp', '工場'],
  ['euc-jis-2004', 'eucjp', '工場']
])('%s means the widest charset of that family', (label, encoding, title) => {
  expect(titleOf(label, iconv.encode(title, encoding))).toBe(title)
})

test.each(['base64', 'hex', 'utf-16', 'ucs2', 'utf-7', 'constructor', 'x-user-defined', 'bogus-8'])(
  'the label %s does not turn GBK into anything else',
  (label) => {
    expect(titleOf(label, iconv.encode('澄湖高新区开工', 'gbk'))).toBe('澄湖高新区开工')
  }
)

test.each([
  ['the header outweighs the declaration', 'text/xml; charset="iso-8859-7"', 'windows-1251', 'Ξ'],
  ['a Latin-1 header outweighs nothing', 'text/xml; charset=ISO-8859-1', 'iso-8859-7', 'Ξ'],
  ['a UTF-8 header that is a lie outweighs nothing', 'text/xml;charset=utf-8', 'iso-8859-7', 'Ξ'],
  ['a header that nobody knows outweighs nothing', 'text/xml;charset=greek-9', 'iso-8859-7', 'Ξ']
])('%s', (_, contentType, declared, letter) => {
  const document = Buffer.from(`<?xml version='1.0' encoding='${declared}'?><t>\xce</t>`, 'latin1')
  expect(decode(document, contentType).text).toContain(`<t>${letter}</t>`)
})

test('the mark of UTF-8 before a page in another charset is no text', () => {
  const bytes = Buffer.concat([Buffer.from('efbbbf', 'hex'), iconv.encode('澄湖高新区', 'gbk')])
  expect(decode(bytes)).toEqual({ text: '澄湖高新区', charset: 'gb18030' })
})
