import type { DateDoubt, Entry, RawEntry, Source } from '../model.ts'
import { excerpt, textOf } from './html.ts'
import { hashId } from './id.ts'
import { instantOfIso } from './iso-date.ts'
import { withoutLeadIn } from './lead-in.ts'
import { judgeRepair, repairAs } from './repair.ts'
import { sanitizeHtml } from './sanitize.ts'
import { cleanLine } from './text.ts'
import { withoutOutlet } from './title.ts'
import { canonicalUrl, MAX_URL_CHARS } from './url.ts'

/** Longer texts are cut: the store keeps what matching and a private reader need, not books. */
const MAX_HTML_CHARS = 200_000
const MAX_TITLE_CHARS = 300
const MAX_NAME_CHARS = 100
/** It stands in an index: see `MAX_URL_CHARS`. */
const MAX_GUID_CHARS = 500
/** Clocks of outlets run fast by minutes; what lies further ahead is no publication date. */
const CLOCK_SKEW_MS = 10 * 60_000
/** Before this a date is a zero or a parsing accident, not news. */
const OLDEST = Date.UTC(1990, 0, 1)

/** Why an entry could not be used; the rest of its document goes on. */
export type Unusable = { readonly unusable: string }

/**
 * The steps from what a source said to what is kept, in order: one repair verdict for the whole entry or
 * that of its document, then address, HTML, text, title, identity, date. Pure; `seenAt` is the moment of reading.
 */
export const toEntry = (given: RawEntry, source: Source, seenAt: Date): Entry | Unusable => {
  const raw = withinLimits(given)
  const repair =
    raw.repair ?? judgeRepair([raw.title, raw.contentHtml, raw.summary].filter(Boolean).join('\n'))
  const repaired = (text = '') => repairAs(text, repair)

  const url = addressOf(raw, source)
  const html = sanitizeHtml(repaired(raw.contentHtml || raw.summary), url ?? source.url)
  const brief = textOf(repaired(raw.summary))
  const text = textOf(html) || brief
  const outlet = excerpt(repaired(raw.outlet), MAX_NAME_CHARS) || source.title
  const title = titleOf(repaired(raw.title), text, outlet)
  if (title === '') return { unusable: `${nameOf(raw)}: it has neither a title nor a text` }

  const guid = guidOf(raw, url) ?? hashId('no-guid', title, text)
  const summary = excerpt(withoutLeadIn(brief || text))
  return {
    id: hashId('entry', source.id, guid),
    sourceId: source.id,
    guid,
    url,
    title,
    summary,
    html,
    text,
    author: excerpt(repaired(raw.author), MAX_NAME_CHARS) || null,
    outlet,
    ...dateOf(raw, seenAt, source.zone),
    isUndated: raw.undated ?? false,
    seenAt,
    contentHash: hashId('content', title, summary, text, url ?? ''),
    repair,
    // Bytes are lost the same way as readings come in, by a mirror's search and replace (see debris.ts).
    isMirror: source.trust === 'mirror' || repair.verdict !== 'clean' || repair.damaged
  }
}

export const isUnusable = (result: Entry | Unusable): result is Unusable => 'unusable' in result

export const isUsable = (result: Entry | Unusable): result is Entry => !isUnusable(result)

/** Cut before anything is read, so that no step meets a text without an end. */
const withinLimits = (raw: RawEntry): RawEntry => ({
  ...raw,
  title: raw.title?.slice(0, 4 * MAX_TITLE_CHARS),
  summary: raw.summary?.slice(0, MAX_HTML_CHARS),
  contentHtml: raw.contentHtml?.slice(0, MAX_HTML_CHARS)
})

const addressOf = (raw: RawEntry, source: Source): string | null => {
  const url = raw.url === undefined ? null : canonicalUrl(raw.url, source.url)
  return url === null || url.length > MAX_URL_CHARS ? null : url
}

/** An item without a headline (a microblog's) is named by its first sentence. */
const titleOf = (title: string, text: string, outlet: string): string =>
  excerpt(withoutOutlet(cleanLine(title), outlet), MAX_TITLE_CHARS) || excerpt(text, 40)

/** The source's own identity, else the address, unless that is the home page that all items link to. */
const guidOf = (raw: RawEntry, url: string | null): string | null => {
  const address = url === null || isHomePage(url) ? null : url
  const guid = cleanLine(raw.guid ?? '') || address
  return guid !== null && guid.length > MAX_GUID_CHARS ? hashId('long-guid', guid) : guid
}

/** Of canonical addresses: no path, no query, no fragment. */
const isHomePage = (url: string): boolean => /^https?:\/\/[^/]+\/\??$/.test(url)

const nameOf = ({ guid, url }: RawEntry): string =>
  excerpt(guid ?? '', MAX_NAME_CHARS) || excerpt(url ?? '', MAX_NAME_CHARS) || 'an entry without id'

type Dated = Pick<Entry, 'publishedAt' | 'publishedBy' | 'dateDoubt'>

/** A date that cannot be is replaced by the first sight, and that is said. */
const dateOf = (raw: RawEntry, seenAt: Date, zone: string): Dated => {
  const given = [raw.published, raw.updated]
    .map((date) => instantOfIso(date ?? '', zone))
    .filter((instant) => !Number.isNaN(instant))
  const at = given.find((instant) => doubtOf(instant, seenAt) === null)
  if (at !== undefined) {
    const publishedAt = new Date(Math.min(at, seenAt.getTime()))
    return { publishedAt, publishedBy: 'source', dateDoubt: null }
  }
  const dateDoubt = given[0] === undefined ? null : doubtOf(given[0], seenAt)
  return { publishedAt: seenAt, publishedBy: 'seen', dateDoubt }
}

const doubtOf = (instant: number, seenAt: Date): DateDoubt | null => {
  if (instant < OLDEST) return 'too-old'
  return instant > seenAt.getTime() + CLOCK_SKEW_MS ? 'future' : null
}
