import { writeNumbered, type Writing } from './write-html.ts'

/**
 * Where Readability sees the article: the places of the elements that it keeps. Empty where it sees
 * none. It is told each element's number, so that what it cut away can be looked at once more.
 */
export const guessBody = async (writing: Writing): Promise<ReadonlySet<number>> => {
  if (writing.kept.reduce((sum, is) => sum + is, 0) > MAX_ELEMENTS) return new Set()
  const html = writeNumbered(writing)
  if (html.length > MAX_CHARS || countElements(html) > MAX_ELEMENTS) return new Set()
  const { parseHTML, Readability } = await heavy()
  try {
    const found = new Readability(parseHTML(html).document, OPTIONS).parse()
    return new Set(numbersIn(found?.content ?? ''))
  } catch {
    // A tree that it cannot cope with: the page is then read by measured text alone.
    return new Set()
  }
}

/**
 * The longest article pages in our sets have 700 elements and 55,000 characters once their furniture is gone.
 * More than twenty times of that is a table of rows: Readability takes half a second for these, and sees
 * no more in them than a count of the text.
 */
const MAX_CHARS = 1_100_000
const MAX_ELEMENTS = 14_000
const OPTIONS = { charThreshold: 100, disableJSONLD: true, maxElemsToParse: 20_000 }

const countElements = (html: string): number => {
  let count = 0
  for (let at = html.indexOf(' data-n'); at >= 0; at = html.indexOf(' data-n', at + 7)) count += 1
  return count
}

const numbersIn = (html: string): number[] =>
  [...html.matchAll(/ data-n(\d{1,8})=/g)].map((match) => Number(match[1]))

/** Both are typed for a browser, which this project has not. */
type Heavy = {
  readonly parseHTML: (html: string) => { readonly document: unknown }
  readonly Readability: new (
    document: unknown,
    options: typeof OPTIONS
  ) => { parse(): { readonly content?: string | null } | null }
}

/** Loaded when the first article is read: every command loads the kinds of sources. */
const heavy = async (): Promise<Heavy> => {
  const [readability, linkedom] = await Promise.all([
    import('@mozilla/readability'),
    import('linkedom')
  ])
  return { ...readability, ...linkedom }
}
