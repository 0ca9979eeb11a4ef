import { escapeText } from 'entities'
import { Feed } from 'feed'
import type { Item } from 'feed'
import type { FeedFormat, FeedStory } from '../format.ts'
import { cdataHtml, xmlAttribute, xmlText } from '../guard.ts'

/** Atom 1.0, RFC 4287. */
export const atom = {
  name: 'atom',
  contentType: 'application/atom+xml; charset=utf-8',
  render: (page) => {
    const title = xmlText(page.title)
    const feed = new Feed({
      id: xmlText(page.id),
      title,
      description: xmlText(page.description),
      link: page.siteUrl,
      feedLinks: { atom: page.selfUrl },
      updated: page.updatedAt,
      generator: 'Parkwire',
      // RFC 4287 §4.1.1 asks for an author; the outlets stand as contributors of their entries.
      author: { name: title, link: page.siteUrl }
    })
    for (const story of page.stories) feed.addItem(item(story))
    // The generator knows no language in Atom; without one a reader may draw Chinese in Japanese shapes.
    return feed.atom1().replace('<feed ', `<feed xml:lang="${page.language}" `)
  }
} satisfies FeedFormat

const item = (story: FeedStory): Item => ({
  id: story.id,
  // The generator declares titles and summaries as HTML: `<中心>` would vanish as an unknown tag.
  title: escapeText(story.title),
  link: story.link,
  date: story.updatedAt,
  published: story.publishedAt,
  description: escapeText(story.excerpt),
  content: cdataHtml(story.contentHtml),
  category: [{ term: xmlAttribute(story.section.id), name: xmlAttribute(story.section.title) }],
  contributor: story.outlets.map((outlet) => ({ name: xmlText(outlet.name) }))
})
