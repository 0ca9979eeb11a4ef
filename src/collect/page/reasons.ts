import type { Article } from './article.ts'
import type { Decision } from './decide.ts'
import type { JsonList } from './json-list.ts'
import type { FoundList } from './list-item.ts'
import type { LookItem } from './look.ts'
import type { FeedLink } from './site.ts'

/** Sentences for people on what a document is, and what is to be done where it is not what they want. */

export const ofFeed = (items: readonly LookItem[]): string => {
  const dates = items.flatMap(({ published }) => published?.slice(0, 10) ?? []).toSorted()
  const newest = dates.length === 0 ? '' : `, the newest of ${dates.at(-1)}`
  return `this is a feed with ${count(items.length, 'entry', 'entries')}${newest}`
}

export const ofJson = (why: string, data: JsonList | null): string =>
  data === null
    ? `${why}; a source of kind api can read JSON once it is told where the list stands`
    : `this is JSON with ${count(data.found.length, 'record')} in ${data.items}, not a page or a feed; ` +
      'a source of kind api reads it'

export const ofNothing = (looksLike: string): string =>
  `this is ${looksLike}; there is nothing in it to be collected`

export const ofDocument = (isMail: boolean): string =>
  `this is ${isMail ? 'a mail' : 'plain text'}, a document by itself; ` +
  'put it into the folder of a source of kind document'

type Found = {
  readonly lists: readonly FoundList[]
  readonly feeds: readonly FeedLink[]
  readonly dataUrls: readonly string[]
  readonly article: Article | null
}

export const ofPage = (kind: Decision, found: Found): string => {
  switch (kind) {
    case 'list':
      return ofList(found.lists[0])
    case 'article':
      return ofArticle(found.article)
    case 'script-shell':
      return ofShell(found)
    case 'unknown':
      return ofUnknown(found)
  }
}

const ofList = (list: FoundList | undefined): string => {
  const items = list?.items ?? []
  const dated = items.filter(({ published }) => published !== undefined).length
  const heading = list?.heading ? ` under «${list.heading}»` : ''
  const dates = dated === items.length ? 'all with a date' : `${dated} of them with a date`
  return `this page is a list of news: ${count(items.length, 'row')}${heading}, ${dates}`
}

const ofArticle = (article: Article | null): string => {
  const { published = null, text = '' } = article ?? {}
  const date = published === null ? '' : ` of ${published.slice(0, 10)}`
  return (
    `this page is one article${date} (${text.length} characters), not a list; ` +
    'a source is the page that lists such articles'
  )
}

const ofShell = ({ dataUrls, feeds }: Found): string => {
  const drawn =
    'the list of this page is drawn by a script, so there are no rows in what the server sends; '
  if (feeds.length > 0) return `${drawn}the page names a feed, which is better anyway`
  if (dataUrls.length > 0) return `${drawn}give the address of its data: ${dataUrls[0]}`
  return (
    `${drawn}open it in a browser, look for the request that brings the news ` +
    '(developer tools, network, XHR) and give that address'
  )
}

const ofUnknown = ({ lists, feeds, article }: Found): string => {
  if (feeds.length > 0) {
    return `this page is no list of news by itself (${whatInstead(lists)}), but it names a feed`
  }
  if (lists.length > 1) {
    return `this looks like a home page with ${lists.length} lists; give the address of one of them, or choose one with --list`
  }
  if (lists.length === 1) {
    return 'this page has one list, which does not look like news; --list 1 takes it all the same'
  }
  const hasText = (article?.text.length ?? 0) > 0
  return `this page has no list of news${hasText ? ', only a text that is no clear article' : ''}; give the address of a page that lists them`
}

const whatInstead = (lists: readonly FoundList[]): string =>
  lists.length === 0 ? 'no rows were found' : count(lists.length, 'possible list')

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`
