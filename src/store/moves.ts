import type { Source } from '../model.ts'

/** Where permanent redirects lead, and how many visits in a row they did. */
export type Move = { readonly movedTo: string | null; readonly movedCount: number }

/** So many visits in a row have to be sent to one address for good before it is believed. */
const MOVED_FROM = 3

/** The address that a source has moved to; null while that is not certain. */
export const movedTo = (move: Move): string | null =>
  move.movedCount >= MOVED_FROM ? move.movedTo : null

/** Where a source is fetched: as configured, or where it has moved for good. */
export const addressOf = ({ url }: Pick<Source, 'url'>, move: Move): string => movedTo(move) ?? url
