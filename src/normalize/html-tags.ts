/** Tags that text from outside may keep. */
export const VOID_TAGS = ['br', 'hr', 'img', 'wbr']
export const CELL_TAGS = ['td', 'th']
export const BLOCK_TAGS = [
  ...['p', 'div', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'figure', 'figcaption'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'caption', 'thead', 'tbody', 'tfoot', 'tr']
]
export const INLINE_TAGS = [
  ...['a', 'b', 'strong', 'i', 'em', 'u', 's', 'del', 'ins', 'mark', 'small', 'sub', 'sup', 'code'],
  ...['kbd', 'samp', 'var', 'q', 'cite', 'abbr', 'time', 'ruby', 'rt', 'rp', 'bdi', 'bdo']
]

/** Blocks of which only that is kept: they become `div`. */
export const BARE_BLOCK_TAGS = [
  ...['article', 'section', 'main', 'header', 'footer', 'aside', 'nav', 'address', 'center'],
  ...['form', 'fieldset', 'details', 'summary', 'body']
]
