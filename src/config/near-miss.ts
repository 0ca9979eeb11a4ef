/** The one of `known` that `word` was most likely meant to be, if any comes close. */
export const nearMiss = (word: string, known: readonly string[]): string | undefined => {
  const plain = plainOf(word)
  const ranked = known
    .map((candidate) => ({ candidate, edits: editsBetween(plain, plainOf(candidate)) }))
    .filter(({ candidate, edits }) => edits <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.edits - b.edits)
  return ranked[0]?.candidate
}

/** `feed_authority` and `FeedAuthority` are `feedAuthority`. */
const plainOf = (word: string): string => word.toLowerCase().replaceAll(/[-_]/g, '')

/** Letters added, dropped, changed or swapped with their neighbour (optimal string alignment). */
const editsBetween = (from: string, to: string): number => {
  let [beforeLast, last]: number[][] = [[], Array.from({ length: to.length + 1 }, (_, at) => at)]
  for (let i = 1; i <= from.length; i++) {
    const row = [i]
    for (let j = 1; j <= to.length; j++) {
      const isSame = from[i - 1] === to[j - 1]
      const isSwap = i > 1 && j > 1 && from[i - 1] === to[j - 2] && from[i - 2] === to[j - 1]
      row[j] = Math.min(
        last![j]! + 1,
        row[j - 1]! + 1,
        last![j - 1]! + (isSame ? 0 : 1),
        isSwap ? beforeLast![j - 2]! + 1 : Infinity
      )
    }
    ;[beforeLast, last] = [last, row]
  }
  return last!.at(-1)!
}
