import { parseDate } from '../../normalize/date.ts'
import { sanitizeHtml } from '../../normalize/sanitize.ts'
import { isNormalWeb, isWeb, MAX_URL_CHARS } from '../../normalize/url.ts'
import type { Advice } from '../kind.ts'
import { wording, type Address, type LooseFeed, type LooseItem } from './loose.ts'
import { clean, htmlOf, plainOf } from './plain-text.ts'

/** Missing values are null, dates ISO 8601 in UTC, addresses absolute wherever a base is known. */
export type ParsedFeed = {
  readonly title: string | null
  /** The site that the feed belongs to. */
  readonly link: string | null
  readonly items: readonly FeedItem[]
  readonly advice?: Advice
}

export type FeedItem = {
  /** guid, Atom id, rdf:about or JSON id. */
  readonly id: string | null
  /** Plain text. */
  readonly title: string | null
  readonly link: string | null
  readonly published: string | null
  readonly updated: string | null
  /** The fullest text that the item has, as HTML that may be shown. */
  readonly contentHtml: string | null
  /** Plain text. */
  readonly summary: string | null
  readonly author: string | null
  readonly enclosures: readonly Enclosure[]
  /** The outlet that the item names, as search feeds do. */
  readonly outlet: string | null
  readonly categories: readonly string[]
  /** The picture that goes with it. */
  readonly image: string | null
}

/** `length` is in bytes. */
export type Enclosure = {
  readonly url: string
  readonly type: string | null
  readonly length: number | null
}

export type Surroundings = {
  /** Where the document was read. */
  readonly url: string | undefined
  /** IANA zone of dates that name none; where it is not known, the feed's language tells. */
  readonly zone: string | undefined
  /** What `2小时前` counts from. */
  readonly now: Date
}

/** Facts as a document words them become text, instants, addresses and safe HTML. */
export const settle = (feed: LooseFeed, around: Surroundings): ParsedFeed => {
  const link = firstOf(feed.links, (written) => address(written, around.url))
  const zone = around.zone ?? zoneOfLanguage(feed.language)
  const within = { url: around.url ?? link ?? undefined, zone, now: around.now }
  const advice = settleAdvice(feed.advice, within.url)
  return {
    title: plainOf(feed.title),
    link,
    items: [...settledItems(feed.items, within)],
    ...(Object.keys(advice).length > 0 ? { advice } : {})
  }
}

/** What a writer of local times in this language most likely means. */
const zoneOfLanguage = (language = ''): string =>
  ZONES.find(([pattern]) => pattern.test(language.trim()))?.[1] ?? 'UTC'

const ZONES: readonly (readonly [RegExp, string])[] = [
  [/^zh\b.*\b(?:tw|hant)\b/i, 'Asia/Taipei'],
  [/^zh\b.*\bhk\b/i, 'Asia/Hong_Kong'],
  [/^zh\b/i, 'Asia/Shanghai'],
  [/^ja\b/i, 'Asia/Tokyo'],
  [/^ko\b/i, 'Asia/Seoul']
]

type Settled = Surroundings & { readonly zone: string }

function* settledItems(items: Iterable<LooseItem>, around: Settled): Generator<FeedItem> {
  for (const loose of items) {
    const item = settleItem(loose, around)
    if (item.id ?? item.title ?? item.link ?? item.contentHtml) yield item
  }
}

const settleItem = (item: LooseItem, around: Settled): FeedItem => ({
  id: token(item.id),
  title: plainOf(item.title),
  link: firstOf(item.links, (link) => address(link, around.url)),
  published: firstOf(item.published, (date) => instant(date, around)),
  updated: firstOf(item.updated, (date) => instant(date, around)),
  contentHtml: safeHtml(item.content, around.url) ?? safeHtml(item.summary, around.url),
  summary: plainOf(item.summary),
  author: lines(item.authors.map(personName)).join(', ') || null,
  enclosures: item.enclosures.flatMap(({ url, type, length }) => {
    const absolute = address(url, around.url)
    return absolute ? [{ url: absolute, type: token(type), length: byteCount(length) }] : []
  }),
  outlet: plainOf(wording(item.outlet, 'guess')),
  categories: lines(item.categories),
  image: firstOf(item.images, (image) => address(image, around.url))
})

const safeHtml = (content: LooseItem['content'], url: string | undefined): string | null => {
  const html = htmlOf(content)
  return html === null ? null : sanitizeHtml(html, content?.base ?? url).trim() || null
}

const settleAdvice = (
  { everyMs, skipHours = [], skipDays = [], hubs, self }: LooseFeed['advice'],
  url: string | undefined
): Advice => {
  const addresses = [...new Set(hubs.flatMap((hub) => address(hub, url) ?? []))]
  const topic = self && address(self, url)
  return {
    ...(everyMs === undefined ? {} : { everyMs }),
    ...(skipHours.length === 0 ? {} : { skipHours }),
    ...(skipDays.length === 0 ? {} : { skipDays }),
    ...(addresses.length === 0 ? {} : { hubs: addresses }),
    ...(topic ? { self: topic } : {})
  }
}

const firstOf = <T>(
  candidates: readonly (T | undefined)[],
  read: (candidate: T) => string | null
): string | null => {
  for (const candidate of candidates) {
    const value = candidate === undefined ? null : read(candidate)
    if (value !== null) return value
  }
  return null
}

const instant = (text: string, { zone, now }: Settled): string | null =>
  parseDate(text, { zone, now })?.at.toISOString() ?? null

/**
 * An address that may be opened: http or https, or relative where no base is known. What is absolute
 * already stays as it is written, so that a link is found again by the text the source gave it.
 */
const address = ({ href, base }: Address, url: string | undefined): string | null => {
  const written = clean(href ?? '')
    .replace(/[\t\n\r]/g, '')
    .trim()
  if (written === '' || written.startsWith('#')) return null
  if (isNormalWeb(written)) return written
  if (!/^[a-z][a-z\d+.-]*:/i.test(written)) {
    const around = base ?? url
    if (around === undefined) return written
    const resolved = URL.parse(written, around)
    return resolved && isWeb(resolved) && resolved.href.length <= MAX_URL_CHARS
      ? resolved.href
      : null
  }
  const absolute = URL.parse(written)
  return absolute && isWeb(absolute) ? written : null
}

/** A value for programs: not decoded, not folded. */
const token = (text: string | undefined): string | null => clean(text ?? '').trim() || null

/** Values for people, each once. */
const lines = (texts: readonly (string | undefined)[]): string[] =>
  texts.length === 0
    ? []
    : [...new Set(texts.flatMap((text) => plainOf(wording(text, 'guess')) ?? []))]

/** RSS wants `news@example.com (Li Na)`; mail programs write `Li Na <news@example.com>`. */
const personName = (text: string | undefined): string | undefined => {
  const known = text?.slice(0, MAX_PERSON).trim()
  const parts = PERSONS.map((form) => form.exec(known ?? '')).find((match) => match !== null)
  return parts?.[1] ?? known
}
const MAX_PERSON = 200
const PERSONS = [/^\S+@\S+\s*\(([^()]+)\)$/, /^([^()]+)\(\S+@\S+\)$/, /^"?([^<>"]+)"?\s*<\S+@\S+>$/]

const byteCount = (length: string | number | undefined): number | null => {
  const count = typeof length === 'string' && length.trim() !== '' ? Number(length) : length
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : null
}
