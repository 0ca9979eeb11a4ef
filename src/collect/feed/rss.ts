import Parser from 'rss-parser'
import { childrenOf, fieldsBy, fieldsOf, type Fields, type Node } from './element.ts'
import { itemFrom } from './fields.ts'
import { ITEM_FIELDS, type ItemField } from './item-fields.ts'
import { addressIn, linksWith, readingLinks } from './links.ts'
import { wordingOf } from './wording-of.ts'
import type { LooseAdvice, LooseFeed, LooseItem } from './loose.ts'
import { itemsIn } from './items-in.ts'
import type { Element } from './xml.ts'

/** RSS 2.0, 0.9x and 1.0, and CDF: rss-parser builds the items, out of elements that it could not have read itself. */
export const readRss = (root: Element): LooseFeed => {
  const channel = channelIn(root)
  const about = fieldsOf(channel)
  return {
    title: wordingOf(about.first('title', 'dc:title'), 'html'),
    links: [
      ...readingLinks(about.all('link', 'atom:link')),
      addressIn(channel, channel.attributes['href'])
    ],
    language: about.first('language', 'dc:language')?._ ?? root.attributes['xml:lang'],
    advice: adviceIn(about),
    items: looseItems(itemsIn(root, 'item'))
  }
}

function* looseItems(items: readonly Element[]): Generator<LooseItem> {
  for (const item of items) {
    const built = build(item)
    yield itemFrom(
      item,
      fieldsBy((name) => built[name]),
      { strings: 'html', inherited: [] }
    )
  }
}

/** A feed without its `channel` tag is its own; CDF's root is one. */
const channelIn = (root: Element): Element =>
  root.name === 'channel' ? root : (fieldsOf(root).all('channel')[0]?.element ?? root)

/**
 * The library's builder below its parser. What it takes are nodes in the shape of xml2js: ours come from
 * `readXml`, which refuses nothing, knows namespaces and keeps XHTML in order. The text of a
 * description never reaches it: of that it would make a snippet in quadratic time, 120 KB of `<div` for
 * more than 20 s, and no option turns that off.
 */
type Builder = {
  parseItemRss(item: object, fields: readonly unknown[]): Built
}
type Built = Readonly<Partial<Record<ItemField, readonly Node[]>>>

const builder = new Parser() as unknown as Builder

/** Under names that are not the library's own, so that it does nothing else with them. */
const FIELDS: ReadonlyMap<string, readonly [own: string, name: string, options: object]> = new Map(
  ITEM_FIELDS.map((name) => [name, [`parkwire:${name}`, name, { keepArray: true }]])
)

const build = (item: Element): Built => {
  const named: Record<string, readonly Node[]> = {}
  const fields = []
  for (const [name, nodes] of childrenOf(item)) {
    const field = FIELDS.get(name)
    if (!field) continue
    named[field[0]] = nodes
    fields.push(field)
  }
  return builder.parseItemRss(named, fields)
}

/** RSS 2.0 §ttl, §skipHours, §skipDays; the syndication module of RSS 1.0. */
const adviceIn = (channel: Fields): LooseAdvice => {
  const links = channel.all('link', 'atom:link')
  return {
    everyMs: ttlOf(channel) ?? periodOf(channel),
    skipHours: numbersIn(channel.all('skiphours'), 'hour', (hour) =>
      /^\d{1,2}$/.test(hour) && Number(hour) <= 24 ? Number(hour) % 24 : -1
    ),
    skipDays: numbersIn(channel.all('skipdays'), 'day', (day) =>
      DAYS.indexOf(day.slice(0, 3).toLowerCase())
    ),
    hubs: linksWith(links, 'hub'),
    self: linksWith(links, 'self')[0]
  }
}

const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const PERIODS_MS: ReadonlyMap<string, number> = new Map([
  ['hourly', HOUR_MS],
  ['daily', 24 * HOUR_MS],
  ['weekly', 7 * 24 * HOUR_MS],
  ['monthly', 30 * 24 * HOUR_MS],
  ['yearly', 365 * 24 * HOUR_MS]
])

/** A year, in minutes: more is no advice. */
const MAX_TTL = 366 * 24 * 60

const ttlOf = (channel: Fields): number | undefined => {
  const minutes = Number(channel.first('ttl')?._ ?? NaN)
  return minutes > 0 && minutes <= MAX_TTL ? minutes * MINUTE_MS : undefined
}

const periodOf = (channel: Fields): number | undefined => {
  const period = PERIODS_MS.get(channel.first('sy:updateperiod')?._.toLowerCase() ?? '')
  const times = Number(channel.first('sy:updatefrequency')?._ ?? 1)
  return period === undefined || !(times >= 1) ? undefined : Math.round(period / times)
}

/** Each once; what cannot be read (-1) is left out. */
const numbersIn = (
  nodes: readonly Node[],
  name: string,
  read: (text: string) => number
): number[] => {
  const texts = nodes.flatMap(({ element }) => fieldsOf(element).all(name))
  return [...new Set(texts.map(({ _ }) => read(_)).filter((number) => number >= 0))]
}
