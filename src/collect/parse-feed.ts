import { ParkwireError } from '../errors.ts'
import { decode } from './charset.ts'
import { readAtom } from './feed/atom.ts'
import { recognize, type FeedDocument } from './feed/document.ts'
import { isCutOffEarly } from './feed/items-in.ts'
import { readJsonFeed } from './feed/json.ts'
import type { LooseFeed } from './feed/loose.ts'
import { readRss } from './feed/rss.ts'
import { settle, type ParsedFeed } from './feed/settle.ts'
import { readXml } from './feed/xml.ts'

export type { Enclosure, FeedItem, ParsedFeed } from './feed/settle.ts'

export type FeedOptions = {
  /** IANA zone of dates that name none; left out, that of the feed's language, else UTC. */
  readonly zone?: string
  /** What `2小时前` counts from. */
  readonly now?: Date
}

/**
 * Reads RSS 2.0, 0.9x and 1.0, CDF, Atom and JSON Feed, each as far as it can be read.
 *
 * @param contentType the HTTP header, believed only where the bytes do not say otherwise
 * @param url where the document was read: the base of relative addresses
 * @throws ParkwireError `parse`, with one sentence on what the document is instead of a feed
 */
export const parseFeed = (
  bytes: Uint8Array,
  contentType?: string,
  url?: string,
  { zone, now = new Date() }: FeedOptions = {}
): Promise<ParsedFeed> =>
  Promise.try(() => {
    const document = recognize(decode(bytes, contentType).text)
    return settle(read(document, url), { url, zone, now })
  })

const read = (document: FeedDocument, url: string | undefined): LooseFeed => {
  switch (document.format) {
    case 'none':
      throw notAFeed(`this is ${document.looksLike}, not a feed`)
    case 'json':
      return readJson(document.text)
    case 'rss':
    case 'atom':
      return readElements(document, url)
  }
}

/** @throws ParkwireError for a document that breaks off before there is any news in it */
const readElements = ({ format, text }: XmlDocument, url: string | undefined): LooseFeed => {
  const root = readXml(text, format, url)
  if (isCutOffEarly(root)) throw notAFeed('this feed is cut off before its first item ends')
  return format === 'rss' ? readRss(root) : readAtom(root)
}

type XmlDocument = Extract<FeedDocument, { format: 'rss' | 'atom' }>

const readJson = (text: string): LooseFeed => {
  let feed: LooseFeed | undefined
  try {
    feed = readJsonFeed(text)
  } catch (cause) {
    throw notAFeed('this is JSON that is broken or cut off', cause)
  }
  if (feed === undefined) throw notAFeed('this is JSON, but no JSON Feed')
  return feed
}

const notAFeed = (what: string, cause?: unknown): ParkwireError =>
  new ParkwireError('parse', what, cause === undefined ? undefined : { cause })
