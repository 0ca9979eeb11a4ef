import { html } from 'hono/html'
import type { Language, Park } from '../../model.ts'
import { wordsIn, type Words } from '../../words.ts'

/** What every page needs to know about the request and its park. */
export type View = {
  readonly park: Park
  readonly language: Language
  readonly words: Words
  /** Where this park's pages start: empty, or `/parks/<id>`. */
  readonly base: string
  /** What the address asked for; the language switch keeps it. */
  readonly query: URLSearchParams
}

export type Html = ReturnType<typeof html>

export const viewOf = (
  park: Park,
  language: Language,
  place: { base: string; query: URLSearchParams }
): View => ({ park, language, words: wordsIn(language), ...place })

type Tab = 'stories' | 'digests' | 'sources' | 'none'

export const layout = (
  view: View,
  page: { title: string; tab: Tab; feed?: string; body: Html }
): Html => {
  const { park, words, base } = view
  const feed = page.feed ?? 'all'
  const title = page.title === '' ? park.name : `${page.title} · ${park.name}`
  return html`<!doctype html>
    <html lang="${view.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width,initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>${title}</title>
        <link rel="stylesheet" href="/style.css" />
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        <link
          rel="alternate"
          type="application/rss+xml"
          title="${park.name} RSS"
          href="${base}/feeds/${feed}.rss"
        />
        <link
          rel="alternate"
          type="application/atom+xml"
          title="${park.name} Atom"
          href="${base}/feeds/${feed}.atom"
        />
        <link
          rel="alternate"
          type="application/feed+json"
          title="${park.name} JSON Feed"
          href="${base}/feeds/${feed}.json"
        />
      </head>
      <body>
        <header>
          <div class="wrap">
            <h1><a href="${base}/">${park.name}</a></h1>
            <p class="tagline">${words.page.tagline}</p>
            <nav>
              ${tab(`${base}/`, words.nav.stories, page.tab === 'stories')}
              ${tab(`${base}/digests`, words.nav.digests, page.tab === 'digests')}
              ${tab(`${base}/sources`, words.nav.sources, page.tab === 'sources')}
              ${languageSwitch(view)}
            </nav>
          </div>
        </header>
        <main class="wrap">${page.body}</main>
        <footer>
          <div class="wrap">
            ${words.page.footer}<br />
            <span class="feeds">
              ${words.nav.feeds}:
              <a href="${base}/feeds/${feed}.rss">RSS</a>
              <a href="${base}/feeds/${feed}.atom">Atom</a>
              <a href="${base}/feeds/${feed}.json">JSON</a>
            </span>
          </div>
        </footer>
      </body>
    </html> `
}

/** Only a query, so that it leads to this very page: a path such as `//other.example` would lead away. */
const languageSwitch = ({ language, query, words }: View): Html => {
  const switched = new URLSearchParams(query)
  switched.set('lang', language === 'en' ? 'zh-CN' : 'en')
  const href = `?${switched.toString()}`
  return html`<a class="right" rel="nofollow" href="${href}">${words.nav.language}</a>`
}

const tab = (href: string, label: string, isCurrent: boolean): Html =>
  isCurrent
    ? html`<a href="${href}" aria-current="page">${label}</a>`
    : html`<a href="${href}">${label}</a>`
