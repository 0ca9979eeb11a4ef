import type { Fields } from './element.ts'

/** The elements of an item that are read, whichever of the XML formats it is in. */
export const ITEM_FIELDS = [
  ...[
    'title',
    'dc:title',
    'media:title',
    'link',
    'atom:link',
    'guid',
    'id',
    'atom:id',
    'dc:identifier'
  ],
  ...['pubdate', 'published', 'issued', 'atom:published', 'dcterms:issued', 'dc:date'],
  ...['dcterms:created', 'created', 'updated', 'modified', 'atom:updated', 'dcterms:modified'],
  ...['content:encoded', 'content', 'atom:content', 'body', 'xhtml:body', 'xhtml:div', 'fullitem'],
  ...[
    'description',
    'summary',
    'atom:summary',
    'dc:description',
    'abstract',
    'itunes:summary',
    'media:description'
  ],
  ...['author', 'dc:creator', 'dc:author', 'atom:author', 'itunes:author', 'source', 'atom:source'],
  ...['news:source', 'category', 'dc:subject', 'atom:category', 'enclosure', 'image'],
  ...['media:thumbnail', 'media:content', 'media:group', 'itunes:image']
] as const

export type ItemField = (typeof ITEM_FIELDS)[number]
export type ItemFields = Fields<ItemField>
