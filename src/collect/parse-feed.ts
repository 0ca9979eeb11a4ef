import { messageOf, ParkwireError } from '../errors.ts'
import { decode } from './charset.ts'
import { recognize, type FeedDocument } from './feed/document.ts'
import { readWithFeedsmith } from './feed/feedsmith.ts'
import type { LooseFeed } from './feed/loose.ts'
import { lacksEnd, mend, upToLastItem, withoutRefusedNames } from './feed/mend.ts'
import { readRss } from './feed/rss.ts'
import { settle, type ParsedFeed } from './feed/settle.ts'

export type { Enclosure, FeedItem, ParsedFeed } from './feed/settle.ts'

export type FeedOptions = {
  /** IANA zone of dates that name none. */
  readonly zone?: string
  /** What `2小时前` counts from. */
  readonly now?: Date
}

/**
 * Reads RSS 2.0, 0.9x and 1.0, Atom and JSON Feed.
 *
 * @param contentType the HTTP header, believed only where the bytes do not say otherwise
 * @param url where the document was read: the base of relative addresses
 * @throws ParkwireError `parse`, with one sentence on what the document is instead of a feed
 */
export const parseFeed = async (
  bytes: Uint8Array,
  contentType?: string,
  url?: string,
  { zone = 'UTC', now = new Date() }: FeedOptions = {}
): Promise<ParsedFeed> => {
  const document = recognize(decode(bytes, contentType).text)
  return settle(await read(document), { url, zone, now })
}

const read = async (document: FeedDocument): Promise<LooseFeed> => {
  switch (document.format) {
    case 'none':
      throw notAFeed(`this is ${document.looksLike}, not a feed`)
    case 'json':
      return readJson(document.text)
    case 'rss':
    case 'rdf':
    case 'atom':
      return readXml(document)
  }
}

const readJson = (text: string): LooseFeed => {
  try {
    return readWithFeedsmith('json', text)
  } catch (cause) {
    const what = isJson(text)
      ? 'this is JSON, but no JSON Feed'
      : 'this is JSON that is broken or cut off'
    throw notAFeed(what, cause)
  }
}

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

type XmlDocument = Extract<FeedDocument, { root: string }>

const readXml = async ({ format, root, base, text }: XmlDocument): Promise<LooseFeed> => {
  const isCutOff = lacksEnd(text, root)
  const whole = isCutOff ? upToLastItem(text) : text
  if (whole === undefined) throw notAFeed(CUT_OFF)
  let reason: unknown
  for (const reader of readersOf(format, root, mend(whole))) {
    try {
      const feed = await reader()
      if (feed) return { ...feed, bases: [base, ...feed.bases] }
    } catch (refusal) {
      reason ??= refusal // the first comes from the parser that names line and column
    }
  }
  throw notAFeed(isCutOff ? CUT_OFF : `this <${root}> feed is broken: ${oneLine(reason)}`, reason)
}

type Reader = () => LooseFeed | undefined | Promise<LooseFeed | undefined>

const readersOf = (format: XmlDocument['format'], root: string, text: string): Reader[] => [
  () => readRss(text, root),
  () => readWithFeedsmith(format, text),
  () => readWithFeedsmith(format, withoutRefusedNames(text))
]

const CUT_OFF = 'this feed is cut off before its first item ends'

const oneLine = (reason: unknown): string => messageOf(reason).replace(/\s+/g, ' ').slice(0, 160)

const notAFeed = (what: string, cause?: unknown): ParkwireError =>
  new ParkwireError('parse', what, cause === undefined ? undefined : { cause })
