import { readdirSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { joinArticles, readArticle, type Article } from '../../../src/collect/page/article.ts'
import { openPage } from '../../../src/collect/page/page.ts'
import { fold } from '../../../src/normalize/text.ts'

const FOLDER = new URL('../../fixtures/collect/article/', import.meta.url)

type Expected = {
  readonly url: string
  readonly contentType: string | null
  readonly now: string
  readonly zone: string
  readonly title: string | null
  readonly published: string | null
  readonly outlet: string | null
  readonly author: string | null
  readonly text: string
  /** The further pages of the article, in order: their files stand beside it. */
  readonly pages?: readonly string[]
}

type Result = {
  readonly name: string
  readonly expected: Expected
  readonly article: Article | null
}

/** Single Han characters and lower-case words, counted with multiplicity. */
const tokensOf = (text: string): readonly string[] =>
  text.toLowerCase().match(/\p{Script=Han}|[^\P{L}\p{Script=Han}]+|\p{N}+/gu) ?? []

const tokenF1 = (got: string, wanted: string): number => {
  const [own, other] = [tokensOf(got), tokensOf(wanted)]
  const left = new Map<string, number>()
  for (const token of other) left.set(token, (left.get(token) ?? 0) + 1)
  let common = 0
  for (const token of own) {
    const count = left.get(token) ?? 0
    if (count > 0) common += 1
    left.set(token, count - 1)
  }
  return own.length + other.length === 0 ? 1 : (2 * common) / (own.length + other.length)
}

const read = async (file: string, url: string, expected: Expected): Promise<Article | null> => {
  const bytes = readFileSync(new URL(file, FOLDER))
  const page = openPage({ url, contentType: expected.contentType, bytes })
  return readArticle(page, { zone: expected.zone, now: new Date(expected.now) })
}

const readCase = async (name: string): Promise<Result> => {
  const file = readFileSync(new URL(`${name}.expected.json`, FOLDER), 'utf8')
  const expected = JSON.parse(file) as Expected
  const articles: Article[] = []
  for (const file of [`${name}.html`, ...(expected.pages ?? [])]) {
    const url = articles.at(-1)?.nextPage ?? expected.url
    const article = await read(file, url, expected)
    if (article) articles.push(article)
  }
  return { name, expected, article: articles.length > 0 ? joinArticles(articles) : null }
}

const isSame = (got: string | null | undefined, wanted: string | null): boolean =>
  fold(got ?? '') === fold(wanted ?? '')

/** The same day, and the same minute where both name one. */
const isSameDate = (got: string | null | undefined, wanted: string | null): boolean => {
  if (!got || !wanted) return (got ?? null) === wanted
  if (!got.includes('T') || !wanted.includes('T')) return got.slice(0, 10) === wanted.slice(0, 10)
  return Math.floor(Date.parse(got) / 60_000) === Math.floor(Date.parse(wanted) / 60_000)
}

describe('article pages made up after real ones', () => {
  const results: Result[] = []
  const share = (is: (result: Result) => boolean): number =>
    results.filter(is).length / results.length
  const titleRight = share.bind(null, ({ article, expected }) =>
    isSame(article?.title, expected.title)
  )
  const dateRight = share.bind(null, ({ article, expected }) =>
    isSameDate(article?.published, expected.published)
  )
  const dateWrong = share.bind(
    null,
    ({ article, expected }) =>
      !!article?.published && !isSameDate(article.published, expected.published)
  )
  const outletRight = share.bind(null, ({ article, expected }) =>
    isSame(article?.outlet, expected.outlet)
  )
  const authorRight = share.bind(null, ({ article, expected }) =>
    isSame(article?.author, expected.author)
  )
  const bodies = (): { name: string; f1: number }[] =>
    results
      .map(({ name, article, expected }) => ({
        name,
        f1: tokenF1(article?.text ?? '', expected.text)
      }))
      .sort((a, b) => a.f1 - b.f1)
  const bodyMean = (): number => bodies().reduce((sum, { f1 }) => sum + f1, 0) / results.length

  beforeAll(async () => {
    const names = readdirSync(FOLDER).filter((name) => name.endsWith('.expected.json'))
    for (const name of names.sort())
      results.push(await readCase(name.replace('.expected.json', '')))
    const figures = Object.entries({
      titleRight,
      dateRight,
      dateWrong,
      outletRight,
      authorRight,
      bodyMean
    })
      .map(([name, figure]) => `${name} ${figure().toFixed(3)}`)
      .join(', ')
    const worst = bodies()
      .slice(0, 5)
      .map(({ name, f1 }) => `${name} ${f1.toFixed(3)}`)
      .join(', ')
    process.stdout.write(`${results.length} articles: ${figures}; worst bodies: ${worst}\n`)
  })

  it('has their titles', () => expect(titleRight()).toBeGreaterThanOrEqual(0.97))
  it('has their dates', () => expect(dateRight()).toBeGreaterThanOrEqual(0.97))
  it('tells hardly a wrong date', () => expect(dateWrong()).toBeLessThanOrEqual(0.02))
  it('has their outlets', () => expect(outletRight()).toBeGreaterThanOrEqual(0.97))
  it('has their authors', () => expect(authorRight()).toBeGreaterThanOrEqual(0.97))
  it('has their texts', () => expect(bodyMean()).toBeGreaterThanOrEqual(0.95))
})
