import { describe, expect, it } from 'vitest'
import { joinArticles, type Article } from '../../../src/collect/page/article.ts'

const article = (lines: readonly string[], more: Partial<Article> = {}): Article => ({
  title: '园区后半夜',
  published: null,
  outlet: null,
  author: null,
  html: lines.map((line) => `<p>${line}</p>`).join(''),
  text: lines.join('\n'),
  images: [],
  nextPage: null,
  confidence: 0.5,
  ...more
})

describe('pages of one article', () => {
  it('are joined in order, with what stands on every page once', () => {
    const first = article(['编者按：三个晚上。', '第一段文字。', '他说，好。', '第二段文字。'])
    const second = article(['园区后半夜', '编者按：三个晚上。', '第三段文字。', '第四段文字。'])
    expect(joinArticles([first, second]).text).toBe(
      '编者按：三个晚上。\n第一段文字。\n他说，好。\n第二段文字。\n第三段文字。\n第四段文字。'
    )
  })

  it('keep a sentence that comes again in the middle of a later page', () => {
    const first = article(['甲。', '他说，好。'])
    const second = article(['乙。', '丙。', '丁。', '他说，好。', '戊。', '己。', '庚。', '辛。'])
    expect(joinArticles([first, second]).text.split('他说，好。')).toHaveLength(3)
  })

  it('give what any of them tells, their pictures once and the last next page', () => {
    const first = article(['甲。'], {
      images: ['http://a.example/1.jpg'],
      nextPage: 'http://a.example/2'
    })
    const second = article(['乙。'], {
      images: ['http://a.example/1.jpg'],
      author: '张三',
      confidence: 0.9
    })
    const { images, author, nextPage, confidence } = joinArticles([first, second])
    expect({ images, author, nextPage, confidence }).toEqual({
      images: ['http://a.example/1.jpg'],
      author: '张三',
      nextPage: null,
      confidence: 0.9
    })
  })

  it('are one at least', () => expect(() => joinArticles([])).toThrow(RangeError))
})
