import type { Look } from '../collect/page/look.ts'
import type { NewSource } from '../config/add-source.ts'
import { cleanLine } from '../normalize/text.ts'
import { NOWHERE, type Opened } from './try-document.ts'

export type Proposed = NewSource & { readonly kind: string; readonly title: string }

type Wishes = {
  readonly id?: string
  readonly title?: string
  /** The list to take, from 1. */
  readonly list?: number
  readonly takenIds: readonly string[]
}

/**
 * The source that sources.yaml would need to collect this; null when there is nothing to collect or
 * nobody knows its address. A feed that a page names is better than reading the page.
 */
export const proposeSource = (seen: Look, opened: Opened, wishes: Wishes): Proposed | null => {
  const wanted = wayToRead(seen, opened, wishes.list)
  if (!wanted || wanted.url.startsWith(NOWHERE)) return null
  const { kind, url, ...rest } = wanted
  const title = wishes.title ?? seen.outlet ?? seen.title ?? hostOf(url)
  return {
    id: wishes.id ?? freeId(slugOf(url, title), wishes.takenIds),
    kind,
    title: withoutSecrets(cleanLine(title)) || hostOf(url),
    url: withoutSecrets(url),
    ...rest
  }
}

type Way = { readonly kind: string; readonly url: string; readonly [key: string]: unknown }

const PAGES = { every: '60m' } as const

const wayToRead = (seen: Look, { address, file }: Opened, pick: number | undefined): Way | null => {
  const list = pick === undefined ? undefined : seen.lists[pick - 1]
  if (list)
    return address === null
      ? null
      : { kind: 'page', url: address, ...PAGES, list: filled(list.selectors) }
  const own = address ?? file
  if (seen.kind === 'feed') return own === null ? null : { kind: 'feed', url: own }
  const [feed] = seen.feeds
  if (feed) return { kind: 'feed', url: feed.url }
  if (seen.data && own !== null) {
    const { items, fields } = seen.data
    return { kind: 'api', url: own, ...PAGES, items, fields }
  }
  return seen.kind === 'list' && address !== null ? { kind: 'page', url: address, ...PAGES } : null
}

const filled = (selectors: object): object =>
  Object.fromEntries(Object.entries(selectors).filter(([, value]) => value !== undefined))

/**
 * `${NAME}` in sources.yaml stands for a secret of the environment: a page whose title holds one must
 * not get it.
 */
const withoutSecrets = (text: string): string =>
  /^(?:https?|file):/.test(text) ? text.replaceAll('${', '%24%7B') : text.replaceAll('${', '$ {')

const hostOf = (url: string): string => URL.parse(url)?.hostname.replace(/^www\./, '') || 'local'

const MAX_ID = 40

/** `www.yunchuan.example/news/park/index.html` → `yunchuan-park` */
const slugOf = (url: string, title: string): string => {
  const { hostname = '', pathname = '' } = URL.parse(url) ?? {}
  const host = isNumeric(hostname) ? hostname : nameOfHost(hostname)
  const path = decoded(pathname)
    .split('/')
    .map((part) => slug(part.replace(/\.\w{1,5}$/, '')))
    .filter((part) => part !== '' && !EMPTY_WORDS.test(part))
    .at(-1)
  const whole = [slug(host), path].filter(Boolean).join('-') || slug(title)
  return whole.slice(0, MAX_ID).replace(/-+$/, '') || 'source'
}

const EMPTY_WORDS = /^(?:index|default|list|feed|rss|atom|home|main|\d+|.)$/

const isNumeric = (hostname: string): boolean => /^[\d.]+$|^\[/.test(hostname)

/** Without `www` and without the ends that names of hosts share. */
const nameOfHost = (hostname: string): string => {
  const labels = hostname.split('.').filter((label) => !/^(?:www\d?|m|wap)$/.test(label))
  const kept = labels.slice(0, Math.max(1, labels.length - 1))
  return (kept.length > 1 && SECOND_LEVEL.test(kept.at(-1)!) ? kept.slice(0, -1) : kept).join('-')
}
const SECOND_LEVEL = /^(?:com|co|gov|org|net|edu|ac|go|or|ne)$/

const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')

const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}

const freeId = (id: string, taken: readonly string[]): string => {
  if (!taken.includes(id)) return id
  for (let number = 2; ; number += 1) {
    if (!taken.includes(`${id}-${number}`)) return `${id}-${number}`
  }
}
