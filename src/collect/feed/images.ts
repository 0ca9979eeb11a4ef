import { fieldsOf, hasElements, type Node } from './element.ts'
import type { ItemFields } from './item-fields.ts'
import { addressIn } from './links.ts'
import type { Address } from './loose.ts'

/** Media RSS first (its groups and contents hold more of it), then what others use. */
export const imagesIn = (fields: ItemFields): Address[] => {
  const media = [...(fields['media:group'] ?? []), ...(fields['media:content'] ?? [])]
  const inside = media.map(({ element }) => fieldsOf(element))
  const contents = [
    ...(fields['media:content'] ?? []),
    ...inside.flatMap((part) => part['media:content'] ?? [])
  ]
  const thumbnails = [
    ...(fields['media:thumbnail'] ?? []),
    ...inside.flatMap((part) => part['media:thumbnail'] ?? [])
  ]
  return [
    ...[...contents.filter(isImage), ...thumbnails].map(urlIn),
    ...(fields['itunes:image'] ?? []).map(({ $, element }) => addressIn(element, $['href'])),
    ...(fields.image ?? []).map(imageElement),
    ...(fields.enclosure ?? []).filter(isImage).map(urlIn)
  ]
}

const isImage = ({ $ }: Node): boolean =>
  $['medium'] === 'image' || /^image\//i.test($['type'] ?? '')

const urlIn = ({ $, element }: Node): Address => addressIn(element, $['url'])

const imageElement = ({ _, element }: Node): Address =>
  addressIn(element, hasElements(element) ? fieldsOf(element)['url']?.[0]?._ : _)
