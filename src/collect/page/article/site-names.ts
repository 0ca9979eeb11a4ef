import { fold } from '../../../normalize/text.ts'
import type { Page } from '../page.ts'
import { attributeAt, isText, nameAt, type Outline } from './outline.ts'

/**
 * What the site is called, folded: in `og:site_name`, in the text and the picture of a link to its home
 * page, in its logo. None of these is the headline of an article.
 */
export const siteNamesOf = (
  page: Page,
  outline: Outline,
  site: string | null
): ReadonlySet<string> => {
  const names = new Set<string>(site === null ? [] : [fold(site)])
  const home = homesOf(page.url)
  outline.nodes.forEach((_, at) => {
    if (names.size > MAX_NAMES) return
    const link = outline.links[at]!
    const isHome = link >= 0 && home.has(attributeAt(outline, link, 'href').trim())
    if (isHome && isText(outline.nodes[at])) names.add(fold(textAt(outline, at)))
    if (isHome && at === link) names.add(fold(attributeAt(outline, at, 'title')))
    if (nameAt(outline, at) !== 'img') return
    const src = attributeAt(outline, at, 'src').slice(-200)
    if (isHome || /logo/i.test(src)) names.add(fold(attributeAt(outline, at, 'alt')))
  })
  names.delete('')
  return names
}

const MAX_NAMES = 60

const textAt = (outline: Outline, at: number): string => {
  const node = outline.nodes[at]!
  return isText(node) && node.data.length < 60 ? node.data : ''
}

const homesOf = (url: string): ReadonlySet<string> => {
  const { origin = '', pathname = '' } = URL.parse(url) ?? {}
  // A blog that lives in a folder of another site: its pages lie three folders deep and more.
  const folder = /^(\/[^/]+)(?:\/[^/]+){3}/.exec(pathname)?.[1]
  const below = folder === undefined ? [] : [folder, `${folder}/`]
  const pages = ['/', '/index.html', '/index.htm', '/index.shtml', 'index.asp', 'index.php']
  return new Set([
    ...pages,
    ...below,
    ...below.map((path) => origin + path),
    './',
    '../',
    origin,
    `${origin}/`,
    ...pages.map((page) => origin + page)
  ])
}
