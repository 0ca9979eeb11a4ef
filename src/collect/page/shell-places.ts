import type { Element } from './page.ts'

/** Menus, heads and feet by their tag, their role or a word in class or id. */
export const isChrome = ({ tagName, attribs }: Element): boolean =>
  CHROME_TAGS.has(tagName) ||
  /^(?:navigation|banner|contentinfo|search)$/.test(attribs['role'] ?? '') ||
  (tagName !== 'body' &&
    tagName !== 'html' &&
    CHROME_WORD.test(`${attribs['id'] ?? ''} ${attribs['class'] ?? ''}`.slice(0, 300)))
const CHROME_TAGS: ReadonlySet<string> = new Set(['nav', 'header', 'footer'])
const CHROME_WORD =
  /(?:^|[\s_-])(?:nav|menu|navbar|head|header|top|topbar|foot|footer|bottom|copyright|banner|bread|breadcrumbs?|crumbs?|location|friend-?links?|yqlj)(?=[\s_-]|$)/i

export const isBox = ({ tagName, attribs }: Element): boolean =>
  BOX_TAGS.has(tagName) && !NO_LIST.test(`${attribs['id']} ${attribs['class'] ?? ''}`.slice(0, 300))

export const isMount = ({ tagName, attribs }: Element): boolean =>
  MOUNT_ID.test(attribs['id'] ?? '') ||
  /^app-root$|-app$/.test(tagName) ||
  'data-reactroot' in attribs ||
  'ng-app' in attribs ||
  'data-v-app' in attribs
const MOUNT_ID =
  /^(?:app|root|__next|__nuxt|__layout|___gatsby|q-app|svelte|react-root|main-app|application|app-root|vue-app|container-app)$/i

export const isList = ({ tagName, attribs }: Element): boolean => {
  const name = `${attribs['id'] ?? ''} ${attribs['class'] ?? ''}`.trim().slice(0, 300)
  if (NO_LIST.test(name)) return false
  if (LIST_TAGS.has(tagName)) return name !== '' && !('hidden' in attribs)
  return BOX_TAGS.has(tagName) && LIST_WORD.test(name)
}
const LIST_TAGS: ReadonlySet<string> = new Set(['ul', 'ol', 'dl', 'tbody'])
const BOX_TAGS: ReadonlySet<string> = new Set(['div', 'section', 'table', 'main'])
/** Words of code, which is English everywhere; the end of one may be a capital letter (`newsList`). */
const LIST_WORD =
  /(?:list|news|items|records?|articles?|datas?|results?|feed|posts?|rows|grid|entries|stories|column)(?![a-z])/i
const NO_LIST =
  /share|clear|comment|pag(?:e|er|ination|ing)(?![a-z])|tool|tip|modal|dialog|popup|slide|swiper|carousel|search|(?:^|[\s_-])ads?(?=[\s_-]|$)/i
