import { cleanLine } from '../../normalize/text.ts'
import { absoluteUrl } from '../../normalize/url.ts'
import { isoDate } from '../../normalize/iso-date.ts'
import { textOf } from '../../normalize/html.ts'
import type { ListItem } from './list-item.ts'

/** Where the news stands in an answer of JSON, as `items` and `fields` of kind `api` have it. */
export type JsonList = {
  /** `data.list[*]` */
  readonly items: string
  readonly fields: { readonly title: string; readonly url?: string; readonly published?: string }
  readonly found: readonly ListItem[]
}

type Around = { readonly url: string; readonly zone: string; readonly now: Date }
type Row = ReadonlyMap<string, unknown>
type Candidate = { readonly path: string; readonly rows: readonly Row[]; readonly title: string }

/** The longest array of records with something like a headline in each; null when there is none. */
export const jsonListIn = (text: string, around: Around): JsonList | null => {
  const root = parse(text)
  const [best] = candidatesIn(root).toSorted((a, b) => b.rows.length - a.rows.length)
  if (!best) return null
  const { path, rows, title } = best
  const url = keyOf(rows, URL_KEY, isAddress)
  const published = keyOf(rows, DATE_KEY, (value) => dateOf(value, around) !== undefined)
  const fields = { title, ...(url && { url }), ...(published && { published }) }
  const found = rows.slice(0, MAX_ROWS).flatMap((row) => itemOf(row, fields, around))
  return { items: path, fields, found }
}

const MAX_ROWS = 200
/** Of the tree that is looked at; the list stands near the top. */
const MAX_DEPTH = 6
const MAX_VALUES = 5000

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

const candidatesIn = (root: unknown): readonly Candidate[] => {
  const found: Candidate[] = []
  const waiting: { value: unknown; path: string; depth: number }[] = [
    { value: root, path: '', depth: 0 }
  ]
  for (let at = 0; at < waiting.length && at < MAX_VALUES; at += 1) {
    const { value, path, depth } = waiting[at]!
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) continue
    if (Array.isArray(value)) found.push(...candidateOf(value, `${path}[*]`))
    else {
      for (const [key, inner] of Object.entries(value).slice(0, 100)) {
        waiting.push({ value: inner, path: join(path, key), depth: depth + 1 })
      }
    }
  }
  return found
}

const join = (path: string, key: string): string => {
  if (!/^[\w-]+$/.test(key)) return `${path}['${key.replaceAll("'", '')}']`
  return path === '' ? key : `${path}.${key}`
}

const candidateOf = (values: readonly unknown[], path: string): readonly Candidate[] => {
  const rows = values.flatMap((value) => (isRecord(value) ? [new Map(Object.entries(value))] : []))
  const title = keyOf(rows, TITLE_KEY, (value) => typeof value === 'string' && value.trim() !== '')
  return title === undefined || rows.length < values.length ? [] : [{ path, rows, title }]
}

const isRecord = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Names of fields are English or pinyin in interfaces of any country; the likelier first. */
const TITLE_KEY = [/^title$/i, /title$/i, /^(?:headline|subject|topic|biaoti)$/i, /title|^name$/i]
const URL_KEY = [/^(?:url|link|href)$/i, /(?:url|link|href)$/i, /path$/i]
const DATE_KEY = [/^pub/i, /publish|release/i, /time|date/i, /^created/i]

/** The first of the usual names that holds such a value in most rows. */
const keyOf = (
  rows: readonly Row[],
  names: readonly RegExp[],
  fits: (value: unknown) => boolean
): string | undefined => {
  const keys = [...(rows[0]?.keys() ?? [])].slice(0, 200).filter((key) => /^[\w-]+$/.test(key))
  const some = rows.slice(0, MAX_ROWS)
  const isFilled = (key: string): boolean =>
    some.filter((row) => fits(row.get(key))).length * 2 > some.length
  for (const name of names) {
    const key = keys.find((one) => name.test(one) && isFilled(one))
    if (key !== undefined) return key
  }
  return undefined
}

const isAddress = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^(?:https?:\/\/|\.{0,2}\/)\S+$|\.\w{2,5}$/.test(value.slice(0, 2000))

const itemOf = (
  row: Row,
  { title, url, published }: JsonList['fields'],
  around: Around
): ListItem[] => {
  const headline = cleanLine(textOf(textIn(row, title)))
  const link = url === undefined ? null : absoluteUrl(textIn(row, url), around.url)
  if (headline === '') return []
  const date = published === undefined ? undefined : dateOf(row.get(published), around)
  return [{ title: headline, url: link ?? '', ...(date && { published: date }) }]
}

const textIn = (row: Row, key: string): string => {
  const value = row.get(key)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

const dateOf = (value: unknown, { zone, now }: Around): string | undefined =>
  typeof value === 'string' || typeof value === 'number'
    ? isoDate(String(value), { zone, now })
    : undefined
