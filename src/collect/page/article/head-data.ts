import { cleanLine, fold } from '../../../normalize/text.ts'
import { headTitle, type Page } from '../page.ts'
import { jsonLdOf } from './json-ld.ts'
import type { Outline } from './outline.ts'
import { siteNamesOf } from './site-names.ts'

/** What a page says about its article for programs; each row in the order of belief. */
export type HeadData = {
  readonly titles: readonly string[]
  readonly dates: readonly DatedFact[]
  readonly outlets: readonly string[]
  readonly authors: readonly string[]
  /** Two meta tags name different people, or one nobody. */
  readonly isAuthorUnsure: boolean
  /** Folded: what `<title>` says behind the headline. */
  readonly titleParts: readonly string[]
  readonly site: string | null
  /** Folded: who owns the page, by its meta tags and JSON-LD. */
  readonly publishers: ReadonlySet<string>
  /** Of the page's own address. */
  readonly host: string
  /** Folded: what the site is called in its logo, on the link to its home page, in its footer. */
  readonly sites: ReadonlySet<string>
  /** The page calls itself an article (`og:type`, JSON-LD). */
  readonly isArticle: boolean
}

export type DatedFact = { readonly text: string; readonly weight: number }

/** Names in small letters. Sources: GB/T for government sites, Open Graph, Dublin Core, Highwire, Parse.ly, Sailthru, schema.org. */
const TITLES = ['articletitle', 'og:title', 'twitter:title', 'citation_title', 'parsely-title']
const MORE_TITLES = ['sailthru.title', 'dc.title', 'dcterms.title', 'headline', 'title']
const OUTLETS = [
  'contentsource',
  'source',
  'article:source',
  'og:article:source',
  'newssource',
  'mediaid'
]
const AUTHORS = [
  'author',
  'article:author',
  'og:article:author',
  'parsely-author',
  'sailthru.author'
]
const MORE_AUTHORS = ['citation_author', 'dc.creator', 'dcterms.creator', 'byl', 'dc.contributor']
const DATES: ReadonlyMap<string, number> = new Map([
  ...[
    ...[
      'pubdate',
      'publishdate',
      'firstpublishedtime',
      'article:published_time',
      'og:published_time',
      'datepublished'
    ],
    ...['parsely-pub-date', 'sailthru.date', 'citation_publication_date', 'publish_date'],
    ...['publication_date', 'dc.date.issued', 'dcterms.issued', 'originalpublicationdate'],
    ...[
      'article.published',
      'publishtime',
      'bytedance:published_time',
      'og:article:published_time'
    ],
    ...[
      'article_date_original',
      'dcterms.created',
      'dc.date.created',
      'cxenseparse:recs:publishtime'
    ],
    ...['rnews:datepublished', 'publish-date', 'pub_date', 'dcsext.articlefirstpublished']
  ].map((name) => [name, 5] as const),
  ...[
    'date',
    'dc.date',
    'dcterms.date',
    'citation_date',
    'displaydate',
    'og:release_date',
    'datecreated'
  ].map((name) => [name, 3.5] as const),
  // When the file was made; a rebuilt site makes all its files on one day.
  ...['maketime', 'article:create_at', 'createdate'].map((name) => [name, 2.5] as const)
])

/** When the text was last changed. */
const CHANGES = [
  ...['article:modified_time', 'og:article:modified_time', 'og:updated_time', 'lastmod'],
  ...['last-modified', 'dc.date.modified', 'dcterms.modified', 'datemodified', 'lastmodifiedtime']
]

/** Some systems write the moment of the last change into a tag for the date; another then tells the first. */
const withoutChanges = (
  dates: readonly DatedFact[],
  changes: readonly string[]
): readonly DatedFact[] => {
  const momentOf = (text: string): string | number => {
    const moment = Date.parse(text)
    return Number.isNaN(moment) ? text : moment
  }
  const changed = new Set(changes.map(momentOf))
  const first = dates.filter(({ text }) => !changed.has(momentOf(text)))
  return first.some(({ weight }) => weight >= 5) ? first : dates
}

export const headDataOf = (page: Page, outline: Outline): HeadData => {
  const meta = metaOf(page)
  const graph = jsonLdOf(page)
  const from = (...names: readonly string[]): string[] =>
    names.flatMap((name) => meta.get(name) ?? [])
  const marked = microdataOf(page)
  const site = from('og:site_name', 'sitename', 'application-name')[0] ?? graph.site
  return {
    titles: [...from(...TITLES), ...graph.titles, ...marked('headline'), ...from(...MORE_TITLES)],
    dates: withoutChanges(
      [
        ...[...DATES].flatMap(([name, weight]) => from(name).map((text) => ({ text, weight }))),
        ...graph.dates.map((text) => ({ text, weight: 5 })),
        ...marked('datePublished').map((text) => ({ text, weight: 5 }))
      ],
      [...from(...CHANGES), ...graph.changes]
    ),
    outlets: from(...OUTLETS),
    authors: [...from(...AUTHORS, ...MORE_AUTHORS), ...graph.authors, ...marked('author')],
    isAuthorUnsure: new Set(allOf(page, 'author')).size > 1,
    titleParts: framesOf(headTitle(page) ?? ''),
    site,
    publishers: new Set([...from('dc.publisher', 'publisher'), ...graph.publishers].map(fold)),
    host: URL.parse(page.url)?.hostname ?? '',
    sites: siteNamesOf(page, outline, site),
    isArticle: from('og:type').some((type) => /article|news/i.test(type)) || graph.titles.length > 0
  }
}

const metaOf = ({ $ }: Page): ReadonlyMap<string, string[]> => {
  const meta = new Map<string, string[]>()
  $('meta').each((_, { attribs }) => {
    const name = (attribs.name ?? attribs.property ?? attribs.itemprop ?? '').trim().toLowerCase()
    const content = cleanLine((attribs.content ?? '').slice(0, MAX_CHARS))
    if (name === '' || isLeftover(content)) return
    meta.set(name, [...(meta.get(name) ?? []).slice(0, MAX_VALUES), content])
  })
  return meta
}

/** All values of a name, the empty ones too. */
const allOf = ({ $ }: Page, wanted: string): readonly string[] =>
  $('meta[name]')
    .get()
    .filter(({ attribs }) => attribs.name?.trim().toLowerCase() === wanted)
    .slice(0, MAX_VALUES)
    .map(({ attribs }) => cleanLine((attribs.content ?? '').slice(0, MAX_CHARS)))

const framesOf = (title: string): readonly string[] =>
  title
    .slice(0, 500)
    .split(/\s*[_|｜丨]+\s*|\s*[-–—]+\s*/u)
    .slice(1)
    .map(fold)
    .filter((part) => part !== '')

const MAX_CHARS = 1000
const MAX_VALUES = 8

/** Empty, or what a template was meant to fill: {title}, ${date}, <%=x%>, [信息来源], null. */
const isLeftover = (text: string): boolean =>
  !/[\p{L}\p{N}]/u.test(text) || /[{}]|<%|%>|<\$|^\[.*\]$|^(?:null|undefined|none)$/i.test(text)

/** `itemprop` of schema.org, outside of comments and other articles: the first few only. */
const microdataOf =
  ({ $ }: Page) =>
  (name: string): string[] =>
    $(`[itemprop~="${name}"]:not(meta)`)
      .slice(0, 2)
      .get()
      .map(({ attribs }) => cleanLine(attribs.content ?? attribs.datetime ?? ''))
      .filter((text) => !isLeftover(text))
