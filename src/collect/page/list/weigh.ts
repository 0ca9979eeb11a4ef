import { widthOf } from '../../../normalize/width.ts'
import type { ListContext } from './context.ts'
import type { Reading } from './read-rows.ts'

/** What is seen of a group once it was read. Shares and signs run from 0 to 1. */
export type Signs = {
  readonly rows: number
  readonly dated: number
  readonly datedByAddress: number
  /** Median, in columns of a screen. */
  readonly titleWidth: number
  /** Addresses of one make. */
  readonly alike: number
  /** Addresses that begin as that of the page. */
  readonly below: number
  readonly hosts: number
  readonly rivals: number
  /** Titles in headings. */
  readonly headed: number
  /** −2 in menus and at the foot, −1 beside the matter. */
  readonly region: number
  /** The heading is the name of the page. */
  readonly isOwn: boolean
  /** No list is closer to the breadcrumb or the h1; to the page numbers. */
  readonly isNearStart: boolean
  readonly isPaged: boolean
  /** Its part of the text of all lists. */
  readonly mass: number
}

/** What each sign is worth. Dates and long titles make news; place tells which news. */
const WEIGHTS = {
  rows: 2,
  dated: 3,
  datedByAddress: 2,
  titleWidth: 2.5,
  alike: 1,
  below: 1,
  hosts: -2,
  rivals: -1.5,
  headed: 1,
  region: 2,
  isOwn: 2,
  isNearStart: 1.5,
  isPaged: 2,
  mass: 2
} as const

export const weigh = (signs: Signs): number =>
  WEIGHTS.rows * (Math.log2(1 + Math.min(signs.rows, 30)) / Math.log2(31)) +
  WEIGHTS.dated * signs.dated +
  WEIGHTS.datedByAddress * Math.max(0, signs.datedByAddress) +
  WEIGHTS.titleWidth * Math.max(-1.5, Math.min(1, (signs.titleWidth - 9) / 13)) +
  WEIGHTS.alike * signs.alike +
  WEIGHTS.below * signs.below +
  WEIGHTS.hosts * signs.hosts +
  WEIGHTS.rivals * Math.min(signs.rivals, 2) +
  WEIGHTS.headed * signs.headed +
  WEIGHTS.region * signs.region +
  WEIGHTS.isOwn * Number(signs.isOwn) +
  WEIGHTS.isNearStart * Number(signs.isNearStart) +
  WEIGHTS.isPaged * Number(signs.isPaged) +
  WEIGHTS.mass * signs.mass

type OwnSigns = Omit<Signs, 'region' | 'isOwn' | 'isNearStart' | 'isPaged' | 'mass'>

/** What the rows show by themselves. */
export const signsOf = (readings: readonly Reading[], { base }: ListContext): OwnSigns => {
  const count = readings.length
  const share = (is: (reading: Reading) => boolean): number => readings.filter(is).length / count
  const urls = readings.map(({ item }) => new URL(item.url))
  const shapes = tally(urls.map(shapeOfUrl))
  const hosts = tally(urls.map(({ host }) => host))
  const folder = new URL('.', base).href
  const widths = readings.map(({ item }) => widthOf(item.title)).sort((a, b) => a - b)
  return {
    rows: count,
    dated: share(({ dateFrom }) => dateFrom === 'row'),
    datedByAddress: share(({ dateFrom }) => dateFrom === 'address'),
    titleWidth: widths[Math.floor(count / 2)] ?? 0,
    alike: most(shapes) / count,
    below: new URL(folder).pathname === '/' ? 0 : share(({ item }) => item.url.startsWith(folder)),
    hosts: count < 3 ? 0 : (hosts.size - 1) / (count - 1),
    headed: share(({ isHeaded }) => isHeaded),
    rivals: readings.reduce((sum, { rivals }) => sum + rivals, 0) / count
  }
}

/** An address with its numbers and last name gone: /art/2021/6/4/art_1.html and its neighbours are one. */
export const shapeOfUrl = ({ host, pathname, search }: URL): string =>
  host +
  pathname.replace(/[^/]*$/, (name) => /\.\w+$/.exec(name)?.[0] ?? '').replace(/\d+/g, '0') +
  [...new URLSearchParams(search).keys()].join('&')

const tally = (texts: readonly string[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>()
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1)
  return counts
}

const most = (counts: ReadonlyMap<string, number>): number => Math.max(0, ...counts.values())
