import { expect, test } from 'vitest'
import { decode } from '../../src/collect/charset.ts'

test.each([
  ['ISO-2022-JP', '\x1b$B?79)>l$r8x3+\x1b(B', '新工場を公開', 'iso-2022-jp'],
  ['ISO-2022-JP of 1978 beside Latin letters', 'A \x1b$@?79)\x1b(J B', 'A 新工 B', 'iso-2022-jp'],
  [
    'ISO-2022-JP-2 with Chinese, Korean and Greek',
    '\x1b$B?79)\x1b(B \x1b$A7"U9\x1b(B \x1b$(C0x@e\x1b(B \x1b.F\x1bNa',
    '新工 发展 공장 α',
    'iso-2022-jp'
  ],
  [
    'ISO-2022-JP-EXT with a rare character and half-width kana',
    '\x1b$(D0!\x1b(I12\x1b(B',
    '丂ｱｲ',
    'iso-2022-jp'
  ],
  [
    'ISO-2022-JP whose closing escape is lost: the damage ends with the line',
    '\x1b$B?79)\n<link>',
    '新工\n<link>',
    'iso-2022-jp'
  ],
  ['ISO-2022-KR', '\x1b$)C\x0e;u\x0f \x0e0x@e\x0f\n\x0e0x03\x0f', '새 공장\n공개', 'iso-2022-kr'],
  ['HZ that nobody declares', 'Zone ~{3N:~8_PBGx~}', 'Zone 澄湖高新区', 'hz-gb-2312']
])('%s is recognised by its escapes', (_, bytes, text, charset) => {
  expect(decode(Buffer.from(bytes, 'latin1'))).toEqual({ text, charset })
})

test.each([
  ['HZ', 'hz-gb-2312', '~{3N~} ~~ ~\n~{:~\n~~', '澄 ~ 湖\n~', 'hz-gb-2312'],
  ['HZ by another name', 'HZ', '~{3N~}', '澄', 'hz-gb-2312'],
  ['UTF-7', 'utf-7', '+b4RuVg- 1 +- 1', '澄湖 1 + 1', 'utf-7'],
  ['UTF-7 by another name', 'UNICODE_1_1_UTF_7', '+2D3eAA-', '😀', 'utf-7'],
  ['ASCII that calls itself UTF-7', 'utf-7', '19 Nov 2026 10:00:00 +0800', undefined, 'utf-8'],
  ['ASCII that calls itself HZ', 'hz-gb-2312', 'Zone', undefined, 'utf-8'],
  ['ASCII that calls itself ISO-2022-JP', 'iso-2022-jp', '~{3N~}', undefined, 'utf-8'],
  ['code with ~{ and ~}, of no charset at all', 'utf-8', 'a=~{ab.cd()~};', undefined, 'utf-8'],
  ['two words by chance', 'utf-8', '~{VPND~}', undefined, 'utf-8']
])('%s under that label', (_, label, bytes, text, charset) => {
  const contentType = `text/xml; charset=${label}`
  expect(decode(Buffer.from(bytes, 'latin1'), contentType)).toEqual({
    text: text ?? bytes,
    charset
  })
})

test('a label of seven bits does not outweigh valid UTF-8', () => {
  const bytes = Buffer.from('园区 ~{3N~}')
  expect(decode(bytes, 'text/xml; charset=hz-gb-2312').text).toBe('园区 ~{3N~}')
})
