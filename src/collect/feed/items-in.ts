import type { Element } from './xml.ts'

/**
 * The items of a feed: in the channel, beside it (RSS 1.0), or wherever a missing end tag has put them.
 * One that the document breaks off in counts if what tells it from others is whole; with half an identity
 * it would come again as another one.
 */
export const itemsIn = (root: Element, name: 'item' | 'entry'): Element[] => {
  const named = allIn(root, name)
  // A feed may have begun as one format and been finished as another.
  const items = named.length > 0 ? named : allIn(root, name === 'item' ? 'entry' : 'item')
  const half = items.find((item) => !item.isEnded)
  if (!half) return items
  const whole = items.filter((item) => item !== half)
  const identities = whole.some((item) => has(item, IDS)) ? IDS : [...IDS, 'link']
  return has(half, identities) ? items : whole
}

/** Whether the document breaks off before there is an item to speak of. */
export const isCutOffEarly = (root: Element): boolean =>
  !root.isEnded && itemsIn(root, 'item').length === 0

const IDS = ['guid', 'id']

const has = ({ nodes }: Element, names: readonly string[]): boolean =>
  nodes.some((node) => typeof node !== 'string' && node.isEnded && names.includes(node.name))

const allIn = ({ nodes }: Element, name: string): Element[] =>
  nodes.flatMap((node) => {
    if (typeof node === 'string') return []
    if (node.name !== name) return allIn(node, name)
    return saysNothing(node) ? [] : [node]
  })

const saysNothing = ({ nodes, attributes }: Element): boolean =>
  nodes.length === 0 && Object.keys(attributes).length === 0
