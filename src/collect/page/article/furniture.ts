import { isHiddenByClass } from './hidden-class.ts'
import type { Dropped, LinedText } from './line.ts'
import { attributeAt, elementAt, nameAt, splitNamesAt, type Outline } from './outline.ts'

/**
 * What stands around the articles of a page and what no reader sees: menus, share bars, boxes of
 * related headlines, forms, hidden elements. Told by elements, roles and names of classes; a name
 * counts only where there is little text or mostly links, since names are given freely.
 */
export const dropFurniture = (outline: Outline, text: LinedText, hidden: Dropped): Dropped => {
  const dropped = hidden.slice()
  const all = text.chars(0)
  const hasHeadline = headlinesIn(outline)
  for (let at = 1; at < outline.nodes.length; at += 1) {
    if (dropped[at] === 1) {
      at = outline.ends[at]! - 1
      continue
    }
    if (elementAt(outline, at) && isFurniture(outline, at, text, all) && !hasHeadline(at))
      dropped[at] = 1
  }
  return dropped
}

/** Whether the first headline of the page stands in an element: that is no box beside the text. */
const headlinesIn = (outline: Outline): ((at: number) => boolean) => {
  const all = outline.nodes.flatMap((_, at) => (nameAt(outline, at) === 'h1' ? [at] : []))
  const first = all.length === 1 ? all[0]! : -1
  const isSite = first < 0 || outline.links.slice(first, outline.ends[first]).some((at) => at >= 0)
  return (at) => !isSite && at <= first && outline.ends[at]! > first
}

const isFurniture = (outline: Outline, at: number, text: LinedText, all: number): boolean => {
  const name = nameAt(outline, at)
  const chars = text.chars(at)
  // A template may wrap the whole page in a form, a menu or a footer that is never closed.
  if (chars > all * WRAPS_SHARE && chars > SHORT) return false
  const density = text.linked(at) / Math.max(chars, 1)
  if (ALWAYS.has(name) || ALWAYS_ROLES.has(attributeAt(outline, at, 'role'))) {
    return chars < SHORT || density > 0.3 || name === 'nav'
  }
  if (name === 'form' || name === 'fieldset') return chars < SHORT
  const names = splitNamesAt(outline, at)
  if (names === ' ' || isSpared(name, names)) return false
  if (isInSentence(outline, at, text)) return false
  if (COMMENTS.test(names)) return chars < all * 0.5
  if (AUTHOR_BOX.test(names)) return chars < all * 0.2 && chars < LONG
  return NAMES.test(names) && (chars < SHORT || density > (chars < BOX ? SOME_LINKS : MOSTLY_LINKS))
}

/** «… on <a class="tag">battery recycling</a> would begin»: a word of a text, whatever it is called. */
const isInSentence = (outline: Outline, at: number, text: LinedText): boolean => {
  const block = outline.blocks[at]!
  if (block === at || block <= 0) return false
  const plain = text.chars(block) - text.linked(block) - text.chars(at)
  return plain >= (isWordLink(outline, at, text) ? FEW_WORDS : SENTENCE)
}

/** Names of firms and places within a paragraph, linked by a program. */
const isWordLink = (outline: Outline, at: number, text: LinedText): boolean =>
  nameAt(outline, at) === 'a' &&
  nameAt(outline, outline.blocks[at]!) === 'p' &&
  text.chars(at) <= MAX_WORD &&
  WORD.test(splitNamesAt(outline, at))

const WORD = /(?:^|[\s_-])(?:key[_-]?words?|tags?|hot[_-]?words?)(?:$|[\s_-])/
const MAX_WORD = 30
const FEW_WORDS = 16
const SENTENCE = 80

/** Less than this is no article of its own, in characters. */
const SHORT = 120
/** Paragraphs of text that happen to bear such a name are longer, or have fewer links. */
const BOX = 300
/** An author is told about in less. */
const LONG = 1200
const SOME_LINKS = 0.2
const MOSTLY_LINKS = 0.4
const WRAPS_SHARE = 0.6

const ALWAYS: ReadonlySet<string> = new Set(['nav', 'aside', 'footer', 'menu', 'dialog', 'search'])
const ALWAYS_ROLES: ReadonlySet<string> = new Set([
  ...['navigation', 'menu', 'menubar', 'dialog', 'alertdialog', 'complementary', 'search'],
  ...['contentinfo', 'toolbar', 'tablist']
])

const isSpared = (name: string, names: string): boolean =>
  name === 'body' || name === 'html' || name === 'article' || name === 'main' || SPARED.test(names)

const SPARED =
  /(?:^|[\s_-])(?:article|content|main|body|text)(?:[\s_-]?(?:body|content|text))?(?:$|\s)/

/** Words of class names, each between edges or in camel case; `share` is in `share-bar`, not in `shareholder`. */
const NAMES =
  /(?:^|[\s_-])(?:bd|art|article|news|page|post|entry|site)?(?:share|sharing|shares|sharebar|sharebox|sharebtn|social|socials|jiathis|addthis|addtoany|sharethis|related|relate|relation|relevant|recommend|recommended|recommends|recommendation|recommendations|more|readmore|morenews|also|breadcrumb|breadcrumbs|crumb|crumbs|pagination|pager|pagebar|pages|sidebar|side|rail|newsletter|subscribe|subscription|signup|promo|promos|advert|advertisement|ads?|gg|banner|sponsor|sponsored|outbrain|taboola|footer|foot|copyright|print|printer|toolbar|tools|tool|fontsize|tags?|taglist|keywords|qr|qrcode|ewm|erweima|position|weizhi|dqwz|prevnext|prev|next|nav|navbar|menu|search|login|popular|trending|hot|rank|ranking|xgxw|xgyd|xgwz|xgnews|xglink|cookie|poll|quiz|survey|consent|modal|popup|tooltip|skip|feedback|like|likes|vote|rating|donate|follow|bar|btn|btns|buttons?|close|back|zrbj|bianji|shengming|disclaimer|tuijian|xiangguan|remen|paihang|guanggao|fenxiang|jubao|key[_-]?words?|hot[_-]?words?|rec|recs|explore|teasers?)(?:[\s_-]?(?:bar|box|list|links?|wrap|wrapper|container|area|news|items?|posts?|articles?|stories|con|content|div|block|section|module|widget|nav|btn|button|icons?|[a-z]?\d{1,3}))?(?=$|[\s_-])/
/** Who the author is, in sentences without links. */
const AUTHOR_BOX =
  /(?:^|[\s_-])(?:(?:author|writer|contributor|columnist)[_-]?(?:box|bio|info|dropdown|desc|description|card|profile|about|details?)|about[_-]?(?:the[_-]?)?author)(?=$|[\s_-])/
const COMMENTS =
  /(?:^|[\s_-])(?:comments?|pinglun|disqus|respond|commentlist|discussion|livefyre|changyan)(?:[\s_-]?(?:list|area|box|form|section|wrap|thread|container|s))?(?=$|[\s_-])/

/** Nothing hidden is left out that holds more than all that is shown: a script brings it to light. */
export const dropHidden = (outline: Outline, text: LinedText): Dropped => {
  const dropped = new Uint8Array(outline.nodes.length)
  const hidden: number[] = []
  for (let at = 1; at < outline.nodes.length; at += 1) {
    if (!isHidden(outline, at) && !isHiddenByClass(outline, at)) continue
    hidden.push(at)
    at = outline.ends[at]! - 1
  }
  const shown = text.chars(0) - hidden.reduce((sum, at) => sum + text.chars(at), 0)
  for (const at of hidden) {
    const plain = text.chars(at) - text.linked(at)
    const most = isHidden(outline, at) ? shown : shown * BY_NAME_SHARE
    if (plain < HIDES_MUCH || plain < most) dropped[at] = 1
  }
  return dropped
}

const HIDES_MUCH = 80
/** A name of a class says less than a style. */
const BY_NAME_SHARE = 0.3

const isHidden = (outline: Outline, at: number): boolean => {
  const attributes = elementAt(outline, at)?.attribs
  if (!attributes) return false
  if (attributes.hidden !== undefined || attributes['aria-hidden'] === 'true') return true
  return attributes.style !== undefined && HIDING.test(attributes.style)
}

const HIDING = /(?:^|[;\s])(?:display\s{0,3}:\s{0,3}none|visibility\s{0,3}:\s{0,3}hidden)/i
