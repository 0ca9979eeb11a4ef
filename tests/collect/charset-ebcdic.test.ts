import { expect, test } from 'vitest'
import { decode } from '../../src/collect/charset.ts'

/** `<?xml encoding=` in every form of EBCDIC. */
const START = '4c6fa794934085958396848995877e'

test.each([
  ['cp037', '7f8397f0f3f77f6f6e4ca36ec381865140ba4abb4c61a36e', '"cp037"?><t>Café [¢]</t>'],
  [
    'cp500',
    '7fc5c2c3c4c9c360c3d760c2c57f6f6e4ca36ec3818651404a4f5a4c61a36e',
    '"EBCDIC-CP-BE"?><t>Café [!]</t>'
  ],
  ['cp1140', '7f898294f1f1f4f07f6f6e4ca36ef5409f4c61a36e', '"ibm1140"?><t>5 €</t>'],
  ['cp1026', 'fc8397f1f0f2f6fc6f6e4ca36ec96a799240fc5afc4c61a36e', '"cp1026"?><t>Işık "Ğ"</t>'],
  ['cp273', '7f8397f2f7f37f6f6e4ca36ee0934089a2a340a2d0a14c61a36e', '"cp273"?><t>Öl ist süß</t>'],
  ['cp875', '7f8397f8f7f57f6f6e4ca36e54b2ac40adb1ae9dac4c61a36e', '"cp875"?><t>Νέο πάρκο</t>'],
  ['cp424', '7f8397f4f2f47f6f6e4ca36e695446554c61a36e', '"cp424"?><t>שלום</t>'],
  ['cp037', '7f9985867f6f6e254ca36e0d05514c61a36e', '"ref"?>\n<t>\r\té</t>']
])('a document in EBCDIC that begins with <?xml is read by its declaration: %s', (...row) => {
  const [charset, hex, text] = row
  expect(decode(Buffer.from(START + hex, 'hex'))).toEqual({
    text: `<?xml encoding=${text}`,
    charset
  })
})
