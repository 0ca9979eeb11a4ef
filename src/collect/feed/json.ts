import {
  inheritable,
  webAddress,
  wording,
  type LooseEnclosure,
  type LooseFeed,
  type LooseItem
} from './loose.ts'
import { withoutControls } from './plain-text.ts'

/**
 * JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1); a feed that forgot its version is one by its items.
 * Undefined for JSON of another kind.
 * @throws SyntaxError when it is no JSON
 */
export const readJsonFeed = (text: string): LooseFeed | undefined => {
  const feed = recordOf(JSON.parse(text))
  if (!Array.isArray(feed['items'])) return undefined
  const inherited = inheritable(authorsOf(feed))
  return {
    title: wording(stringIn(feed, 'title'), 'guess'),
    links: [{ href: stringIn(feed, 'home_page_url') }],
    language: stringIn(feed, 'language'),
    advice: {
      hubs: listIn(feed, 'hubs')
        .filter((hub) => stringIn(hub, 'type')?.toLowerCase() === 'websub')
        .map((hub) => ({ href: stringIn(hub, 'url') })),
      self: { href: stringIn(feed, 'feed_url') }
    },
    items: feed['items'].map((item) => itemOf(recordOf(item), inherited))
  }
}

type Json = Readonly<Record<string, unknown>>

const itemOf = (item: Json, inherited: readonly string[]): LooseItem => {
  const id = stringIn(item, 'id')
  const summary = wording(stringIn(item, 'summary'), 'guess')
  const own = authorsOf(item)
  return {
    id,
    title: wording(stringIn(item, 'title'), 'guess'),
    links: [
      { href: stringIn(item, 'url') },
      { href: stringIn(item, 'external_url') },
      webAddress(id)
    ],
    published: [stringIn(item, 'date_published')],
    updated: [stringIn(item, 'date_modified')],
    content:
      wording(stringIn(item, 'content_html'), 'html') ??
      wording(stringIn(item, 'content_text'), 'text') ??
      summary,
    summary,
    authors: own.length > 0 ? own : inherited,
    outlet: undefined,
    categories: Array.isArray(item['tags']) ? item['tags'].map(stringOf) : [],
    enclosures: listIn(item, 'attachments').map(enclosureOf),
    images: [{ href: stringIn(item, 'image') }, { href: stringIn(item, 'banner_image') }]
  }
}

/** Version 1.0 had one `author`. */
const authorsOf = (json: Json): string[] => {
  const authors = listIn(json, 'authors')
  return (authors.length > 0 ? authors : [recordOf(json['author'])]).flatMap(
    (author) => stringIn(author, 'name') ?? []
  )
}

const enclosureOf = (attachment: Json): LooseEnclosure => ({
  url: { href: stringIn(attachment, 'url') },
  type: stringIn(attachment, 'mime_type'),
  length: Number(attachment['size_in_bytes'] ?? NaN)
})

const recordOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {}

const listIn = (json: Json, key: string): Json[] =>
  Array.isArray(json[key]) ? json[key].map(recordOf) : []

const stringIn = (json: Json, key: string): string | undefined =>
  Object.hasOwn(json, key) ? stringOf(json[key]) : undefined

/** Ids are to be strings and are numbers as often. */
const stringOf = (value: unknown): string | undefined =>
  typeof value === 'string'
    ? withoutControls(value)
    : typeof value === 'number'
      ? String(value)
      : undefined
