import { ParkwireError } from '../../errors.ts'
import type { RawEntry } from '../../model.ts'
import { readAnswer, type Answer } from '../api/answer.ts'
import { entryOf, type Fields } from '../api/entry-of.ts'
import { parseField } from '../api/field.ts'
import { itemsAt, namesOf } from '../api/items.ts'
import { options, type ApiOptions, type FieldName } from '../api/options.ts'
import { parsePath } from '../api/path.ts'
import { createPickHtml, pickNothing, type PickHtml } from '../api/pick-html.ts'
import { goesOn, requestFor } from '../api/request.ts'
import { decode } from '../charset.ts'
import type { ParseContext, Parsed, SourceKind } from '../kind.ts'

export const api = {
  name: 'api',
  description: 'a list in JSON or XML, such as a page fetches for its script',
  example: {
    id: 'city-search',
    kind: 'api',
    title: 'City Search',
    url: 'https://city.example/api/news?column=12&page=1',
    every: '1h',
    items: 'data.list[*]',
    fields: { title: 'title', url: 'https://city.example/news/{id}.html', published: 'time' },
    paging: { parameter: 'page' }
  },
  options,
  request: (url, given) => requestFor(url, given as ApiOptions, 1),
  parse: async (page, given, context) => {
    const wanted = given as ApiOptions
    const fields = fieldsOf(wanted)
    const pick = await pickFor(fields)
    const answer = readAnswer(decode(page.bytes, page.contentType).text)
    const { items, notice } = itemsOf(answer, wanted, context)
    const { zone, now } = context
    const around = { tree: answer.tree, pick, url: page.url, zone, now }
    const entries = items.map((item) => entryOf(item, fields, around))
    const doubt = doubtIn(entries, { items, answer, wanted }) ?? notice
    return {
      title: null,
      entries,
      ...further(page.url, wanted, { context, items: items.length }),
      ...(doubt !== undefined && { notice: doubt })
    }
  }
} satisfies SourceKind

const fieldsOf = ({ fields }: ApiOptions): Fields =>
  new Map(
    (Object.keys(fields) as FieldName[]).flatMap((name) => {
      const field = parseField(fields[name] ?? '')
      return field ? [[name, field] as const] : []
    })
  )

/** What reads HTML takes time to load, and every command loads the kinds. */
const pickFor = async (fields: Fields): Promise<PickHtml> => {
  const isHtml = [...fields.values()].some(
    (field) => field.kind === 'path' && field.html.length > 0
  )
  return isHtml ? createPickHtml((await import('cheerio')).load) : pickNothing
}

type Found = { readonly items: readonly unknown[]; readonly notice?: string }

/** Behind the last page some servers have no list at all: that is the end, and no failure. */
const itemsOf = (answer: Answer, { items: path }: ApiOptions, context: ParseContext): Found => {
  try {
    return { items: itemsAt(answer, parsePath(path) ?? []) }
  } catch (error) {
    if ((context.number ?? 1) === 1 || !(error instanceof ParkwireError)) throw error
    return { items: [], notice: `page ${context.number}: ${error.message}` }
  }
}

type Reading = {
  readonly items: readonly unknown[]
  readonly answer: Answer
  readonly wanted: ApiOptions
}

/**
 * One sentence about a field that no item has.
 * @throws ParkwireError `parse` when that is the title: then the path is wrong
 */
const doubtIn = (entries: readonly RawEntry[], reading: Reading): string | undefined => {
  if (entries.length === 0) return undefined
  if (entries.every(({ title }) => title === undefined)) {
    throw new ParkwireError('parse', inNone('title', reading))
  }
  const lost = CHECKED.find(
    (name) =>
      reading.wanted.fields[name] !== undefined &&
      entries.every((entry) => entry[name] === undefined)
  )
  return lost && inNone(lost, reading)
}
const CHECKED = ['url', 'published'] as const

const inNone = (
  name: 'title' | 'url' | 'published',
  { items, answer, wanted }: Reading
): string => {
  const names = namesOf(items, answer.tree)
  const there = names === '' ? `is ${answer.tree.kindOf(items[0])}` : `has ${names}`
  return `no item has a ${name} at \`${wanted.fields[name]}\`; an item ${there}`
}

const further = (
  url: string,
  wanted: ApiOptions,
  { context, items }: { readonly context: ParseContext; readonly items: number }
): Pick<Parsed, 'more'> => {
  const number = context.number ?? 1
  const isFirst = context.isFirst ?? false
  return goesOn(wanted.paging, { number, isFirst, items })
    ? { more: [requestFor(url, wanted, number + 1)] }
    : {}
}
