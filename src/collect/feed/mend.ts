/**
 * Light repair: what stops a strict parser although every reader of the document would know what is
 * meant. CDATA sections and comments stay as they are.
 */
export const mend = (text: string): string =>
  text.replace(LOOSE, (found) => (found === '&' ? '&amp;' : found === '<' ? '&lt;' : found))

/**
 * A section to pass over, an `&` that begins no reference (`?a=1&b=2`), or a `<` that begins no tag
 * (`PM2.5<35`). Names are at most 31 characters long, those of HTML included. `<!` inside a feed begins
 * a section or nothing: sax takes four minutes for a hundred thousand of them.
 */
const LOOSE =
  /<!\[CDATA\[[^]*?(?:\]\]>|$)|<!--[^]*?(?:-->|$)|&(?!(?:[a-z][a-z\d]{0,30}|#\d{1,7}|#x[\da-f]{1,6});)|<(?![\p{L}_:/?])/giu

/** Characters that XML 1.0 forbids, and DEL; they break parsers, or pass into what we publish. */
export const withoutControls = (text: string): string => text.replace(FORBIDDEN, '')

const FORBIDDEN = /[^\P{Cc}\t\n\r\u0080-\u009f]|[\ufffe\uffff]/gu

/**
 * A feed whose transfer broke off, up to its last whole item: half an item has half an identity and
 * would come again as another one. Undefined when the only item there is is half.
 */
export const upToLastItem = (text: string): string | undefined => {
  let end: number | undefined
  let hasItems = false
  for (const match of text.matchAll(/<(\/?)(?:[\w.-]+:)?(?:item|entry)[\s>]/gi)) {
    hasItems = true
    if (match[1]) end = match.index
  }
  if (!hasItems) return text
  return end === undefined ? undefined : text.slice(0, text.indexOf('>', end) + 1)
}

/** Whether the root's end tag is missing. */
export const lacksEnd = (text: string, root: string): boolean =>
  !text.toLowerCase().includes(`</${root.toLowerCase()}`)

/**
 * Element names that fast-xml-parser refuses together with the whole feed, for fear of prototype
 * pollution. Renamed, they are elements that nobody reads.
 */
export const withoutRefusedNames = (text: string): string =>
  text.replace(/<(\/?)(?=(?:__proto__|constructor|prototype)[\s/>])/gi, '<$1x-')
