import Parser from 'rss-parser'
import { fieldsOf, type Fields, type Node } from './element.ts'
import { itemFrom } from './fields.ts'
import { ITEM_FIELDS, type ItemFields } from './item-fields.ts'
import { addressIn, linksWith, readingLinks } from './links.ts'
import { wordingOf } from './wording-of.ts'
import type { LooseAdvice, LooseFeed } from './loose.ts'
import { itemsIn } from './items-in.ts'
import type { Element } from './xml.ts'

/** RSS 2.0, 0.9x and 1.0, and CDF: rss-parser builds the items, out of elements that it could not have read itself. */
export const readRss = (root: Element): LooseFeed => {
  const channel = channelIn(root)
  const about = fieldsOf(channel)
  const elements = itemsIn(root, 'item')
  const { items } = builder.buildRSS(
    {},
    elements.map((element) => underOwnNames(fieldsOf(element)))
  )
  return {
    title: wordingOf(about['title']?.[0] ?? about['dc:title']?.[0], 'html'),
    links: [
      ...readingLinks([...(about['link'] ?? []), ...(about['atom:link'] ?? [])]),
      addressIn(channel, channel.attributes['href'])
    ],
    advice: adviceIn(about),
    items: items.map((fields, index) =>
      itemFrom(elements[index]!, fields, { strings: 'html', inherited: [] })
    )
  }
}

/** A feed without its `channel` tag is its own; CDF's root is one. */
const channelIn = (root: Element): Element =>
  root.name === 'channel' ? root : (fieldsOf(root)['channel']?.[0]?.element ?? root)

/**
 * The library's builder below its parser. What it takes are nodes in the shape of xml2js: ours come from
 * `readXml`, which refuses nothing, knows namespaces and keeps XHTML in order. The text of a
 * description never reaches it: of that it would make a snippet in quadratic time, 120 KB of `<div` for
 * more than 20 s, and no option turns that off.
 */
type Builder = {
  buildRSS(channel: object, items: readonly object[]): { readonly items: readonly ItemFields[] }
}

const OWN = 'parkwire:'
const builder = new Parser({
  customFields: {
    item: ITEM_FIELDS.map((name) => [OWN + name, name, { keepArray: true }]) as never
  }
}) as unknown as Builder

const underOwnNames = (fields: Fields): Record<string, readonly Node[]> => {
  const named: Record<string, readonly Node[]> = {}
  for (const name of ITEM_FIELDS) {
    const nodes = fields[name]
    if (nodes) named[OWN + name] = nodes
  }
  return named
}

/** RSS 2.0 §ttl, §skipHours, §skipDays; the syndication module of RSS 1.0. */
const adviceIn = (channel: Fields): LooseAdvice => {
  const links = [...(channel['link'] ?? []), ...(channel['atom:link'] ?? [])]
  return {
    everyMs: ttlOf(channel) ?? periodOf(channel),
    skipHours: numbersIn(channel['skiphours'], 'hour', (hour) =>
      /^\d{1,2}$/.test(hour) && Number(hour) <= 24 ? Number(hour) % 24 : -1
    ),
    skipDays: numbersIn(channel['skipdays'], 'day', (day) =>
      DAYS.indexOf(day.slice(0, 3).toLowerCase())
    ),
    hubs: linksWith(links, 'hub'),
    self: linksWith(links, 'self')[0]
  }
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const MINUTE_MS = 60_000
const PERIODS_MS: Readonly<Record<string, number>> = {
  hourly: 60 * MINUTE_MS,
  daily: 24 * 60 * MINUTE_MS,
  weekly: 7 * 24 * 60 * MINUTE_MS,
  monthly: 30 * 24 * 60 * MINUTE_MS,
  yearly: 365 * 24 * 60 * MINUTE_MS
}

const ttlOf = ({ ttl }: Fields): number | undefined => {
  const minutes = Number(ttl?.[0]?._ || NaN)
  return minutes > 0 && Number.isFinite(minutes) ? minutes * MINUTE_MS : undefined
}

const periodOf = (channel: Fields): number | undefined => {
  const period = PERIODS_MS[channel['sy:updateperiod']?.[0]?._.toLowerCase() ?? '']
  const times = Number(channel['sy:updatefrequency']?.[0]?._ || 1)
  return period === undefined || !(times >= 1) ? undefined : Math.round(period / times)
}

/** Each once; what cannot be read (-1) is left out. */
const numbersIn = (
  nodes: readonly Node[] | undefined,
  name: string,
  read: (text: string) => number
): number[] => {
  const texts = (nodes ?? []).flatMap(({ element }) => fieldsOf(element)[name] ?? [])
  return [...new Set(texts.map(({ _ }) => read(_)).filter((number) => number >= 0))]
}
