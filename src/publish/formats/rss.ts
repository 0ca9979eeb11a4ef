import { Feed } from 'feed'
import type { Item } from 'feed'
import type { FeedFormat, FeedStory } from '../format.ts'
import { cdataHtml, xmlText } from '../guard.ts'

/** Minutes that a reader may wait before it asks again; sources are read about as often. */
const TTL_MINUTES = 15

/** RSS 2.0 with dc:creator and atom:updated. */
export const rss = {
  name: 'rss',
  contentType: 'application/rss+xml; charset=utf-8',
  render: (page) => {
    const feed = new Feed({
      title: xmlText(page.title),
      description: xmlText(page.description),
      link: page.siteUrl,
      feedLinks: { rss: page.selfUrl },
      language: page.language,
      updated: page.updatedAt,
      ttl: TTL_MINUTES,
      generator: 'Parkwire'
    })
    for (const story of page.stories) feed.addItem(item(story))
    return feed.rss2()
  }
} satisfies FeedFormat

const item = (story: FeedStory): Item => ({
  id: story.id,
  title: story.title,
  link: story.link,
  date: story.updatedAt,
  published: story.publishedAt,
  // Not content:encoded, which is for full text: every reader shows the description, outlets and all.
  description: cdataHtml(story.contentHtml),
  category: [{ name: xmlText(story.section.title) }],
  extensions: [
    // Takes the place of the generator's own title, a CDATA section: plain text has no spelling of `]]>` there.
    text('title', story.title),
    text('atom:updated', story.updatedAt.toISOString()),
    // RSS wants an e-mail address in `author`; outlets have none.
    ...(story.credit ? [text('dc:creator', story.credit)] : [])
  ]
})

const text = (name: string, value: string) => ({ name, objects: { _text: xmlText(value) } })
