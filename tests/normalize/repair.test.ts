import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hanIn, traditionalShare } from '../../src/normalize/chinese.ts'
import { isReading } from '../../src/normalize/pinyin.ts'
import { judgeRepair, repair, repairAs } from '../../src/normalize/repair.ts'

/** A text of over sixty Han, partly traditional and without any gloss. */
const LONG = '港口管理局昨日公布了三號碼頭的擴建計劃，並邀請附近的居民到現場參觀。'.repeat(3)
const TONED = { verdict: 'toned', damaged: false } as const

describe('toned readings', () => {
  test.each([
    ['a headline', '三號碼頭開(kāi)放參觀', '三号码头开放参观', 1],
    ['an outer bracket', '園區(qū)(港務(wù)局產(chǎn)業(yè)基地)', '园区(港务局产业基地)', 4],
    ['full-width brackets', '業（yè）務（wù）', '业务', 2],
    ['brackets of both widths', '業（yè)務(wù）', '业务', 2],
    ['decomposed tone marks', '業(ye\u0300)務(wu\u0300)綠(lu\u0308\u0300)', '业务绿', 3],
    ['the IPA letters ɡ and ɑ', '綱(ɡāng)產(chɑ\u030cn)', '纲产', 2],
    ['a breve for a caron', '產(chăn)點(diăn)', '产点', 2],
    ['HTML entities', '業(y&egrave;)區(q&#363;)產(ch&#x1ce;n)', '业区产', 3],
    ['a repeated bracket', '區(qū)(qū)業(yè)', '区业', 3],
    ['the valid prefix of a run', '業(yè)務(wù)(e)', '业务(e)', 2],
    ['nothing behind an invalid bracket', '業(yè)務(wù)(e)(wù)', '业务(e)(wù)', 2],
    ['a reading that the context rules out', '協(xié)調(diào)必應(yīng)', '协调必应', 3],
    ['a neutral tone', '孩子們(men)開(kāi)學(xué)', '孩子们开学', 3],
    ['a gloss on a plain character', '業(yè)務(wù)行(háng)規', '业务行(háng)规', 2],
    ['a wrong reading', '業(yè)務(wù)區(yè)', '业务区(yè)', 2],
    ['an upper-case reading', '業(yè)務(wù)區(Qū)', '业务区(Qū)', 2],
    ['a space in the bracket', '業(yè)務(wù)區(qū )', '业务区(qū )', 2],
    ['two readings in a bracket', '業(yè)務(wù)產業(chǎnyè)', '业务产业(chǎnyè)', 2],
    [
      'other brackets',
      '業(yè)務(wù)(试行)(2021)(第三批)(ESG)(B2B)(ORIENTAL YUHONG)〔2021〕8號',
      '业务(试行)(2021)(第三批)(ESG)(B2B)(ORIENTAL YUHONG)〔2021〕8号',
      2
    ],
    ['half-width punctuation', '業(yè)務(wù),如何?開(kāi)始!', '业务,如何?开始!', 3]
  ])('%s', (_, mangled, text, stripped) => {
    const repaired = { text, verdict: 'toned', stripped }
    expect(repair(mangled)).toMatchObject(repaired)
    expect(repair(text).text).toBe(text)
  })

  test('two characters convict a text of any length', () => {
    expect(judgeRepair(`${LONG}業(yè)務(wù)`).verdict).toBe('toned')
  })

  test.each([
    ['one hit in a long text', `${LONG}業(yè)`],
    ['one character again and again in a long text', `${LONG}區(qū)區(qū)區(qū)`],
    ['one hit in a short text that is hardly traditional', '这是一篇很短的简体文章里的園區(qū)'],
    ['a simplified text', '兖(yǎn)州、泺(luò)口和行(háng)业'],
    ['names that simplified text writes so', '乾(qián)县在於(yū)潜'],
    ['a Taiwan page', LONG],
    ['a Taiwan page with a rare reading', `${LONG}會計(kuài)師`],
    ['two neutral tones', '孩子們(men)開學了嗎(ma)'],
    ['brackets without readings', '關於產業園區(試行)的通知(2021)〔2021〕8號(ESG)'],
    ['English', 'A bus (a) and a man (men)'],
    ['nothing', '']
  ])('%s is left alone', (_, text) => {
    expect(repair(text)).toEqual({ text, verdict: 'clean', stripped: 0, damaged: false })
  })
})

describe('toneless readings', () => {
  const BRIDGE = '遠大路(lu)(lu)(lu)與橋(qiao)(qiao)梁(liang)公(gong)司'

  test('a text full of them is repaired, plain characters included', () => {
    expect(repair(BRIDGE)).toEqual({
      text: '远大路与桥梁公司',
      verdict: 'toneless',
      stripped: 7,
      damaged: false
    })
  })

  test('ü is known in all its spellings', () => {
    expect(repair(`${BRIDGE}綠(lv)女(nü)旅(lu)`).text).toBe('远大路与桥梁公司绿女旅')
  })

  test('a genuine toned gloss stays', () => {
    expect(repair(`${BRIDGE}行(háng)`).text).toBe('远大路与桥梁公司行(háng)')
  })

  test.each([
    ['four hits', '遠大路(lu)與橋(qiao)梁(liang)公(gong)司'],
    ['three characters', '遠大路(lu)(lu)(lu)與橋(qiao)梁(liang)公司'],
    ['a sparse text', LONG.repeat(3) + BRIDGE.replace('(lu)(lu)', '')],
    ['a primer in simplified characters', '我(wo)们(men)去(qu)公(gong)园(yuan)玩(wan)']
  ])('%s is left alone', (_, text) => {
    expect(repair(text)).toMatchObject({ text, verdict: 'clean', stripped: 0 })
  })
})

describe('debris', () => {
  test.each([
    ['普洛斯?jié)咸鞓騾^(qū)物流園', '普洛斯?jié)咸鞓騾^(qū)物流园'],
    ['普洛斯\ufffd(jié)咸鞓騾^(qū)物流園', '普洛斯\ufffd(jié)咸鞓騾^(qū)物流园'],
    ['曾任區長，F(xiàn)任書記', '曾任区长，F(xiàn)任书记'],
    ['影響?！盵2]後來', '影响?！盵2]后来'],
    ['田廣?。簞?chuàng)百年', '田广?。簞?chuàng)百年']
  ])('%s is kept in a mangled text and the rest repaired', (torn, kept) => {
    expect(repair(`業(yè)務(wù)，${torn}`)).toEqual({
      text: `业务，${kept}`,
      verdict: 'toned',
      stripped: 2,
      damaged: true
    })
  })

  test('debris that no sound text holds is reported without any verdict', () => {
    const text = '普洛斯?jié)咸鞓騾^(qū)物流園'
    expect(repair(text)).toEqual({ text, verdict: 'clean', stripped: 0, damaged: true })
  })

  test('what may be sound is no damage in a clean text', () => {
    expect(repair('T(tī)恤破了，\ufffd').damaged).toBe(false)
  })
})

describe('the parts of a document', () => {
  const TITLE = '碼頭區(qū)'
  const HTML = `<p title="區(qū)">港務(wù)局業(yè)主<a href="/區(qū)_(a).html">公告</a></p>${LONG}`

  test('share the verdict that they get together', () => {
    const verdict = judgeRepair(`${TITLE} ${LONG}\n${HTML}`)
    expect(verdict).toEqual(TONED)
    expect(repairAs(TITLE, verdict)).toBe('码头区')
    expect(repairAs('公告欄', verdict)).toBe('公告栏')
    expect(repairAs('公告欄', { verdict: 'clean' })).toBe('公告欄')
  })

  test('keep their tags, attributes and comments', () => {
    expect(repairAs(HTML.replace(LONG, '<!-- 區(qū) -->'), TONED)).toBe(
      '<p title="區(qū)">港务局业主<a href="/區(qū)_(a).html">公告</a></p><!-- 區(qū) -->'
    )
  })

  test('do not convict a page by what its tags hold', () => {
    expect(judgeRepair('<p title="業(yè)務(wù)">港口</p>').verdict).toBe('clean')
  })

  test('are not read across a tag', () => {
    expect(repairAs('<b>區</b>(qū)', TONED)).toBe('<b>区</b>(qū)')
  })
})

describe('any text', () => {
  const PIECES = [
    ...[
      '區(qū)',
      '業(yè)',
      '務(wù)(e)',
      '濟（jì）',
      '額（é）',
      '路(lu)(lu)',
      '橋(qiao)',
      '乾(qián)',
      '們(men)'
    ],
    ...[
      '園',
      '遠',
      '薴',
      '徵',
      '隆',
      '州',
      '行(háng)',
      '咸鞓騾',
      '𠀀',
      '，',
      '。',
      '',
      ' ',
      '\n',
      'A'
    ],
    ...[
      '?jié)',
      '^(qū)',
      'F(xiàn)',
      '?！盵2]',
      '?',
      '\ufffd',
      '(',
      ')',
      '（',
      '((',
      'qū',
      'e',
      '\u0300'
    ],
    ...['<b>', '</b>', '<a t="', '">', "='", '<!--', '-->', '<', '>', '&egrave;', '(y&egrave;)']
  ]
  const texts = fc.oneof(
    { weight: 4, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }) },
    { weight: 1, arbitrary: fc.array(fc.string({ unit: 'binary' }), { maxLength: 4 }) }
  )

  test('is repaired once and for all', () => {
    fc.assert(
      fc.property(texts, (pieces) => {
        const { text } = repair(pieces.join(''))
        expect(repair(text).text).toBe(text)
      }),
      { numRuns: 1000 }
    )
  })

  test('without a bracket is left as it is', () => {
    fc.assert(
      fc.property(texts, (pieces) => {
        const text = pieces.join('').replace(/[()（）]/g, '')
        expect(repair(text)).toMatchObject({ text, verdict: 'clean', stripped: 0 })
      })
    )
  })

  test('loses as many brackets as are counted', () => {
    fc.assert(
      fc.property(texts, (pieces) => {
        const before = pieces.join('')
        const { text, stripped } = repair(before)
        const count = (where: string) => where.match(/[(（]/g)?.length ?? 0
        expect(count(before) - count(text)).toBe(stripped)
      })
    )
  })

  // Not a race: a quadratic search over a megabyte takes minutes and runs into the time limit.
  test.each([
    '(',
    '()',
    '區(',
    '區(qū)',
    '區(qūqūqūqū',
    '騾^(qū)',
    '?jié)',
    '(a)',
    '咸',
    '?！',
    '<a ="',
    '<b>區'
  ])('of a megabyte of %j comes to an end', (piece) => {
    const text = piece.repeat(Math.ceil(2 ** 20 / piece.length))
    const { stripped } = repair(`業(yè)務(wù)${text}`)
    expect(stripped - 2).toBe(piece === '區(qū)' ? text.length / piece.length : 0)
  })

  test('of one long run of brackets, opened or nested, comes to an end', () => {
    expect(repair(`業(yè)區${'(qū)'.repeat(250_000)}`).stripped).toBe(250_001)
    expect(repair(`${'('.repeat(500_000)}業(yè)務(wù)${')'.repeat(500_000)}`).stripped).toBe(2)
  })
})

test('the sample of a real mirror is fully repaired', ({ skip }) => {
  const sample = resolve(import.meta.dirname, '../../../shared/seed/page.txt')
  if (!existsSync(sample)) {
    const reason = `the sample does not lie beside this repository: ${sample}`
    // The default reporter keeps the reasons of skipped tests to itself.
    process.stderr.write(`tests/normalize/repair: skipped, ${reason}\n`)
    return skip(reason)
  }
  const mangled = readFileSync(sample, 'utf8')
  const glosses = Array.from(mangled.matchAll(/(\p{Script=Han})\((\p{L}+)\)/gu))
  expect(glosses.filter(([, char, reading]) => !isReading(char!, reading!))).toEqual([])

  const { text, ...found } = repair(mangled)
  expect(found).toEqual({ verdict: 'toned', stripped: 371, damaged: false })
  expect(text).not.toMatch(/[()（）]/)
  expect(traditionalShare(text)).toBe(0)
  expect(hanIn(text)).toHaveLength(hanIn(mangled).length)
  expect(repair(text)).toEqual({ text, verdict: 'clean', stripped: 0, damaged: false })
})
