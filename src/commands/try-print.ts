import { styleText } from 'node:util'
import type { Look, LookItem } from '../collect/page/look.ts'
import { sourceLines } from '../config/add-source.ts'
import { cleanLine } from '../normalize/text.ts'
import { excerpt } from '../normalize/html.ts'
import { localTime } from '../normalize/local-time.ts'
import { widthOf } from '../normalize/width.ts'
import { padEnd, print } from './context.ts'
import { itemsOf, otherLists, shownUrl, type Chosen } from './try-json.ts'

type Shown = Chosen & {
  /** The folder of the configuration, as short as it can be said. */
  readonly folder: string
  readonly isAdded: boolean
  /** IANA zone in which instants are shown. */
  readonly zone: string
}

/** For people: what it is and why, what is in it, what to do next. */
export const printLook = (seen: Look, shown: Shown): void => {
  const parts = [
    headline(seen),
    rows(itemsOf(seen, shown.pick), shown),
    articleLines(seen, shown.zone),
    listLines(seen, shown.pick),
    feedLines(seen),
    dataLines(seen),
    advice(seen, shown)
  ]
  print(
    parts
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n')
  )
}

type Lines = readonly string[]

const MARKS = {
  feed: ['green', '✓'],
  list: ['green', '✓'],
  article: ['cyan', '•'],
  document: ['cyan', '•'],
  'script-shell': ['yellow', '!'],
  unknown: ['yellow', '?']
} as const

const headline = ({ kind, title, outlet, reason }: Look): Lines => {
  const [colour, mark] = MARKS[kind]
  const name = cleanLine(title ?? outlet ?? '')
  const first = `${styleText(colour, mark)} ${styleText('bold', kind)}: ${cleanLine(reason)}`
  return name === '' ? [first] : [first, styleText('dim', `  ${cut(name, columns() - 2)}`)]
}

const MAX_ROWS = 10
/** Less of an address tells nothing; then the titles get the room. */
const LEAST_LINK = 24

/** Date, title and address in columns, cut to the width of the terminal; nothing is cut elsewhere. */
const rows = (items: readonly LookItem[], { opened, zone }: Shown): Lines => {
  const first = items.slice(0, MAX_ROWS)
  const dates = first.map(({ published }) => dateText(published, zone))
  const titles = first.map(({ title }) => cleanLine(title))
  const dateWidth = Math.max(...dates.map(widthOf), 0)
  const room = columns() - dateWidth - 6
  const titleWidth = Math.min(Math.max(...titles.map(widthOf), 0), Math.max(room, 20))
  const linkWidth = room - titleWidth < LEAST_LINK ? 0 : room - titleWidth
  const lines = first.map(({ link }, at) => {
    const date = styleText('cyan', padEnd(dates[at] ?? '', dateWidth))
    const title = padEnd(cut(titles[at] ?? '', titleWidth), titleWidth)
    const shownLink = linkWidth === 0 ? '' : cut(linkText(link, opened.address), linkWidth)
    return `  ${date}  ${title}  ${shownLink && styleText('dim', shownLink)}`.trimEnd()
  })
  const left = items.length - first.length
  return left > 0 ? [...lines, styleText('dim', `  … ${left} more`)] : lines
}

/** Feeds give instants, pages the time on the wall, with its offset from UTC. */
const dateText = (published: string | null, zone: string): string => {
  if (published?.endsWith('Z')) return localTime(new Date(published), zone)
  return (published ?? '').replace('T', ' ').slice(0, 16)
}

/** Within one site the path says it all. */
const linkText = (link: string | null, address: string | null): string => {
  const url = shownUrl(link ?? '')
  const origin = URL.parse(address ?? '')?.origin
  return cleanLine(
    origin !== undefined && url.startsWith(`${origin}/`) ? url.slice(origin.length) : url
  )
}

const articleLines = ({ article }: Look, zone: string): Lines => {
  if (!article) return []
  const { title, published, outlet, author, text } = article
  const known = {
    title,
    published: dateText(published, zone),
    outlet,
    author,
    text: excerpt(text)
  }
  return Object.entries(known).map(([name, value]) => {
    const line = `${padEnd(name, 9)}  ${value ? cleanLine(value) : styleText('dim', 'none found')}`
    return `  ${name === 'text' ? line : cut(line, columns() - 2)}`
  })
}

const MAX_LISTS = 9

const listLines = (seen: Look, pick: number | undefined): Lines => {
  const others = otherLists(seen, pick)
  if (others.length === 0) return []
  const lines = others.slice(0, MAX_LISTS).map(({ number, list }) => {
    const name = `${cleanLine(list.heading ?? '') || 'no heading'}, ${list.items.length}`
    const first = cleanLine(list.items[0]?.title ?? '')
    return cut(`  ${String(number).padStart(2)}  ${padEnd(cut(name, 28), 28)}  ${first}`, columns())
  })
  const left = others.length - lines.length
  const more = left > 0 ? [styleText('dim', `      … ${left} more`)] : []
  const isChosen = pick !== undefined || seen.kind === 'list'
  return [`${isChosen ? 'other lists' : 'lists'} (--list NUMBER takes one):`, ...lines, ...more]
}

const feedLines = ({ feeds }: Look): Lines =>
  feeds.map(({ title, url }, at) => {
    const name = title === null ? '' : ` (${cleanLine(title)})`
    const why = at === 0 ? ' – better than reading the page' : ''
    return `this page names a feed: ${shownUrl(url)}${name}${why}`
  })

const dataLines = ({ kind, dataUrls }: Look): Lines =>
  dataUrls.length === 0 || kind !== 'script-shell'
    ? []
    : [
        'addresses of data in its scripts (parkwire try ADDRESS looks at one):',
        ...dataUrls.map((url) => `  ${shownUrl(url)}`)
      ]

/** The source to add, or why there is none. */
const advice = (seen: Look, { source, folder, opened, isAdded }: Shown): Lines => {
  if (isAdded) return []
  if (source) {
    const how = `for ${folder}/sources.yaml (--add writes it there):`
    return [
      how,
      ...sourceLines(source)
        .split('\n')
        .map((line) => styleText('green', line))
    ]
  }
  const couldBe = seen.kind === 'list' || (seen.kind === 'unknown' && seen.lists.length > 0)
  const isNameless = opened.address === null && couldBe
  if (isNameless)
    return ['--url ADDRESS says where the file was saved from; then it can become a source']
  return []
}

/** Of the terminal; there is no limit where the output goes to a file or another program. */
const columns = (): number => (process.stdout.isTTY ? process.stdout.columns || 80 : Infinity)

/** With `…` at the end where something was cut off. */
const cut = (text: string, width: number): string => {
  if (widthOf(text) <= width) return text
  let kept = ''
  let used = 1
  for (const char of text) {
    used += widthOf(char)
    if (used > width) break
    kept += char
  }
  return `${kept}…`
}
