import { decodeHTML, decodeHTMLAttribute } from 'entities'
import { absoluteUrl } from '../../normalize/url.ts'
import { groupAfter, jpageCalls, type JpageCall } from './jpage.ts'
import type { Page } from './page.ts'
import { xmlDocumentsIn, xmlRows } from './xml-records.ts'

/** Rows of a list that a page holds as data, for its own script to show. */
export type RecordGroup = {
  /** A row each, in order: HTML as the page has it, not sanitized; it may begin with `<tr>` or `<li>`. */
  readonly html: readonly string[]
  /** Absolute: where the rows behind these are; null when the page does not say. */
  readonly next: string | null
  /** How many rows there are in all. */
  readonly total: number | null
}

/**
 * The lists that are hidden from a reader of tags: Hanweb's jpage (`<datastore>` or bare `<record>`s in
 * a script, a textarea, or as the whole answer of `dataproxy.jsp`), and XML records such as those of TRS
 * WAS5 (`<REC><TITLE>…</TITLE><URL>…`), which come out as links with a date. A group without rows only
 * names the address of its data.
 */
export const recordFragments = (page: Page): readonly RecordGroup[] => {
  const calls = jpageCalls(page)
  const groups = [page.text, ...escapedTexts(page)].flatMap((text) => groupsIn(text, page, calls))
  if (groups.length > 0) return groups
  const xml = xmlDocumentsIn(page).flatMap(xmlRows)
  if (xml.length > 0) return xml.map((rows) => ({ ...rows, next: null }))
  return drawnByScript(page, calls)
}

/** A textarea may hold its records as text. */
const escapedTexts = ({ $, text }: Page): readonly string[] =>
  /&lt;record\b/i.test(text)
    ? $('textarea')
        .toArray()
        .map((area) => $(area).text())
        .filter((inside, index, all) => RECORD.test(inside) && all.indexOf(inside) === index)
        .filter((inside) => !text.includes(inside))
    : []

const RECORD = /<record(?=[\s>])/i

/** `from` and `to` enclose the tags. */
type Span = { readonly from: number; readonly to: number; readonly html: string }

const groupsIn = (text: string, page: Page, calls: readonly JpageCall[]): RecordGroup[] => {
  const runs = runsOf(spansIn(text), text).slice(0, MAX_LISTS)
  return runs.flatMap((run, index) => {
    const before = runs[index - 1]?.at(-1)?.to ?? 0
    const after = runs[index + 1]?.[0]?.from ?? text.length
    const around = storeAround(text, run, { before, after })
    return run.every(({ html }) => html === '') ? [] : [groupOf(run, around, page, calls)]
  })
}

/** More in one page is not made for people. */
const MAX_LISTS = 200

const groupOf = (
  run: readonly Span[],
  store: string,
  page: Page,
  calls: readonly JpageCall[]
): RecordGroup => {
  const html = run.map((span) => span.html).filter((row) => row !== '')
  const call = callOf(store, calls)
  const total = numberIn(store, 'totalrecord') ?? call?.total ?? null
  const link = nextGroupIn(store)
  const next =
    link === undefined
      ? groupAfter({ page, call, rows: html.length, total, pages: numberIn(store, 'totalpage') })
      : linkTo(link, page)
  return { html, next, total }
}

/** The call for the unit that the store names, or that its element is for; a single call needs no name. */
const callOf = (store: string, calls: readonly JpageCall[]): JpageCall | undefined =>
  calls.find(({ unit }) => unit !== '' && new RegExp(`\\b${unit}\\b`).test(store.slice(0, 3000))) ??
  (calls.length === 1 ? calls[0] : undefined)

/** Records with nothing but white space between them are one list. */
const runsOf = (spans: readonly Span[], text: string): readonly (readonly Span[])[] => {
  const runs: Span[][] = []
  let end = -1
  for (const span of spans) {
    const run = runs.at(-1)
    if (run && span.from - end < MAX_GAP && /^[\s,;]*$/.test(text.slice(end, span.from))) {
      run.push(span)
    } else runs.push([span])
    end = span.to
  }
  return runs
}
const MAX_GAP = 1000

/** What stands around a list up to its neighbours, but no further than its own `<datastore>` goes. */
const storeAround = (
  text: string,
  run: readonly Span[],
  { before, after }: { before: number; after: number }
): string => {
  const [from, to] = [run[0]!.from, run.at(-1)!.to]
  const head = text.slice(Math.max(before, from - MAX_STORE), from)
  const tail = text.slice(to, Math.min(after, to + MAX_STORE))
  const ended = head.toLowerCase().lastIndexOf('</datastore')
  const end = tail.search(/<\/datastore/i)
  return head.slice(ended + 1) + (end < 0 ? tail : tail.slice(0, end))
}
const MAX_STORE = 4000

const spansIn = (text: string): readonly Span[] => {
  const open = new RegExp(OPEN)
  const close = new RegExp(CLOSE)
  const spans: Span[] = []
  for (let match = open.exec(text); match; match = open.exec(text)) {
    close.lastIndex = open.lastIndex
    const end = close.exec(text)
    // What the document breaks off in is no whole row.
    if (!end) break
    const inside = text.slice(open.lastIndex, end.index)
    spans.push({ from: match.index, to: close.lastIndex, html: rowIn(inside) })
    open.lastIndex = close.lastIndex
  }
  return spans
}
const OPEN = /<record(?:\s[^<>]{0,300})?>/gi
const CLOSE = /<\/record\s{0,9}>/gi

/** Empty for a record that is made of elements of XML. */
const rowIn = (inside: string): string => {
  const raw = inside.trim()
  if (/^<!\[CDATA\[/i.test(raw)) return raw.replace(/<!\[CDATA\[|\]\]>/gi, '').trim()
  if (/^&lt;/i.test(raw)) return decodeHTML(raw)
  return HTML_ROW.test(raw) ? raw : ''
}
const HTML_ROW =
  /^<(?:li|tr|td|a|div|p|dl|dt|dd|ul|table|span|h[1-6]|b|i|em|img|section|article)[\s>]/i

const numberIn = (store: string, name: string): number | null => {
  const digits = new RegExp(`<${name}>\\s{0,9}(\\d{1,9})\\s{0,9}</`, 'i').exec(store)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** Undefined: the store has no such element. Empty: it has one, and nothing follows. */
const nextGroupIn = (store: string): string | undefined => {
  const at = store.search(/<nextgroup\b/i)
  if (at < 0) return undefined
  const rest = store.slice(at)
  const inside = rest.slice(0, Math.max(rest.search(/<\/nextgroup/i), 0))
  const [, double, single, bare] = HREF.exec(inside) ?? []
  return decodeHTMLAttribute(double ?? single ?? bare ?? '').trim()
}
const HREF = /\shref\s{0,9}=\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\s"'<>]+))/i

const linkTo = (href: string, { base, url }: Page): string | null => {
  const found = href === '' ? null : absoluteUrl(href, base)
  return found !== null && found.startsWith('http') && found !== url ? found : null
}

/** Lists of which the page holds no row yet. */
const drawnByScript = (page: Page, calls: readonly JpageCall[]): readonly RecordGroup[] =>
  calls.flatMap((call) => {
    const next = groupAfter({ page, call, rows: 0, total: call.total, pages: null })
    return next === null ? [] : [{ html: [], next, total: call.total }]
  })
