import iconv from 'iconv-lite'

export type Decoded = {
  readonly text: string
  /** WHATWG name in lower case; IANA's or Python's, in lower case, for what WHATWG does not list. */
  readonly charset: string
}

export type Codec = {
  readonly charset: string
  readonly decode: (bytes: Uint8Array) => string
}

/**
 * The eight-bit charset that a label means, however it is spelt (`windows_1251`, `CP-936`, `l2`,
 * `437`), widened as browsers do: gb2312 to GB18030, Latin-1 to windows-1252, ks_c_5601 to UHC.
 * `undefined` for what nobody knows and for UTF-16 and UTF-32, which only bytes can prove.
 */
export const codecOf = (label: string): Codec | undefined => {
  const key = labelKey(label)
  const name = nameOf(key) ?? whatwgName(label.trim()) ?? key
  const replaced = ICONV_INSTEAD.get(name)
  if (replaced) return iconvCodec(name, replaced)
  if (name === 'cp1006') return { charset: name, decode: decodeCp1006 }
  const whatwg = whatwgName(name)
  if (whatwg) return { charset: whatwg, decode: (bytes) => new TextDecoder(whatwg).decode(bytes) }
  return OWN_OF_ICONV.test(name) || !iconv.encodingExists(name) ? undefined : iconvCodec(name, name)
}

/** What is left when two spellings of a label are compared: `ISO_8859-2` is `iso88592`. */
export const labelKey = (label: string): string => label.toLowerCase().replace(/[^a-z0-9]/g, '')

const iconvCodec = (charset: string, encoding: string): Codec => ({
  charset,
  decode: (bytes) => iconv.decode(bytes, encoding)
})

/** Node's own tables put the characters of HKSCS into the private use area and know no UHC. */
const ICONV_INSTEAD: ReadonlyMap<string, string> = new Map([
  ['big5', 'big5hkscs'],
  ['euc-kr', 'cp949']
])

/** iconv-lite also "decodes" base64, hex and the like, and the wide forms. */
const OWN_OF_ICONV = /^(?:binary|base64|hex|unicode|(?:utf|ucs|cesu)\d)/

const whatwgName = (label: string): string | undefined => {
  try {
    const { encoding } = new TextDecoder(label)
    return /^utf-16|^x-user-defined$/.test(encoding) ? undefined : encoding
  } catch {
    return undefined
  }
}

/** Read from the top; keys are labels without everything that is neither letter nor digit. */
const NAMES: readonly (readonly [key: RegExp, name: string])[] = [
  [/^(?:x|cn|cs|csiso58)?gb(?:k|\d*)$|^euc(?:gb2312)?cn$|^isoir58$|^chinese$/, 'gb18030'],
  [/^(?:cp|ms|windows|ibm)?(?:936|54936)$|^xmacsimpchinese$/, 'gb18030'],
  [/^(?:x|xx|cn|cs)?big5(?:tw|eten|hkscs)?\d*$|^hkscs$/, 'big5'],
  [/^(?:cp|ms|windows|ibm)?950$|^xmactradchinese$/, 'big5'],
  [/^(?:x|cs)?euckr$|^(?:cs)?ks[cx]\d+$|^uhc$|^isoir149$|^(?:xmac)?korean$/, 'euc-kr'],
  [/^(?:cp|ms|windows|ibm)?(?:949|51949)$/, 'euc-kr'],
  [/^(?:x|cs)?s(?:hift)?jisx?\d*$|^(?:cs)?(?:ms|windows)(?:kanji|31j)$/, 'shift_jis'],
  [/^(?:cp|ms|windows|ibm)?932$|^xmacjapanese$/, 'shift_jis'],
  [/^(?:x|cs)?euc(?:jp|jisx?\d*)$|^ujis$|^jisx0213$|^(?:cp)?51932$/, 'euc-jp'],
  [/^tis620\d*$|^thai8?$|^isoir166$|^(?:cp|ms|windows|ibm)?874$/, 'windows-874'],
  [/^(?:x?cp|x?windows|win|ms)?(125\d)$/, 'windows-$1'],
  [/^(?:cs)?iso8859(\d\d?)(?:\d{4})?$/, 'iso-8859-$1'],
  [/^(?:ansix34.*|(?:iso)?646.*|us|(?:cp|ibm)(?:367|819)|(?:iso)?8859|latin)$/, 'windows-1252'],
  [/^(?:cs)?koi8([ru])$/, 'koi8-$1'],
  [/^(?:cs)?(?:cp|ibm)?866$/, 'ibm866'],
  [/^cp866u$|^ruscii$/, 'cp1125'],
  [/^(?:cp|ibm)1051$/, 'hproman8'],
  [/^cpis$/, 'cp861'],
  [/^x?mac(?:roman|intosh)?$/, 'macintosh'],
  [/^x?mac(?:cyrillic|ukrain.*)$/, 'x-mac-cyrillic'],
  [/^x?mac(?:latin2|ce|cent(?:ral)?euro(?:pe(?:an)?)?)$/, 'maccenteuro'],
  [/^x?mac(greek|turkish|icelandic|iceland|croatian|romania)$/, 'mac$1'],
  [/^(?:cs)?ptcp154$|^cp154$|^cyrillicasian$/, 'pt154'],
  [/^kz1048$|^strk1048/, 'rk1048'],
  [/^cspc.*?(\d{3})[a-z]*$/, 'cp$1'],
  [/^(?:cs)?(?:cp|ibm|dos|windows|ms)?(\d{3,5})$/, 'cp$1']
]

const nameOf = (key: string): string | undefined => {
  for (const [pattern, name] of NAMES) {
    const match = pattern.exec(key)
    if (match) return name.replace('$1', match[1] ?? '')
  }
  return undefined
}

/** Urdu, the one code page of Python's that neither TextDecoder nor iconv-lite has. */
const CP1006 =
  '\xa0۰۱۲۳۴۵۶۷۸۹،؛\xad؟ﺁﺍﺎﺎﺏﺑﭖﭘﺓﺕﺗﭦﭨﺙﺛﺝﺟﭺﭼﺡﺣﺥﺧﺩﮄﺫﺭﮌﺯﮊﺱﺳﺵﺷﺹﺻﺽﺿﻁﻅﻉﻊﻋﻌﻍﻎﻏﻐﻑﻓﻕﻗﻙﻛﮒﮔﻝﻟﻠﻡﻣﮞﻥﻧﺅﻭﮦﮨﮩﮪﺀﺉﺊﺋﻱﻲﻳﮰﮮﹼﹽ'

const decodeCp1006 = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) => CP1006[byte - 0xa0] ?? String.fromCharCode(byte)).join('')
