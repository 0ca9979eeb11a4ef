import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { openPage, type Page } from '../../../src/collect/page/page.ts'
import type { ListItem } from '../../../src/collect/page/list-item.ts'
import { canonicalUrl } from '../../../src/normalize/url.ts'

const FOLDER = join(import.meta.dirname, '../../fixtures/collect/page')

export type Expected = {
  readonly url: string
  readonly contentType: string | null
  readonly now: string
  readonly zone: string
  readonly kind: string
  readonly items?: readonly {
    readonly title: string
    readonly link: string
    readonly published: string | null
  }[]
}

export type PageFixture = {
  readonly name: string
  readonly expected: Expected
  readonly options: { readonly zone: string; readonly now: Date }
  readonly open: () => Page
}

/** All pages of tests/fixtures/collect/page whose bytes and whose expectation are both there. */
export const pageFixtures = (folder = FOLDER): readonly PageFixture[] => {
  const files = readdirSync(folder)
  return files
    .filter((file) => file.endsWith('.expected.json'))
    .map((file) => file.replace('.expected.json', ''))
    .filter((name) => files.includes(`${name}.html`))
    .map((name) => fixture(folder, name))
}

const fixture = (folder: string, name: string): PageFixture => {
  const expected = JSON.parse(
    readFileSync(join(folder, `${name}.expected.json`), 'utf8')
  ) as Expected
  const { url, contentType, zone, now } = expected
  const open = (): Page =>
    openPage({ url, contentType, bytes: readFileSync(join(folder, `${name}.html`)) })
  return { name, expected, options: { zone, now: new Date(now) }, open }
}

export type PageScore = {
  readonly name: string
  readonly expected: number
  readonly found: number
  readonly hits: number
  /** Exactly the expected links. */
  readonly isWhole: boolean
  readonly titlesRight: number
  /** Of the hits whose day the page tells. */
  readonly dated: number
  readonly datesRight: number
  /** Another day than the page tells, or a day where it tells none. */
  readonly datesWrong: number
}

const keyOf = (url: string): string => canonicalUrl(url) ?? url

/** How far the items that were found are those that a careful person sees. */
export const scorePage = (
  { name, expected }: PageFixture,
  items: readonly ListItem[]
): PageScore => {
  const wanted = new Map((expected.items ?? []).map((item) => [keyOf(item.link), item]))
  const pairs = items.flatMap((item) => {
    const want = wanted.get(keyOf(item.url))
    return want ? [{ item, want }] : []
  })
  const count = (is: (pair: (typeof pairs)[number]) => boolean): number => pairs.filter(is).length
  return {
    name,
    expected: wanted.size,
    found: items.length,
    hits: pairs.length,
    isWhole: pairs.length === wanted.size && items.length === wanted.size,
    titlesRight: count(({ item, want }) => item.title === want.title),
    dated: count(({ want }) => want.published !== null),
    datesRight: count(
      ({ item, want }) => want.published !== null && isSameDate(item.published, want.published)
    ),
    datesWrong: count(
      ({ item, want }) =>
        item.published !== undefined && !isSameDate(item.published, want.published)
    )
  }
}

/** The same instant, or the same day where the page tells no time. */
const isSameDate = (found: string | undefined, wanted: string | null): boolean => {
  if (found === undefined || wanted === null) return false
  if (wanted.length === DAY) return found.slice(0, DAY) === wanted
  return Date.parse(found) === Date.parse(wanted)
}
const DAY = '2021-06-04'.length

export type Totals = {
  readonly pages: number
  readonly whole: number
  readonly precision: number
  readonly recall: number
  readonly titlesRight: number
  readonly datesRight: number
  readonly datesWrong: number
}

export const totalsOf = (scores: readonly PageScore[]): Totals => {
  const sum = (value: (score: PageScore) => number): number =>
    scores.reduce((total, score) => total + value(score), 0)
  const [hits, dated] = [sum(({ hits }) => hits), sum(({ dated }) => dated)]
  return {
    pages: scores.length,
    whole: scores.filter(({ isWhole }) => isWhole).length / scores.length,
    precision: hits / sum(({ found }) => found),
    recall: hits / sum(({ expected }) => expected),
    titlesRight: sum(({ titlesRight }) => titlesRight) / hits,
    datesRight: sum(({ datesRight }) => datesRight) / dated,
    datesWrong: sum(({ datesWrong }) => datesWrong) / hits
  }
}
