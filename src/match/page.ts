import { passageOf, type Passage, type Span } from './needle.ts'

/** What is read about an entry; `text` starts with its lead. */
export type Readable = { readonly title: string; readonly text: string }

/** Where in an entry something stands. */
export type Place = 'title' | 'lead' | 'body'

/** A name in the headline says more than one in the eighth paragraph. */
const PLACE_WEIGHT: Readonly<Record<Place, number>> = { title: 1, lead: 0.6, body: 0.3 }

/** Folded characters of the text that count as its lead. */
export const LEAD_CHARS = 200

/** One character of a page: to be read, part of what the profile excludes, or of a name that was found. */
export const MARK = { free: 0, excluded: 1, named: 2 } as const

/** The title or the text of an entry, with what has been read of it. */
export type Sheet = Passage & {
  readonly part: 'title' | 'text'
  /** A `MARK` for each character of `folded`. */
  readonly marks: Uint8Array
}

export type Page = { readonly title: Sheet; readonly text: Sheet }

export const pageOf = ({ title, text }: Readable): Page => ({
  title: sheetOf('title', title),
  text: sheetOf('text', text)
})

const sheetOf = (part: Sheet['part'], content: string): Sheet => {
  const passage = passageOf(content)
  return { ...passage, part, marks: new Uint8Array(passage.folded.length) }
}

/** The most telling first, as are the places of one sheet. */
export const sheetsOf = (page: Page): readonly Sheet[] => [page.title, page.text]

export const placeOf = ({ part }: Sheet, [start]: Span): Place => {
  if (part === 'title') return 'title'
  return start < LEAD_CHARS ? 'lead' : 'body'
}

/** A weight as it counts in a place, in hundredths: 0.1 + 0.2 is 0.3 for whoever reads the sum. */
export const weightAt = (weight: number, place: Place): number =>
  hundredths(weight * PLACE_WEIGHT[place])

export const hundredths = (value: number): number => Math.round(value * 100) / 100
