import type { FoundList } from '../collect/page/list-item.ts'
import type { Look, LookItem } from '../collect/page/look.ts'
import { NOWHERE, type Opened } from './try-document.ts'
import type { Proposed } from './try-source.ts'

export type Chosen = {
  readonly opened: Opened
  readonly source: Proposed | null
  /** The list that was asked for, from 1. */
  readonly pick: number | undefined
}

/** What `try --json` prints; other programs rely on these names. */
export const tryJson = (seen: Look, { source, pick }: Chosen): object => {
  const { kind, title, article, feeds, dataUrls, reason } = seen
  const items = itemsOf(seen, pick)
  const lists = otherLists(seen, pick).map(({ list }) => listJson(list))
  return {
    kind,
    ...(title !== null && { title }),
    ...((kind === 'feed' || kind === 'list' || items.length > 0) && { items: items.map(itemJson) }),
    ...(article && { article: articleJson(article) }),
    ...(feeds.length > 0 && {
      feeds: feeds.map(({ title, url }) => ({ title, url: shownUrl(url) }))
    }),
    ...(lists.length > 0 && { lists }),
    ...(dataUrls.length > 0 && { data: dataUrls.map(shownUrl) }),
    reason,
    ...(source && { source })
  }
}

/** Rows of the list that was asked for, else of what was found. */
export const itemsOf = ({ items, lists }: Look, pick: number | undefined): readonly LookItem[] => {
  const list = pick === undefined ? undefined : lists[pick - 1]
  if (!list) return items
  return list.items.map(({ title, url, published = null }) => ({ title, link: url, published }))
}

/** Every list but the one whose rows are shown, with its number for `--list`. */
export const otherLists = (
  { kind, lists }: Look,
  pick: number | undefined
): readonly { readonly number: number; readonly list: FoundList }[] => {
  const shown = pick ?? (kind === 'list' ? 1 : 0)
  return lists
    .map((list, at) => ({ number: at + 1, list }))
    .filter(({ number }) => number !== shown)
}

/** A link of a file of which nobody knows where it was saved from stays as relative as it was. */
export const shownUrl = (url: string): string =>
  url.startsWith(`${NOWHERE}/`) ? url.slice(NOWHERE.length) : url

const itemJson = ({ title, link, published }: LookItem): object => ({
  title,
  link: link === null ? null : shownUrl(link),
  published
})

const FIRST_TITLES = 3

const listJson = ({ heading, items, selectors }: FoundList): object => ({
  heading,
  count: items.length,
  selectors,
  titles: items.slice(0, FIRST_TITLES).map(({ title }) => title)
})

const articleJson = ({
  title,
  published,
  outlet,
  author,
  text
}: NonNullable<Look['article']>): object => ({
  title,
  published,
  outlet,
  author,
  text
})
