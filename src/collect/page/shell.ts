import { dataUrlsOf, inlineScripts, wantedRecords } from './data-urls.ts'
import type { Page } from './page.ts'
import { recordFragments } from './records.ts'
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
  if (!isDrawn(signs, { namesData: dataUrls.length > 0, isWanted })) return null
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
type Scripts = { readonly namesData: boolean; readonly isWanted: boolean }

const isDrawn = (signs: Signs, { namesData, isWanted }: Scripts): boolean => {
  const isFilledLater = namesData || signs.hasOwnScript
  const hasGap = (signs.emptyLists > 0 && isFilledLater) || (isWanted && namesData)
  if (signs.titles > 0) return signs.isMountEmpty || signs.loops > 0 || (hasGap && namesData)
  if (signs.isMountEmpty || signs.loops > 0 || hasGap) return true
  // From here on a page that is simply short: it has to say itself that it waits for a script.
  if (signs.pictureLinks > MAX_PICTURES || signs.hasForm) return false
  return signs.wantsScript || (signs.namesColumn && signs.hasScript) || namesData
}

/** `$('#315')`, `getElementById('315')`: whatever the empty box is called, it is about to be filled. */
const isNamedByScript = (page: Page, ids: readonly string[]): boolean => {
  if (ids.length === 0) return false
  const scripts = inlineScripts(page).join('\n')
  return ids.some((id) =>
    [`#${id}'`, `#${id}"`, `'${id}'`, `"${id}"`].some((name) => scripts.includes(name))
  )
}
