import { Feed } from 'feed'
import type { Item } from 'feed'
import type { FeedFormat, FeedPage, FeedStory } from '../format.ts'

/** JSON Feed 1.1 (https://jsonfeed.org/version/1.1) with every outlet of a story under `_parkwire`. */
export const jsonFeed = {
  name: 'json',
  contentType: 'application/feed+json; charset=utf-8',
  render: (page) => {
    const feed = new Feed({
      title: page.title,
      description: page.description,
      link: page.siteUrl,
      feedLinks: { json: page.selfUrl }
    })
    for (const story of page.stories) feed.addItem(item(story, page))
    return asVersion11(feed.json1(), page)
  }
} satisfies FeedFormat

const item = (story: FeedStory, page: FeedPage): Item => ({
  id: story.id,
  title: story.title,
  link: story.link,
  date: story.updatedAt,
  published: story.publishedAt,
  description: story.excerpt,
  content: story.contentHtml,
  category: [{ name: story.section.title }],
  extensions: [{ name: '_parkwire', objects: extensionOf(story, page) }]
})

/** JSON Feed asks an extension to say in `about` where it is explained. */
const extensionOf = (story: FeedStory, page: FeedPage) => ({
  about: page.siteUrl,
  section: story.section.id,
  outlets: story.outlets.map(({ name, url, publishedAt }) => ({
    name,
    url,
    published: publishedAt.toISOString()
  }))
})

/** The generator writes version 1, which has no language and no list of authors. */
const asVersion11 = (json: string, page: FeedPage): string => {
  const { items, ...head } = JSON.parse(json) as Record<string, unknown>
  const added = {
    version: 'https://jsonfeed.org/version/1.1',
    language: page.language,
    authors: [{ name: page.title, url: page.siteUrl }]
  }
  return JSON.stringify({ ...head, ...added, items }, null, 2)
}
