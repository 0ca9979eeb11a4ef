import { attributeAt, type Outline } from './outline.ts'

/**
 * Names that hide an element in the style sheets that most pages share (Bootstrap, Tailwind, WordPress,
 * Drupal), unless a second name shows it on wide screens.
 */
export const isHiddenByClass = (outline: Outline, at: number): boolean => {
  const names = attributeAt(outline, at, 'class')
  return names !== '' && HIDING.test(names) && !SHOWING.test(names)
}

const HIDING =
  /(?:^|\s)(?:d-none|hidden|visually-?hidden|sr-only|screen-reader(?:-text|-only)?|element-invisible|print-only|only-print|visible-print(?:-block)?|noscreen)(?=$|\s)/
const SHOWING =
  /(?:^|\s)(?:(?:sm|md|lg|xl|2xl|xxl):(?!hidden)|d-(?:sm|md|lg|xl|xxl)-(?!none)|visible-(?:xs|sm|md|lg))/
