import { dataUrlsOf, inlineScripts, wantedRecords } from './data-urls.ts'
import type { AnyNode, Page } from './page.ts'
import { recordFragments } from './records.ts'
import { shortText } from './short-text.ts'
import { signsOf, type Signs } from './shell-signs.ts'

export type ScriptShell = {
  /** Absolute addresses of data that the page names, the likeliest first. */
  readonly dataUrls: readonly string[]
}

/**
 * Whether the list of a page is drawn by a script, so that there is nothing to read in what the server
 * sent (field notes: «script shell»). Null for every other page, however many scripts it has: what is
 * there to be read counts, then the signs of something that is missing.
 */
export const scriptShell = (page: Page): ScriptShell | null => {
  const signs = signsOf(page)
  if (signs.proseColumns >= MAX_PROSE_COLUMNS || signs.titles > MAX_SIDE_TITLES) return null
  const dataUrls = dataUrlsOf(page)
  const isWanted = wantedRecords(page).length > 0 || isNamedByScript(page, signs.emptyIds)
  if (
    !isDrawn(signs, { namesData: dataUrls.length > 0, isWanted, isWaiting: isWaiting(page, signs) })
  )
    return null
  const hasRows = recordFragments(page).some(({ html }) => html.length > 0)
  return hasRows ? null : { dataUrls }
}

/** A notice of two lines is already an article; the small print of a footer is less. */
const MAX_PROSE_COLUMNS = 240
/** What a side column may show of its own while the list is not there. */
const MAX_SIDE_TITLES = 8
/** A gallery has something to show without any text. */
const MAX_PICTURES = 5

/** `isWanted`: there is an empty place that a script speaks of. */
type Scripts = {
  readonly namesData: boolean
  readonly isWanted: boolean
  /** All there is to be read says that it is being loaded, and a script asks for it. */
  readonly isWaiting: boolean
}

const isDrawn = (signs: Signs, { namesData, isWanted, isWaiting }: Scripts): boolean => {
  const isFilledLater = namesData || signs.hasOwnScript
  const hasGap = (signs.emptyLists > 0 && isFilledLater) || (isWanted && namesData)
  if (signs.titles > 0) return signs.isMountEmpty || signs.loops > 0 || (hasGap && namesData)
  if (signs.isMountEmpty || signs.loops > 0 || hasGap) return true
  // From here on a page that is simply short: it has to say itself that it waits for a script.
  if (signs.pictureLinks > MAX_PICTURES || signs.hasForm) return false
  return isWaiting || signs.wantsScript || (signs.namesColumn && signs.hasScript) || namesData
}

const isWaiting = (page: Page, { proseColumns, titles }: Signs): boolean => {
  if (proseColumns > 0 || titles > 0) return false
  const scripts = inlineScripts(page).join('\n')
  return (
    REQUEST.test(scripts) && page.$('p, div, span').toArray().slice(0, MAX_BOXES).some(isLoading)
  )
}
const REQUEST =
  /\$\.(?:ajax|get|getJSON|post)\s?\(|\bfetch\s?\(|new XMLHttpRequest|axios[.(]|\.load\s?\(/
const MAX_BOXES = 400

/** Structure tells of no difference between waiting and being empty; these words stand in every such page. */
const isLoading = (element: AnyNode): boolean => LOADING.test(shortText(element, 40) ?? '')
const LOADING =
  /^(?:loading\b|please wait|正在加载|加载中|載入中|数据加载|读取中|読み込み中|cargando|chargement|wird geladen|загрузка|carregando|caricamento)/i

/** `$('#315')`, `getElementById('315')`: whatever the empty box is called, it is about to be filled. */
const isNamedByScript = (page: Page, ids: readonly string[]): boolean => {
  if (ids.length === 0) return false
  const scripts = inlineScripts(page).join('\n')
  return ids.some((id) =>
    [`#${id}'`, `#${id}"`, `'${id}'`, `"${id}"`].some((name) => scripts.includes(name))
  )
}
