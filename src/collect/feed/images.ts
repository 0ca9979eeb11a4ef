import { fieldsOf, hasElements, type Node } from './element.ts'
import type { ItemFields } from './item-fields.ts'
import { addressIn } from './links.ts'
import type { Address } from './loose.ts'

/** Media RSS first (its groups and contents hold more of it), then what others use. */
export const imagesIn = ({ all }: ItemFields): Address[] => {
  if (all(...PICTURED).length === 0) return []
  const inside = all('media:group', 'media:content').map(({ element }) => fieldsOf(element))
  const contents = [
    ...all('media:content'),
    ...inside.flatMap((media) => media.all('media:content'))
  ].filter(isImage)
  const thumbnails = [
    ...all('media:thumbnail'),
    ...inside.flatMap((media) => media.all('media:thumbnail'))
  ]
  return [
    ...[...contents, ...thumbnails].map(urlIn),
    ...all('itunes:image').map(({ $, element }) => addressIn(element, $['href'])),
    ...all('image').map(imageElement),
    ...all('enclosure').filter(isImage).map(urlIn)
  ]
}

const PICTURED = [
  ...(['media:group', 'media:content', 'media:thumbnail', 'itunes:image'] as const),
  ...(['image', 'enclosure'] as const)
] as const

const isImage = ({ $ }: Node): boolean =>
  $['medium'] === 'image' ||
  /^image\//i.test($['type'] ?? '') ||
  ($['type'] === undefined && /\.(?:jpe?g|png|gif|webp|avif)$/i.test($['url'] ?? ''))

const urlIn = ({ $, element }: Node): Address => addressIn(element, $['url'])

const imageElement = ({ _, element }: Node): Address =>
  addressIn(element, hasElements(element) ? fieldsOf(element).first('url')?._ : _)
