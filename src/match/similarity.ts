const GRAM = 4

/**
 * Share of the shorter text's character 4-grams that the longer one holds, both folded: 1 for a cut or
 * an added lead-in, 0 where there is nothing to compare.
 */
export const containment = (a: string, b: string): number => {
  const [shorter, longer] = a.length <= b.length ? [a, b] : [b, a]
  const wanted = grams(shorter)
  if (wanted.size === 0) return shorter !== '' && longer.includes(shorter) ? 1 : 0
  return wanted.intersection(grams(longer)).size / wanted.size
}

/** Fewer figures than this agree or differ by chance. */
const MIN_FIGURES = 3
/** Below this share, a template (a price report, a forecast) was filled in anew. */
const MIN_SHARED_FIGURES = 0.5

/** Whether two texts give other figures: what tells yesterday's price report from today's. */
export const haveOtherFigures = (a: string, b: string): boolean => {
  const [fewer, more] = [figuresIn(a), figuresIn(b)].sort((x, y) => x.size - y.size) as Pair
  if (fewer.size < MIN_FIGURES) return false
  return fewer.intersection(more).size / fewer.size < MIN_SHARED_FIGURES
}

/** Titles change by a word or two when they are edited, but never in a number: notices no. 3 and 4 are two. */
export const areOneTitle = (a: string, b: string): boolean =>
  a === b ||
  (containment(a, b) >= MIN_TITLE_SHARE &&
    numeralsIn(a).symmetricDifference(numeralsIn(b)).size === 0)

const MIN_TITLE_SHARE = 0.5

type Pair = [Set<string>, Set<string>]

const figuresIn = (text: string): Set<string> => new Set(text.match(/\d+/g))

const numeralsIn = (text: string): Set<string> =>
  new Set(text.match(/\d+|[〇零一二两三四五六七八九十百千]+/g))

const grams = (text: string): Set<string> => {
  const found = new Set<string>()
  for (let at = 0; at + GRAM <= text.length; at++) found.add(text.slice(at, at + GRAM))
  return found
}
