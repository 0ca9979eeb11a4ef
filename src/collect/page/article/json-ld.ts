import { cleanLine } from '../../../normalize/text.ts'
import type { Page } from '../page.ts'

export type GraphData = {
  readonly titles: readonly string[]
  readonly dates: readonly string[]
  /** When it was last changed. */
  readonly changes: readonly string[]
  readonly publishers: readonly string[]
  readonly authors: readonly string[]
  readonly site: string | null
}

/** What JSON-LD says about the one article of the page (schema.org Article and its kinds). */
export const jsonLdOf = ({ $ }: Page): GraphData => {
  const things = $('script[type="application/ld+json"]')
    .slice(0, MAX_SCRIPTS)
    .get()
    .flatMap((script) => thingsIn(parsed($(script).text())))
  const articles = things.filter((thing) => ARTICLE.test(textIn(thing['@type']) ?? ''))
  // Several are the cards of a list.
  const article = articles.length > 3 ? undefined : articles[0]
  return {
    titles: [textIn(article?.headline) ?? textIn(article?.name)].filter((text) => text !== null),
    dates: [textIn(article?.datePublished)].filter((text) => text !== null),
    changes: [textIn(article?.dateModified)].filter((text) => text !== null),
    publishers: namesIn(article?.publisher),
    authors: namesIn(article?.author),
    site: namesIn(article?.publisher)[0] ?? null
  }
}

const MAX_SCRIPTS = 10
const MAX_THINGS = 200
const MAX_JSON_CHARS = 300_000
const ARTICLE = /article|posting|report$/i

type Thing = Readonly<Record<string, unknown>>

/** Line breaks within a string are forbidden in JSON and met in pages. */
const parsed = (text: string): unknown => {
  if (text.length > MAX_JSON_CHARS) return null
  try {
    return JSON.parse(text.replace(/[\r\n\t]+/g, ' ').replace(/^\s*<!--|-->\s*$/g, ''))
  } catch {
    return null
  }
}

/** The objects of the document: itself, the members of an array, of `@graph`, of `mainEntity`. */
const thingsIn = (value: unknown): Thing[] => {
  const found: Thing[] = []
  const open: unknown[] = [value]
  while (open.length > 0 && found.length < MAX_THINGS) {
    const next = open.shift()
    if (Array.isArray(next)) open.push(...(next as unknown[]).slice(0, MAX_THINGS))
    else if (isThing(next)) {
      found.push(next)
      open.push(next['@graph'], next.mainEntity)
    }
  }
  return found
}

const isThing = (value: unknown): value is Thing => typeof value === 'object' && value !== null

const textIn = (value: unknown): string | null => {
  const first: unknown = Array.isArray(value) ? value[0] : value
  const text = typeof first === 'string' ? cleanLine(first.slice(0, 1000)) : ''
  return text === '' ? null : text
}

const namesIn = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value])
    .slice(0, 10)
    .map((person) => textIn(isThing(person) ? person.name : person))
    .filter((name) => name !== null)
