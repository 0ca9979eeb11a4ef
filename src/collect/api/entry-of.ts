import type { RawEntry } from '../../model.ts'
import { textOf } from '../../normalize/html.ts'
import { isoDate } from '../../normalize/iso-date.ts'
import { cleanLine } from '../../normalize/text.ts'
import { absoluteUrl } from '../../normalize/url.ts'
import { htmlOf, plainOf } from '../feed/plain-text.ts'
import { textsIn, valuesAt, type Field } from './field.ts'
import type { FieldName } from './options.ts'
import type { PickHtml } from './pick-html.ts'
import type { Tree } from './tree.ts'

export type Fields = ReadonlyMap<FieldName, Field>

export type Surroundings = {
  readonly tree: Tree
  readonly pick: PickHtml
  /** Where the answer was read: the base of relative addresses. */
  readonly url: string
  readonly zone: string
  readonly now: Date
}

/** What an item says of itself, in the words of an entry. */
export const entryOf = (item: unknown, fields: Fields, around: Surroundings): RawEntry => {
  const textOfField = (name: FieldName): string | undefined => {
    const field = fields.get(name)
    return field && textsIn(item, field, around)[0]
  }
  const people = (name: FieldName): string | undefined => {
    const field = fields.get(name)
    const names = field ? textsIn(item, field, around).map(lineOf) : []
    return (
      names
        .filter((text) => text !== '')
        .slice(0, MAX_PEOPLE)
        .join(', ') || undefined
    )
  }
  return {
    guid: lineOf(textOfField('id')) || undefined,
    url: addressOf(textOfField('url'), around.url),
    title: lineOf(textOfField('title')) || undefined,
    summary: wordingOf(textOfField('excerpt'), plainOf),
    contentHtml: wordingOf(textOfField('content'), htmlOf),
    author: people('author'),
    outlet: people('outlet'),
    published: dateOf(item, fields.get('published'), around),
    updated: dateOf(item, fields.get('updated'), around)
  }
}

const MAX_PEOPLE = 20

/** Search hits come with `<em>` and entities in them. */
const lineOf = (text = ''): string => cleanLine(textOf(text))

const wordingOf = (
  text: string | undefined,
  read: typeof plainOf | typeof htmlOf
): string | undefined =>
  text === undefined ? undefined : (read({ value: text, as: 'guess' }) ?? undefined)

const addressOf = (text: string | undefined, base: string): string | undefined => {
  const href = text?.replaceAll('&amp;', '&').trim() ?? ''
  const url = href === '' ? null : absoluteUrl(href, base)
  return url?.startsWith('http') ? url : undefined
}

const dateOf = (
  item: unknown,
  field: Field | undefined,
  around: Surroundings
): string | undefined => {
  if (!field) return undefined
  const parts =
    field.kind === 'path' ? dateParts(valuesAt(item, field.path, around.tree)[0]) : undefined
  const text = parts ?? lineOf(textsIn(item, field, around)[0])
  return isoDate(text, around)
}

/** Java writes a local time as `[2026, 3, 4, 9, 12]`. */
const dateParts = (value: unknown): string | undefined => {
  if (!Array.isArray(value) || value.length < 3) return undefined
  if (!value.every((part) => Number.isInteger(part))) return undefined
  const [year, month, day, hour, minute = 0] = value as readonly number[]
  const date = `${year}-${month}-${day}`
  return hour === undefined ? date : `${date} ${hour}:${String(minute).padStart(2, '0')}`
}
