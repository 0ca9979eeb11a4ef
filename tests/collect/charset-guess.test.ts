import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { decode } from '../../src/collect/charset.ts'

const feedOf = (title: string, encoding: string): Uint8Array =>
  iconv.encode(`<rss><channel><item><title>${title}</title></item></channel></rss>\n`, encoding)

const SIMPLIFIED = [
  '园区开工大会',
  '选两居室',
  '苹果、梨、猕',
  '小时值守电话', // five of its six pairs are valid UTF-8
  '魑魅魍魉饕餮', // not one common character
  '朱镕基题字石',
  '苹果、梨、猕猴桃价格回落',
  '濮阳、亳州、衢州三地警方联手破案',
  '夜市经济升温：烤串、凉皮、糖葫芦香飘满街',
  '诗人郁达夫故居修缮完工，下月对外开放'
]
const TRADITIONAL = [
  '園區開工大會',
  '發現彩繪陶罐',
  '遺址發現彩繪',
  '專案集中簽約儀式',
  '立法院三讀通過產業創新條例',
  '颱風逼近，臺中、彰化停班停課',
  '半導體廠擴建，年底前試產',
  '鹹酥雞、滷味、珍珠奶茶齊聚夜市'
]

describe.each([1, 40])('undeclared titles, repeated %i times', (times) => {
  test.each(SIMPLIFIED)('GBK is read as GB18030: %s', (title) => {
    expect(decode(feedOf(title.repeat(times), 'gbk')).charset).toBe('gb18030')
  })

  test.each(TRADITIONAL)('GBK of traditional characters is read as GB18030: %s', (title) => {
    expect(decode(feedOf(title.repeat(times), 'gbk')).charset).toBe('gb18030')
  })

  test.each(TRADITIONAL)('Big5 is read as Big5: %s', (title) => {
    expect(decode(feedOf(title.repeat(times), 'big5')).charset).toBe('big5')
  })

  test.each([
    ['euc-jp', '新しい材料工場の建設が始まりました'],
    ['shift_jis', '新しい材料工場の建設が始まりました'],
    ['euc-kr', '산업단지에서 새로운 공장 건설이 시작되었습니다'],
    ['windows-1251', 'В промышленном парке открыли новый завод'],
    ['windows-1251', 'Файл "{0}" не найд'],
    ['koi8-r', 'В промышленном парке открыли новый завод'],
    ['windows-1255', 'בפארק התעשייה נפתח מפעל חדש'],
    ['windows-874', 'นิคมอุตสาหกรรมเปิดโรงงานวัสดุใหม่'],
    ['windows-1252', 'Le parc à côté du théâtre a été inauguré « hier »'],
    ['windows-1252', 'Größte Straße für Fußgänger eröffnet'],
    ['windows-1252', 'Inauguração: são três mil milhões de euros']
  ])('%s is read as such: %s', (charset, title) => {
    expect(decode(feedOf(title.repeat(times), charset)).charset).toBe(charset)
  })
})

test.each([
  ['gbk', '澄湖高新区企业签约', 'windows-1251', 'gb18030'],
  ['gbk', '澄湖高新区企业签约', 'iso-8859-2', 'gb18030'],
  ['gbk', '澄湖高新区企业签约', 'iso-8859-5', 'gb18030'],
  ['gbk', '澄湖高新区企业签约', 'big5', 'gb18030'],
  ['windows-1252', 'Le théâtre a été inauguré à Chênghu', 'gb2312', 'windows-1252'],
  ['big5', '澄湖高新區企業簽約儀式', 'gb2312', 'big5'],
  ['shift_jis', '新しい工場の建設が始まる', 'euc-jp', 'shift_jis'],
  ['koi8-r', 'открыли новый завод', 'windows-1251', 'koi8-r'],
  ['windows-1251', 'открыли новый завод', 'windows-1250', 'windows-1251']
])('%s bytes of "%s" outweigh the label %s', (encoding, title, label, charset) => {
  expect(decode(feedOf(title, encoding), `text/xml; charset=${label}`).charset).toBe(charset)
})

test.each([
  ['iso-8859-2', 'Otwarto nową fabrykę, żółć', 'iso-8859-2'],
  ['windows-1254', 'Yatırım üç milyara ulaştı, işçiler', 'windows-1254'],
  ['iso-8859-7', 'Το βιομηχανικό πάρκο άνοιξε', 'iso-8859-7'],
  ['windows-1251', 'Ђ', 'windows-1251'],
  ['gbk', 'Zone news — “one” · “two” · “three” · “four”', 'gb18030'],
  ['gbk', '澄湖のニュースをお届けします', 'gb18030'],
  ['euc-kr', '大韓民國 忠淸南道', 'euc-kr']
])('%s that is called so stays it: "%s"', (encoding, title, charset) => {
  expect(decode(feedOf(title, encoding), `text/xml; charset=${encoding}`).charset).toBe(charset)
})

test('the letters that tell the charset may come after megabytes of ASCII', () => {
  const bytes = Buffer.concat([Buffer.alloc(2_000_000, 'x '), feedOf('園區開工大會', 'big5')])
  expect(decode(bytes).charset).toBe('big5')
})

test.each([
  ['at the end', ['good', 'gbk']],
  ['at the beginning', ['gbk', 'good']]
] as const)('UTF-8 with a long item in GBK %s stays UTF-8', (_, order) => {
  const parts = {
    good: Buffer.from('澄湖高新区企业签约落户。'.repeat(6000)),
    gbk: iconv.encode('川江财经'.repeat(2000), 'gbk')
  }
  expect(decode(Buffer.concat(order.map((part) => parts[part]))).charset).toBe('utf-8')
})
