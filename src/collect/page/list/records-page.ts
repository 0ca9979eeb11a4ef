import { load } from 'cheerio'
import type { Page } from '../page.ts'
import { recordFragments } from '../records.ts'

/**
 * The rows that a page keeps as data in its scripts, as a page of their own: `#records-1 > record`.
 * Null when it keeps none.
 */
export const recordsPage = (page: Page): Page | null => {
  if (!MAY_HOLD.test(page.text)) return null
  const groups = recordFragments(page).filter(({ html }) => html.length > 0)
  if (groups.length === 0) return null
  const $ = load('<body></body>')
  groups.slice(0, MAX_GROUPS).forEach(({ html }, at) => {
    const group = $(`<records id="records-${at + 1}"></records>`).appendTo('body')
    for (const row of html.slice(0, MAX_ROWS)) {
      // Cells without a table would lose their tags.
      const inner = load(CELLS.test(row) ? `<table>${row}</table>` : row)('body').contents()
      $('<record></record>').append(inner).appendTo(group)
    }
  })
  return { ...page, $ }
}

const MAY_HOLD = /<rec(?:ord)?[\s>]|&lt;record|<datastore|<xml/i
const CELLS = /^\s*<(?:tr|td|tbody)\b/i
const MAX_GROUPS = 20
const MAX_ROWS = 300
