/**
 * Text and markup in turn: even places hold text, odd places one tag or comment. Joined they are
 * the input. A `<` that opens no closed tag is text, so plain text mostly comes back as one piece.
 * Unlike `readMarkup`, which knows that it reads HTML and hides what a browser would hide, this gets
 * titles as well as pages and must keep every character as text or as markup.
 */
export const splitMarkup = (html: string): string[] => {
  const pieces: string[] = []
  const endOf = markupEnds(html)
  let from = 0
  for (const { index } of html.matchAll(OPENING)) {
    if (index < from) continue
    const end = endOf(index)
    if (end === undefined) continue
    pieces.push(html.slice(from, index), html.slice(index, end))
    from = end
  }
  return [...pieces, html.slice(from)]
}

const OPENING = /<(?=!--|[a-z/!?])/gi

/**
 * Finds the end of the markup that starts at an index. Every search that reaches the end of the text
 * in vain is made only once and then given up, which keeps hostile input (a megabyte of `<a "`) linear.
 */
const markupEnds = (html: string) => {
  const afterComment = givingUp((start) => after(html, '-->', start + 4))
  const afterQuotes = givingUp((start) => afterTag(html, start))
  const afterAngle = givingUp((start) => after(html, '>', start))
  return (start: number): number | undefined =>
    (html.startsWith('<!--', start) ? afterComment(start) : afterQuotes(start)) ?? afterAngle(start)
}

type Search = (start: number) => number | undefined

const givingUp = (search: Search): Search => {
  let isOver = false
  return (start) => {
    const end = isOver ? undefined : search(start)
    isOver = end === undefined
    return end
  }
}

const after = (html: string, mark: string, start: number): number | undefined => {
  const index = html.indexOf(mark, start)
  return index < 0 ? undefined : index + mark.length
}

/** A `>` inside a quoted attribute does not end the tag. */
const afterTag = (html: string, start: number): number | undefined => {
  const stop = /=\s*(["'])|>/g
  stop.lastIndex = start
  for (let match = stop.exec(html); match; match = stop.exec(html)) {
    const quote = match[1]
    if (quote === undefined) return stop.lastIndex
    const end = after(html, quote, stop.lastIndex)
    if (end === undefined) return undefined
    stop.lastIndex = end
  }
  return undefined
}
