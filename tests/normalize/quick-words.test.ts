import { expect, test } from 'vitest'
import { createQuickWords } from '../../src/normalize/quick-words.ts'
import { fold } from '../../src/normalize/text.ts'

const quickWords = createQuickWords(fold)

test.each([
  ['新材料 产业园：开园！', '新材料产业园开园'],
  ['R&D  Center', 'r d center'],
  ['新\u200b材 ＡＢＣ　7，450', '新材abc 7450'],
  ['7,4500 与 3.5', '7 4500与3 5'],
  ['', '']
])('the words of %j', (text, words) => {
  expect(quickWords(text)).toEqual({ words, isSimplified: true })
})

test('traditional characters stay and are said', () => {
  expect(quickWords('產業園区')).toEqual({ words: '產業園区', isSimplified: false })
  expect(quickWords('反覆')).toEqual({ words: '反覆', isSimplified: false })
})

test('on demand a space parts words that punctuation parts, and none those that spaces part', () => {
  expect(quickWords('一目，瞭然 於 心', true)?.words).toBe('一目 瞭然於心')
})

test.each(['e\u0301', '12㎡', '开园😀', '\ud83d', 'か\u3099', 'ΟΔΟΣ', '7\u200b,4\u200b50'])(
  '%j is not for a quick reading',
  (text) => {
    expect(quickWords(text)).toBeUndefined()
  }
)

test('a character is learnt once', () => {
  const asked: string[] = []
  const words = createQuickWords((text) => {
    asked.push(text)
    return fold(text)
  })
  words('园园园')
  const first = asked.length
  words('园园园')
  expect(first).toBeGreaterThan(0)
  expect(asked).toHaveLength(first)
})
