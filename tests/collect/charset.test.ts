import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode } from '../../src/collect/charset.ts'

/** "济南新材料产业园区，朱镕基题字。" in GBK; 镕 stands outside GB2312. */
const GBK = hex('bcc3 c4cf d0c2 b2c4 c1cf b2fa d2b5 d4b0 c7f8 a3ac d6ec e946 bbf9 cce2 d7d6 a1a3')
const CHINESE = '济南新材料产业园区，朱镕基题字。'

test.each([
  ['plain ASCII', ascii('<rss/>'), null, '<rss/>', 'utf-8'],
  ['nothing at all', new Uint8Array(), null, '', 'utf-8'],
  ['UTF-8 with BOM', join(hex('efbbbf'), utf8('园区')), null, '园区', 'utf-8'],
  ['UTF-8 that the header calls GBK', utf8(CHINESE), 'text/xml; charset=gbk', CHINESE, 'utf-8'],
  [
    'UTF-8 that declares itself Latin-1',
    utf8(`<?xml version="1.0" encoding="iso-8859-1"?>${CHINESE}`),
    null,
    `<?xml version="1.0" encoding="iso-8859-1"?>${CHINESE}`,
    'utf-8'
  ],
  [
    'UTF-8 with one broken byte',
    join(utf8(CHINESE), hex('e5'), utf8('完')),
    'text/xml; charset=gbk',
    `${CHINESE}\ufffd完`,
    'utf-8'
  ],
  ['UTF-8 that holds nothing but U+FFFD', utf8('\ufffd\ufffd'), null, '\ufffd\ufffd', 'utf-8'],
  ['UTF-16LE with BOM', hex('fffe ed56 3a53'), null, '园区', 'utf-16le'],
  ['UTF-16BE with BOM', hex('feff 56ed 533a'), null, '园区', 'utf-16be'],
  ['UTF-16LE without BOM', hex('3c00 7200 3a53'), null, '<r区', 'utf-16le'],
  ['UTF-16BE without BOM', hex('003c 0072 533a'), null, '<r区', 'utf-16be'],
  ['UTF-32LE with BOM', hex('fffe0000 ed560000 3a530000 00f60100'), null, '园区😀', 'utf-32le'],
  ['UTF-32BE with BOM', hex('0000feff 000056ed 0000533a'), null, '园区', 'utf-32be'],
  [
    'UTF-32BE without BOM, with a code that no character has',
    hex('0000003c 00110000'),
    null,
    '<\ufffd',
    'utf-32be'
  ],
  ['GBK named in the header', GBK, 'text/xml; charset="GBK"', CHINESE, 'gb18030'],
  [
    'GBK that the header calls gb2312',
    GBK,
    'application/rss+xml;charset=gb2312',
    CHINESE,
    'gb18030'
  ],
  ['GBK that the header calls cp936', GBK, 'text/html; charset=cp936', CHINESE, 'gb18030'],
  ['GBK that the header calls UTF-8', GBK, 'text/xml; charset=utf-8', CHINESE, 'gb18030'],
  ['GBK that the header calls Latin-1', GBK, 'text/xml; charset=ISO-8859-1', CHINESE, 'gb18030'],
  ['GBK that the header calls UTF-16', GBK, 'text/xml; charset=utf-16', CHINESE, 'gb18030'],
  ['GBK that nobody names', GBK, null, CHINESE, 'gb18030'],
  [
    'Big5 in an XML declaration',
    join(ascii('<?xml version="1.0" encoding="big5"?>'), hex('b6e9 b0cf')),
    null,
    '<?xml version="1.0" encoding="big5"?>園區',
    'big5'
  ],
  [
    'GBK in a meta of an old page',
    join(ascii('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'), GBK),
    null,
    `<meta http-equiv="Content-Type" content="text/html; charset=gb2312">${CHINESE}`,
    'gb18030'
  ],
  [
    'the XML declaration where the header names what does not fit',
    join(ascii("<?xml encoding='euc-jp'?>"), hex('c6fc cbdc a4c7 a4b9')),
    'text/xml; charset=big5-nonsense',
    "<?xml encoding='euc-jp'?>日本です",
    'euc-jp'
  ],
  [
    'a charset that the platform does not know',
    GBK,
    'text/xml; charset=hz-gb-2312',
    CHINESE,
    'gb18030'
  ],
  [
    'GBK that the header calls something Japanese',
    GBK,
    'text/xml; charset=iso-2022-jp',
    CHINESE,
    'gb18030'
  ],
  [
    'French whose letters would do as halves of Chinese ones',
    ascii('cr\xeame, th\xe9i\xe8re'),
    null,
    'crême, théière',
    'windows-1252'
  ],
  ['French that nobody names', hex('e974e9'), null, 'été', 'windows-1252'],
  [
    'French named as Latin-1',
    ascii('caf\xe9 \x92'),
    'text/xml; charset=iso-8859-1',
    'café ’',
    'windows-1252'
  ]
] as const)('%s', (_, bytes, contentType, text, charset) => {
  expect(decode(bytes, contentType)).toEqual({ text, charset })
})

test('any bytes under any label become a string', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.option(fc.string()), (bytes, label) => {
      const decoded = decode(bytes, label === null ? null : `text/xml; charset=${label}`)
      expect(decoded.charset).toMatch(/^[a-z]/)
    })
  )
})

function hex(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'))
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(text, 'latin1'))
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(parts.flatMap((part) => [...part]))
}
