import { load, type CheerioAPI } from 'cheerio'
import type { AnyNode, Element } from 'domhandler'
import { absoluteUrl } from '../../normalize/url.ts'
import { decode } from '../charset.ts'
import type { Fetched } from '../kind.ts'
import { shallow } from './shallow.ts'

export type { AnyNode, Element }

/** An HTML document as a tree, repaired the way browsers repair it (WHATWG HTML §13.2). */
export type Page = {
  readonly $: CheerioAPI
  /** Where it was read. */
  readonly url: string
  /** What relative addresses count from: `<base href>`, or where it was read. */
  readonly base: string
  /** The whole of it, decoded. */
  readonly text: string
}

/** A list of 200 items takes some 100 KB; what stands behind this is not read. */
const MAX_CHARS = 2 * 1024 * 1024

export const openPage = ({ bytes, contentType, url }: Fetched): Page => {
  const text = decode(bytes, contentType).text.slice(0, MAX_CHARS)
  const $ = load(shallow(text))
  const base = absoluteUrl($('base[href]').attr('href') ?? '', url) ?? url
  return { $, url, base, text }
}

/** What the page calls itself in its head. */
export const headTitle = ({ $ }: Page): string | null =>
  $('head > title').first().text().replace(/\s+/g, ' ').trim() || null
