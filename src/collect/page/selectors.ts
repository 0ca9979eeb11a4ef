import type { Element } from 'domhandler'
import { ParkwireError } from '../../errors.ts'
import { excerpt } from '../../normalize/html.ts'
import { isoDate } from '../../normalize/iso-date.ts'
import { cleanLine } from '../../normalize/text.ts'
import { contextOf, type ListContext, type ListOptions } from './list/context.ts'
import { orderIn } from './list/date-parts.ts'
import { dateWithin, standaloneDate } from './list/date-text.ts'
import { recordsPage } from './list/records-page.ts'
import { readRows, type PickLinks, type Reading } from './list/read-rows.ts'
import { rowsAround } from './list/rows.ts'
import { survey } from './list/survey.ts'
import { innerText, isElement, parentOf } from './list/tree.ts'
import type { ListItem, ListSelectors } from './list-item.ts'
import type { Page } from './page.ts'

/**
 * Reads the rows that CSS selectors name. `title: 'a@title'` reads an attribute; `|` separates
 * alternatives (`a@title|a`), the first that gives something counts. A part left out is found without it.
 * @throws ParkwireError 'selector' naming the selector that is no CSS
 */
export const readWithSelectors = (
  page: Page,
  selectors: ListSelectors,
  options: ListOptions
): readonly ListItem[] => {
  refuseBroken(page, selectors)
  const context = contextOf(page, options)
  const shown = matching(page, selectors.item)
  // What a page keeps as data in a script counts where the page shows no such row.
  const records = shown.length === 0 ? recordsPage(page) : null
  const { statsOf } = survey(records ?? page)
  const all = records === null ? shown : matching(records, selectors.item)
  const rows = all.filter((row) => statsOf(row).links > 0)
  const { link } = selectors
  const pick: PickLinks | undefined =
    link === undefined ? undefined : (core) => linksOf(page, core, link)
  const readings = readRows(rowsAround(rows), context, pick)
  return readings.map((reading) => overruled(page, reading, selectors, context))
}

/** All of them at once: an alternative may not be asked until the page changes. */
const refuseBroken = (page: Page, { item, ...fields }: ListSelectors): void => {
  const given = Object.values(fields).filter((field) => field !== undefined)
  const parts = given.flatMap(alternatives).map(({ css }) => css)
  for (const css of [item, ...parts]) if (css !== '') tried(css, () => page.$('html').is(css))
}

const matching = (page: Page, selector: string, row?: Element): readonly Element[] =>
  tried(selector, () => {
    const found = row === undefined ? page.$(selector) : page.$(row).find(selector)
    const nodes = found.toArray().filter((node): node is Element => isElement(node))
    return row !== undefined && page.$(row).is(selector) ? [row, ...nodes] : nodes
  })

const tried = <T>(selector: string, match: () => T): T => {
  try {
    return match()
  } catch (cause) {
    throw new ParkwireError('selector', `${JSON.stringify(selector)} is no CSS selector`, { cause })
  }
}

type Alternative = { readonly css: string; readonly attribute: string | null }

/** `a@title|h3 a` in its parts; the bar of `[lang|=zh]` parts nothing. */
const alternatives = (field: string): readonly Alternative[] =>
  field.split(/\|(?!=)/).map((part) => {
    const [, css = part, attribute = null] = /^([^@]*)@([\w:-]+)\s*$/.exec(part) ?? []
    return { css: css.trim(), attribute }
  })

const elementsFor = (page: Page, row: Element, { css }: Alternative): readonly Element[] =>
  css === '' ? [row] : matching(page, css, row)

const linksOf = (page: Page, row: Element, field: string): ReadonlySet<Element> => {
  const found = alternatives(field).map((alternative) => elementsFor(page, row, alternative))
  const [first] = found.find((elements) => elements.length > 0) ?? []
  return new Set(first === undefined ? [] : [anchorOf(first)])
}

const anchorOf = (element: Element): Element => {
  for (let at: Element | null = element; at; at = parentOf(at)) if (at.name === 'a') return at
  return element
}

const textFor = (page: Page, row: Element, field: string | undefined): string | undefined => {
  for (const alternative of field === undefined ? [] : alternatives(field)) {
    const { attribute } = alternative
    for (const element of elementsFor(page, row, alternative)) {
      const text = attribute === null ? innerText(element, 2000) : element.attribs[attribute]
      const line = cleanLine(text ?? '')
      if (line !== '') return line
    }
  }
  return undefined
}

/** What the selectors name goes before what was found without them. */
const overruled = (
  page: Page,
  { item, row }: Reading,
  selectors: ListSelectors,
  context: ListContext
): ListItem => {
  const title = textFor(page, row.core, selectors.title)
  const text = textFor(page, row.core, selectors.excerpt)
  const date = textFor(page, row.core, selectors.date)
  const published = date === undefined ? undefined : dateOf(date, context)
  return {
    ...item,
    ...(title === undefined ? {} : { title }),
    ...(published === undefined ? {} : { published }),
    ...(text === undefined ? {} : { excerpt: excerpt(text, MAX_EXCERPT) })
  }
}

const MAX_EXCERPT = 300

/** The hand knows where the date stands, so that any date will do. */
const dateOf = (text: string, context: ListContext): string | undefined => {
  const dates = { ...context, order: orderIn(context.language) }
  const found = standaloneDate(text, dates) ?? dateWithin(text, dates)?.date
  return found?.iso ?? isoDate(text, context)
}
