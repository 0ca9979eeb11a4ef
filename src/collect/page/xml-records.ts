import { textOf } from '../../normalize/html.ts'
import { cleanLine } from '../../normalize/text.ts'
import { childrenOf } from '../feed/element.ts'
import { escapeText } from '../feed/plain-text.ts'
import { readXml, type Element } from '../feed/xml.ts'
import type { Page } from './page.ts'

/** Records of one name as rows of HTML: `<a href title>…</a><span>date</span>`. */
export type XmlRows = { readonly html: readonly string[]; readonly total: number | null }

/** What of a page is XML: all of it, or what it keeps for its script. */
export const xmlDocumentsIn = ({ $, text }: Page): readonly string[] => {
  const own = rootIn(text)
  if (own !== undefined) return own.isHtml || own.isFeed ? islands($) : [text.slice(own.at)]
  return islands($)
}

const islands = ($: Page['$']): readonly string[] =>
  $('script[type*="xml" i], textarea')
    .toArray()
    .map((element) => $(element).text())
    .flatMap((inside) => {
      const root = rootIn(inside)
      return root === undefined || root.isHtml ? [] : [inside.slice(root.at)]
    })

/** The first element of a document that begins like XML. */
const rootIn = (text: string): { at: number; isHtml: boolean; isFeed: boolean } | undefined => {
  const head = text.slice(0, MAX_PROLOG)
  if (!/^[\s\ufeff]{0,200}</.test(head)) return undefined
  const match = /<([a-z_][\w.:-]{0,99})(?=[\s/>])/i.exec(head)
  if (!match) return undefined
  const name = match[1]!.toLowerCase()
  return { at: match.index, isHtml: HTML.has(name), isFeed: FEEDS.has(name) }
}
const MAX_PROLOG = 2000
const HTML: ReadonlySet<string> = new Set(
  'html head body meta title script style link div p br table tr td ul li a span form img'.split(
    ' '
  )
)
/** They are read as what they are. */
const FEEDS: ReadonlySet<string> = new Set(['rss', 'feed', 'rdf:rdf'])

/**
 * The records that have a title and an address: those of the name that most of them have, with how many
 * the document counts. Empty where there are none.
 */
export const xmlRows = (xml: string): readonly XmlRows[] => {
  const root = readXml(xml, 'rss', undefined)
  const groups = new Map<string, string[]>()
  let total: number | null = null
  const waiting: Element[] = [root]
  for (let element = waiting.pop(); element; element = waiting.pop()) {
    const row = element === root ? undefined : rowOf(element)
    if (row === undefined) total ??= totalIn(element)
    else (groups.get(element.name) ?? added(groups, element.name)).push(row)
    for (const node of element.nodes.toReversed()) if (typeof node !== 'string') waiting.push(node)
  }
  const html = [...groups.values()].toSorted((a, b) => b.length - a.length)[0]
  return html ? [{ html, total }] : []
}

const added = (groups: Map<string, string[]>, name: string): string[] => {
  const rows: string[] = []
  groups.set(name, rows)
  return rows
}

type Leaf = { readonly name: string; readonly value: string }

const leavesOf = (element: Element): readonly Leaf[] => {
  const leaves: Leaf[] = []
  for (const name in element.attributes) {
    leaves.push({ name, value: element.attributes[name]?.trim() ?? '' })
  }
  for (const [name, nodes] of childrenOf(element)) leaves.push({ name, value: nodes[0]?._ ?? '' })
  return leaves.filter(({ value }) => value !== '')
}

const rowOf = (element: Element): string | undefined => {
  const leaves = leavesOf(element)
  const url = addressIn(leaves)
  if (!url) return undefined
  const date = dateIn(leaves)
  const title = titleIn(leaves.filter((leaf) => leaf !== date && !ADDRESS.test(leaf.value)))
  if (title === '') return undefined
  const [href, text] = [quoted(url.value), quoted(title)]
  const link = `<a href="${href}" title="${text}">${escapeText(title)}</a>`
  return date ? `${link}<span>${escapeText(date.value)}</span>` : link
}

const quoted = (text: string): string => escapeText(text).replaceAll('"', '&quot;')

const addressIn = (leaves: readonly Leaf[]): Leaf | undefined => {
  const addresses = leaves.filter(({ value }) => ADDRESS.test(value) && !IMAGE.test(value))
  return addresses.find(({ name }) => /url|link|href|addr/i.test(name)) ?? addresses[0]
}
const ADDRESS =
  /^(?:(?:https?:)?\/\/|\.{0,2}\/)\S{1,2000}$|^[\w./-]{1,300}\.(?:s?html?|jsp|aspx?|php|do)(?:\?\S{0,1000})?$/i
const IMAGE = /\.(?:jpe?g|png|gif|webp|bmp|svg|ico|css|js|xsl)(?:\?\S{0,300})?$/i

const dateIn = (leaves: readonly Leaf[]): Leaf | undefined => {
  const dates = leaves.filter(({ value }) => value.length < 60 && DATE.test(value))
  return (
    dates.find(({ name }) => /pub|rel|issue/i.test(name)) ??
    dates.find(({ name }) => /date|time/i.test(name)) ??
    dates[0]
  )
}
const DATE = /^\[?(?:19|20)\d{2}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}/

/** By its name, else the longest text that a headline may have. */
const titleIn = (leaves: readonly Leaf[]): string => {
  const named =
    leaves.find(
      ({ name }) => /^(?:[a-z]{0,8}_?)?title$/i.test(name) && !/^(?:sub|short)/i.test(name)
    ) ?? leaves.find(({ name }) => /title|subject|headline|topic/i.test(name))
  if (named) return lineOf(named.value)
  const lines = leaves.map(({ value }) => lineOf(value)).filter((line) => isHeadline(line))
  return lines.toSorted((a, b) => b.length - a.length)[0] ?? ''
}

const isHeadline = (line: string): boolean =>
  line.length >= 5 && line.length <= 150 && /\p{L}{2}/u.test(line)

const lineOf = (value: string): string => cleanLine(textOf(value.slice(0, 2000)))

/** `<TOTAL>120</TOTAL>`, `<RESULT total="120">`. */
const totalIn = (element: Element): number | null => {
  const found = leavesOf(element).find(
    ({ name, value }) => COUNT.test(name) && /^\d{1,9}$/.test(value)
  )
  return found ? Number(found.value) : null
}
const COUNT = /^(?:total|count|totalrecords?|totalcount|recordcount|recnum|num_?found|hits)$/i
