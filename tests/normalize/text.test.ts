import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanLine, fold, foldTaiwan, toNfkc } from '../../src/normalize/text.ts'

describe('fold', () => {
  test.each([
    ['新 材料', '新材料'],
    ['新\n\t　材料', '新材料'],
    ['R&D Center', 'r d center'],
    ['R&D  center', 'r d center'],
    ['園區 ＡＢＣ　Park 2024年', '园区abc park 2024年'],
    ['“新材料”·产业园：开园！', '新材料产业园开园'],
    ['新\u200b材\ufeff料\u00ad', '新材料'],
    ['a\u0000b\u202ec', 'abc'],
    ['7,450 元', '7450元'],
    ['7，450元', '7450元'],
    ['1,234,567', '1234567'],
    ['增长3.5%', '增长3 5'],
    ['①②㎡', '12m2'],
    ['Café CAFÉ', 'café café'],
    ['Cafe\u0301', 'café'],
    ['パーク 東京', 'パーク东京'],
    ['산업 단지', '산업 단지'],
    ['乾 隆', '乾隆'],
    ['反 覆', '反复'],
    ['反，覆', '反覆'],
    ['！？…', ''],
    ['', '']
  ])('%j', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  test('reads traditional by character, and in Taiwan wording on demand', () => {
    expect(fold('軟體產業園區')).toBe('软体产业园区')
    expect(foldTaiwan('軟體 產業園區')).toBe('软件产业园区')
  })

  test('a folded text holds words and single spaces only', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        /^(?:[\p{L}\p{N}\p{M}]+(?: [\p{L}\p{N}\p{M}]+)*)?$/u.test(fold(text))
      )
    )
  })
})

describe('fold and foldTaiwan', () => {
  const scraps = fc.constantFrom(
    ...Array.from(
      '產業園區軟体坏瞭覆一的云川aZé79,，  \u3000·-。㎡①…ーがｶσΣ\u0301\u200b\u3099\u0085'
    ),
    ...[
      '7,450',
      '一目瞭然',
      '以免藉口',
      '反覆',
      '品質',
      '物件',
      '保羅·海吉斯',
      'か\u3099',
      '\ud83d'
    ]
  )
  const texts = fc.array(fc.oneof(scraps, scraps, fc.string({ unit: 'binary', maxLength: 1 })), {
    maxLength: 40
  })

  // With an emoji in it, a text is read the long way.
  test('a text says the same with an emoji behind it', () => {
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('')
        expect(fold(text)).toBe(fold(`${text} 😀`))
        expect(foldTaiwan(text)).toBe(foldTaiwan(`${text} 😀`))
      }),
      { numRuns: 2000 }
    )
  })

  test('every character of the basic plane says the same with an emoji behind it', () => {
    const units = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code))
    const differing = units.filter((unit) => {
      const text = `新 ${unit} 7${unit}450`
      return fold(text) !== fold(`${text} 😀`)
    })
    expect(differing).toEqual([])
  })

  test('a long text keeps all its words', () => {
    expect(fold('新材料，'.repeat(5000))).toBe('新材料'.repeat(5000))
    expect(fold('park '.repeat(5000))).toBe('park '.repeat(5000).trim())
  })

  test('names of foreigners in Taiwan wording keep together what a dot parts', () => {
    expect(foldTaiwan('導演保羅·海吉斯')).toBe('导演保罗哈吉斯')
  })
})

describe('cleanLine', () => {
  test.each([
    ['  新材料 \r\n\t 产业园\u3000开园 ', '新材料 产业园 开园'],
    ['a\u2028b\u2029c\u0085d', 'a b c d'],
    ['a\u0000\u0007\u001b[31mb\u009b', 'a[31mb'],
    ['\u202egnp.exe\u202c \u2066x\u2069\u200f', 'gnp.exe x'],
    ['新\u200b材\ufeff料\u2060', '新材料'],
    ['lone \ud83d surrogate \udc00', 'lone \ufffd surrogate \ufffd'],
    ['R&amp;D <b>', 'R&amp;D <b>'],
    ['👩\u200d🔬', '👩\u200d🔬'],
    ['Subject: x\r\nBcc: y', 'Subject: x Bcc: y']
  ])('%j', (text, clean) => {
    expect(cleanLine(text)).toBe(clean)
  })
})

describe('toNfkc', () => {
  test('folds what is compatible and keeps the marks of every writing', () => {
    expect(toNfkc('ＡＢＣ㈱ Việt Nam ẕ̱ กำลัง')).toBe('ＡＢＣ㈱ Việt Nam ẕ̱ กำลัง'.normalize('NFKC'))
  })

  test.each([
    ['of one block', '\u0315\u0300'],
    ['of two', '\u0315\u1dc4'],
    ['beyond the first plane', '\u{1d165}\u0300']
  ])('a run of a hundred thousand marks %s costs no time', { timeout: 2000 }, (_, marks) => {
    expect(toNfkc(`a${marks.repeat(100_000)}b`)).toMatch(/^.{10,24}b$/u)
    expect(fold(`园区${marks.repeat(100_000)}`).slice(0, 2)).toBe('园区')
  })
})
